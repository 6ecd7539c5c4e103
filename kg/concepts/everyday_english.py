"""A candidate in an English text in, the same out, less clear where it may be an everyday word."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from kg.concepts.candidates import CandidateMention
from kg.concepts.words import WORDS
from kg.folding import fold_name, singulars
from kg.vocabulary import Vocabulary

_EVERYDAY = frozenset(WORDS["everyday_in_english"])
_ENGLISH = re.compile("[A-Za-z]+|[A-Za-z]{2,}(?:[ -][A-Za-z]{2,})+")


def doubt(candidate: CandidateMention, vocabulary: Vocabulary) -> CandidateMention:
    """Take a name, and those that it covers, for a less clear one where English has it for an
    everyday word: in all but the capitals of the name, or in small letters where it has capitals.
    """
    if candidate.covers:
        covers = tuple([doubt(one, vocabulary) for one in candidate.covers])
        candidate = candidate._replace(covers=covers)
    word = candidate.surface
    if candidate.clarity == "everyday" or not _ENGLISH.fullmatch(word):
        return candidate
    folded = fold_name(word)
    forms = {folded, *singulars(folded)}
    everyday = not forms.isdisjoint(_EVERYDAY)
    if not everyday and not word.islower():
        return candidate  # as most that begin a sentence
    written = {id_: _written(forms, id_, vocabulary) for id_ in candidate.concept_ids}
    if not everyday:
        return _doubt_small_letters(candidate, written)
    as_named = not word.islower() and any(word in names for names in written.values())
    return candidate if as_named else _less_clear(candidate)


def _doubt_small_letters(
    candidate: CandidateMention, written: Mapping[str, Collection[str]]
) -> CandidateMention:
    """Doubt a name in small letters that is `written` otherwise: with capitals within, if it is a
    clear one (what is cute is seldom CuTe, nor is fast at a task Fast-AT), else with any, since
    even in these it may mean something else (blue is no BLUE).
    """
    if candidate.ambiguous:
        alike = tuple(id_ for id_, names in written.items() if any(map(str.islower, names)))
        if alike:
            return candidate._replace(concept_ids=alike)
        return _less_clear(candidate) if all(written.values()) else candidate
    (names,) = written.values()
    within = names and all(name[1:] != name[1:].lower() for name in names)
    return _less_clear(candidate) if within else candidate


def _less_clear(candidate: CandidateMention) -> CandidateMention:
    return candidate._replace(clarity="everyday" if candidate.ambiguous else "ambiguous")


def _written(forms: Collection[str], concept_id: str, vocabulary: Vocabulary) -> list[str]:
    """Return the names of a concept that fold to one of some strings."""
    labels = vocabulary.concepts[concept_id].labels
    return [label.text for label in labels if fold_name(label.text) in forms]
