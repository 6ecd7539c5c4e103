from __future__ import annotations

import pytest

from kg import build_knowledge_base, load_vocabulary
from kg.concepts import ConceptMatcher, find_mentions
from kg.concepts.aliases import Alias, agree, find_redefined, known_concept
from kg.concepts.definitions import find_definitions
from kg.discovery import discover
from kg.model import Post
from tests.conftest import ROOT

SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
MATCHER = ConceptMatcher(SMALL)
NONE_KNOWN = frozenset[str]().__contains__


def aliases(*texts: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    posts = [Post(id=f"p{n}", title="", text=text) for n, text in enumerate(texts)]
    found = discover(posts, MATCHER).aliases
    short = {name: id_.rpartition("/")[2] for name, id_ in found.of_corpus.items()}
    own = {
        post_id: {name: id_.rpartition("/")[2] for name, id_ in names.items()}
        for post_id, names in found.of_post.items()
    }
    return short, own


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("用对数(下面简称DS)", {"DS": "logarithm"}),
        ("生成对抗网络，又称对抗网。", {"对抗网": "gan"}),
        ("K-Means, also called centroid grouping, is old.", {"centroid grouping": "kmeans"}),
        ("The GAN, also known as adversarial net, is new.", {"adversarial net": "gan"}),
        ("变分自编码器(Variational Auto Encoder)", {"Variational Auto Encoder": "vae"}),
        ("过采样(OSP)", {"OSP": "oversampling"}),
        ("过采样(SPO)与对数(LG)", {}),
        ("生成对抗网络(见附录,Appendix)", {}),
        ("变分自编码器(自编码器的一种)", {}),
        ("**无过采样**(Lack of Samples)。过采样很好。", {"Lack of Samples": "无过采样"}),
    ],
)
def test_names_given_to_known_concepts(text: str, names: dict[str, str]) -> None:
    assert aliases(text)[1].get("p0", {}) == names


def test_a_kind_of_a_concept_is_not_the_concept() -> None:
    text = "幂等采样(Idempotent Drawing, ID2)很好。幂等采样如下,做幂等采样。"

    assert aliases(text)[1] == {"p0": {"ID2": "幂等采样", "Idempotent Drawing": "幂等采样"}}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("**无生成模型**(Generative Modelling)。生成模型很好,做生成模型。", None),
        ("无VAE(Kernel Trick)", None),
        ("去采样(Sampler)", None),
        ("失去采样(Sampler)", "sampling"),
        ("并非过采样(Sampler)。做过采样,用过采样。", "oversampling"),
        ("生成模型(generative-free model)", None),
        ("生成模型(ungenerative model)", None),
        ("生成模型(model without generation)", None),
        ("生成模型(generative modelling)", "model"),
    ],
)
def test_what_is_said_to_be_without_a_concept_is_not_that_concept(
    text: str, concept: str | None
) -> None:
    [definition] = find_definitions(text)

    found = known_concept(definition, MATCHER, text, redefined=())

    assert (found and found.id.rpartition("/")[2]) == concept


def test_a_name_of_one_post_is_looked_for_in_that_post_only() -> None:
    posts = [
        Post(id="a", title="", text="对数(下面简称DS)。DS很好。"),
        Post(id="b", title="", text="DS很好。"),
    ]

    links = build_knowledge_base(posts, SMALL).concept_links

    assert [(link.post_id, len(link.mentions)) for link in links] == [("a", 3)]


def test_a_name_on_which_posts_agree_holds_for_all() -> None:
    defining = "对数(下面简称DS)"

    assert aliases(defining, defining, "DS")[0] == {"DS": "logarithm"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("**Edge matching** (EM) is old. EM is new.", "Edge matching"),
        ("用边缘匹配(Edge Matching,EM)。EM很好。", "Edge Matching"),
        ("EM: Edge Matching for all\n\nEM很好", "Edge Matching"),
        ("the variational autoencoder (VA) and our VA", "vae"),
        ("the wide grid area nodes (WGAN) and our WGAN", "wide grid area nodes"),
        ("广域网格(wide grid area nodes,WGAN)。WGAN很好。", "wide grid area nodes"),
    ],
)
def test_an_abbreviation_means_what_the_post_says(text: str, meant: str) -> None:
    base = build_knowledge_base([Post(id="a", title="", text=text)], SMALL)

    [link] = base.concept_links
    [concept] = [one for one in base.concepts if one.id == link.concept_id]
    assert meant in {concept.pref_label[0].text, concept.id.rpartition("/")[2]}
    assert len(link.mentions) >= 2


def test_what_an_abbreviation_is_in_some_posts_it_is_not_in_others() -> None:
    defining = "Edge matching (EM) is old."
    posts = [Post(id=id_, title="", text=defining) for id_ in "ab"]
    other = Post(id="c", title="", text="精确匹配即Exact Match,记为EM,EM的值")

    found = discover([*posts, other], MATCHER).aliases

    assert found.of_corpus == {}
    assert found.of_post.keys() == {"a", "b"}


@pytest.mark.parametrize(
    "text",
    [
        "expectation-maximization (EM)",
        "the expectation and maximisation method (EM)",
        "精确匹配(Exact Matching,EM)",
        "数据(EM)",
        "weighted generative area nodes (WGAN)",
        "卷积对抗模型(wide grid area nodes,WGAN)",
    ],
)
def test_other_words_for_the_same_give_an_abbreviation_no_new_meaning(text: str) -> None:
    [definition] = find_definitions(text)

    assert find_redefined(definition, MATCHER) == frozenset()


@pytest.mark.parametrize(("near", "redefined"), [("gan", []), ("model", []), ("em", ["WGAN"])])
def test_what_a_post_names_near_an_abbreviation_speaks_for_its_known_meaning(
    near: str, redefined: list[str]
) -> None:
    [definition] = find_definitions("the wide grid area nodes (WGAN)")

    assert [*find_redefined(definition, MATCHER, {f"https://kg.example/test/{near}"})] == redefined


def test_where_posts_disagree_each_has_its_own() -> None:
    given = [Alias("a", "DS", "x"), Alias("b", "DS", "x"), Alias("c", "DS", "y")]

    assert agree(given, NONE_KNOWN).of_corpus == {}
    assert agree(given, NONE_KNOWN).of_post == {
        "a": {"DS": "x"},
        "b": {"DS": "x"},
        "c": {"DS": "y"},
    }


def test_what_a_post_calls_a_concept_wins_over_an_ambiguous_label() -> None:
    post = Post(id="p", title="", text="EM很好")

    [mention] = find_mentions(post, MATCHER, aliases={"EM": "https://kg.example/test/softmax"})

    assert mention.concept_id.endswith("softmax")
    assert mention.reason == "so named in this post"
