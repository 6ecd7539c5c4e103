"""Candidates of one text in, those out that mean one concept, each with the reason why.

An ambiguous name (`MAE`, `核`) means the concept that the same text also calls by a clear name, or
else the one that most speaks for: its neighbours in the vocabulary, and its field, among what the
text mentions by clear names. How much is needed depends on how often such a name is an everyday
word. A tie, or too little, decides nothing: then nothing is said rather than guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Place
from kg.text import is_cjk
from kg.vocabulary import Vocabulary

_NEAR, _SIBLING, _FIELD = 1.0, 0.5, 0.1
_MOST_OF_FIELD = 5
_COMPANY, _MOST_OF_COMPANY = 0.05, 6
_ENGLISH = 1.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A surface form and the concepts that it can mean; not ambiguous if there is just one."""

    start: int
    end: int
    place: Place
    surface: str
    concept_ids: tuple[str, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The concept that a candidate means; the reason is empty where the name is a clear one."""

    concept_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Support:
    score: float
    reason: str


def decide(
    candidates: Sequence[Candidate], vocabulary: Vocabulary, *, chinese: bool = True
) -> Iterator[tuple[Candidate, Decision]]:
    """Yield the candidates that mean one concept, in order; drop those that stay open.

    `chinese` tells whether they come from a Chinese text, where a Latin word is hardly an everyday
    one.

    Example:
        >>> from kg import load_vocabulary
        >>> from kg.concepts import ConceptMatcher
        >>> vocabulary = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)
        >>> candidates = ConceptMatcher(vocabulary).find_candidates("Seq2Seq的EM指标")
        >>> [(c.surface, decision.reason) for c, decision in decide(candidates, vocabulary)]
        [('Seq2Seq', ''), ('EM', 'beside Seq2Seq')]
    """
    clear = Counter(c.concept_ids[0] for c in candidates if not c.ambiguous)
    fields = Counter(vocabulary.concepts[id_].field for id_ in clear)
    counts = Counter(c.surface.casefold() for c in candidates)
    titled = {c.surface.casefold() for c in candidates if c.place == "title"}
    supports: dict[str, _Support] = {}
    for candidate in candidates:
        if not candidate.ambiguous:
            yield candidate, Decision(candidate.concept_ids[0], "")
            continue
        for id_ in candidate.concept_ids:
            if id_ not in supports:
                supports[id_] = _find_support(id_, clear, fields, vocabulary)
        ranked = sorted(candidate.concept_ids, key=lambda id_: (-supports[id_].score, id_))
        best = supports[ranked[0]]
        word = candidate.surface.casefold()
        needed = _needed_support(word, count=counts[word], in_title=word in titled)
        if not chinese and not is_cjk(word[0]):
            needed = max(needed, _ENGLISH)
        if is_cjk(word[0]) and len(word) > 2:  # hardly an everyday word in technical company
            needed -= _COMPANY * min(_MOST_OF_COMPANY, len(clear))
        alone = len(ranked) == 1
        if best.score >= needed and (alone or best.score > supports[ranked[1]].score):
            yield (
                candidate,
                Decision(ranked[0], best.reason or "of no other meaning, in a technical text"),
            )


def _find_support(
    id_: str, clear: Counter[str], fields: Counter[str | None], vocabulary: Vocabulary
) -> _Support:
    """Say how much the clear mentions speak for a concept; itself counts more than all others."""
    if clear[id_]:
        return _Support(100.0, "also called by a clear name")
    concept = vocabulary.concepts[id_]
    near = {*concept.broader, *concept.related, *vocabulary.narrower.get(id_, ())}
    siblings = {child for up in concept.broader for child in vocabulary.narrower.get(up, ())}
    siblings -= near | {id_}
    beside = sorted(other for other in near if clear[other])
    among = sorted(other for other in siblings if clear[other])
    same_field = min(_MOST_OF_FIELD, fields[concept.field])
    names = [vocabulary.concepts[other].label("zh") for other in (*beside, *among)]
    reasons = []
    if names:
        reasons.append(f"beside {', '.join(names[:5])}")
    elif same_field:
        reasons.append(f"among {fields[concept.field]} concepts of its field")
    score = _NEAR * len(beside) + _SIBLING * len(among) + _FIELD * same_field
    return _Support(score, "; ".join(reasons))


def _needed_support(surface: str, *, count: int, in_title: bool) -> float:
    """Say how much must speak for an ambiguous name: most for a single Chinese character, less for
    a longer word, least for a Latin one, which in a Chinese text is nearly always the term; and
    less for a name that is prominent.
    """
    if is_cjk(surface[0]):
        needed = {1: 2.5, 2: 1.2, 3: 0.5}.get(len(surface), 0.4)
    else:
        needed = 1.0 if len(surface) <= 2 else 0.2
    if in_title and count > 2 and len(surface) > 1:
        return 0.0
    return needed * (0.6 if count > 2 or in_title else 1.0)
