from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.folding import fold_text


def test_folding_counts_characters_that_become_several_or_none() -> None:
    folded, offsets = fold_text("Ｋ-ﬁ ß…機")

    assert folded == "kfiss...机"
    assert offsets == [0, 2, 2, 4, 4, 5, 5, 5, 6]


@given(st.text())
def test_folding_tells_where_each_character_came_from(text: str) -> None:
    folded, offsets = fold_text(text)

    assert len(folded) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
