from __future__ import annotations

from typing import Any

import pytest

from kg import load_vocabulary
from kg.concepts import ConceptMatcher, find_mentions
from kg.concepts.salience import link_concepts
from kg.model import KnowledgeBase, Post
from kg.references import find_references
from tests.conftest import ROOT, load_cases

TEST = "https://kg.example/test/"
MATCHER = ConceptMatcher(load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False))


def found(text: str, title: str = "") -> list[list[str]]:
    post = Post(id="post/p", title=title, text=text)
    return [
        [post.passage(mention.place)[mention.start : mention.end], mention.concept_id[len(TEST) :]]
        for mention in find_mentions(post, MATCHER)
    ]


@pytest.mark.parametrize("case", load_cases("mentions.json"), ids=lambda case: case["name"])
def test_mentions(case: dict[str, Any]) -> None:
    assert found(case["text"]) == case["finds"]


@pytest.mark.parametrize("case", load_cases("engineering.json"), ids=lambda case: case["name"])
def test_names_of_engineering_in_the_built_in_vocabulary(
    case: dict[str, Any], matcher: ConceptMatcher
) -> None:
    post = Post(id="post/p", title="", text=case["text"])

    finds = [
        [post.text[mention.start : mention.end], mention.concept_id.rsplit("/", 1)[-1]]
        for mention in find_mentions(post, matcher)
    ]

    assert finds == case["finds"]


def test_a_title_may_put_a_particle_into_a_name_beside_its_neighbours() -> None:
    assert found("自编码器", title="谈变分的自编码器") == [
        ["变分的自编码器", "vae"],
        ["自编码器", "autoencoder"],
    ]
    assert found("很好", title="谈变分的自编码器") == [["自编码器", "autoencoder"]]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Recall that the model tries to do so, with your name on it.", []),
        ("A cute trick to combat overfitting.", ["overfitting"]),
        ("F1 score and recall of a classifier.", ["F1 score", "recall", "classifier"]),
        ("The tensorflow way, unlike TensorFlow.", ["tensorflow", "TensorFlow"]),
        ("模型的recall与trie", ["recall", "trie"]),
        ("They use methods that are fast at a process on a red hat.", []),
        ("Batch norm is BatchNorm; a deep stack is deep.", ["Batch norm", "BatchNorm"]),
        ("The blue windows of the house are dense.", []),
        ("It runs on Windows.", ["Windows"]),
        ("A neural network may show bias.", ["neural network"]),
        ("Both sides sell ensembles.", []),
    ],
)  # fmt: skip
def test_everyday_words_of_english_need_company_in_english_texts(
    matcher: ConceptMatcher, text: str, surfaces: list[str]
) -> None:
    post = Post(id="post/p", title="", text=text)

    mentions = find_mentions(post, matcher)

    assert [text[one.start : one.end] for one in mentions] == surfaces


def test_places_are_told_apart() -> None:
    post = Post(id="post/p", title="GAN", text="GAN,见《谈谈GAN》")

    mentions = find_mentions(post, MATCHER, find_references(post))

    assert [mention.place for mention in mentions] == ["title", "text", "reference"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("最大期望算法(EM)", "also called by a clear name"),
        ("Seq2Seq的EM指标", "beside Seq2Seq"),
        ("噪声信道的熵", "nearest to 噪声信道"),
        ("词重合率和EM", "in a row with 词重合率"),
        ("绝对值$|x|$", "right before its symbol"),
        ("## max\n好", "heads a section"),
        (
            "A variational autoencoder is a generative model. Here the AE is shallow, and this AE "
            "has a bottleneck, as every AE has.",
            "beside generative model, variational autoencoder",
        ),
        (
            r"变分自编码器是生成模型，AE也是：$\alpha + \beta + \gamma + \delta + \mu + \nu$，"
            r"$\xi + \rho + \sigma + \tau + \phi + \chi + \psi + \omega + \eta + \max + \min$",
            "beside 生成模型, 变分自编码器",
        ),
    ],
)
def test_the_reason_says_what_decided(text: str, reason: str) -> None:
    mentions = find_mentions(Post(id="post/p", title="", text=text), MATCHER)

    assert {one.reason for one in mentions} - {""} == {reason}


def test_title_and_text_decide_together() -> None:
    assert found("AE的训练", title="生成模型") == [["生成模型", "model"], ["AE", "autoencoder"]]


def test_a_post_is_about_what_its_title_names_and_mentions_what_comes_late_and_once() -> None:
    text = "GAN比GAN好,也比K均值、softmax与三角形好。" + "说些别的。" * 300 + "自编码器也好。"
    post = Post(id="post/p", title="GAN", text=text)

    links = link_concepts(find_mentions(post, MATCHER), [post], MATCHER.vocabulary)

    relations = {link.concept_id[len(TEST) :]: link.relation for link in links}
    assert (relations["gan"], relations["autoencoder"]) == ("about", "mentions")


def test_the_sample_is_linked_as_a_reader_would(sample: KnowledgeBase) -> None:
    about = {
        (sample.posts_by_id[link.post_id].title, link.concept_id.rpartition("/")[2])
        for link in sample.concept_links
        if link.relation == "about"
    }

    assert ("变分自编码器(一):原来是这么一回事", "variational-autoencoder") in about
    assert ("从动力学角度看优化算法(七):SGD ≈ SVM?", "support-vector-machine") in about
