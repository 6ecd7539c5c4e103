from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg import build_knowledge_base, load_vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.discovery.draft import render_draft
from kg.model import Post
from tests.conftest import ROOT
from tests.discovery.discovering import EMPTY, SMALL, discovered


def test_a_term_that_ends_in_a_known_one_is_a_kind_of_it(matcher: ConceptMatcher) -> None:
    post = Post(id="post/p", title="介绍", text="它被称为“毛糙权重衰减”。")

    [concept] = discover([post], matcher).concepts

    assert concept.broader == ("https://kg.example/concept/weight-decay",)


def test_what_the_vocabulary_has_is_not_discovered_again() -> None:
    assert discovered("WGAN模型", "WGAN、WGAN、WGAN", SMALL) == set()


@pytest.mark.parametrize("rejected", ["bytepiece", "glann"])
def test_what_the_vocabulary_has_rejected_is_not_discovered(rejected: str) -> None:
    vocabulary = replace(SMALL.vocabulary, rejected=frozenset((rejected,)))

    found = discovered("BytePieces与GLANN", "BytePieces和GLANN", ConceptMatcher(vocabulary))

    assert found == {"BytePieces", "GLANN"} - {"BytePieces" if "byte" in rejected else "GLANN"}


def test_a_new_abbreviation_becomes_a_label_of_the_concept_it_stands_for() -> None:
    post = Post(id="post/p", title="介绍", text="K均值(Clustering by Means,CBM)。后来CBM很好。")
    kb = build_knowledge_base([post], SMALL.vocabulary)

    [link] = kb.concept_links
    assert link.concept_id.endswith("kmeans")
    assert [post.text[m.start : m.end] for m in link.mentions] == [
        "K均值",
        "Clustering by Means",
        "CBM",
        "CBM",
    ]


def test_discovered_concepts_are_marked() -> None:
    post = Post(id="post/p", title="GLANN模型", text="GLANN")

    [concept] = build_knowledge_base([post], SMALL.vocabulary).concepts

    assert (concept.id, concept.status) == ("concept/glann", "discovered")


def test_a_known_term_with_an_addition_that_recurs_is_a_narrower_concept() -> None:
    text = "光滑采样很好。我们用光滑采样。所谓光滑采样,不是采样。"
    post = Post(id="post/p", title="谈谈光滑采样", text=text)

    [concept] = discover([post], SMALL).concepts

    assert concept.label("zh") == "光滑采样"
    assert concept.broader == ("https://kg.example/test/sampling",)


def test_the_term_that_a_station_of_a_title_ends_in_is_broader() -> None:
    post = Post(id="post/p", title="从毛糙采样到softmax", text="好")

    [concept] = discover([post], SMALL).concepts

    assert concept.broader == ("https://kg.example/test/sampling",)


@pytest.mark.parametrize("name", ["GLANN", " GLANN", "**GLANN**"])
def test_the_noun_beside_a_name_is_what_it_is_a_kind_of(name: str) -> None:
    post = Post(id="post/p", title="介绍", text=f"非对抗的生成模型{name},很有意思")

    [concept] = discover([post], SMALL).concepts

    assert concept.broader == ("https://kg.example/test/model",)


@pytest.mark.parametrize(
    ("text", "broader"),
    [
        ("This is called *burrowed oversampling*, in short.", ("oversampling",)),
        ("This is called *oversampling burrows*, in short.", ()),
        ("This is called *burrow-oversampling net*, in short.", ()),
        ("这称为“毛糙过采样”。", ("oversampling",)),
        ("这称为“毛糙核函数”。", ("kernel",)),
        ("这称为“毛糙散度”。", ()),  # which divergence, nothing tells
        ("这称为“无过采样”。", ()),
        ("这称为“无毛糙过采样”。", ("oversampling",)),
        ("光滑无过采样很好。我们用光滑无过采样。所谓光滑无过采样,不是采样。", ()),
    ],
)
def test_a_name_is_a_kind_of_what_it_ends_in(text: str, broader: tuple[str, ...]) -> None:
    post = Post(id="post/p", title="", text=text)

    [concept] = discover([post], SMALL).concepts

    assert concept.broader == tuple(f"https://kg.example/test/{name}" for name in broader)


@pytest.mark.parametrize(("mentions", "broader"), [(2, ("model",)), (3, ())])
def test_a_noun_beside_few_mentions_of_a_name_is_not_what_it_is(
    mentions: int, broader: tuple[str, ...]
) -> None:
    text = f"非对抗的生成模型GLANN,很有意思{',而GLANN很快' * mentions}"

    [concept] = discover([Post(id="post/p", title="介绍", text=text)], SMALL).concepts

    assert concept.broader == tuple(f"https://kg.example/test/{name}" for name in broader)


def test_what_is_done_with_a_name_is_no_kind_of_it() -> None:
    post = Post(id="post/p", title="介绍", text="非对抗的GLANN采样,很有意思")

    [concept] = discover([post], SMALL).concepts

    assert concept.broader == ()


def test_the_name_of_the_blog_is_no_concept() -> None:
    posts = [
        Post(id="a", title="谈“数理空间”", text="“数理空间”"),
        Post(id="b", title="第一篇", text="数理空间的读者都知道"),
    ]

    assert discover(posts[:1], SMALL).concepts != ()
    assert discover(posts, SMALL).concepts == ()


