from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Vocabulary, build_knowledge_base
from kg.model import Post
from kg.salience import Features

PASSING = Features(
    in_title=False, mentions=1, in_reference=False, first=900, length=4, size=900, narrower=3,
    depth=2, near_title=0, ambiguous=False,
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


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("We maximise the conditional likelihood. " + "And so on we go for very long. " * 500, []),
        ("The conditional likelihood. Conditional likelihood is a conditional likelihood.",
         ["about"]),
        ("本文介绍条件似然。条件似然很好,用条件似然。", ["about"]),
        ("本文介绍别的。" + "另有一些话说得很长。" * 500 + "也有条件似然。", []),
    ],
)  # fmt: skip
def test_english_words_weigh_as_much_as_chinese_ones(
    vocabulary: Vocabulary, text: str, relations: list[str]
) -> None:
    kb = build_knowledge_base([Post(id="post/p", title="", text=text)], vocabulary)

    found = {link.concept_id.rpartition("/")[2]: link.relation for link in kb.concept_links}
    assert [
        r for name, r in found.items() if name == "conditional-likelihood" and r == "about"
    ] == (relations)
    assert "conditional-likelihood" in found
