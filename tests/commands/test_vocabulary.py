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
