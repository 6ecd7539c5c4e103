"""A text in the words of Taiwan in, the same in those of the mainland out.

That the characters are traditional does not matter to how names are found, but 演算法 is 算法.
"""

from __future__ import annotations

import re
from itertools import accumulate

from kg.concepts.words import WORDS
from kg.masking import Prose

_MAINLAND: dict[str, str] = WORDS["taiwan"]
_WORDS = re.compile("|".join(sorted(_MAINLAND, key=len, reverse=True)))


def in_mainland_words(text: str) -> Prose | None:
    """Return a text with what Taiwan says otherwise as the mainland does, and where it stood; None
    if there is nothing.

    Example:
        >>> prose = in_mainland_words("此演算法好")
        >>> prose.text, prose.locate(prose.text.index("好"))
        ('此算法好', 4)
    """
    found = [*_WORDS.finditer(text)]
    if not found:
        return None
    lost = [0, *accumulate(len(word[0]) - len(_MAINLAND[word[0]]) for word in found)]
    # The last character of a word is the last of the other, whatever is between.
    ends = [word.end() - before - 1 for word, before in zip(found, lost[1:], strict=True)]
    return Prose(_WORDS.sub(lambda word: _MAINLAND[word[0]], text), ends, lost)
