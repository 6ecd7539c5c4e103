from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Vocabulary, build_knowledge_base, load_vocabulary
from kg.concepts.salience import Company, Features, find_features
from kg.model import Post
from tests.conftest import ROOT

PASSING = Features(
    in_title=False, mentions=1, before=9, length=4, size=900, crowd=3, cited=False,
    keyphraseness=0.5, neighbours=0, near_title=0, well_known=False, decided=False, capitals=False,
)  # fmt: skip


@given(st.integers(1, 200), st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_mention_says_the_less_the_longer_the_text(count: int, one: float, other: float) -> None:
    short, long = sorted((one, other))

    assert PASSING._replace(mentions=count, size=short).salience() >= (
        PASSING._replace(mentions=count, size=long).salience()
    )


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_mentions_never_say_less(one: int, other: int) -> None:
    few, many = sorted((one, other))

    assert PASSING._replace(mentions=few).salience() <= PASSING._replace(mentions=many).salience()


@given(st.integers(0, 99), st.integers(0, 99))
def test_what_comes_later_says_no_more(one: int, other: int) -> None:
    early, late = sorted((one, other))

    assert PASSING._replace(before=early).salience() >= PASSING._replace(before=late).salience()


@given(st.integers(0, 99), st.floats(0, 1))
def test_a_title_never_says_less(count: int, keyphraseness: float) -> None:
    one = PASSING._replace(mentions=count, keyphraseness=keyphraseness)

    assert one._replace(in_title=True).salience() >= one.salience()


@given(st.booleans(), st.floats(0, 1), st.floats(0, 1))
def test_a_special_concept_is_the_rather_a_topic(titled: bool, one: float, other: float) -> None:
    general, special = sorted((one, other))
    concept = PASSING._replace(in_title=titled)

    assert concept._replace(keyphraseness=general).salience() <= (
        concept._replace(keyphraseness=special).salience()
    )


def test_the_features_are_those_of_the_post() -> None:
    small = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
    post = Post(id="post/p", title="谈WGAN", text="EM与GAN。K-Means、GAN、生成模型。")
    [gan] = [link for link in build_knowledge_base([post], small).concept_links
             if link.concept_id.endswith("/gan")]  # fmt: skip
    ids = [f"https://kg.example/test/{name}" for name in ("wgan", "em", "gan", "kmeans", "model")]
    before = {id_: number for number, id_ in enumerate(ids)}
    company = Company(before=before, crowds={ids[2]: 2}, titled=ids[:1], unit=1)

    assert find_features(gan.mentions, post, small, company) == Features(
        in_title=False, mentions=2, before=2, length=3, size=len(post.text), crowd=2,
        cited=False, keyphraseness=0.6 - 0.05 * math.log(2), neighbours=2, near_title=1,
        well_known=False, decided=False, capitals=True,
    )  # fmt: skip


def test_the_keyphraseness_of_the_vocabulary_holds() -> None:
    small = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
    post = Post(id="post/p", title="", text="谈生成模型")
    [link] = build_knowledge_base([post], small).concept_links
    company = Company(before={link.concept_id: 0}, crowds={link.concept_id: 1}, titled=(), unit=1)
    concepts = {
        id_: concept._replace(keyphraseness=0.25) for id_, concept in small.concepts.items()
    }

    unrated = find_features(link.mentions, post, small, company)
    rated = find_features(link.mentions, post, replace(small, concepts=concepts), company)

    assert unrated.keyphraseness == 0.6 - 0.05 * math.log(5)
    assert rated.keyphraseness == 0.25


def test_the_company_counts_the_concepts_of_each_sentence() -> None:
    small = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
    post = Post(id="post/p", title="谈WGAN", text="EM算法与GAN。K-Means、GAN、生成模型。")
    groups = {
        link.concept_id.rpartition("/")[2]: link.mentions
        for link in build_knowledge_base([post], small).concept_links
    }

    company = Company.of(groups, post)

    assert company.crowds == {"wgan": 1, "em": 2, "gan": 2, "kmeans": 3, "model": 3}
    assert company.titled == {"wgan"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("By backpropagation we maximise the conditional likelihood. " + "And so on. " * 1500,
         "mentions"),
        ("The conditional likelihood. Conditional likelihood is a conditional likelihood.",
         "about"),
        ("本文介绍条件似然。条件似然很好,用条件似然。", "about"),
        ("本文介绍反向传播与池化层。" + "另有一些话说得很长。" * 500 + "也有条件似然。",
         "mentions"),
    ],
)  # fmt: skip
def test_english_words_weigh_as_much_as_chinese_ones(
    vocabulary: Vocabulary, text: str, relation: str
) -> None:
    kb = build_knowledge_base([Post(id="post/p", title="", text=text)], vocabulary)

    relations = {link.concept_id.rpartition("/")[2]: link.relation for link in kb.concept_links}
    assert relations["conditional-likelihood"] == relation
