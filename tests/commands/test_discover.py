from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import kg
from tests.conftest import ROOT

_DISCOVERED = re.compile(r"(?:concept:|/concept/)([^\s>]+)>? a skos:Concept ;\s+kg:status kg:disc")


def test_a_discovered_draft_is_a_vocabulary_that_can_be_passed_back(tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"

    assert kg("discover", ROOT / "seeds", "-o", draft).returncode == 0
    checked = kg("vocabulary", "check", draft)
    built = kg("build", ROOT / "seeds", "-o", tmp_path / "out", "--vocabulary", draft)

    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stderr
    assert "GLANN" in draft.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [[], ["--no-builtin-vocabulary"]])
def test_a_draft_has_just_the_new_concepts_of_the_graph(option: list[str], tmp_path: Path) -> None:
    """K-DETEK stands only in a longer name, and what is spelt in three ways is one concept."""
    post, draft = tmp_path / "a.md", tmp_path / "draft.ttl"
    post.write_text(
        "# 谈损失函数的毛糙性检查\n\n毛糙性检查很好,毛糙性检查即“毛糙性检查”,称为“毛糙性检查”。"
        "用K-DETEK试验(K-DETEK Try),称为“K-DETEK试验”。GLANNs和GLANN模型,GlANN。",
        encoding="utf-8",
    )

    discovered = kg("discover", post, "-o", draft, *option)
    before = kg("build", post, "-o", tmp_path / "0", "--no-cache", *option)
    after = kg("build", post, "-o", tmp_path / "1", "--no-cache", "--vocabulary", draft, *option)

    assert (discovered.returncode, before.returncode, after.returncode) == (0, 0, 0), after.stderr
    found = {*_DISCOVERED.findall(draft.read_text(encoding="utf-8"))}
    assert {"glann", "k-detek试验", "毛糙性检查"} <= found
    assert not {"k-detek", "毛糙性", "glann_", "glanns"} & found
    graphs = [(tmp_path / out / "graph.ttl").read_text(encoding="utf-8") for out in "01"]
    assert [len(graph.split("kg:status kg:discovered")) - 1 for graph in graphs] == [len(found)] * 2
