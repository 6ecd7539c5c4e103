from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.titles import fold_title, slugify


@given(st.text())
def test_a_slug_is_safe_in_an_iri_and_never_empty(title: str) -> None:
    assert re.fullmatch(r"[\w-]+", slugify(title))


@given(st.text())
def test_folding_twice_changes_nothing(title: str) -> None:
    assert fold_title(fold_title(title)) == fold_title(title)


@given(st.text("aB1 -:七：（）C+≈", max_size=8), st.text("aB1 -:七：（）C+≈", max_size=8))
def test_titles_with_one_slug_are_equal(one: str, other: str) -> None:
    if slugify(one) == slugify(other):
        assert fold_title(one) == fold_title(other)


def test_width_and_punctuation_do_not_matter() -> None:
    assert fold_title("对抗训练浅谈：意义、方法和思考（附Keras实现）") == fold_title(
        "对抗训练浅谈:意义、方法和思考(附 keras 实现)"
    )
