"""A post and a vocabulary in, the post's mentions of concepts out.

Names are found by Aho-Corasick over folded text, so that width, case, accents, hyphens and spaces
do not matter; what does matter about them is checked on each hit, before overlaps are resolved in
favour of the longest. A name that may mean something else counts only where the post supports it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from operator import itemgetter

import ahocorasick_rs

from kg.ambiguity import Candidate, decide
from kg.model import Clarity, Concept, Mention, Place, Post, Reference
from kg.text import (
    MASK,
    Folded,
    Prose,
    fold,
    fold_names,
    is_chinese,
    is_cjk,
    is_latin,
    strip_markup,
)
from kg.vocabulary import Vocabulary

_ABBREVIATION_LETTERS = 5
_PLURAL = re.compile("e?s")
_UNDERSCORED = re.compile("_[A-Za-z_]*_")  # __name__: without what is not compared it is a word
_WORDINGS = tomllib.loads((files("kg") / "wordings.toml").read_text("utf-8"))
_ENGLISH: dict[str, str] = _WORDINGS["english"]
_MIXABLE = re.compile("|".join(map(re.escape, _ENGLISH)))
_CROSSING_BEFORE = frozenset(_WORDINGS["crossing"]["before"])
_CROSSING_AFTER = frozenset(_WORDINGS["crossing"]["after"])
# What stands on both sides of a name's edge that such a word crosses: it rarely does.
_ACROSS_START = frozenset(a + b for word in _CROSSING_BEFORE for a, b in pairwise(word))
_ACROSS_END = frozenset(a + b for word in _CROSSING_AFTER for a, b in pairwise(word))
_BESIDE_ONE_CHARACTER = frozenset("的是在与和或及为有这该其此个由从对以则即到向乘加减过做求取设")
_WRAPPED_LINE = re.compile(r"\n(?<=[A-Za-z]\n)(?=[A-Za-z])")
_REMARK = re.compile(r"[(（](?:(?<=\w.)|(?<=\w .))[^()（）\n]{1,40}+[)）](?=\w)")
_LONGEST_REMARK = 40
_LONGEST_LABEL_PART = 16
_OF = "的"
_SHORTEST_ATTRIBUTIVE = 5
_MAY_FOLLOW = frozenset(("", "e", "s"))  # an end, or that of a plural
_BESIDE = 16  # more than is looked at beside a name, without any 的


@dataclass(frozen=True, slots=True)
class _Name:
    """One label of one concept, prepared for matching."""

    label: str
    concept_id: str
    clarity: Clarity
    strict_case: bool


_Wording = tuple[str, str, Concept]
"""How a concept may be written, the label that this is a wording of, and the concept."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The concepts that a name can mean, how clearly it does, and the reason if there is one."""

    concept_ids: tuple[str, ...]
    clarity: Clarity
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """All names that fold to one string; `meaning` is theirs if typography matters to none.

    `chinese` tells that this is two or more Chinese characters, `single` that it is one, `long`
    that a 的 may stand within.
    """

    names: tuple[_Name, ...]
    strict_case: bool
    starts_latin: bool
    chinese: bool
    single: bool
    long: bool
    meaning: _Meaning

    @classmethod
    def of(cls, folded: str, wordings: Sequence[_Wording]) -> _Pattern:
        names = tuple(map(_name, wordings))
        return cls(
            names=names,
            strict_case=any(name.strict_case for name in names),
            starts_latin=all(is_latin(name.label[0]) for name in names),
            chinese=len(folded) > 1 and all(map(is_cjk, folded)),
            single=len(folded) == 1 and is_cjk(folded),
            long=_is_long(folded),
            meaning=_meaning(names),
        )


