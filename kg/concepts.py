"""A post and a vocabulary in, the post's mentions of concepts out.

Names are found by Aho-Corasick over folded text, so that width, case, accents, hyphens and spaces
do not matter; what does matter about them is checked on each hit, before overlaps are resolved in
favour of the longest. A name that may mean something else counts only where the post supports it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import ahocorasick_rs

from kg.ambiguity import Candidate, decide
from kg.model import Clarity, Concept, Mention, Place, Post, Reference
from kg.text import fold_text, is_chinese, is_cjk, is_latin, mask_markup
from kg.vocabulary import Vocabulary

_ABBREVIATION_LETTERS = 5
_PLURALS = ("s", "es")
_WORDINGS = tomllib.loads((files("kg") / "wordings.toml").read_text("utf-8"))
_ENGLISH: dict[str, str] = _WORDINGS["english"]
_MIXABLE = re.compile("|".join(map(re.escape, _ENGLISH)))
_CROSSING_BEFORE = frozenset(_WORDINGS["crossing"]["before"])
_CROSSING_AFTER = frozenset(_WORDINGS["crossing"]["after"])
_BESIDE_ONE_CHARACTER = frozenset("的是在与和或及为有这该其此个由从对以则即到向乘加减过做求取设")
_WRAPPED_LINE = re.compile(r"(?<=[A-Za-z])\n(?=[A-Za-z])")
_REMARK = re.compile(r"(?<=\w) ?[(（][^()（）\n]{1,40}[)）](?=\w)")
_LONGEST_LABEL_PART = 16
_OF = "的"
_SHORTEST_ATTRIBUTIVE = 5


@dataclass(frozen=True, slots=True)
class _Name:
    """One label of one concept, prepared for matching."""

    label: str
    concept_id: str
    clarity: Clarity
    strict_case: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The concepts that a name can mean, how clearly it does, and the reason if there is one."""

    concept_ids: tuple[str, ...]
    clarity: Clarity
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """All names that fold to one string; `meaning` is theirs if typography matters to none."""

    names: tuple[_Name, ...]
    strict_case: bool
    starts_latin: bool
    meaning: _Meaning

    @classmethod
    def of(cls, names: Sequence[_Name]) -> _Pattern:
        return cls(
            names=tuple(names),
            strict_case=any(name.strict_case for name in names),
            starts_latin=all(is_latin(name.label[0]) for name in names),
            meaning=_meaning(names),
        )


@dataclass(frozen=True, slots=True)
class _Automaton:
    patterns: Sequence[_Pattern]
    matcher: ahocorasick_rs.AhoCorasick


_Hit = tuple[int, int, _Meaning]
"""Start, end and meaning of a name in a text."""


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
        self._automata = _compile(vocabulary.concepts.values(), mixed=True)

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
        extended._automata = [*self._automata, *_compile(further, mixed=False)]
        return extended

    def find_candidates(
        self, text: str, place: Place = "text", aliases: Mapping[str, str] | None = None
    ) -> list[Candidate]:
        """Return the longest names in `text` that do not overlap, in order, markup left out.

        `aliases` are further names, for this text alone, each with the id of its concept.
        """
        if not text:
            return []
        masked = _WRAPPED_LINE.sub(" ", mask_markup(text))
        hits = [*_find_aliases(masked, aliases or {})] if aliases else []
        hits += self._find_hits(masked)
        hits += self._find_interrupted(masked)
        hits += self._find_attributive(masked)
        return _longest(
            Candidate(
                start,
                end,
                place,
                text[start:end],
                meaning.concept_ids,
                meaning.clarity,
                meaning.reason,
            )
            for start, end, meaning in hits
        )

    def _find_hits(self, text: str, kept: Sequence[int] | None = None) -> Iterator[_Hit]:
        """Yield the names in `text`.

        Where something was cut out of it, `kept` has the original offset of each character, and
        only the names are wanted in which one character was cut out.
        """
        folded, offsets = fold_text(text)
        for automaton in self._automata:
            patterns = automaton.patterns
            found = automaton.matcher.find_matches_as_indexes(folded, overlapping=True)
            for index, first, stop in found:
                pattern = patterns[index]
                start, end = offsets[first], offsets[stop - 1] + 1
                if kept and kept[end - 1] - kept[start] != end - start:
                    continue
                if pattern.starts_latin and start and _JOINS[text[start - 1]]:
                    continue
                whole = _whole_word_end(text, start, end)
                if whole is None or _cut_from_words(text, start, whole):
                    continue
                if end - start == stop - first and not pattern.strict_case:
                    yield start, whole, pattern.meaning
                    continue
                names = [
                    name
                    for name in pattern.names
                    if _gaps_allowed(name, text, offsets, first, stop)
                    and (not name.strict_case or _case_fits(text, start, end))
                ]
                if names:
                    yield start, whole, _meaning(names)

    def _find_attributive(self, text: str) -> Iterator[_Hit]:
        """Yield the long Chinese names that have a 的 between their words: 训练集的损失."""
        if _OF not in text:
            return
        kept = [offset for offset, character in enumerate(text) if character != _OF]
        short = text.replace(_OF, "")
        for start, end, meaning in self._find_hits(short, kept):
            if (
                end - start >= _SHORTEST_ATTRIBUTIVE
                and meaning.clarity == "clear"
                and is_cjk(short[start])
            ):
                yield kept[start], kept[end - 1] + 1, meaning

    def _find_interrupted(self, text: str) -> Iterator[_Hit]:
        """Yield the names that a remark in parentheses cuts in two: 支持向量(SV)机."""
        for remark in _REMARK.finditer(text):
            before = text[max(0, remark.start() - _LONGEST_LABEL_PART) : remark.start()]
            after = text[remark.end() : remark.end() + _LONGEST_LABEL_PART]
            for start, end, meaning in self._find_hits(before + after):
                if start < len(before) < end:
                    offset = remark.start() - len(before)
                    yield offset + start, offset + end + len(remark.group()), meaning


