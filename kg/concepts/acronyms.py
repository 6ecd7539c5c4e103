"""Abbreviations and the words whose initials they are: VAE, variational auto-encoder.

Where a lower-case phrase begins, its initials tell, as in A. S. Schwartz and M. A. Hearst, A Simple
Algorithm for Identifying Abbreviation Definitions in Biomedical Text (2003); here all letters must
be initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_INITIAL = re.compile(r"(?<![^\W_])[A-Za-zÀ-ÿ]|(?<=[a-zà-ÿ])[A-Z]")
_PHRASE = re.compile(r"[A-Za-zÀ-ÿ0-9’'/ -]*")
_LONGEST_PHRASE = 80
_WORD_END = re.compile(r"[A-Za-zÀ-ÿ0-9]*")
_JOINING_WORD = re.compile(r"(?:of|the|and|for|in|to|on|with|by|from|an?|via)\b", re.IGNORECASE)


def is_acronym(short: str, long: str) -> bool:
    """Tell whether the capitals of `short` are the initials of the words of `long`, in order.

    Example:
        >>> is_acronym("VAE", "Variational Auto-Encoder"), is_acronym("GAN", "neural network")
        (True, False)
    """
    letters = [c.casefold() for c in short if c.isalpha() and (c.isupper() or short.islower())]
    initials = [word[0].casefold() for word in re.split(r"[\s-]+", long) if word]
    wanted = iter(initials)
    return len(letters) >= 2 and all(letter in wanted for letter in letters)


def find_phrase_start(text: str, end: int, short: str) -> int | None:
    """Return where the words begin that end at `end` and of which `short` has the initials.

    Example:
        >>> find_phrase_start("we train a variational auto-encoder (VAE)", 35, "VAE")
        11
    """
    letters = _letters(short)
    if not letters:
        return None
    begin = end
    while begin and end - begin < _LONGEST_PHRASE and _PHRASE.fullmatch(text[begin - 1]):
        begin -= 1
    initials = [one.start() for one in _INITIAL.finditer(text, begin, end)]
    start = _last_initial(text, reversed(initials), letters[::-1])
    if start is None or text[start - 1 : start] == "-" or start >= end - len(short):
        return None
    return start


def find_phrase_end(text: str, start: int, short: str) -> int | None:
    """Return where the words end that begin at `start` and of which `short` has the initials.

    Example:
        >>> find_phrase_end("VAE: Variational Auto-Encoders for all", 5, "VAE")
        30
    """
    phrase = _PHRASE.match(text, start, start + _LONGEST_PHRASE)
    end = phrase.end() if phrase else start
    initials = (one.start() for one in _INITIAL.finditer(text, start, end))
    last = _last_initial(text, initials, _letters(short))
    word = None if last is None else _WORD_END.match(text, last)
    return word.end() if word else None


def _last_initial(text: str, initials: Iterable[int], letters: Sequence[str]) -> int | None:
    """Return where the last of some letters stands, each of which is the next of the `initials`,
    those of joining words aside; None if one is not.
    """
    wanted = [*letters][::-1]
    for position in initials:
        if wanted and text[position].casefold() == wanted[-1]:
            wanted.pop()
            if not wanted:
                return position
        elif not _JOINING_WORD.match(text, position):
            return None
    return None


def _letters(short: str) -> list[str]:
    """Return what must be initials for a short name to be an abbreviation; it has two capitals."""
    if " " in short or sum(map(str.isupper, short)) < 2:
        return []
    return [c.casefold() for c in short if c.isalpha()]