class _Automaton:
    """Finds names in folded text; what is to be known of a name is made ready when it is found,
    since a text holds few of them.
    """

    def __init__(self, wordings: Mapping[str, Sequence[_Wording]]) -> None:
        self._wordings = [*wordings.items()]
        self.patterns: list[_Pattern | None] = [None] * len(wordings)
        # As fast as a DFA here, and built in a seventh of the time.
        implementation = ahocorasick_rs.Implementation.ContiguousNFA
        self._matcher = ahocorasick_rs.AhoCorasick([*wordings], implementation=implementation)

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Return the number of each name in a folded text and its offsets; overlapping ones too."""
        return self._matcher.find_matches_as_indexes(folded, overlapping=True)

    def prepare(self, index: int) -> _Pattern:
        """Make a name ready and keep it in `patterns`."""
        pattern = self.patterns[index] = _Pattern.of(*self._wordings[index])
        return pattern


class _Telling(dict[str, bool]):
    """Remembers what a function tells of a character; asked for nearly every name that is found."""

    def __init__(self, tell: Callable[[str], bool]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, character: str) -> bool:
        told = self[character] = self._tell(character)
        return told


_IS_CJK = _Telling(is_cjk)
_IS_LATIN = _Telling(is_latin)
_IS_BESIDE_ONE = _Telling(
    lambda character: (
        not character.isalnum() or not is_cjk(character) or character in _BESIDE_ONE_CHARACTER
    )
)
"""Whether a Chinese character beside it, or beside nothing, may be a name by itself."""
_JOINS = _Telling(lambda character: is_latin(character) or character in "_\\")
"""Whether a character goes on with the word beside it."""
_GOES_ON = _Telling(lambda character: character == "." or (character != "" and _JOINS[character]))
"""Whether a word may go on at a character, none being behind a text: 3.5, GANs."""


_Hit = tuple[int, int, _Meaning]
"""Start, end and meaning of a name in a text."""
_START = itemgetter(0)


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
        wordings = _find_wordings(vocabulary.concepts.values(), mixed=True)
        self._automata = _compile(wordings)
        long = [*filter(_is_long, wordings)]
        self._joints = _find_joints(long)
        self._longest = max(map(len, long), default=0)

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
                further.append(replace(concept, pref_label=(), alt_labels=alt))
        extended = ConceptMatcher.__new__(ConceptMatcher)
        extended.vocabulary = vocabulary
        extended._extends = self
        wordings = _find_wordings(further, mixed=False)
        extended._automata = [*self._automata, *_compile(wordings)]
        long = [*filter(_is_long, wordings)]
        extended._joints = self._joints | _find_joints(long)
        extended._longest = max([self._longest, *map(len, long)])
        return extended

    def __reduce__(self) -> tuple[object, ...]:
        """Pass to another process what the automata are made of: they cannot be copied."""
        if self._extends is None:
            return ConceptMatcher, (self.vocabulary,)
        return ConceptMatcher.extend, (self._extends, self.vocabulary)

    def find_candidates(
        self, text: str, place: Place = "text", aliases: Mapping[str, str] | None = None
    ) -> list[Candidate]:
        """Return the longest names in `text` that do not overlap, in order, markup left out.

        `aliases` are further names, for this text alone, each with the id of its concept.
        """
        if not text:
            return []
        prose = strip_markup(text)
        prose = prose._replace(text=_WRAPPED_LINE.sub(" ", prose.text))
        folded = fold(prose.text)
        hits = [*_find_aliases(prose.text, aliases)] if aliases else []
        hits += self._find_hits(prose.text, folded)
        hits += self._find_interrupted(prose)
        hits += self._find_attributive(prose.text, folded)
        if prose.masks:
            hits = _locate(hits, prose)
        return _longest(text, place, hits)

    def _find_hits(self, text: str, folded: Folded) -> list[_Hit]:
        """Return the names in a text, which is given folded as well; overlapping ones too."""
        hits = []
        name, cuts, lost = folded
        for automaton in self._automata:
            patterns = automaton.patterns
            for index, first, stop in automaton.find(name):
                start = first + lost[bisect_right(cuts, first)]
                pattern = patterns[index] or automaton.prepare(index)
                if pattern.starts_latin and start and _JOINS[text[start - 1]]:
                    continue  # so it is with most
                end = stop + lost[bisect_right(cuts, stop - 1)]
                if (
                    pattern.starts_latin
                    and (after := text[end : end + 1]) not in _MAY_FOLLOW
                    and _JOINS[after]
                    and _IS_LATIN[text[end - 1]]
                ):
                    continue  # as whatever begins a longer word
                if pattern.single and _IS_CJK[text[start]] and _cut_from_words(text, start, end):
                    continue  # and with most of these
                if end - start == stop - first and (
                    (
                        pattern.chinese
                        and text[start - 1 : start + 1] not in _ACROSS_START
                        and text[end - 1 : end + 1] not in _ACROSS_END
                    )
                    or (
                        pattern.starts_latin
                        and not pattern.strict_case
                        and not _IS_CJK[text[start]]
                        and not _GOES_ON[text[end : end + 1]]
                    )
                ):
                    hits.append((start, end, pattern.meaning))  # as most that are names
                elif hit := _check(pattern, text, folded, start, end, first, stop):
                    hits.append(hit)
        return hits

    def _find_attributive(self, text: str, folded: Folded) -> Iterator[_Hit]:
        """Yield the long Chinese names that have a 的 between their words: 训练集的损失."""
        joints = self._joints
        if not joints:
            return
        parts = folded.text.split(_OF)
        numbers = [
            number
            for number, (before, after) in enumerate(pairwise(parts))
            if before[-1:] + after[:1] in joints
        ]
        ends = [*accumulate(map(len, parts))] if numbers else []
        for number in numbers:
            before, after = parts[number][-self._longest :], parts[number + 1][: self._longest]
            yield from self._find_around(ends[number] + number, before, after, text, folded)

    def _find_around(
        self, of: int, before: str, after: str, text: str, folded: Folded
    ) -> Iterator[_Hit]:
        """Yield the names with the 的 at an offset of the folded text in them, and no other, of
        what stands `before` and `after` it.
        """
        begin = of - len(before)
        for automaton in self._automata:
            for index, first, stop in automaton.find(before + after):
                if not first < len(before) < stop:
                    continue
                pattern = automaton.patterns[index] or automaton.prepare(index)
                if pattern.long:
                    start, end = folded.locate(begin + first), folded.locate(begin + stop) + 1
                    if hit := _check_without_of(pattern, text, start, end):
                        yield hit

    def _find_interrupted(self, prose: Prose) -> Iterator[_Hit]:
        """Yield the names that a remark in parentheses cuts in two: 支持向量(SV)机."""
        around = []
        joints: list[int] = []  # where in all that stands around remarks these are left out
        remarks: list[tuple[int, int]] = []
        length = 0
        for start, end in _find_remarks(prose):
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


def _find_wordings(concepts: Iterable[Concept], *, mixed: bool) -> dict[str, list[_Wording]]:
    """Return all ways to write `concepts`, by what they fold to."""
    wordings: dict[str, list[_Wording]] = defaultdict(list)
    labels: list[tuple[str, Concept]] = []
    for concept in concepts:
        groups = (
            concept.pref_label, concept.alt_labels, concept.ambiguous_labels,
            concept.everyday_labels,
        )  # fmt: skip
        texts = dict.fromkeys([label.text for group in groups for label in group])
        labels += [(text, concept) for text in texts]
    all_folded = fold_names([text for text, _ in labels])
    for folded, (label, concept) in zip(all_folded, labels, strict=True):
        if folded and not (label[0] == "_" and _UNDERSCORED.fullmatch(label)):
            wordings[folded].append((label, label, concept))
    if mixed:
        mixed_ones = [*_mixed(wordings)]
        names = fold_names([text for text, _, _ in mixed_ones])
        labelled = {*wordings}
        for folded, wording in zip(names, mixed_ones, strict=True):
            if folded not in labelled:
                wordings[folded].append(wording)
    return wordings


def _is_long(folded: str) -> bool:
    """Tell a Chinese name that is long enough for a 的 within; a plural's s counts."""
    return is_cjk(folded[0]) and (len(folded) >= _SHORTEST_ATTRIBUTIVE or not is_cjk(folded[-1]))


