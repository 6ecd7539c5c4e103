from __future__ import annotations

import pytest

from kg import load_vocabulary
from kg.concepts.candidates import CandidateMention
from kg.concepts.everyday_english import doubt
from kg.model import Clarity
from tests.conftest import ROOT

SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)


def candidate(surface: str, clarity: Clarity, *covers: CandidateMention) -> CandidateMention:
    ids = ("https://kg.example/test/gan",)
    return CandidateMention(0, len(surface), "text", surface, ids, clarity, covers=covers)


@pytest.mark.parametrize(
    ("surface", "clarity", "doubted"),
    [
        ("recall", "clear", "ambiguous"),
        ("Recalls", "ambiguous", "everyday"),
        ("recall", "everyday", "everyday"),
        ("recall@5", "clear", "clear"),
        ("ordinary", "clear", "clear"),
    ],
)
def test_a_word_of_english_is_less_clear(surface: str, clarity: Clarity, doubted: Clarity) -> None:
    assert doubt(candidate(surface, clarity), SMALL).clarity == doubted


def test_what_a_name_covers_is_doubted_as_well() -> None:
    whole = candidate("recall@5", "ambiguous", candidate("recall", "clear"))

    assert [one.clarity for one in doubt(whole, SMALL).covers] == ["ambiguous"]
