from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import kg
from tests.conftest import ROOT


def test_a_discovered_draft_is_a_vocabulary_that_can_be_passed_back(tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"

    assert kg("discover", ROOT / "seeds", "-o", draft).returncode == 0
    checked = kg("vocabulary", "check", draft)
    built = kg("build", ROOT / "seeds", "-o", tmp_path / "out", "--vocabulary", draft)

    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stderr
    assert "GLANN" in draft.read_text(encoding="utf-8")
