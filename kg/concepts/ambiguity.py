"""Candidates of one text in, those out that mean one concept, each with the reason why.

An ambiguous name (`MAE`, `归一化`) means the concept that the first of these decides for:

- what stands right beside it: the formula that begins with the symbol of just one of its concepts,
  or, for an everyday word of English in a Chinese text, that it is all of a heading;
- a clear name in a row with it, if it is an abbreviation: the only one of its concepts that is of
  the same kind (MSE或MAE);
- a clear name of the concept anywhere in the text; of several such concepts the one whose name the
  text sets beside the ambiguous one in parentheses;
- what the text mentions by clear names: most of the neighbours of the concept in the vocabulary, of
  its siblings, and of its field. Where a parenthesis sets the name behind words that are unlike all
  names of the concept, only neighbours count (光谱角映射(SAM)).

So is an abbreviation decided that is a clear name, where such words, and all else that the text
mentions, are unlike what is near its concept: 自动权威控制(AAC).

Between concepts for which as much speaks, the one nearer in the vocabulary to what has clear names
is meant. A tie, or too little, decides nothing: then nothing is said rather than guessed. For an
everyday word (`参数`, `分布`) only a clear name of the same concept will do: nearly every text on
networks holds neighbours of their parameters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from kg.concepts.boundaries import UNMISTAKABLE
from kg.concepts.candidates import CandidateMention
from kg.concepts.clues import are_worded_alike, begins_with
from kg.concepts.definitions import BOUNDARY
from kg.concepts.everyday_english import doubt
from kg.concepts.function_words import find_start
from kg.language import Language
from kg.memo import Memo
from kg.model import Clarity
from kg.text import is_cjk
from kg.vocabulary import Vocabulary

# What each concept that the text calls by a clear name adds to the support of another: a neighbour
# in the vocabulary, a sibling, one of the same field (of these a few at most).
_NEAR, _SIBLING, _FIELD = 1.0, 0.5, 0.1
_MOST_OF_FIELD = 5
# The support that a name needs: a single Chinese character, a Latin name of one or two letters, any
# other; and the least that a Chinese name said only once, and a Latin one in English, needs.
_CHARACTER, _SHORT, _AMBIGUOUS = 1.5, 1.0, 0.35
_ONCE, _ENGLISH = 0.8, 1.2
_PROMINENT = 0.6  # times as much is needed for a name in the title or said more than twice
_COMPANY, _MOST_OF_COMPANY = 0.05, 6  # less is needed for each clear name, up to so many
# To decide between equally supported concepts: how many steps from each clear names are looked for,
# and what one counts, which is this to the power of the steps.
_FARTHEST, _PER_STEP = 4, 0.25
_LONG = 4  # characters of what is likelier a term than a word for what an abbreviation is
_NAMED = 5  # concepts that a reason names at most


class Decision(NamedTuple):
    """The concept that a candidate means; the reason is empty where the name is a clear one."""

    concept_id: str
    reason: str


class _Support(NamedTuple):
    """How much speaks for a concept: the clear ones beside it and among its siblings in the
    vocabulary, and how many there are of its field.
    """

    score: float
    beside: Collection[str] = ()
    among: Collection[str] = ()
    of_field: int = 0


_CALLED_SO = _Support(100.0)
"""What speaks for a concept that is also called by a clear name: more than all else."""
_NOTHING = _Support(-1.0)
"""What speaks for one that its name alone will not do for, however prominent."""


def decide(
    candidates: Sequence[CandidateMention],
    vocabulary: Vocabulary,
    *,
    chinese: bool = True,
    language: Language = "zh",
) -> Iterator[tuple[CandidateMention, Decision]]:
    """Yield the candidates that mean one concept, in order; leave out those that stay open.

    `chinese` tells whether they come from a Chinese text, where a Latin word is hardly an everyday
    one; `language` is what reasons name concepts in.

    Example:
        >>> from kg import load_vocabulary
        >>> from kg.concepts import ConceptMatcher
        >>> vocabulary = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)
        >>> candidates = ConceptMatcher(vocabulary).find_candidates("Seq2Seq的EM指标")
        >>> [(c.surface, decision.reason) for c, decision in decide(candidates, vocabulary)]
        [('Seq2Seq', ''), ('EM', 'beside Seq2Seq')]
    """
    candidates = [
        _shown(one, vocabulary, chinese=chinese) if one.ambiguous else one for one in candidates
    ]
    if words := _find_words(candidates):
        candidates = [*_doubt_abbreviations(candidates, words, vocabulary)]
    if not chinese:
        candidates = [doubt(one, vocabulary) for one in candidates]
    return _Context(candidates, vocabulary, chinese=chinese, language=language).settle(candidates)


def _find_words(candidates: Iterable[CandidateMention]) -> dict[str, set[str]]:
    """Return what the text says that clear names abbreviate, by these, but for what is too short to
    be more than what they are: 显卡(GPU).
    """
    told: dict[str, set[str]] = defaultdict(set)
    for one in candidates:
        if one.clues.short_for and one.clarity == "clear" and not one.reason:
            words = one.clues.short_for
            words = words[find_start(words, len(words), BOUNDARY, len(words)) :]
            if len(words) >= _LONG:
                told[one.surface].add(words)
    return told


def _doubt_abbreviations(
    candidates: Iterable[CandidateMention],
    told: Mapping[str, Collection[str]],
    vocabulary: Vocabulary,
) -> Iterator[CandidateMention]:
    """Take for ambiguous what the text says to abbreviate other words than those of the concept and
    of all near it, none of which it names otherwise.
    """
    clear = {c.concept_ids[0] for c in candidates if not c.ambiguous and c.surface not in told}
    for one in candidates:
        words = () if one.ambiguous else told.get(one.surface, ())
        doubted = words and _are_of_another(words, one.concept_ids[0], clear, vocabulary)
        yield one._replace(clarity="ambiguous") if doubted else one


def _are_of_another(
    words: Iterable[str], id_: str, clear: Collection[str], vocabulary: Vocabulary
) -> bool:
    """Tell whether neither some words nor what the text calls by clear names are near a concept."""
    concepts = vocabulary.concepts
    near = vocabulary.find_near(id_)
    if not near or not {id_, *near}.isdisjoint(clear) or concepts[id_].status == "discovered":
        return False
    labels = [label.text for one in (id_, *near) for label in concepts[one].labels]
    return not any(are_worded_alike(one, label) for one in words for label in labels)


def _shown(
    candidate: CandidateMention, vocabulary: Vocabulary, *, chinese: bool
) -> CandidateMention:
    """Take a name for a clear one where what stands beside it shows its meaning: a formula that
    begins with the symbol of one of its concepts, or, to an everyday word of English in a Chinese
    text, nothing at all: as a heading it is what the section is on.
    """
    if candidate.clues.formula:
        ids = [id_ for id_ in candidate.concept_ids if _is_shown(id_, candidate, vocabulary)]
        if len(ids) == 1:
            return _clear(candidate, ids[0], "right before its symbol")
    if candidate.clues.heads_a_section and chinese and len(candidate.concept_ids) == 1:
        return _clear(candidate, candidate.concept_ids[0], "heads a section")
    return candidate


def _is_shown(concept_id: str, candidate: CandidateMention, vocabulary: Vocabulary) -> bool:
    symbols = vocabulary.concepts[concept_id].symbols
    return any(begins_with(candidate.clues.formula, symbol) for symbol in symbols)


def _clear(candidate: CandidateMention, concept_id: str, reason: str) -> CandidateMention:
    return candidate._replace(concept_ids=(concept_id,), clarity="clear", reason=reason)


class _Context:
    """What a text mentions, as evidence for what its ambiguous names mean."""

    def __init__(
        self,
        candidates: Sequence[CandidateMention],
        vocabulary: Vocabulary,
        *,
        chinese: bool,
        language: Language,
    ) -> None:
        self._vocabulary = vocabulary
        self._chinese = chinese
        self._language = language
        self._candidates = candidates
        self._clear = {c.concept_ids[0] for c in candidates if c.clarity == "clear"}
        self._supports = Memo(self._find_support)
        self._decisions: dict[tuple[str, tuple[str, ...], Clarity, bool], Decision | None] = {}

    @cached_property
    def _fields(self) -> Counter[str | None]:
        return Counter([self._vocabulary.concepts[id_].field for id_ in self._clear])

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """The concepts called by clear names, by those right above them."""
        below: dict[str, list[str]] = defaultdict(list)
        for id_ in self._clear:
            for up in self._vocabulary.concepts[id_].broader:
                below[up].append(id_)
        return below

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter([c.surface.casefold() for c in self._candidates])

    @cached_property
    def _in_chinese(self) -> set[str]:
        return {c.surface.casefold() for c in self._candidates if not c.clues.in_english}

    @cached_property
    def _glosses(self) -> dict[str, set[str]]:
        """What clear names beside an ambiguous one mean, by its surface form."""
        return self._tell_of_each(attrgetter("clues.gloss"))

    @cached_property
    def _words(self) -> dict[str, set[str]]:
        """What the text says that ambiguous names abbreviate, by their surface forms."""
        return self._tell_of_each(attrgetter("clues.short_for"))

    def _tell_of_each(self, tell: Callable[[CandidateMention], str]) -> dict[str, set[str]]:
        told: dict[str, set[str]] = defaultdict(set)
        for candidate in self._candidates:
            if said := tell(candidate):
                told[candidate.surface.casefold()].add(said)
        return told

    @cached_property
    def _titled(self) -> set[str]:
        return {c.surface.casefold() for c in self._candidates if c.place == "title"}

    def settle(
        self, candidates: Iterable[CandidateMention]
    ) -> Iterator[tuple[CandidateMention, Decision]]:
        """Yield candidates with their meanings; for one that stays open, those that it covers."""
        for candidate in candidates:
            if candidate.clarity == "clear":
                yield candidate, Decision(candidate.concept_ids[0], candidate.reason)
            elif decision := self._decide(candidate):
                yield candidate, decision
            else:
                yield from self.settle(candidate.covers)

    def _decide(self, candidate: CandidateMention) -> Decision | None:
        """Say what an ambiguous name means in this text; None if that stays open."""
        if candidate.clues.fellow and (decision := self._by_fellow(candidate)):
            return decision
        in_english = candidate.clues.in_english
        key = candidate.surface, candidate.concept_ids, candidate.clarity, in_english
        if key not in self._decisions:
            self._decisions[key] = self._find_meaning(candidate)
        return self._decisions[key]

    def _by_fellow(self, candidate: CandidateMention) -> Decision | None:
        """Say what an abbreviation means by what it stands in a row with, if just one of its
        meanings is of the same kind, and no parenthesis says what it is short for.
        """
        surface, ids = candidate.surface, candidate.concept_ids
        if not surface.isupper() or len(ids) < 2 or surface.casefold() in self._glosses:
            return None
        alike = [id_ for id_ in ids if self._are_alike(id_, candidate.clues.fellow)]
        if len(alike) != 1:
            return None
        return Decision(alike[0], f"in a row with {self._names([candidate.clues.fellow])}")

    def _are_alike(self, one: str, other: str) -> bool:
        """Tell whether two concepts are neighbours or have one right above both."""
        concepts = self._vocabulary.concepts
        return other in self._vocabulary.neighbours(one) or not {*concepts[one].broader}.isdisjoint(
            concepts[other].broader
        )

    def _find_meaning(self, candidate: CandidateMention) -> Decision | None:
        words = self._words.get(candidate.surface.casefold(), ())
        supports = {
            id_: self._supports[id_] if self._may_be_called(id_, words) else self._beside(id_)
            for id_ in candidate.concept_ids
        }
        most = max(support.score for support in supports.values())
        ids = [id_ for id_, support in supports.items() if support.score == most]
        best = supports[ids[0]]
        if best is not _CALLED_SO and (
            candidate.clarity == "everyday" or most < self._needed(candidate)
        ):
            return None
        if len(ids) > 1:
            glosses = self._glosses.get(candidate.surface.casefold(), ())
            ids = [id_ for id_ in ids if id_ in glosses] or ids
        if len(ids) == 1:
            return Decision(ids[0], self._reason(best))
        return self._nearest(ids)

    def _may_be_called(self, id_: str, words: Collection[str]) -> bool:
        """Tell whether any of some words, if there are such, are worded like a concept's names."""
        labels = self._vocabulary.concepts[id_].labels
        return not words or any(
            are_worded_alike(one, label.text) for one in words for label in labels
        )

    def _beside(self, id_: str) -> _Support:
        """Say how much speaks for what the text calls otherwise: its neighbours alone."""
        support = self._supports[id_]
        if support is _CALLED_SO:
            return support
        return _Support(_NEAR * len(support.beside), support.beside) if support.beside else _NOTHING

    def _nearest(self, ids: Sequence[str]) -> Decision | None:
        """Decide between concepts for which as much speaks, by the ways through the vocabulary that
        lead from each to a clear one: a longer one says less.
        """
        (score, nearest, id_), (second, *_), *_ = sorted(
            ((*self._nearness(id_), id_) for id_ in ids), key=lambda one: (-one[0], one[2])
        )
        if score == second:
            return None
        return Decision(id_, f"nearest to {self._names(sorted(nearest))}")

    def _nearness(self, id_: str) -> tuple[float, Collection[str]]:
        """Say how near the clear ones are to a concept, and which are the nearest."""
        seen, front, score = {id_}, {id_}, 0.0
        nearest: set[str] = set()
        for steps in range(1, _FARTHEST + 1):
            front = {other for one in front for other in self._vocabulary.neighbours(one)} - seen
            seen |= front
            reached = front & self._clear
            nearest = nearest or reached
            score += len(reached) * _PER_STEP**steps
        return score, nearest

    def _find_support(self, id_: str) -> _Support:
        """Say how much the clear mentions speak for a concept."""
        if id_ in self._clear:
            return _CALLED_SO
        concept = self._vocabulary.concepts[id_]
        beside = self._vocabulary.neighbours(id_) & self._clear
        among: set[str] = set()
        for up in concept.broader:
            if up in self._below:
                among.update(self._below[up])
        among -= beside
        of_field = self._fields[concept.field]
        same_field = min(_MOST_OF_FIELD, of_field)
        score = _NEAR * len(beside) + _SIBLING * len(among) + _FIELD * same_field
        return _Support(score, beside, among, of_field)

    def _reason(self, support: _Support) -> str:
        if support is _CALLED_SO:
            return "also called by a clear name"
        if support.beside or support.among:
            return f"beside {self._names([*sorted(support.beside), *sorted(support.among)])}"
        if support.of_field:
            return f"among {support.of_field} concepts of its field"
        return "of no other meaning, in a technical text"

    def _names(self, ids: Sequence[str]) -> str:
        """Return what the first of some concepts are called."""
        concepts = [self._vocabulary.concepts[id_] for id_ in ids[:_NAMED]]
        return ", ".join([concept.label(self._language) for concept in concepts])

    def _needed(self, candidate: CandidateMention) -> float:
        """Say how much must speak for an ambiguous name: most for a single Chinese character, less
        for a name that is prominent; for one that is said once and in passing more than that its
        field is touched.
        """
        word = candidate.surface.casefold()
        length, count, in_title = len(word), self._counts[word], word in self._titled
        chinese = is_cjk(word[0])
        if word in UNMISTAKABLE:
            return 0.0
        if in_title and count > 2 and length > 1:
            needed = 0.0
        elif length == 1 and chinese:
            needed = _CHARACTER
        else:
            needed = _SHORT if length <= 2 and not chinese else _AMBIGUOUS
        needed *= _PROMINENT if count > 2 or in_title else 1.0
        in_english = candidate.clues.in_english and word not in self._in_chinese
        if not chinese and (in_english or not self._chinese):
            needed = max(needed, _ENGLISH)
        if chinese and length > 2:  # hardly an everyday word in technical company
            needed -= _COMPANY * min(_MOST_OF_COMPANY, len(self._clear))
        if chinese and count == 1 and not in_title:
            needed = max(needed, _ONCE)
        return needed
