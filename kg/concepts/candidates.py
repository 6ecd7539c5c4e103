"""Names in a text that are taken for names, with what they may mean and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.concepts.clues import NO_CLUES, Clues, are_in_a_row, find_clues, opens_between
from kg.concepts.patterns import Hit
from kg.model import Clarity, Place


class CandidateMention(NamedTuple):
    """A surface form and the concepts that it can mean."""

    start: int
    end: int
    place: Place
    surface: str
    concept_ids: tuple[str, ...]
    clarity: Clarity
    reason: str = ""
    """Why a name that is no clear label counts as a clear one."""
    covers: tuple[CandidateMention, ...] = ()
    """The shorter names in an ambiguous one, which stand in for it where it stays open."""
    clues: Clues = NO_CLUES
    """What stands beside it; of a clear one, what it is short for alone."""

    @classmethod
    def of(
        cls, text: str, place: Place, hit: Hit, covers: tuple[CandidateMention, ...] = ()
    ) -> CandidateMention:
        """Take a hit in a text for a name."""
        start, end, meaning = hit
        return cls(
            start=start,
            end=end,
            place=place,
            surface=text[start:end],
            concept_ids=meaning.concept_ids,
            clarity=meaning.clarity,
            reason=meaning.reason,
            covers=covers,
            clues=find_clues(text, start, end, meaning.clarity),
        )

    @property
    def ambiguous(self) -> bool:
        """Tell whether the name alone does not decide."""
        return self.clarity != "clear"


def add_neighbours(text: str, candidates: Sequence[CandidateMention]) -> list[CandidateMention]:
    """Add to the ambiguous of some candidates, which are in order, the clues of what the clear ones
    beside them mean: in a parenthesis, or in a row.
    """
    told = [*candidates]
    for number, (one, other) in enumerate(pairwise(candidates)):
        if one.ambiguous == other.ambiguous:
            continue
        at, known = (number, other) if one.ambiguous else (number + 1, one)
        if opens_between(text, one.end, other.start):
            clues = told[at].clues._replace(gloss=known.concept_ids[0])
        elif are_in_a_row(text, one.end, other.start):
            clues = told[at].clues._replace(fellow=known.concept_ids[0])
        else:
            continue
        told[at] = told[at]._replace(clues=clues)
    return told
