from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg import build_knowledge_base, build_triples, load_vocabulary
from kg.errors import KgError
from kg.evidence import mention_evidence
from kg.model import KnowledgeBase, Post, Snapshot
from kg.rdf.namespaces import CITO, OA, SDO
from kg.verification import verify
from tests.conftest import ROOT

SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)


def posts_of(kb: KnowledgeBase) -> list[Post]:
    return [post for post in kb.posts if post.listed]


def test_what_was_built_is_verified(sample: KnowledgeBase) -> None:
    result = verify(build_triples(sample), posts_of(sample))

    links = len(sample.concept_links) + len(sample.citations)
    assert (result.links, result.faults) == (links, ())
    assert result.quotes == links + len(sample.open_references)


def test_one_changed_character_in_any_quote_fails_that_link(sample: KnowledgeBase) -> None:
    triples = build_triples(sample)
    posts = posts_of(sample)
    concepts = {concept.id: concept for concept in sample.concepts}
    for link in sample.concept_links[::25]:
        post = sample.posts_by_id[link.post_id]
        quoted = mention_evidence(link, post)
        if quoted.place == "title":
            continue
        text = f"{post.text[: quoted.start]}☃{post.text[quoted.start + 1 :]}"
        changed = [replace(one, text=text) if one is post else one for one in posts]
        faults = verify(triples, changed).faults
        name = concepts[link.concept_id].label("zh")  # the language of the blog
        says = f"《{post.title}》 schema:{link.relation} {name}: "
        assert any(fault.startswith(says) for fault in faults), (post.title, quoted)


def one_post() -> tuple[Post, KnowledgeBase]:
    post = Post(
        id="post/a",
        title="甲",
        text="前文。我们用GAN生成,见《乙》。后文。",
        source="a.md",
        snapshots=(Snapshot(source="a.md", readers=None),),
    )
    return post, build_knowledge_base([post], SMALL)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("GAN", "GAM", "at 6-9 stands 'GAM', not 'GAN'"),
        ("我们", "咱们", "before 'GAN' at 6 stands '咱们用', not '我们用'"),
        ("生成", "生戍", "behind 'GAN' at 9 stands '生戍,见《乙》。', not '生成,见《乙》。'"),
        ("前文", "前", "at 6-9 stands 'AN生', not 'GAN'"),
    ],
)
def test_a_fault_says_what_stands_there(old: str, new: str, says: str) -> None:
    post, kb = one_post()
    changed = replace(post, text=post.text.replace(old, new))

    faults = verify(build_triples(kb), [changed]).faults

    assert any(says in fault for fault in faults), faults
    assert all(fault.startswith("《甲》 ") for fault in faults)


@pytest.mark.parametrize("start", ["six", "-6", ""])
def test_a_place_that_is_none_is_a_fault(start: str) -> None:
    post, kb = one_post()
    triples = [
        (s, p, ox.Literal(start) if (p, o.value) == (OA.start, "6") else o)
        for s, p, o in build_triples(kb)
    ]

    [fault] = verify(triples, [post]).faults

    assert fault.endswith(f"the quote is said to stand at {start}-9, which is no place")


def test_what_does_not_touch_a_quote_is_no_fault() -> None:
    post, kb = one_post()
    changed = replace(post, text=post.text.replace("后文", "別的"))

    assert verify(build_triples(kb), [changed]).faults == ()


def test_a_post_that_is_gone_or_elsewhere_is_a_fault() -> None:
    post, kb = one_post()
    triples = build_triples(kb)

    gone = verify(triples, []).faults
    elsewhere = verify(triples, [replace(post, source="b.md")]).faults

    assert all("the sources have no such post" in fault for fault in gone)
    assert len(gone) == verify(triples, [post]).quotes
    assert "the post comes from b.md, no longer from https://blog.example/source/a.md" in " ".join(
        elsewhere
    )


def test_links_and_evidence_have_to_match() -> None:
    post, kb = one_post()
    triples = build_triples(kb)
    [cites] = [triple for triple in triples if triple[1] == CITO.cites]
    bodies = [t for t in triples if t[1] == OA.hasBody and t[2] == cites[2]]

    without_link = verify([t for t in triples if t != cites], [post]).faults
    without_evidence = verify([t for t in triples if t not in bodies], [post]).faults

    assert without_link == ("《甲》 cito:cites 《乙》: there is evidence, but no such link",)
    assert "《甲》 cito:cites 《乙》: the link has no evidence" in without_evidence
    assert [t for t in triples if t[1] in (SDO.about, SDO.mentions)]


def test_without_evidence_there_is_nothing_to_verify() -> None:
    post, kb = one_post()

    with pytest.raises(KgError, match="no evidence to verify; build it without --no-evidence"):
        verify(build_triples(kb, evidence=False), [post])
