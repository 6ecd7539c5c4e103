from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.folding import fold


def offsets_in(text: str) -> list[int]:
    folded = fold(text)
    return [folded.locate(offset) for offset in range(len(folded.text))]


def test_folding_counts_characters_that_become_several_or_none() -> None:
    text = "Ｋ-ﬁ ß…機"

    assert fold(text).text == "kfiss...机"
    assert offsets_in(text) == [0, 2, 2, 4, 4, 5, 5, 5, 6]


@given(st.text())
def test_folding_tells_where_each_character_came_from(text: str) -> None:
    offsets = offsets_in(text)

    assert len(fold(text).text) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
