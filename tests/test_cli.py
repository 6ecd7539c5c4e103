from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import kg
from tests.conftest import ROOT

# What takes longer to import than the help to print, of ours and of others.
SLOW_TO_IMPORT = (
    "IPython", "daachorse", "igraph", "jinja2", "lxml", "networkx",
    "opencc", "pyoxigraph", "pyshacl", "pyvis", "rapidfuzz", "rdflib", "rich", "spacy",
    "sqlite3", "starlette", "trafilatura", "yaml", "kg.explorer", "kg.folding",
    "kg.masking", "kg.pipeline", "kg.rdf", "kg.readers",
)  # fmt: skip


def imported_by(*arguments: str | Path) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    program = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    run = subprocess.run(
        [sys.executable, "-c", f"{program}; from kg.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return set(run.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["query", "--help"]])
def test_help_imports_nothing_that_only_work_needs(arguments: list[str]) -> None:
    assert not {*SLOW_TO_IMPORT} & imported_by(*arguments)


def test_building_imports_no_reader_that_no_file_asks_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# SVM\n\nSVM即支持向量机。\n", encoding="utf-8")
    modules = imported_by("build", tmp_path / "a.md", "-o", tmp_path / "out")

    assert "pyoxigraph" in modules
    assert not {"rdflib", "spacy", "trafilatura", "xml.sax"} & modules


def test_version() -> None:
    assert kg("--version").stdout == "kg 0.1.0\n"


@pytest.mark.parametrize("command", ["validate", "export", "verify", "serve"])
def test_what_is_no_graph_is_one_clear_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("this is no Turtle", encoding="utf-8")
    options: dict[str, list[str | Path]] = {"export": ["--to", "trig"], "verify": [ROOT / "seeds"]}

    for graph in (tmp_path, tmp_path / "missing"):
        run = kg(command, graph, *options.get(command, []))
        assert run.returncode == 2
        assert str(graph) in run.stderr
        assert len(run.stderr.splitlines()) == 1
