"""Names that overlap in, the longest of them out, as candidates in the order of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from kg.concepts.ambiguity import Candidate
from kg.concepts.boundaries import is_in_english
from kg.concepts.interruptions import OF
from kg.concepts.patterns import Hit, Meaning
from kg.model import Place

_START = itemgetter(0)


def find_longest(text: str, place: Place, hits: Iterable[Hit]) -> list[Candidate]:
    """Return the longest that do not overlap, in order.

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
            found.append(_candidate(text, place, *whole))  # as is most often so
        else:
            found += _longest_of_group(text, place, hits[position:behind], start, reach)
        position = behind
    return found


def _longest_of_group(
    text: str, place: Place, hits: Sequence[Hit], base: int, reach: int
) -> Iterator[Candidate]:
    """Yield the longest of hits that hang together, from `base` to `reach`; a 的 makes none longer,
    so that there is no 值函数的近似 in 最大值函数的近似.
    """
    kept: list[Hit] = []
    covered: list[Hit] = []
    taken = bytearray(reach - base)
    for hit in sorted(hits, key=lambda hit: (text.count(OF, *hit[:2]) + hit[0] - hit[1], hit[0])):
        start, end, _ = hit
        if taken.find(1, start - base, end - base) >= 0:
            covered.append(hit)
        else:
            taken[start - base : end - base] = b"\1" * (end - start)
            kept.append(hit)
    kept.sort(key=_START)
    inside: list[list[Hit]] = [[] for _ in kept]
    starts = [start for start, _, _ in kept]
    for hit in covered:
        index = bisect_right(starts, hit[0]) - 1
        if index < 0:
            continue
        start, end, meaning = kept[index]
        if meaning.clarity != "clear" and hit[1] <= end and hit[1] - hit[0] < end - start:
            inside[index].append(hit)
    for (start, end, meaning), below in zip(kept, inside, strict=True):
        covers = tuple(find_longest(text, place, below)) if below else ()
        yield _candidate(text, place, start, end, meaning, covers)


def _candidate(
    text: str,
    place: Place,
    start: int,
    end: int,
    meaning: Meaning,
    covers: tuple[Candidate, ...] = (),
) -> Candidate:
    ids, clarity, reason = meaning.concept_ids, meaning.clarity, meaning.reason
    surface = text[start:end]
    if clarity == "clear" or not surface.isascii():
        return Candidate(start, end, place, surface, ids, clarity, reason, covers)
    in_english = is_in_english(text, start, end)
    return Candidate(start, end, place, surface, ids, clarity, reason, covers, in_english)
