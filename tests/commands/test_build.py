from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.conftest import NAMES, kg
from tests.conftest import ROOT


def test_build_writes_the_three_files_and_says_what_is_in_them(tmp_path: Path) -> None:
    run = kg("build", ROOT / "seeds", "-o", tmp_path / "new" / "out")

    assert run.returncode == 0, run.stderr
    assert {path.name for path in (tmp_path / "new/out").iterdir()} == {*NAMES, ".cache"}
    summary = {
        cells[0]: cells[1]
        for line in run.stdout.splitlines()
        if len(cells := [cell.strip() for cell in line.split("│")[1:-1]]) == 2
    }
    assert (summary["posts"], summary["reader counts"], summary["references"]) == ("36", "39", "36")
    assert (summary["post"], summary["paper"]) == ("8", "12")
    assert run.stderr == ""


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


def test_what_is_made_of_an_own_vocabulary_is_kept_and_makes_no_difference(tmp_path: Path) -> None:
    post, own, out = tmp_path / "a.md", tmp_path / "own.ttl", tmp_path / "out"
    post.write_text("---\ntitle: 甲\n---\n狼人杀里的支持向量机。\n", encoding="utf-8")
    own.write_text(
        "<https://example.org/werewolf> a <http://www.w3.org/2004/02/skos/core#Concept> ;"
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "狼人杀"@zh .',
        encoding="utf-8",
    )
    contents = []
    for choice in ("--no-cache", "--cache", "--cache"):
        options = ("--vocabulary", own, "--no-builtin-vocabulary", choice)
        assert kg("build", post, "-o", out, *options).returncode == 0
        contents.append([(out / name).read_bytes() for name in sorted(NAMES)])
        kept = {path.name.partition(".")[0] for path in out.glob(".cache/*.kept")}
        assert kept >= ({"concepts", "names"} if choice == "--cache" else set())

    assert contents[0] == contents[1] == contents[2]
    assert "狼人杀" in (out / "graph.ttl").read_text(encoding="utf-8")


def test_halves_of_characters_in_what_a_post_says_of_itself_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(r'{"title": "SVM \ud800", "text": "支持向量机\udc00很好"}')
    (tmp_path / "b.md").write_text('---\ntitle: "VAE \\ud800"\ntags: ["\\udc00"]\n---\nVAE很好\n')

    run = kg("build", tmp_path / "a.jsonl", tmp_path / "b.md", "-o", tmp_path / "out")

    assert (run.returncode, run.stderr) == (0, "")
    for name in NAMES:
        assert "\ufffd" in (tmp_path / "out" / name).read_text("utf-8")


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

    for number, delay in ((signal.SIGINT, 0.3), (signal.SIGTERM, 0.9), (signal.SIGINT, 1.5)):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", ROOT / "seeds", "-o", out],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(number)
        process.wait()
        now = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
        new = {name: (built / name).read_bytes() for name in NAMES}
        assert now in (old, new)


@pytest.mark.parametrize("base", ["ftp://x/", "https://x.org", "https://x:y/", "http://a b/"])
def test_a_base_that_is_no_iri_is_refused(tmp_path: Path, base: str) -> None:
    run = kg("build", ROOT / "seeds", "-o", tmp_path / "out", "--base", base)

    assert run.returncode == 2
    assert "--base" in run.stderr
