from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.concepts.candidates import CandidateMention
from kg.discovery.proposals.reading import covers, touches

GAPS_AND_LENGTHS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=5)


def names(gaps_and_lengths: Sequence[tuple[int, int]]) -> list[CandidateMention]:
    found: list[CandidateMention] = []
    end = 0
    for gap, length in gaps_and_lengths:
        start, end = end + gap, end + gap + length
        found.append(CandidateMention(start, end, "text", "甲" * length, ("a",), "clear"))
    return found


@given(GAPS_AND_LENGTHS.map(names), st.integers(-1, 20), st.integers(1, 5))
def test_a_span_is_touched_or_covered_by_names(
    found: list[CandidateMention], start: int, length: int
) -> None:
    known = {offset for one in found for offset in range(one.start, one.end)}
    span = range(start, start + length)

    assert touches(found, span.start, span.stop) == (not known.isdisjoint(span))
    assert covers(found, span.start, span.stop) == known.issuperset(span)
