"""A text in, the candidates of a vocabulary's concepts in it out.

Names are found by Aho-Corasick over folded text, so that width, case, accents, hyphens and spaces
do not matter; what does matter about them is checked on each hit, before overlaps are resolved in
favour of the longest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter

from kg.concepts.automaton import Automaton, compile_further, compile_vocabulary
from kg.concepts.boundaries import (
    ACROSS_END,
    ACROSS_START,
    GOES_ON,
    IS_CJK,
    IS_LATIN,
    JOINS,
    MAY_FOLLOW,
    cut_from_words,
    denied,
    whole_end,
)
from kg.concepts.candidates import CandidateMention
from kg.concepts.interruptions import OF, check_without_of, find_remarks
from kg.concepts.overlaps import find_longest
from kg.concepts.patterns import Hit, Meaning, check
from kg.concepts.taiwan import in_mainland_words
from kg.folding import Folded, fold, singulars
from kg.masking import MASK, Prose, mask_emphasis, strip_markup
from kg.model import Clarity, Place
from kg.vocabulary import Vocabulary

_WRAPPED_LINE = re.compile(r"\n(?<=[A-Za-z]\n)(?:[ \t]{1,8}|> )?(?=[A-Za-z])")  # of a list, a quote
_LONGEST_LABEL_PART = 16
_SEPARATOR = "·"
"""What stands for a mark of emphasis, or a backslash that escapes a bracket: folded away, and no
part of a word (**RNA**测序)."""
_GAPS = re.compile("[ -]")
_LONGEST_PLURAL = len("es")


class ConceptMatcher:
    """The labels of a vocabulary, compiled once; finds candidates in any number of texts.

    Example:
        >>> from kg.vocabulary import load_vocabulary
        >>> matcher = ConceptMatcher(load_vocabulary())
        >>> text = "WGAN之前,GAN与支持向量机"
        >>> [text[c.start : c.end] for c in matcher.find_candidates(text)]
        ['WGAN', 'GAN', '支持向量机']
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._extends: ConceptMatcher | None = None
        automaton = compile_vocabulary(vocabulary)
        self._automata = [automaton]
        self._base = automaton
        self._joints, self._longest = automaton.joints, automaton.longest

    def extend(self, vocabulary: Vocabulary) -> ConceptMatcher:
        """Return a matcher for a vocabulary that has more names than this one, and all of this.

        Only the further names are compiled.
        """
        known = self.vocabulary.concepts
        further = []
        for concept in vocabulary.concepts.values():
            old = known.get(concept.id)
            if old is None:
                further.append(concept)
            elif old is not concept:
                alt = tuple(label for label in concept.alt_labels if label not in old.labels)
                further.append(concept._replace(pref_label=(), alt_labels=alt))
        automaton = compile_further(further, vocabulary)
        extended = self._of_automata([*self._automata, automaton])
        extended.vocabulary = vocabulary
        extended._extends = self
        return extended

    def __reduce__(self) -> tuple[object, ...]:
        """Pass to another process what the automata are made of: they cannot be copied."""
        if self._extends is None:
            return ConceptMatcher, (self.vocabulary,)
        return ConceptMatcher.extend, (self._extends, self.vocabulary)

    def find_candidates(
        self, text: str, place: Place = "text", aliases: Mapping[str, str] | None = None
    ) -> list[CandidateMention]:
        """Return the longest names in `text` that do not overlap, in order, markup left out.

        `aliases` are further names, for this text alone, each with the id of its concept.
        """
        return find_longest(text, place, self.find_names(text, place, aliases))

    def find_names(
        self,
        text: str,
        place: Place = "text",
        aliases: Mapping[str, str] | None = None,
        known: Iterable[Hit] | None = None,
    ) -> list[Hit]:
        """Return all names in `text`, overlapping ones too, those of `aliases` first.

        `known` are the names there that the matcher which this one extends has found already.

        Example:
            >>> from kg.discovery import add_labels
            >>> from kg.vocabulary import load_vocabulary
            >>> vocabulary = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)
            >>> matcher = ConceptMatcher(vocabulary)
            >>> known = matcher.find_names("GAN与ABC")
            >>> named = [("ABC", "https://kg.example/test/gan")]
            >>> further = matcher.extend(add_labels(vocabulary, named))
            >>> [(start, end) for start, end, _ in further.find_names("GAN与ABC", known=known)]
            [(0, 3), (4, 7)]
        """
        if not text:
            return []
        prose = _read(text)
        hits = _of_text(prose, _find_aliases(prose.text, aliases)) if aliases else []
        finder = self
        if known is not None:
            finder = self._further
            hits += known
        parted: Clarity = "ambiguous" if place == "title" else "everyday"
        return hits + _of_text(prose, finder._find_names(prose, parted))

    def has(self, name: str) -> bool:
        """Tell whether all of `name` is one of the names, an ambiguous one included.

        Example:
            >>> from kg.vocabulary import load_vocabulary
            >>> matcher = ConceptMatcher(load_vocabulary())
            >>> matcher.has("GANs"), matcher.has("GAN模型是什么")
            (True, False)
        """
        if OF not in name and _GAPS.sub("", name).isalnum():  # so it is with most: no markup in it
            mainland = in_mainland_words(name)
            folded = [fold(text).text for text in (name, mainland and mainland.text) if text]
            if not any(
                first == 0 and stop >= len(text) - _LONGEST_PLURAL
                for text in folded
                for automaton in self._automata
                for first, stop, _ in automaton.find(text)
            ):
                return False
        return any(c.start == 0 and c.end == len(name) for c in self.find_candidates(name))

    def concept_spelt(self, name: str) -> str | None:
        """Return the concept that a name is a clear one of, or the plural of such a one, whatever
        its letter case and hyphens.

        Example:
            >>> from kg.vocabulary import load_vocabulary
            >>> matcher = ConceptMatcher(load_vocabulary())
            >>> matcher.has("GeLU"), matcher.concept_spelt("GeLU")
            (False, 'https://kg.example/concept/gelu')
        """
        folded = fold(name).text
        several = () if name.isupper() else singulars(folded)  # MMDS is something else than MMDs
        lengths = [len(folded), *map(len, several)]
        whole = [
            (lengths.index(stop), automaton.patterns[number])
            for automaton in self._automata
            for first, stop, number in automaton.find(folded)
            if not first and stop in lengths
        ]
        meaning = min(whole, key=itemgetter(0))[1].meaning if whole else None
        return meaning.concept_ids[0] if meaning and meaning.clarity == "clear" else None

    def find_further(self, *texts: str) -> set[str]:
        """Return the ids of the concepts that any of the names means that this matcher has beyond
        the one that it extends, wherever they stand in `texts`, in longer names too.

        What else it has beyond that one, such texts do not meet.

        Example:
            >>> from kg.discovery import add_labels
            >>> from kg.vocabulary import load_vocabulary
            >>> vocabulary = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)
            >>> named = [("ABC", "https://kg.example/test/gan")]
            >>> matcher = ConceptMatcher(vocabulary).extend(add_labels(vocabulary, named))
            >>> matcher.find_further("K-Means", "an ABC-GAN"), matcher.find_further("a GAN")
            ({'https://kg.example/test/gan'}, set())
        """
        return {
            id_
            for text in texts
            if text
            for _, _, meaning in self._further._find_names(_read(text))
            for id_ in meaning.concept_ids
        }

    def extends(self, other: ConceptMatcher) -> bool:
        """Tell whether this matcher was made by extending another."""
        return self._extends is other

    @cached_property
    def _further(self) -> ConceptMatcher:
        return self._of_automata(self._automata[-1:])

    def _of_automata(self, automata: list[Automaton]) -> ConceptMatcher:
        """Return a matcher that looks for the names of some of the automata only."""
        matcher = ConceptMatcher.__new__(ConceptMatcher)
        matcher.vocabulary = self.vocabulary
        matcher._extends = None
        matcher._automata = automata
        matcher._base = self._base
        matcher._joints = frozenset().union(*(one.joints for one in automata))
        matcher._longest = max((one.longest for one in automata), default=0)
        return matcher

    def _is_name(self, text: str) -> bool:
        """Tell whether a text is a name of the vocabulary that was the first to be compiled."""
        folded = fold(text).text
        return any(not first and stop == len(folded) for first, stop, _ in self._base.find(folded))

    def _find_names(self, prose: Prose, parted: Clarity = "everyday") -> Iterator[Hit]:
        """Yield the names in a text, overlapping ones too; those with a 的 put in are `parted`.

        In the words of Taiwan are names of the mainland's as well, and may be found twice.
        """
        yield from self._find_as_written(prose, parted)
        if mainland := in_mainland_words(prose.text):
            yield from _locate(self._find_as_written(mainland, parted), mainland)

    def _find_as_written(self, prose: Prose, parted: Clarity) -> Iterator[Hit]:
        """Yield the same names in the words that the text has."""
        folded = fold(prose.text)
        yield from self._find_hits(prose.text, folded)
        yield from self._find_interrupted(prose)
        yield from self._find_attributive(prose.text, folded, parted)

    def _find_hits(self, text: str, folded: Folded) -> list[Hit]:
        """Return the names in a text, which is given folded as well; overlapping ones too."""
        hits = []
        name, cuts, lost = folded
        for automaton in self._automata:
            patterns = automaton.patterns
            for first, stop, number in automaton.find(name):
                start = first + lost[bisect_right(cuts, first)]
                pattern = patterns[number]
                if pattern.starts_latin and start and JOINS[text[start - 1]]:
                    continue  # so it is with most
                end = stop + lost[bisect_right(cuts, stop - 1)]
                if (
                    pattern.starts_latin
                    and (after := text[end : end + 1]) not in MAY_FOLLOW
                    and JOINS[after]
                    and IS_LATIN[text[end - 1]]
                ):
                    continue  # as whatever begins a longer word
                if pattern.single and IS_CJK[text[start]] and cut_from_words(text, start, end):
                    continue  # and with most of these
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
                    hits.append((start, end, pattern.meaning))  # as most that are names
                elif hit := check(pattern, text, folded, start, end, first, stop, self._is_name):
                    hits.append(hit)
        return hits

    def _find_attributive(self, text: str, folded: Folded, parted: Clarity) -> Iterator[Hit]:
        """Yield the long Chinese names that have a 的 between their words: 训练集的损失."""
        joints = self._joints
        if not joints:
            return
        parts = folded.text.split(OF)
        numbers = [
            number
            for number, (before, after) in enumerate(pairwise(parts))
            if before[-1:] + after[:1] in joints
        ]
        ends = [*accumulate(map(len, parts))] if numbers else []
        for number in numbers:
            before, after = parts[number][-self._longest :], parts[number + 1][: self._longest]
            for hit in self._find_around(ends[number] + number, before, after, text, folded):
                yield *hit[:2], replace(hit[2], clarity=parted)

    def _find_around(
        self, of: int, before: str, after: str, text: str, folded: Folded
    ) -> Iterator[Hit]:
        """Yield the names with the 的 at an offset of the folded text in them, and no other, of
        what stands `before` and `after` it.
        """
        begin = of - len(before)
        for automaton in self._automata:
            for first, stop, number in automaton.find(before + after):
                if not first + 1 < len(before) < stop:
                    continue  # nor one with a single character before it: 强大的数据分析
                pattern = automaton.patterns[number]
                if pattern.long:
                    start, end = folded.locate(begin + first), folded.locate(begin + stop) + 1
                    if hit := check_without_of(pattern, text, start, end, self._is_name):
                        yield hit

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


