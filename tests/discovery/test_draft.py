from __future__ import annotations

import re
from pathlib import Path

from kg import load_vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.discovery.draft import render_draft
from kg.model import Post
from kg.pipeline import build_knowledge_base
from tests.conftest import ROOT
from tests.discovery.discovering import EMPTY, SMALL


def test_a_draft_names_concepts_of_a_vocabulary_by_their_own_iris(tmp_path: Path) -> None:
    """Else what is broader than a new concept is unknown where the draft is passed back."""
    own, draft = tmp_path / "own.ttl", tmp_path / "draft.ttl"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:uuid:1234-5678> a skos:Concept ; skos:prefLabel "权威控制"@zh .\n',
        encoding="utf-8",
    )
    known = load_vocabulary([own], builtin=False)
    text = "图书馆权威控制很好,图书馆权威控制即“图书馆权威控制”,称为“图书馆权威控制”。"
    found = discover([Post(id="post/a", title="图书馆权威控制", text=text)], ConceptMatcher(known))

    draft.write_bytes(render_draft(found, known))

    [new] = load_vocabulary([own, draft], builtin=False).concepts.keys() - known.concepts.keys()
    assert f"<{new}>" in draft.read_text(encoding="utf-8")
    assert "skos:broader <urn:uuid:1234-5678>" in draft.read_text(encoding="utf-8")


def test_a_draft_says_what_it_is_and_declares_only_prefixes_that_it_uses() -> None:
    post = Post(id="post/a", title="GLANN", text="GLANN模型,GLANN,即GLANN。")

    draft = render_draft(discover([post], EMPTY), EMPTY.vocabulary).decode()

    head, _, body = draft.partition("\n\n")
    assert all(line.startswith("# ") for line in head.splitlines())
    assert "--vocabulary" in head
    assert "kg:status kg:discovered" in head
    assert re.findall(r"^@prefix (\w+):", body, re.MULTILINE) == ["kg", "skos"]


def test_the_concepts_of_a_draft_stand_under_a_base_and_those_of_a_vocabulary_do_not() -> None:
    texts = ["K均值(A Better Clustering Done X,ABCDX)。ABCDX很好", "用ABCDX、abCDX、ABCDX"]
    posts = [Post(id=f"post/{n}", title="ABCDX", text=text) for n, text in enumerate(texts)]

    draft = render_draft(discover(posts, SMALL), SMALL.vocabulary, base="urn:my:").decode()

    assert {*re.findall(r"^<(\S+)>", draft, re.MULTILINE)} == {
        "urn:my:concept/abcdx",
        "https://kg.example/test/kmeans",
    }


def test_a_name_that_holds_for_one_post_counts_in_others_only_in_its_company(
    tmp_path: Path,
) -> None:
    posts = [Post(id="post/a", title="", text="K均值(A Better Clustering Done,ABCD)。ABCD很好")]
    draft = tmp_path / "draft.ttl"
    draft.write_bytes(render_draft(discover(posts, SMALL), SMALL.vocabulary))

    known = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl", draft], builtin=False)

    assert known.concepts["https://kg.example/test/kmeans"].clarity("ABCD") == "ambiguous"
    again, other = (
        build_knowledge_base([post], known).concept_links
        for post in (posts[0], Post(id="post/b", title="", text="电路ABCD坏了"))
    )
    assert "ABCD" in {posts[0].text[m.start : m.end] for link in again for m in link.mentions}
    assert not {link.concept_id for link in other} & known.concepts.keys()
