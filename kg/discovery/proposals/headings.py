"""What a heading is about, if the text below takes it up: `## 幂次变换`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import is_chinese_term, is_no_concept
from kg.discovery.proposals.reading import Reading, covers
from kg.discovery.proposals.words import WORDS
from kg.masking import mask_markup
from kg.text import HEADING_MARK, SECTION_NUMBER, is_cjk

_HEADING = re.compile(
    rf"^[ ]*(?P<mark>{HEADING_MARK})?{SECTION_NUMBER}?"
    r"(?P<term>[\u4e00-\u9fffA-Za-z0-9-]{4,9})"
    r"(?(mark)(?:\*\*)?[ ]*#*(?:[ ]\[\\?#\]\([^()\n]*\)?)?)[ ]*$",
    re.MULTILINE,
)
_PART_OF_A_POST = re.compile(f"(?:{'|'.join(WORDS['parts_of_posts'])})+")
_TAKEN_UP = 3  # times that it is said, the heading counted


def headed_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose a short line that stands alone and that the text says at least twice elsewhere."""
    masked = mask_markup(reading.post.text)
    for match in _HEADING.finditer(masked):
        term = match["term"]
        if (
            is_cjk(term[-1])
            and masked.count(term) >= _TAKEN_UP
            and not covers(reading.in_text, *match.span("term"))
            and _may_be_a_term(term)
        ):
            yield Candidate(name=term, reasons={"heads a section": 0.6}, posts={reading.post.id})


def _may_be_a_term(name: str) -> bool:
    """Tell a term from a phrase, which has a word between others, and from the part of a post."""
    return is_chinese_term(name) and not _PART_OF_A_POST.fullmatch(name) and not is_no_concept(name)
