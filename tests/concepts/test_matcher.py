from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import load_vocabulary
from kg.concepts import ConceptMatcher, find_mentions
from kg.discovery import add_labels
from kg.folding import fold_name
from kg.model import Post
from tests.conftest import ROOT

MATCHER = ConceptMatcher(load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False))
# Beside the names of `MATCHER` others, that begin, hold or end in these.
FURTHER = MATCHER.extend(
    add_labels(
        MATCHER.vocabulary,
        [
            (name, "https://kg.example/test/gan")
            for name in (
                "W-GAN",
                "编码",
                "K-Means算法",
                "EM算法的变分",
                "GAN算法",
                "算法变分自编码器",
            )
        ],
    )
)

PIECES = [
    "GAN",
    "W",
    "变分自编码器",
    "自编码器",
    "EM",
    "K-Means",
    "算法",
    " ",
    "-",
    "$x$",
    "\n",
    "《",
    "》",
    "ö",
    "ﬁ",
    "s",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_mention_spells_a_label_and_no_two_overlap(text: str) -> None:
    post = Post(id="post/p", title="", text=text)

    mentions = find_mentions(post, MATCHER)

    for mention in mentions:
        concept = MATCHER.vocabulary.concepts[mention.concept_id]
        labels = concept.labels
        surface = fold_name(text[mention.start : mention.end])
        assert any(
            surface.removesuffix(end) == fold_name(label.text)
            for label in labels
            for end in ("", "s", "es")
        )
    for before, after in pairwise(mentions):
        assert before.end <= after.start


@given(st.lists(st.sampled_from([*PIECES, "的", "(x)"]), max_size=16).map("".join))
def test_names_that_are_known_are_not_looked_for_again(text: str) -> None:
    known = MATCHER.find_names(text)

    both = FURTHER.find_names(text, known=known)

    assert both[: len(known)] == known
    assert FURTHER.find_names(text, known=[]) == both[len(known) :]
    assert sorted(both, key=repr) == sorted(FURTHER.find_names(text), key=repr)


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for mention in find_mentions(Post(id="post/p", title=text, text=text), MATCHER):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("WGANs", "wgan"), ("wgans", "wgan"), ("WGAN", "wgan"), ("WGANS", None), ("AEs", None)],
)
def test_a_name_spelt_otherwise_is_a_concept_but_no_plural_in_capitals(
    name: str, meant: str | None
) -> None:
    assert MATCHER.concept_spelt(name) == (meant and f"https://kg.example/test/{meant}")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("变分的自编码器", {"变分的自编码器", "自编码器"}),
        ("变的分自编码器", {"自编码器"}),  # as 大数据 in 强大的数据
        ("不变分的自编码器", {"自编码器"}),
        ("变分(深度)自编码器", {"变分(深度)自编码器", "自编码器"}),
        ("变分（深度，\n）自编码器", {"自编码器"}),
    ],
)
def test_what_may_stand_within_a_name(text: str, names: set[str]) -> None:
    assert {text[start:end] for start, end, _ in MATCHER.find_names(text)} == names


def test_a_symbol_is_a_part_of_a_name_but_none_by_itself(matcher: ConceptMatcher) -> None:
    text = r"用R、$R$和$\beta$-VAE"

    found = [text[start:end] for start, end, _ in matcher.find_names(text)]

    assert "R" in found
    assert "$R$" not in found
    assert r"$\beta$-VAE" in found
