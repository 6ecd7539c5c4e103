from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.rdf import OA, read_triples
from tests.conftest import ROOT

NAMES = {"graph.html", "graph.ttl", "graph.graphml"}


def kg(*arguments: str | Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "200", "PYTHONUTF8": "1"},
    )


Build = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A build of the sample, into folders that are not there yet: where it is, and what it said."""
    out = tmp_path_factory.mktemp("built") / "new" / "out"
    run = kg("build", ROOT / "seeds", "-o", out)
    assert run.returncode == 0, run.stderr
    return out, run


@pytest.fixture(scope="module")
def built(build: Build) -> Path:
    return build[0]


def test_build_writes_the_three_files_and_says_what_is_in_them(build: Build) -> None:
    out, run = build

    assert {path.name for path in out.iterdir()} == {*NAMES, ".cache"}
    summary = {
        cells[0]: cells[1]
        for line in run.stdout.splitlines()
        if len(cells := [cell.strip() for cell in line.split("│")[1:-1]]) == 2
    }
    assert (summary["posts"], summary["reader counts"], summary["references"]) == ("36", "39", "36")
    assert (summary["post"], summary["paper"]) == ("8", "12")
    assert run.stderr == ""


# What takes longer to import than the help to print, of ours and of others.
SLOW_TO_IMPORT = (
    "IPython", "ahocorasick_rs", "igraph", "jinja2", "lxml", "networkx",
    "opencc", "pyoxigraph", "pyshacl", "pyvis", "rapidfuzz", "rdflib", "rich", "spacy",
    "sqlite3", "starlette", "trafilatura", "yaml", "kg.build", "kg.explorer", "kg.rdf",
    "kg.readers", "kg.text",
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


def test_what_is_committed_as_output_is_what_build_writes(built: Path) -> None:
    for name in NAMES:
        assert (ROOT / "output" / name).read_bytes() == (built / name).read_bytes(), name


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_the_number_of_processes_changes_no_byte(built: Path, tmp_path: Path, jobs: str) -> None:
    assert kg("build", ROOT / "seeds", "-o", tmp_path, "--jobs", jobs).returncode == 0
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name


def test_neither_hash_seed_nor_place_changes_a_byte(built: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "elsewhere"
    seeds.mkdir()
    for page in sorted((ROOT / "seeds").glob("*.txt"), reverse=True):
        (seeds / page.name).write_bytes(page.read_bytes())

    assert kg("build", seeds, "-o", tmp_path / "out", seed="4711").returncode == 0

    for name in NAMES:
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes(), name


def bad_inputs(folder: Path) -> dict[str, Path]:
    page = (ROOT / "seeds/000.txt").read_bytes()
    contents = {
        "cut.txt": page[: len(page) // 2],
        "cut-in-a-character.txt": page[: page.index("位读者".encode()) + 1],
        "binary.txt": bytes(range(256)),
        "prose.txt": "这里没有文章。\n".encode(),
    }
    paths = {"missing": folder / "missing", "empty": folder / "empty"}
    paths["empty"].mkdir()
    for name, content in contents.items():
        paths[name] = folder / name
        paths[name].write_bytes(content)
    return paths


@pytest.mark.parametrize(
    "name", ["missing", "empty", "cut.txt", "cut-in-a-character.txt", "binary.txt", "prose.txt"]
)
def test_bad_input_is_one_line_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    path = bad_inputs(tmp_path)[name]

    run = kg("build", path, "-o", tmp_path / "out")
    strict = kg("build", ROOT / "seeds", path, "-o", tmp_path / "out", "--strict")

    assert strict.returncode == 2
    assert str(path) in strict.stderr
    assert strict.stdout == ""

    assert run.returncode == 2
    assert run.stderr.startswith(f"kg: {path}")
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""
    assert not (tmp_path / "out").exists()


def test_a_faulty_file_among_others_is_skipped_and_reported(tmp_path: Path) -> None:
    paths = bad_inputs(tmp_path)

    run = kg(
        "build", ROOT / "seeds", paths["prose.txt"], paths["binary.txt"], "-o", tmp_path / "out"
    )

    assert run.returncode == 0
    first, second = run.stderr.splitlines()
    assert first == f"kg: skipped {paths['binary.txt']}: is a binary file; name a text file"
    assert second.startswith(f"kg: skipped {paths['prose.txt']}: no byline found; expected a list")
    assert {path.name for path in (tmp_path / "out").glob("graph.*")} == NAMES


def test_a_given_format_overrules_the_content(tmp_path: Path) -> None:
    (tmp_path / "prose.txt").write_text("这里没有文章,只有支持向量机。", encoding="utf-8")

    run = kg("build", tmp_path / "prose.txt", "-o", tmp_path / "out", "--format", "markdown")

    assert run.returncode == 0, run.stderr


def test_without_a_cache_the_same_is_written_and_nothing_beside_it(
    built: Path, tmp_path: Path
) -> None:
    assert kg("build", ROOT / "seeds", "-o", tmp_path, "--no-cache").returncode == 0

    assert {path.name for path in tmp_path.iterdir()} == NAMES
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name


def test_a_rebuild_after_a_change_writes_the_bytes_of_a_build_from_nothing(blog: Path) -> None:
    out, fresh = blog.parent / "out", blog.parent / "fresh"
    assert kg("build", blog, "-o", out).returncode == 0
    with (blog / "b.md").open("a", encoding="utf-8") as file:
        file.write("又一句,关于支持向量机(SVM),见《甲》。\n")

    assert kg("build", blog, "-o", out).returncode == 0
    assert kg("build", blog, "-o", fresh, "--no-cache").returncode == 0

    for name in NAMES:
        assert (out / name).read_bytes() == (fresh / name).read_bytes(), name


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")

    run = kg("build", ROOT / "seeds", "-o", tmp_path / "out")

    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "out").read_text() == "mine"


def test_a_build_that_fails_or_is_interrupted_leaves_the_old_output_whole(
    built: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old = {name: (built / name).read_bytes() + b"\n" for name in NAMES}
    for name, content in old.items():
        (out / name).write_bytes(content)

    for delay in (0.3, 0.9, 1.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", ROOT / "seeds", "-o", out],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        process.wait()
        now = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
        new = {name: (built / name).read_bytes() for name in NAMES}
        assert now in (old, new)


@pytest.mark.parametrize("base", ["ftp://x/", "https://x.org", "nonsense"])
def test_a_base_that_is_no_iri_is_refused(tmp_path: Path, base: str) -> None:
    run = kg("build", ROOT / "seeds", "-o", tmp_path / "out", "--base", base)

    assert run.returncode == 2
    assert "--base" in run.stderr


def test_query_prints_table_csv_and_json(built: Path) -> None:
    arguments = (
        "query",
        "posts-about",
        "--set",
        "concept=支持向量机",
        "--graph",
        built / "graph.ttl",
    )

    table = kg(*arguments).stdout
    rows = list(csv.DictReader(io.StringIO(kg(*arguments, "--format", "csv").stdout)))
    objects = json.loads(kg(*arguments, "--format", "json").stdout)

    assert rows == objects
    assert rows[0]["title"].startswith("从动力学角度看优化算法(七)")
    assert rows[0]["title"] in table


def test_query_without_a_name_lists_the_questions() -> None:
    listed = json.loads(kg("query", "--format", "json").stdout)

    assert {"posts-about", "series", "unlisted-posts"} <= {row["query"] for row in listed}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "no such file or query"),
        (["posts-about", "--set", "x=1"], "no parameter x"),
        (["posts-about", "--set", "x"], "is not NAME=VALUE"),
        (["posts-about", "--graph", "missing.ttl"], "missing.ttl: cannot be read"),
        (["posts-about", "--graph", "LICENSE"], "LICENSE, line 1: is no Turtle"),
    ],
)
def test_a_query_that_cannot_run_is_one_clear_line(arguments: list[str], says: str) -> None:
    run = kg("query", *arguments)

    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_version() -> None:
    assert kg("--version").stdout == "kg 0.1.0\n"


def test_a_discovered_draft_is_a_vocabulary_that_can_be_passed_back(tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"

    assert kg("discover", ROOT / "seeds", "-o", draft).returncode == 0
    checked = kg("vocabulary", "check", draft)
    built = kg("build", ROOT / "seeds", "-o", tmp_path / "out", "--vocabulary", draft)

    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stderr
    assert "GLANN" in draft.read_text(encoding="utf-8")


def test_vocabulary_check_reports_every_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(
        "@prefix : <https://example.org/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        ":a a skos:Concept . :b a skos:Concept ; skos:broader :b .\n"
    )

    run = kg("vocabulary", "check", tmp_path / "bad.ttl")

    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 3


def test_eval_prints_measures_and_faults(tmp_path: Path) -> None:
    gold = [{"title": "It is time.", "concepts": []}]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")

    run = kg("eval", tmp_path / "gold.json", ROOT / "seeds", "--format", "csv")

    rows = list(csv.reader(io.StringIO(run.stdout)))
    assert ["precision", "core", "0.000"] in rows
    assert ["wrong", "It is time.", "支持向量机"] in rows


def test_floors_are_raised_at_will_and_lowered_with_a_reason_only(tmp_path: Path) -> None:
    known = {"en": "Python", "zh": None, "abbr": None, "tier": "core", "surface": ["Python"]}
    gold, floors = tmp_path / "gold.json", tmp_path / "floors.json"
    gold.write_text(json.dumps([{"title": "It is time.", "concepts": [known]}]), encoding="utf-8")
    floors.write_text("{}", encoding="utf-8")
    command = ("eval", gold, ROOT / "seeds", "--floors", floors)

    assert kg(*command, "--renew").returncode == 0
    raised = json.loads(floors.read_text(encoding="utf-8"))
    assert raised["gold"]["core_recall"] == 1.0

    known["surface"], known["en"] = [], "nothing"
    gold.write_text(json.dumps([{"title": "It is time.", "concepts": [known]}]), encoding="utf-8")
    for further in ((), ("--renew",)):
        run = kg(*command, *further)
        assert (run.returncode, json.loads(floors.read_text(encoding="utf-8"))) == (1, raised)
        assert "core_recall is 0.000, below its floor of 1.000" in run.stderr

    assert kg(*command, "--renew", "--lower", "the gold was wrong").returncode == 0
    lowered = json.loads(floors.read_text(encoding="utf-8"))
    assert lowered["gold"]["core_recall"] == 0.0
    assert [entry["reason"] for entry in lowered["lowered"]] == ["the gold was wrong"]


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "a.md").write_text(
        "---\ntitle: 甲\ndate: 2020-01-01\nurl: https://blog.example/archives/1\n---\n"
        "博文《没有读到的一篇》、《乙》、[那里](/archives/9)、电影《某某》\n",
        encoding="utf-8",
    )
    (folder / "b.md").write_text(
        "---\ntitle: 乙\ndate: 2021-01-01\nurl: https://blog.example/archives/2\n---\n文\n",
        encoding="utf-8",
    )
    return folder


def test_references_reports_in_three_formats(blog: Path) -> None:
    table = kg("references", blog).stdout
    rows = list(csv.DictReader(io.StringIO(kg("references", blog, "--format", "csv").stdout)))
    objects = json.loads(kg("references", blog, "--format", "json").stdout)

    assert rows == objects
    assert [(row["section"], row["wording"]) for row in rows if row["post"]] == [
        ("resolved", "乙"),
        ("unlisted", "没有读到的一篇"),
        ("work", "某某"),
        ("dead", "那里"),
    ]
    assert rows[0]["note"] == "the target is the later post"
    assert [row["target"] for row in rows if row["section"] == "orphan"] == ["甲"]
    for words in ("to later posts │ 1", "/archives/9", "most referenced", "orphan"):
        assert words in table


def test_a_list_of_titles_gives_unlisted_posts_their_date_and_address(blog: Path) -> None:
    titles = blog.parent / "titles.tsv"
    titles.write_text(
        "id\tdate\ttitle\n1\t2020-01-01\t甲\n2\t2021-01-01\t乙\n9\t2019-01-01\t没有读到的一篇\n",
        encoding="utf-8",
    )

    assert kg("build", blog, "--titles", titles, "-o", blog.parent / "out").returncode == 0
    reported = kg("references", blog, "--titles", titles, "--format", "json").stdout

    turtle = (blog.parent / "out/graph.ttl").read_text(encoding="utf-8")
    assert '"https://blog.example/archives/9"^^xsd:anyURI' in turtle
    assert '"2019-01-01"^^xsd:date' in turtle
    assert not [row for row in json.loads(reported) if row["section"] == "dead"]


@pytest.mark.parametrize("command", ["build", "references"])
def test_a_bad_list_of_titles_is_one_line_and_nothing_is_written(blog: Path, command: str) -> None:
    titles = blog.parent / "titles.tsv"
    titles.write_text("id\ttitle\n1\t甲\n", encoding="utf-8")
    out = ("-o", blog.parent / "out") if command == "build" else ()

    run = kg(command, blog, "--titles", titles, *out)

    assert run.returncode == 2
    assert run.stderr.startswith(f"kg: {titles}, line 1: there is no column date")
    assert run.stderr.count("\n") == 1
    assert not (blog.parent / "out").exists()


def test_verify_and_validate_pass_on_what_was_built(built: Path) -> None:
    verified = kg("verify", built, ROOT / "seeds")
    validated = kg("validate", built / "graph.ttl")

    assert (verified.returncode, verified.stderr) == (0, "")
    assert "quotes, all stand where the graph says" in verified.stdout
    assert (validated.returncode, validated.stderr) == (0, "")
    assert "no violation" in validated.stdout


def test_verify_names_the_link_when_one_character_changed(built: Path, tmp_path: Path) -> None:
    pages = {page: page.read_text(encoding="utf-8") for page in (ROOT / "seeds").glob("*.txt")}
    everything = "".join(pages.values())
    quoted = {o.value for _, predicate, o in read_triples(built) if predicate == OA.exact}
    [wording, *_] = sorted(text for text in quoted if everything.count(text) == 1)
    for page, text in pages.items():
        changed = text.replace(wording, f"☃{wording[1:]}")
        (tmp_path / page.name).write_text(changed, encoding="utf-8")

    run = kg("verify", built, tmp_path)

    assert run.returncode == 1
    assert f"not {wording!r}" in run.stderr
    assert run.stderr.startswith("《")
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("format_", "name"),
    [("ntriples", "graph.nt"), ("trig", "graph.trig"), ("jsonld", "graph.jsonld")],
)
def test_export_writes_beside_the_graph_or_elsewhere(
    built: Path, tmp_path: Path, format_: str, name: str
) -> None:
    first = kg("export", built, "--to", format_, "-o", tmp_path / "a")
    again = kg("export", built / "graph.ttl", "--to", format_, "-o", tmp_path / "b", seed="1")

    assert (first.returncode, again.returncode) == (0, 0)
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert (tmp_path / "a" / "context.jsonld").exists() == (format_ == "jsonld")


def test_evidence_can_be_left_out(built: Path, tmp_path: Path) -> None:
    run = kg("export", built, "--to", "turtle", "--no-evidence", "-o", tmp_path)
    built_without = kg("build", ROOT / "seeds", "-o", tmp_path / "new", "--no-evidence")
    verified = kg("verify", tmp_path / "new", ROOT / "seeds")

    assert (run.returncode, built_without.returncode) == (0, 0)
    exported = (tmp_path / "graph-without-evidence.ttl").read_bytes()
    assert exported == (tmp_path / "new/graph.ttl").read_bytes()
    assert b"oa:" not in exported.split(b"\n\n", 1)[1]
    assert verified.returncode == 2
    assert "build it without --no-evidence" in verified.stderr


@pytest.mark.parametrize("command", ["validate", "export", "verify", "serve"])
def test_what_is_no_graph_is_one_clear_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("this is no Turtle", encoding="utf-8")
    options: dict[str, list[str | Path]] = {"export": ["--to", "trig"], "verify": [ROOT / "seeds"]}

    for graph in (tmp_path, tmp_path / "missing"):
        run = kg(command, graph, *options.get(command, []))
        assert run.returncode == 2
        assert str(graph) in run.stderr
        assert len(run.stderr.splitlines()) == 1