def _compile(concepts: Iterable[Concept], *, mixed: bool) -> list[_Automaton]:
    """Return one automaton for the names of `concepts`, or none if there are no names."""
    names: dict[str, list[_Name]] = defaultdict(list)
    for concept in concepts:
        for name in _names(concept):
            if folded := fold_text(name.label)[0]:
                names[folded].append(name)
    if mixed:
        for folded, name in [*_mixed_names(names)]:
            names.setdefault(folded, []).append(name)
    if not names:
        return []
    # As fast as a DFA here, and built in a seventh of the time.
    implementation = ahocorasick_rs.Implementation.ContiguousNFA
    matcher = ahocorasick_rs.AhoCorasick([*names], implementation=implementation)
    return [_Automaton([_Pattern.of(group) for group in names.values()], matcher)]


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
    mentions = []
    for candidate, decision in decide(
        candidates, matcher.vocabulary, chinese=is_chinese(post.title + post.text)
    ):
        inside = candidate.place == "text" and any(
            reference.start <= candidate.start and candidate.end <= reference.end
            for reference in references
        )
        mentions.append(
            Mention(
                post_id=post.id,
                concept_id=decision.concept_id,
                start=candidate.start,
                end=candidate.end,
                place="reference" if inside else candidate.place,
                reason=decision.reason,
            )
        )
    return mentions


def _names(concept: Concept) -> Iterator[_Name]:
    doubtful = bool(concept.ambiguous_labels or concept.everyday_labels)
    for text in dict.fromkeys(label.text for label in concept.labels):
        yield _Name(
            label=text,
            concept_id=concept.id,
            clarity=concept.clarity(text) if doubtful else "clear",
            strict_case=_is_abbreviation(text),
        )


def _mixed_names(names: Mapping[str, Sequence[_Name]]) -> Iterator[tuple[str, _Name]]:
    """Yield the mixed wordings of Chinese labels, but for those that are labels themselves."""
    for group in names.values():
        for name in group:
            if is_cjk(name.label[0]) and _MIXABLE.search(name.label):
                for wording in mixed_wordings(name.label):
                    folded = fold_text(wording)[0]
                    if folded not in names:
                        yield folded, replace(name, label=wording)


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
    folded, offsets = fold_text(label)
    allowed = set()
    for index in range(1, len(folded)):
        before, after = label[offsets[index - 1]], label[offsets[index]]
        if (
            offsets[index] - offsets[index - 1] > 1
            or before.isdigit() != after.isdigit()
            or is_cjk(before) != is_cjk(after)
            or (before.islower() and after.isupper())
        ):
            allowed.add(index)
    return frozenset(allowed)


def _gaps_allowed(name: _Name, text: str, offsets: Sequence[int], first: int, stop: int) -> bool:
    """Check what the text puts between the label's characters: soft-max, but not ma x."""
    for index in range(first + 1, stop):
        gap = text[offsets[index - 1] + 1 : offsets[index]]
        if gap and gap not in ("-", "‐", "‑") and index - first not in _breaks(name.label):
            return False
    return True


