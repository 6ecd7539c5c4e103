# Everything is installed into .venv, at the versions of requirements.lock, and nowhere else;
# only the browser that the tests drive and the Java that Spark runs on come from the system's
# packages (scripts/get-browser, scripts/get-java).

PYTHON ?= python3
BIN := .venv/bin
# kg is started some hundred times by the tests: Python is to keep what it compiled.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test lint bench lock sample clean
.DELETE_ON_ERROR:

demo: $(BIN)/kg  ## install, build the sample corpus, say where the page is
	$(BIN)/kg build seeds -o output
	@echo "Open in a browser: $(CURDIR)/output/graph.html"

test: $(BIN)/kg lint  ## install what tests need, and run them all
	scripts/get-browser
	scripts/get-java
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(BIN)/kg
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# What is measured on posts takes the blogs beside the project, where they are, and else the sample.
CORPORA := $(wildcard ../shared/corpora)
POSTS ?= $(if $(CORPORA),$(CORPORA)/kexue/posts.jsonl,seeds)
NAME ?= $(if $(CORPORA),336 posts of a Chinese blog,the sample corpus)
BLOG ?= $(if $(CORPORA),$(CORPORA)/zheng,seeds)
COUNTS ?= 100 1000 10000

bench: $(BIN)/kg  ## measure, and renew BENCHMARKS.md; COUNTS="10000 100000" builds larger blogs
	scripts/get-browser
	scripts/get-java
	$(BIN)/python benchmarks/bench_references.py --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_related.py $(POSTS) --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_rdf.py --posts $(POSTS) --name "$(NAME)" --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_page.py --runs 1 --write BENCHMARKS.md
	$(BIN)/kg build $(POSTS) -o .bench && \
	  $(BIN)/python benchmarks/bench_serve.py .bench --name "the graph of $(NAME)" --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_extraction.py $(POSTS) --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_build.py $(POSTS) --posts $(COUNTS) --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_jobs.py $(POSTS) --name "$(NAME)" --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_rebuild.py $(BLOG) --write BENCHMARKS.md
	$(BIN)/python benchmarks/bench_spark.py $(POSTS) --write BENCHMARKS.md

lock: $(BIN)/kg  ## renew the pinned versions
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  $(addprefix --extra ,frames mcp report serve spark validate watch) --group dev --group build --no-header \
	  pyproject.toml --output-file requirements.lock

sample: $(BIN)/kg  ## renew what is committed of the sample: output, and the README's picture and figures
	$(BIN)/kg build seeds -o output
	$(BIN)/python scripts/refresh-queries
	$(BIN)/python scripts/refresh-readme
	$(BIN)/python scripts/take-picture output/graph.html

clean:
	rm -rf .venv .bench

$(BIN)/kg: pyproject.toml requirements.lock scripts/bundle_scripts.py $(wildcard kg/explorer/webgl/[rs]*.js) \
  $(foreach folder,kg/explorer/webgl kg/serve/editor,$(folder)/package-lock.json $(folder)/entry.js)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/python scripts/install-locked
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