def _find_joints(names: Iterable[str]) -> frozenset[str]:
    """Return all that may stand on both sides of a 的 within one of some long names."""
    return frozenset([a + b for name in names for a, b in pairwise(name)])


def _compile(wordings: Mapping[str, Sequence[_Wording]]) -> list[_Automaton]:
    """Return one automaton, or none if there is nothing to find."""
    return [_Automaton(wordings)] if wordings else []


def _check(
    pattern: _Pattern, text: str, folded: Folded, start: int, end: int, first: int, stop: int
) -> _Hit | None:
    """Return where a name that stands at `start:end`, and at `first:stop` of the folded text, does
    as whole words, and what it means, or None if it cuts a word or is not written as the name is.
    """
    whole = _whole_end(text, start, end)
    if whole is None or (
        _IS_CJK[text[start]] and _IS_CJK[text[whole - 1]] and _cut_from_words(text, start, whole)
    ):
        return None
    spaced = end - start != stop - first
    if not spaced and not pattern.strict_case:
        return start, whole, pattern.meaning
    offsets = [folded.locate(offset) for offset in range(first, stop)] if spaced else ()
    names = [
        name
        for name in pattern.names
        if not (spaced and not _gaps_allowed(name, text, offsets))
        and (not name.strict_case or _case_fits(text, start, end))
    ]
    if not names:
        return None
    return start, whole, pattern.meaning if len(names) == len(pattern.names) else _meaning(names)


