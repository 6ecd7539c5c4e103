from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import kg
from tests.conftest import ROOT


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