def _case_fits(text: str, start: int, end: int) -> bool:
    """Check the case of an abbreviation; in Chinese text small letters do as well (mse, f1)."""
    letters = [c for c in text[start:end] if c.isalpha()]
    if all(c.isupper() for c in letters):
        return True
    telling = len(letters) > 2 or any(c.isdigit() for c in text[start:end])
    if not telling or not all(c.islower() for c in letters):
        return False
    before, after = text[:start].rstrip(" ")[-1:], text[end:].lstrip(" ")[:1]
    return not is_latin(before or " ") and not is_latin(after or " ")


def _whole_word_end(text: str, start: int, end: int) -> int | None:
    """Return where the hit ends as whole words, plural included, or None if it cuts a word."""
    if is_latin(text[start]) and start and _JOINS[text[start - 1]]:
        return None
    if not is_latin(text[end - 1]):
        return end
    for plural in ("", *_PLURALS) if end - start > 2 else ("",):
        stop = end + len(plural)
        if text[end:stop] == plural and not (stop < len(text) and _JOINS[text[stop]]):
            decimal = text[stop : stop + 1] == "." and text[stop + 1 : stop + 2].isdigit()
            return None if decimal and text[stop - 1].isdigit() else stop
    return None


def _cut_from_words(text: str, start: int, end: int) -> bool:
    """Tell whether Chinese characters only seem to be a name: 对数 in 对数据, 模 in 模型."""
    if not (is_cjk(text[start]) and is_cjk(text[end - 1])):
        return False
    if end - start == 1:
        return not all(
            not character.isalnum() or not is_cjk(character) or character in _BESIDE_ONE_CHARACTER
            for character in (text[start - 1 : start] or " ", text[end : end + 1] or " ")
        )
    # Words of two or three characters; spelt out, because this is asked of every Chinese name.
    if start and (
        text[start - 1 : start + 1] in _CROSSING_BEFORE
        or (end - start > 2 and text[start - 1 : start + 2] in _CROSSING_BEFORE)
        or (start > 1 and text[start - 2 : start + 1] in _CROSSING_BEFORE)
    ):
        return True
    return end < len(text) and (
        text[end - 1 : end + 1] in _CROSSING_AFTER
        or text[end - 1 : end + 2] in _CROSSING_AFTER
        or (end - start > 2 and text[end - 2 : end + 1] in _CROSSING_AFTER)
    )


class _Joining(dict[str, bool]):
    """Tells the characters that go on with the word beside them; looked up for every name."""

    def __missing__(self, character: str) -> bool:
        joins = is_latin(character) or character in "_\\"
        self[character] = joins
        return joins


_JOINS = _Joining()


def _meaning(names: Sequence[_Name]) -> _Meaning:
    """Prefer the concepts of which the name is a clear one."""
    clear = tuple(sorted({name.concept_id for name in names if name.clarity == "clear"}))
    if len(clear) == 1:
        return _Meaning(clear, "clear")
    everyday = all(name.clarity == "everyday" for name in names)
    ids = tuple(sorted({name.concept_id for name in names}))
    return _Meaning(ids, "everyday" if everyday else "ambiguous")


def _find_aliases(text: str, aliases: Mapping[str, str]) -> Iterator[_Hit]:
    for alias, concept_id in aliases.items():
        for match in re.finditer(re.escape(alias), text):
            if (end := _whole_word_end(text, *match.span())) is not None:
                yield match.start(), end, _Meaning((concept_id,), "clear", "so named in this post")


def _longest(hits: Iterable[Candidate]) -> list[Candidate]:
    """Return the longest that do not overlap; an ambiguous one keeps those it covers in reserve."""
    kept: list[Candidate] = []
    covered: list[Candidate] = []
    taken = bytearray()
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if len(taken) < hit.end:
            taken.extend(bytes(hit.end - len(taken)))
        if 1 in taken[hit.start : hit.end]:
            covered.append(hit)
        else:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    starts = [hit.start for hit in kept]
    inside: dict[int, list[Candidate]] = defaultdict(list)
    for hit in covered:
        index = bisect_right(starts, hit.start) - 1
        over = kept[index] if index >= 0 else None
        if (
            over
            and over.ambiguous
            and hit.end <= over.end
            and hit.end - hit.start < over.end - over.start
        ):
            inside[index].append(hit)
    for index, hits_inside in inside.items():
        kept[index] = replace(kept[index], covers=tuple(_longest(hits_inside)))
    return kept
