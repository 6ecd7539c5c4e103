"""Terms called after a name in Latin letters: `Fubini定理`, `Hilbert 空间`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import is_no_concept
from kg.discovery.proposals.passages import mask_cited
from kg.discovery.proposals.reading import Reading, touches
from kg.discovery.proposals.words import WORDS
from kg.masking import mask_emphasis, mask_markup

_SURE = frozenset(WORDS["eponym_heads"])
_HEADS = sorted({*_SURE, *WORDS["possible_eponym_heads"]}, key=len, reverse=True)
_EPONYM = re.compile(
    r"(?P<name>[A-ZÀ-Þ](?<![A-Za-z0-9_À-ÿ.$\\-].)(?<![A-Za-z] .)"  # what a search goes to first
    r"[a-zà-ÿ]{2,}(?:[-\u2013][A-ZÀ-Þ][a-zà-ÿ]{2,})*) ?"
    rf"(?P<head>{'|'.join(_HEADS)})"
)


def is_of_eponym(text: str, start: int, *, possible: bool = False) -> bool:
    """Tell a name that is a part of what is called after it: Fubini of Fubini定理. Adam of Adam算法
    is only a possible one, Gauss-Newton is always one.
    """
    match = _EPONYM.match(text, start)
    return match is not None and (possible or match["head"] in _SURE or not match["name"].isalpha())


def eponyms(reading: Reading) -> Iterator[Candidate]:
    """Propose what is called after a name that the post has in capitals only; with a noun that
    other words stand before as well (Loss函数), if it recurs.
    """
    post = reading.post
    found: Counter[tuple[str, str]] = Counter()
    for _, passage, known in reading.passages:
        prose = mask_cited(mask_emphasis(mask_markup(passage)))
        for match in _EPONYM.finditer(prose):
            name = match["name"]
            if not touches(known, *match.span()) and not is_no_concept(name):
                found[name, match["head"]] += 1
    for (name, head), count in found.items():
        if (head in _SURE or count > 1) and not re.search(
            rf"(?<![A-Za-z]){name.lower()}", post.text
        ):
            reasons = {"called after a name": 0.6}
            yield Candidate(name=name + head, reasons=reasons, posts={post.id})
