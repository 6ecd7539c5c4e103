"""A text without markup in, the names of a vocabulary in it out, overlapping ones too.

Names are found by Aho-Corasick over folded text, so that width, case, accents, hyphens and spaces
do not matter; what does matter about them is checked on each hit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from kg.concepts.automaton import Automaton
from kg.concepts.boundaries import (
    ACROSS_END,
    ACROSS_START,
    GOES_ON,
    IS_CJK,
    IS_LATIN,
    JOINS,
    MAY_FOLLOW,
    stands_alone,
)
from kg.concepts.interruptions import OF, check_without_of, find_remarks
from kg.concepts.patterns import Hit, Pattern
from kg.concepts.taiwan import in_mainland_words
from kg.folding import Folded, fold
from kg.masking import MASK, Prose
from kg.model import Clarity

_LONGEST_LABEL_PART = 16  # characters of a name on either side of a remark


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the names of some automata.

    Those of `known` tell whether what a longer word would leave of a name is a name itself.
    """

    automata: Sequence[Automaton]
    known: Automaton

    def find(self, prose: Prose, parted: Clarity = "everyday") -> Iterator[Hit]:
        """Yield the names in a text; those with a 的 put in are `parted`.

        In the words of Taiwan are names of the mainland's as well, and may be found twice.
        """
        yield from self._find_as_written(prose, parted)
        if mainland := in_mainland_words(prose.text):
            yield from locate_hits(self._find_as_written(mainland, parted), mainland)

    def _find_as_written(self, prose: Prose, parted: Clarity) -> Iterator[Hit]:
        """Yield the same names in the words that the text has."""
        folded = fold(prose.text)
        yield from self._find_hits(prose.text, folded)
        yield from self._find_interrupted(prose)
        yield from self._find_attributive(prose.text, folded, parted)

    def _find_hits(self, text: str, folded: Folded) -> list[Hit]:
        """Return the names in a text, which is given folded as well; overlapping ones too.

        Most that are found are no names, or plainly are: this is seen here, before `Pattern.match`
        looks at all.
        """
        hits = []
        name, cuts, lost = folded
        for automaton in self.automata:
            patterns = automaton.patterns
            for first, stop, number in automaton.find(name):
                start = first + lost[bisect_right(cuts, first)]
                pattern = patterns[number]
                if pattern.starts_latin and start and JOINS[text[start - 1]]:
                    continue  # it ends a longer word
                end = stop + lost[bisect_right(cuts, stop - 1)]
                if (
                    pattern.starts_latin
                    and (after := text[end : end + 1]) not in MAY_FOLLOW
                    and JOINS[after]
                    and IS_LATIN[text[end - 1]]
                ):
                    continue  # it begins one
                if pattern.single and IS_CJK[text[start]] and not stands_alone(text, start):
                    continue  # it is a part of one
                if end - start == stop - first and (
                    (
                        pattern.chinese
                        and text[start - 1 : start + 1] not in ACROSS_START
                        and text[end - 1 : end + 1] not in ACROSS_END
                    )
                    or (
                        pattern.starts_latin
                        and not pattern.strict_case
                        and not IS_CJK[text[start]]
                        and not GOES_ON[text[end : end + 1]]
                        and not GOES_ON[text[start - 1 : start]]
                        and text[end - 1 : end + 1] not in ACROSS_END
                    )
                ):
                    hits.append((start, end, pattern.meaning))
                elif hit := pattern.match(text, folded, first, stop, self._is_known):
                    hits.append(hit)
        return hits

    def _find_interrupted(self, prose: Prose) -> Iterator[Hit]:
        """Yield the names that a remark in parentheses cuts in two: 支持向量(SV)机."""
        around = []
        joints: list[int] = []  # where in all that stands around remarks these are left out
        remarks: list[tuple[int, int]] = []
        length = 0
        for start, end in find_remarks(prose):
            before = prose.text[max(0, start - _LONGEST_LABEL_PART) : start]
            after = prose.text[end : end + _LONGEST_LABEL_PART]
            around.append(before + after)
            joints.append(length + len(before))
            remarks.append((start, end))
            length += len(before) + len(after) + 1
        if not remarks:
            return
        text = MASK.join(around)
        for start, end, meaning in self._find_hits(text, fold(text)):
            index = bisect_right(joints, start)
            if index < len(joints) and joints[index] < end:
                first, last = remarks[index]
                yield first + start - joints[index], last + end - joints[index], meaning

    def _find_attributive(self, text: str, folded: Folded, parted: Clarity) -> Iterator[Hit]:
        """Yield the long Chinese names that have a 的 between their words: 训练集的损失."""
        parts = folded.text.split(OF)
        ends = [*accumulate(map(len, parts))]
        for automaton in self.automata:
            for number, (before, after) in enumerate(pairwise(parts)):
                if before[-1:] + after[:1] not in automaton.joints:
                    continue
                near = before[-automaton.longest :]
                begin = ends[number] + number - len(near)
                for pattern, first, stop in _find_across(automaton, near, after):
                    start, end = folded.locate(begin + first), folded.locate(begin + stop) + 1
                    if hit := check_without_of(pattern, text, start, end, self._is_known):
                        yield *hit[:2], replace(hit[2], clarity=parted)

    def _is_known(self, text: str) -> bool:
        folded = fold(text).text
        return any(not first and stop == len(folded) for first, stop, _ in self.known.find(folded))


def _find_across(
    automaton: Automaton, before: str, after: str
) -> Iterator[tuple[Pattern, int, int]]:
    """Yield the long names that begin in one text and end in the other; but none with a single
    character in the first: 强大的数据分析.
    """
    for first, stop, number in automaton.find(before + after[: automaton.longest]):
        if first + 1 < len(before) < stop and (pattern := automaton.patterns[number]).long:
            yield pattern, first, stop


def locate_hits(hits: Iterable[Hit], prose: Prose) -> list[Hit]:
    """Return where hits in what is left of a text stand in all of it, as `Prose.locate` has it."""
    _, masks, lost, _ = prose
    return [
        (start + lost[bisect_left(masks, start)], end + lost[bisect_left(masks, end)], meaning)
        for start, end, meaning in hits
    ]
