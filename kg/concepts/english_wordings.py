"""English labels in, other ways to write them out: irregular plurals, British and American
spelling, and names of what is called after somebody, with and without 's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

from kg.concepts.words import WORDS

_PLURALS = {"y": "ies", "ix": "ices", "ex": "ices", "is": "es", "on": "a", "um": "a", "us": "i"}
_LAST = frozenset(ending[-1] for ending in _PLURALS)
_IRREGULAR = re.compile(  # identity, matrix, vertex, index and simplex, hypothesis,
    r"(?:(?<=[b-df-hj-np-tv-xz])y|(?<=[a-z]tr)ix|(?<=rt)ex|(?<=nd)ex|(?<=simpl)ex|(?<=[a-z]{3}s)is"
    r"|(?<=criteri)on|(?<=omen)on|(?<=tomat)on|(?<=hedr)on"  # polyhedron,
    r"|(?<=pectr)um|(?<=oment)um|(?<=[mn]im)um|(?<=axim)um|(?<=ptim)um|(?<=xtrem)um"  # spectrum,
    r"|(?<=radi)us|(?<=nucle)us|(?<=\btor)us|(?<=\bloc)us|(?<=\bfoc)us)$"  # torus
)
_BRITISH: dict[str, str] = WORDS["british"]
_AMERICAN = {british: american for american, british in _BRITISH.items()}
_IZE = r"iz(?<=[a-z]{2}[a-rt-z]iz)(?=ation|(?:e[drs]?|ers|ing|able)\b)"  # but no size
_ISE = "is(?=ation)"
_NAME = r"(?P<name>(?:\w['’])?[A-Z]\w[\w–-]*)"
_POSSESSIVE = re.compile(rf"{_NAME}['’]s (?P<rest>\w.+)")
_NAMED_AFTER = re.compile(rf"{_NAME} (?P<rest>[a-z].+)")


def english_wordings(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield other ways to write labels, each with the label.

    Example:
        >>> [*english_wordings(["color matrix"])]
        [('color matrices', 'color matrix'), ('colour matrix', 'color matrix')]
    """
    for label in labels:
        if label[-1:] in _LAST and (irregular := _IRREGULAR.search(label)):
            yield label[: irregular.start()] + _PLURALS[irregular.group()], label
    for words, pattern in _SPELLINGS:
        for label in _holding(pattern, labels):
            yield pattern.sub(partial(_respelt, words), label), label
    yield from _possessives(labels)


def _spelling(words: Mapping[str, str], ending: str) -> re.Pattern[str]:
    """Compile what finds an ending, and words that are spelt otherwise, in small letters or with
    the first in capitals; but none that only begins what it would become, as dialog does.
    """
    literal = [
        form + (f"(?!{other.removeprefix(word)})" if other.startswith(word) else "")
        for word, other in words.items()
        for form in (word, word.capitalize())
    ]
    return re.compile("|".join([ending, *literal]))


_SPELLINGS = (
    ({"iz": "is", **_BRITISH}, _spelling(_BRITISH, _IZE)),
    ({"is": "iz", **_AMERICAN}, _spelling(_AMERICAN, _ISE)),
)


def _holding(pattern: re.Pattern[str], labels: Sequence[str]) -> Iterator[str]:
    """Yield the labels in which a pattern finds something, by one search through them all."""
    starts = [0, *accumulate(len(label) + 1 for label in labels)]
    found = (match.start() for match in pattern.finditer("\n".join(labels)))
    for index in sorted({bisect_right(starts, offset) - 1 for offset in found}):
        yield labels[index]


def _respelt(words: Mapping[str, str], match: re.Match[str]) -> str:
    word = match.group()
    return word[0] + words[word.lower()][1:]


def _possessives(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what bears a name without its 's, and with it where others of that name have one:
    Gauss law, Fisher's information matrix.
    """
    bearing = [owned for label in labels if (owned := _POSSESSIVE.fullmatch(label))]
    names = {owned["name"] for owned in bearing}
    for owned in bearing:
        yield f"{owned['name']} {owned['rest']}", owned.string
    for label in labels:
        if (named := _NAMED_AFTER.fullmatch(label)) and named["name"] in names:
            yield f"{named['name']}'s {named['rest']}", label
