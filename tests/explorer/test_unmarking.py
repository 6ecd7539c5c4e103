from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.unmarking import unmark
from tests.conftest import load_cases


def parse(text: str, ends: str) -> tuple[str, int, int]:
    """Return a sentence and where the wording stands in it, between the two `ends`."""
    before, _, rest = text.partition(ends[0])
    wording, _, after = rest.partition(ends[1])
    return before + wording + after, len(before), len(before) + len(wording)


@pytest.mark.parametrize("case", load_cases("sentences.json"), ids=lambda case: case["name"])
def test_what_is_read_is_the_sentence_without_its_markup(case: dict[str, Any]) -> None:
    ends = case.get("ends", "<>")

    assert unmark(*parse(case["sentence"], ends)) == parse(case["read"], ends)


@given(st.text("a甲 *_[]()<>#!\\{}|`$/\n-").flatmap(
    lambda text: st.tuples(
        st.just(text), st.integers(0, len(text)), st.integers(0, len(text))
    ).map(lambda one: (one[0], min(one[1:]), max(one[1:])))
))  # fmt: skip
def test_nothing_is_added_and_no_wording_lost(case: tuple[str, int, int]) -> None:
    sentence, start, end = case

    read, first, last = unmark(sentence, start, end)

    assert 0 <= first <= last <= len(read) <= len(sentence)
    assert (first < last) == (start < end)
    left = iter(sentence[start:end])
    assert all(character in left for character in read[first:last])
