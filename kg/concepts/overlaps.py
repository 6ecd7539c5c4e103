"""Names that overlap in, those out that a reader takes for names, as candidates in order.

Of names that overlap the first is meant, and of those that begin together the longest: in
负样本梯度 is a gradient, but no 样本梯度.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from kg.concepts.candidates import CandidateMention, add_neighbours
from kg.concepts.interruptions import OF
from kg.concepts.patterns import Hit
from kg.model import Place

_START = itemgetter(0)
_PAIR = 2


def find_longest(text: str, place: Place, hits: Iterable[Hit]) -> list[CandidateMention]:
    """Return the longest from left to right, none of which overlap.

    With each that is ambiguous come those that it covers, which stand in for it.
    """
    hits = sorted(hits, key=_START)
    found = []
    position, count = 0, len(hits)
    while position < count:
        start, reach, _ = first = hits[position]
        whole: Hit | None = first  # what covers all that hangs together, if anything does
        behind = position + 1
        while behind < count and (hit := hits[behind])[0] < reach:
            if hit[1] > reach:
                reach = hit[1]
                whole = hit if hit[0] == start else None
            behind += 1
        if whole and (behind == position + 1 or whole[2].clarity == "clear"):
            found.append(CandidateMention.of(text, place, whole))  # as is most often so
        else:
            found += _longest_of_group(text, place, hits[position:behind])
        position = behind
    return add_neighbours(text, found)


def _longest_of_group(text: str, place: Place, hits: Sequence[Hit]) -> Iterator[CandidateMention]:
    """Yield the longest from left to right of hits that hang together."""
    kept: list[Hit] = []
    covered: list[Hit] = []
    free = 0
    for hit in sorted(hits, key=lambda hit: (hit[0], -_length(text, hit))):
        if hit[0] < free or _gives_way(hit, hits, text):
            covered.append(hit)
        else:
            kept.append(hit)
            free = hit[1]
    inside: list[list[Hit]] = [[] for _ in kept]
    starts = [start for start, _, _ in kept]
    for hit in covered:
        index = bisect_right(starts, hit[0]) - 1
        if index < 0:
            continue
        start, end, meaning = kept[index]
        if meaning.clarity != "clear" and hit[1] <= end and hit[1] - hit[0] < end - start:
            inside[index].append(hit)
    for hit, below in zip(kept, inside, strict=True):
        covers = tuple(find_longest(text, place, below)) if below else ()
        yield CandidateMention.of(text, place, hit, covers)


def _gives_way(hit: Hit, hits: Iterable[Hit], text: str) -> bool:
    """Tell whether a longer name that begins within a hit is likelier to be meant: of two Chinese
    characters the second often begins a word, and what is ambiguous may mean nothing.
    """
    start, end, meaning = hit
    if end - start > _PAIR and meaning.clarity == "clear":
        return False
    length = _length(text, hit)
    return any(
        start < other[0] < end < other[1] and _length(text, other) > length for other in hits
    )


def _length(text: str, hit: Hit) -> int:
    """Return how long a name is, but for each 的 in it, which makes none longer."""
    start, end, _ = hit
    return end - start - text.count(OF, start, end)
