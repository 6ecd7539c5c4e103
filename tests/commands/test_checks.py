from __future__ import annotations

from pathlib import Path

from kg.rdf import OA, read_triples
from tests.commands.conftest import kg
from tests.conftest import ROOT


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