def _check_without_of(pattern: _Pattern, text: str, start: int, end: int) -> _Hit | None:
    """Return the name that stands at `start:end`, but for the 的 in it, if it does."""
    before = text[max(0, start - _BESIDE) : start].replace(_OF, "")
    name = text[start:end].replace(_OF, "")
    short = before + name + text[end : end + _BESIDE].replace(_OF, "")
    folded = fold(short)
    first = len(fold(before).text)
    stop = first + len(fold(name).text)
    hit = _check(pattern, short, folded, len(before), folded.locate(stop - 1) + 1, first, stop)
    if not hit or hit[2].clarity != "clear" or hit[1] - hit[0] < _SHORTEST_ATTRIBUTIVE:
        return None
    plural = hit[1] - len(before) - len(name)
    return start, end + plural, hit[2]


def _locate(hits: Iterable[_Hit], prose: Prose) -> list[_Hit]:
    """Return where hits in what is left of a text stand in all of it, as `Prose.locate` has it."""
    _, masks, lost = prose
    return [
        (start + lost[bisect_left(masks, start)], end + lost[bisect_left(masks, end)], meaning)
        for start, end, meaning in hits
    ]


def _find_remarks(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield the parentheses between two characters of words, with a space before them if any."""
    text = prose.text
    for match in _REMARK.finditer(text):
        start, end = match.span()
        if prose.locate(end) - prose.locate(start) > _LONGEST_REMARK + 2:
            continue
        yield start - (text[start - 1] == " "), end


def find_mentions(
    post: Post,
    matcher: ConceptMatcher,
    references: Sequence[Reference] = (),
    aliases: Mapping[str, str] | None = None,
) -> list[Mention]:
    """Return what the post's title and text mention, in the order of the text.

    A mention inside one of the post's `references` is marked so by its place. An ambiguous
    candidate becomes a mention only if the rest of the post decides for one concept. `aliases` are
    names that this post gives to concepts, by their ids.
    """
    candidates = [
        *matcher.find_candidates(post.title, "title", aliases),
        *matcher.find_candidates(post.text, "text", aliases),
    ]
    chinese = is_chinese(post.title, post.text)
    spans = sorted([(one.start, one.end) for one in references])
    starts = [start for start, _ in spans]
    reaches = [*accumulate([end for _, end in spans], max)]
    mentions = []
    for candidate, decision in decide(candidates, matcher.vocabulary, chinese=chinese):
        place = candidate.place
        if starts and place == "text":
            begun = bisect_right(starts, candidate.start)
            if begun and candidate.end <= reaches[begun - 1]:
                place = "reference"
        mentions.append(
            Mention(
                post_id=post.id,
                concept_id=decision.concept_id,
                start=candidate.start,
                end=candidate.end,
                place=place,
                reason=decision.reason,
            )
        )
    return mentions


def _name(wording: _Wording) -> _Name:
    text, label, concept = wording
    return _Name(
        label=text,
        concept_id=concept.id,
        clarity=concept.clarity(label),
        strict_case=_is_abbreviation(label),
    )


def _mixed(wordings: Mapping[str, Sequence[_Wording]]) -> Iterator[_Wording]:
    """Yield the mixed wordings of Chinese labels."""
    for group in wordings.values():
        for label, _, concept in group:
            if is_cjk(label[0]) and _MIXABLE.search(label):
                for text in mixed_wordings(label):
                    yield text, label, concept


def mixed_wordings(label: str) -> list[str]:
    """Return a Chinese label with one of its words in English, for each such word.

    Example:
        >>> mixed_wordings("线性注意力")
        ['线性attention']
    """
    return [
        label.replace(chinese, english, 1)
        for chinese, english in _ENGLISH.items()
        if chinese in label and len(label) > len(chinese) + 1
    ]


def _is_abbreviation(label: str) -> bool:
    """Tell labels whose letter case matters: GAN, EM, R, but not ImageNet or Markdown."""
    letters = [c for c in label if c.isalpha()]
    return (
        len(letters) <= _ABBREVIATION_LETTERS
        and all(c.isascii() and c.isupper() for c in letters)
        and bool(letters)
    )


@lru_cache(maxsize=4096)
def _breaks(label: str) -> frozenset[int]:
    """Return the folded offsets at which a space may stand: K-Means, Word2Vec, EM算法."""
    folded = fold(label)
    offsets = [folded.locate(offset) for offset in range(len(folded.text))]
    allowed = set()
    for index in range(1, len(offsets)):
        before, after = label[offsets[index - 1]], label[offsets[index]]
        if (
            offsets[index] - offsets[index - 1] > 1
            or before.isdigit() != after.isdigit()
            or is_cjk(before) != is_cjk(after)
            or (before.islower() and after.isupper())
        ):
            allowed.add(index)
    return frozenset(allowed)


def _gaps_allowed(name: _Name, text: str, offsets: Sequence[int]) -> bool:
    """Check what the text puts between the label's characters: soft-max, but not ma x."""
    for index in range(1, len(offsets)):
        gap = text[offsets[index - 1] + 1 : offsets[index]]
        if gap == " " and index == 1 and text[offsets[0]] == "a" and name.label[0] == "A":
            return False  # an article: a softmax is no A-Softmax
        if gap and gap not in ("-", "‐", "‑") and index not in _breaks(name.label):
            return False
    return True


def _case_fits(text: str, start: int, end: int) -> bool:
    """Check the case of an abbreviation; in Chinese text small letters do as well (mse, Faiss)."""
    surface = text[start:end]
    letters = [c for c in surface if c.isalpha()]
    if all(c.isupper() for c in letters):
        return True
    telling = len(letters) > 2 or any(c.isdigit() for c in surface)
    rest = letters[1:] if len(letters) > 3 else letters
    if not telling or not all(c.islower() for c in rest):
        return False
    while start and text[start - 1] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    return not is_latin(before) and not is_latin(after)


def _whole_end(text: str, start: int, end: int) -> int | None:
    """Return where the hit ends as whole words, plural included, or None if it cuts a word."""
    if start and _JOINS[text[start - 1]] and _IS_LATIN[text[start]]:
        return None
    if not _IS_LATIN[text[end - 1]]:
        return end
    after = text[end : end + 1]
    stop = end
    if after and _JOINS[after]:
        plural = _PLURAL.match(text, end) if end - start > 2 else None
        if not plural or (plural.end() < len(text) and _JOINS[text[plural.end()]]):
            return None
        stop = plural.end()
        after = text[stop : stop + 1]
    decimal = after == "." and text[stop + 1 : stop + 2].isdigit() and text[stop - 1].isdigit()
    return None if decimal else stop


def _cut_from_words(text: str, start: int, end: int) -> bool:
    """Tell whether Chinese characters only seem to be a name: 对数 in 对数据, 模 in 模型."""
    if end - start == 1:
        return not (_IS_BESIDE_ONE[text[start - 1 : start]] and _IS_BESIDE_ONE[text[end : end + 1]])
    # Words of two or three characters.
    if text[start - 1 : start + 1] in _ACROSS_START and (
        text[start - 1 : start + 1] in _CROSSING_BEFORE
        or (end - start > 2 and text[start - 1 : start + 2] in _CROSSING_BEFORE)
        or (start > 1 and text[start - 2 : start + 1] in _CROSSING_BEFORE)
    ):
        return True
    return text[end - 1 : end + 1] in _ACROSS_END and (
        text[end - 1 : end + 1] in _CROSSING_AFTER
        or text[end - 1 : end + 2] in _CROSSING_AFTER
        or (end - start > 2 and text[end - 2 : end + 1] in _CROSSING_AFTER)
    )


def _meaning(names: Sequence[_Name]) -> _Meaning:
    """Prefer the concepts of which the name is a clear one."""
    if len(names) == 1:
        return _Meaning((names[0].concept_id,), names[0].clarity)
    clear = tuple(sorted({name.concept_id for name in names if name.clarity == "clear"}))
    if len(clear) == 1:
        return _Meaning(clear, "clear")
    everyday = all(name.clarity == "everyday" for name in names)
    ids = tuple(sorted({name.concept_id for name in names}))
    return _Meaning(ids, "everyday" if everyday else "ambiguous")


def _find_aliases(text: str, aliases: Mapping[str, str]) -> Iterator[_Hit]:
    for alias, concept_id in aliases.items():
        for match in re.finditer(re.escape(alias), text):
            if (end := _whole_end(text, *match.span())) is not None:
                yield match.start(), end, _Meaning((concept_id,), "clear", "so named in this post")


def _longest(text: str, place: Place, hits: list[_Hit]) -> list[Candidate]:
    """Return the longest that do not overlap, in order.

    With each that is ambiguous come those that it covers, which stand in for it.
    """
    hits.sort(key=_START)
    found = []
    position, count = 0, len(hits)
    while position < count:
        start, reach, _ = first = hits[position]
        whole: _Hit | None = first  # what covers all that hangs together, if anything does
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
    text: str, place: Place, hits: Sequence[_Hit], base: int, reach: int
) -> Iterator[Candidate]:
    """Yield the longest of hits that hang together, from `base` to `reach`."""
    kept: list[_Hit] = []
    covered: list[_Hit] = []
    taken = bytearray(reach - base)
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        start, end, _ = hit
        if taken.find(1, start - base, end - base) >= 0:
            covered.append(hit)
        else:
            taken[start - base : end - base] = b"\1" * (end - start)
            kept.append(hit)
    kept.sort(key=_START)
    inside: list[list[_Hit]] = [[] for _ in kept]
    starts = [start for start, _, _ in kept]
    for hit in covered:
        index = bisect_right(starts, hit[0]) - 1
        if index < 0:
            continue
        start, end, meaning = kept[index]
        if meaning.clarity != "clear" and hit[1] <= end and hit[1] - hit[0] < end - start:
            inside[index].append(hit)
    for (start, end, meaning), below in zip(kept, inside, strict=True):
        covers = tuple(_longest(text, place, below)) if below else ()
        yield _candidate(text, place, start, end, meaning, covers)


def _candidate(
    text: str,
    place: Place,
    start: int,
    end: int,
    meaning: _Meaning,
    covers: tuple[Candidate, ...] = (),
) -> Candidate:
    ids, clarity, reason = meaning.concept_ids, meaning.clarity, meaning.reason
    return Candidate(start, end, place, text[start:end], ids, clarity, reason, covers)