def test_a_name_that_one_post_speaks_for_and_many_use_is_an_everyday_word(
    matcher: ConceptMatcher,
) -> None:
    text = "已有甲乙进展(Some Progress)。甲乙进展。"
    posts = [Post(id="post/0", title="", text=text)]
    posts += [Post(id=f"post/{n}", title="", text=f"有{n}甲乙进展!") for n in range(1, 30)]

    assert [c.label("zh") for c in discover(posts[:9], matcher).concepts] == ["甲乙进展"]
    assert discover(posts, matcher).concepts == ()


@pytest.mark.parametrize(("name", "is_one"), [("甲乙熵", False), ("测地甲熵率", True)])
def test_a_short_word_that_much_of_a_blog_uses_is_no_term(
    matcher: ConceptMatcher, name: str, is_one: bool
) -> None:
    titled = Post(id="post/0", title=f"谈谈“{name}”", text=f"从“{name}”角度,{name}就是{name}。")
    others = [Post(id=f"post/{n}", title="别的", text=f"也有{name}。") for n in range(1, 30)]

    alone = {c.pref_label[0].text for c in discover([titled], matcher).concepts}
    among = {c.pref_label[0].text for c in discover([titled, *others], matcher).concepts}

    assert name in alone
    assert (name in among) == is_one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("用Grasp9Vec、Grasp9Vec、Grasp9vec", {"Grasp9Vec", "Grasp9vec"}),
        ("用MeTa-RLX和MeTaRLX", {"MeTa-RLX", "MeTaRLX"}),
        ("这些GLANNs与GLANN", {"GLANN", "GLANNs"}),
        ("毛糙生长率(Glann Rate)。毛糙生长率。GLANN-Rate", {"毛糙生长率", "Glann Rate"}),
    ],
)
def test_names_that_differ_in_their_spelling_are_one_concept(text: str, names: set[str]) -> None:
    post = Post(id="post/p", title="介绍", text=text)
    known = SMALL.vocabulary

    found = discover([post], SMALL)

    extended = found.extend_for_reading(found.extend(known)).concepts
    [new] = extended.keys() - known.concepts
    assert {label.text for label in extended[new].labels} == names


@pytest.mark.parametrize("name", ["GeLU", "GeLUs", "Ge-LU"])
def test_another_spelling_of_a_known_name_is_one_more_name_of_that_concept(
    name: str, matcher: ConceptMatcher
) -> None:
    post = Post(id="post/p", title=f"{name}模型", text=f"{name}激活很好,{name}")

    found = discover([post], matcher)

    assert found.concepts == ()
    assert found.aliases.of_corpus.get(name) == "https://kg.example/concept/gelu"


@pytest.mark.parametrize(("others", "names"), [(0, set()), (1, {"ABCDX"})])
def test_a_name_that_its_posts_give_to_a_known_concept_is_no_proposal(
    others: int, names: set[str]
) -> None:
    giving = Post(id="post/a", title="", text="K均值(A Better Clustering Done X,ABCDX)。ABCDX很好")
    other = Post(id="post/b", title="ABCDX模型", text="ABCDX")

    found = discover([giving, other][: 1 + others], SMALL).concepts

    assert {concept.label("en") for concept in found} == names


def test_a_draft_is_a_vocabulary_whatever_the_posts_call_things(tmp_path: Path) -> None:
    """What each of two posts calls so, and a new concept too, is ambiguous."""
    texts = [
        "K均值(A Better Clustering Done X,ABCDX)。ABCDX很好",
        "自编码器(A Better Coder Done X,ABCDX)。ABCDX很好",
        "用ABCDX、abCDX、ABCDX",
    ]
    posts = [Post(id=f"post/{n}", title="ABCDX", text=text) for n, text in enumerate(texts)]
    found = discover(posts, SMALL)
    draft = tmp_path / "draft.ttl"
    draft.write_bytes(render_draft(found, SMALL.vocabulary))

    own = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl", draft], builtin=False).concepts

    [new] = own.keys() - SMALL.vocabulary.concepts
    assert own[new].status == "discovered"
    for id_ in (new, "https://kg.example/test/kmeans", "https://kg.example/test/autoencoder"):
        assert own[id_].clarity("ABCDX") == "ambiguous"


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Use ZeRO, MaPS and NEATY. (Neaty, right?) A map of zero.", ["ZeRO", "MaPS", "NEATY"]),
        ("使用ZeRO和MaPS,又用NEATY。zero、maps、neaty-包", ["ZeRO", "MaPS", "NEATY"]),
        ("多个ZeROs与ZERO,MaPS,NEATY", ["ZeROs", "ZERO", "MaPS", "NEATY"]),
        ("Some Ze-RO, MaPS and NEATY.", ["Ze-RO", "MaPS", "NEATY"]),
    ],
)
def test_a_name_that_was_discovered_by_its_case_is_found_by_its_case(
    text: str, surfaces: list[str]
) -> None:
    proposing = Post(id="post/a", title="ZeRO MaPS", text="ZeRO模型、MaPS模型、NEATY模型")
    post = Post(id="post/b", title="", text=text)
    kb = build_knowledge_base([proposing, post], EMPTY.vocabulary)

    found = [one for link in kb.concept_links if link.post_id == "post/b" for one in link.mentions]

    assert [text[one.start : one.end] for one in sorted(found, key=lambda m: m.start)] == surfaces
