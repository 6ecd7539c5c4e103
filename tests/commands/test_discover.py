from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.rdf import read_triples
from kg.rdf.namespaces import KG
from tests.commands.conftest import kg
from tests.conftest import ROOT

_DISCOVERED = re.compile(
    r"(?:concept:|[/#]concept/)([^\s>]+)>? a skos:Concept ;\s+kg:status kg:disc"
)


def test_a_discovered_draft_is_a_vocabulary_that_can_be_passed_back(tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"

    assert kg("discover", ROOT / "seeds", "-o", draft).returncode == 0
    checked = kg("vocabulary", "check", draft)
    built = kg("build", ROOT / "seeds", "-o", tmp_path / "out", "--vocabulary", draft)

    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stderr
    assert "GLANN" in draft.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "option", [[], ["--no-builtin-vocabulary"], ["--base", "https://my.site/blog#"]]
)
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
    files = draft, tmp_path / "0" / "graph.ttl", tmp_path / "1" / "graph.ttl"
    [in_draft, *in_graphs] = [_discovered(file) for file in files]
    assert [in_draft] * 2 == in_graphs
    assert len(in_draft) == len(found)


def _discovered(file: Path) -> set[str]:
    """Return the IRIs of the concepts that are marked so."""
    return {
        subject.value
        for subject, predicate, object_ in read_triples(file)
        if (predicate, object_) == (KG.status, KG.discovered)
    }


@pytest.mark.parametrize("base", ["ftp://x/", "https://x.org", "https://x:y/", "http://a b/"])
def test_a_base_that_is_no_iri_is_refused(tmp_path: Path, base: str) -> None:
    run = kg("discover", ROOT / "seeds", "-o", tmp_path / "draft.ttl", "--base", base)

    assert run.returncode == 2
    assert "--base" in run.stderr
    assert not (tmp_path / "draft.ttl").exists()