def _read(text: str) -> Prose:
    """Return a text without markup, its wrapped lines joined; emphasis does not end a name."""
    prose = strip_markup(text)
    text = _WRAPPED_LINE.sub(_as_spaces, prose.text)
    text = text.replace("**", _SEPARATOR * 2)  # as most of it is
    text = text.replace("\\[", f"{_SEPARATOR}[").replace("\\]", f"{_SEPARATOR}]")
    return prose._replace(text=mask_emphasis(text, _SEPARATOR))


def _as_spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _of_text(prose: Prose, hits: Iterable[Hit]) -> list[Hit]:
    """Return where hits in a text without markup stand in all of it, but for what is no name."""
    hits = [hit for hit in hits if not denied(prose.text, hit[0])]
    if not prose.masks:
        return hits
    symbols = prose.symbols
    if symbols:  # one alone is no name
        hits = [hit for hit in hits if hit[1] > symbols.get(hit[0], 0)]
    return _locate(hits, prose)


def _locate(hits: Iterable[Hit], prose: Prose) -> list[Hit]:
    """Return where hits in what is left of a text stand in all of it, as `Prose.locate` has it."""
    _, masks, lost, _ = prose
    return [
        (start + lost[bisect_left(masks, start)], end + lost[bisect_left(masks, end)], meaning)
        for start, end, meaning in hits
    ]


def _find_aliases(text: str, aliases: Mapping[str, str]) -> Iterator[Hit]:
    for alias, concept_id in aliases.items():
        for match in re.finditer(re.escape(alias), text):
            if (end := whole_end(text, *match.span())) is not None:
                yield match.start(), end, Meaning((concept_id,), "clear", "so named in this post")
