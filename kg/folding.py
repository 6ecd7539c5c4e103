"""Text in, text as names are compared out: no width, case or accent, one script, no separators.

Folding returns the offset that each folded character came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from opencc import OpenCC

from kg.masking import MASK
from kg.text import is_cjk

_TO_SIMPLIFIED = OpenCC("t2s")
_SEPARATORS = frozenset(" \t\u00a0\u3000-‐‑‒–—−_·•・'’\\")  # "\\" escapes one: batch\_size
_NOTHING = "\ue001"
"""The private-use character that stands for what is folded to nothing, until it is left out."""
_FOLDED_OFTEN = " -_\u00a0\u3000，：（）；？！"
"""What hardly a text is without, so that it is not looked for first."""

TAKES_ES = "sxzho"
"""What a word ends in whose plural ends in es: a sibilant or an o."""


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """Return what a character is compared as: no width, case or accent, Chinese simplified.

    Separators are empty.

    Example:
        >>> [fold_character(character) for character in "Ｖö機-"]
        ['v', 'o', '机', '']
    """
    if character in _SEPARATORS:
        return ""
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    if is_cjk(character):
        decomposed = _TO_SIMPLIFIED.convert(decomposed)
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _SEPARATORS)


class Folded(NamedTuple):
    """A folded text: what stands in it at or behind `cuts[i]` is `lost[i + 1]` further in the text.

    `lost` begins with 0, for what stands before all cuts.
    """

    text: str
    cuts: Sequence[int]
    lost: Sequence[int]

    def locate(self, offset: int) -> int:
        """Return the offset in the text that a character of the folded text came from."""
        return offset + self.lost[bisect_right(self.cuts, offset)]


@lru_cache(maxsize=1)
def _to_be_folded() -> re.Pattern[str]:
    """Return a pattern for further characters that `str.casefold` alone does not fold.

    That is to say, for all that is not known to need no more; most of a text does not.
    """
    han = [chr(codepoint) for codepoint in range(0x4E00, 0xA000)]
    simplified = _TO_SIMPLIFIED.convert("\n".join(han)).split("\n")  # at once: it takes its time
    simple = "".join(c for c, other in zip(han, simplified, strict=True) if c == other)
    known = {*map(chr, range(0x80)), *"、。《》「」『』【】“”", MASK} - _SEPARATORS
    known |= {*_FOLDED_OFTEN, _NOTHING}
    return re.compile(f"[^{re.escape(''.join(sorted(known)))}{simple}]")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return what `fold` does, without the offsets.

    Example:
        >>> fold_name("K-Means")
        'kmeans'
    """
    return fold(name).text


def fold_names(names: Sequence[str]) -> list[str]:
    """Return what `fold_name` does of each, all at once, which is several times as fast.

    Example:
        >>> fold_names(["K-Means", "支持向量機"])
        ['kmeans', '支持向量机']
    """
    folded = fold("\n".join(names)).text.split("\n")
    return folded if len(folded) == len(names) else [fold_name(name) for name in names]


def singulars(name: str) -> Iterator[str]:
    """Yield what a folded name may be the plural of.

    Example:
        >>> [*singulars("classes")], [*singulars("gan")]
        (['classe', 'class'], [])
    """
    if name.endswith("s") and len(name) > 3:
        yield name[:-1]
        if name.endswith("es") and len(name) > 4 and name[-3] in TAKES_ES:
            yield name[:-2]


def fold(text: str) -> Folded:
    """Fold each character of a text (see `fold_character`).

    Example:
        >>> folded = fold("K-Means")
        >>> folded.text, [folded.locate(offset) for offset in range(6)]
        ('kmeans', [0, 2, 3, 4, 5, 6])
    """
    longer = ""
    for character in _FOLDED_OFTEN:
        text = text.replace(character, fold_character(character) or _NOTHING)
    for character in {*_to_be_folded().findall(text)}:
        folded = fold_character(character) or _NOTHING
        if len(folded) == 1:
            text = text.replace(character, folded)
        else:
            longer += character
    if longer:
        return _fold_longer(text, longer)
    text = text.casefold()
    if _NOTHING not in text:
        return Folded(text, (), (0,))
    pieces = text.split(_NOTHING)
    cuts = [*accumulate(map(len, pieces))]
    return Folded("".join(pieces), cuts, [*range(len(cuts) + 1)])  # quicker to look up in


def _fold_longer(text: str, longer: str) -> Folded:
    """Fold a text with characters that become several, such as ﬁ and ß."""
    pieces: list[str] = []
    cuts: list[int] = []
    lost = [0]
    position = 0  # in the folded text
    for index, part in enumerate(re.split(f"([{re.escape(longer)}])", text)):
        if index % 2:  # one of them
            folded = fold_character(part)
            pieces.append(folded)
            cuts += range(position + 1, position + len(folded))
            lost += range(lost[-1] - 1, lost[-1] - len(folded), -1)
            position += len(folded)
        else:
            stretches = part.casefold().split(_NOTHING)
            pieces += stretches
            ends = [*accumulate(map(len, stretches), initial=position)]
            cuts += ends[1:-1]
            lost += range(lost[-1] + 1, lost[-1] + len(stretches))
            position = ends[-1]
    return Folded("".join(pieces), cuts, lost)
