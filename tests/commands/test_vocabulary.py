from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import kg


def test_vocabulary_check_reports_every_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(
        "@prefix : <https://example.org/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        ":a a skos:Concept . :b a skos:Concept ; skos:broader :b .\n"
    )

    run = kg("vocabulary", "check", tmp_path / "bad.ttl")

    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 3


def test_vocabulary_check_and_build_tell_what_is_left_out_each_time(tmp_path: Path) -> None:
    own, out, post = tmp_path / "own.ttl", tmp_path / "out", tmp_path / "post.md"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:x:a> a skos:Concept ; skos:prefLabel "quokka"@en ; skos:related <urn:x:b> .\n'
    )
    post.write_text("# Animals\n\nA quokka.\n")
    note = "kg: own.ttl: <urn:x:a> has the skos:related <urn:x:b>, which is declared nowhere"

    check = kg("vocabulary", "check", own, "--no-builtin-vocabulary")
    builds = [
        kg("build", post, "-o", out, "--vocabulary", own, "--no-builtin-vocabulary")
        for _ in range(2)  # the second finds what was made of the vocabulary
    ]

    assert check.stdout == "1 concept, no fault\n"
    for run in (check, *builds):
        assert run.returncode == 0, run.stderr
        assert run.stderr.count(note) == 1
