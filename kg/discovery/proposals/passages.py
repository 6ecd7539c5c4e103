"""A title or text as proposals look at it: cited titles hidden, and what stands beside a word."""

from __future__ import annotations

import re

from kg.masking import MASK

BETWEEN = f" {MASK}"
"""The characters that may stand between two words without parting them."""

_CITED = re.compile(r"《[^《》\n]*》")
_FAR = 12  # characters within which the next word stands


def mask_matches(pattern: re.Pattern[str], text: str) -> str:
    """Mask what a pattern matches."""
    return pattern.sub(lambda match: MASK * len(match.group()), text)


def mask_cited(text: str) -> str:
    """Mask titles in 《》."""
    return mask_matches(_CITED, text)


def find_beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a span, but for spaces and marks, if there are any.

    Example:
        >>> find_beside("每个 token。", 3, 8)
        ('个', '。')
    """
    before = text[max(0, start - _FAR) : start].rstrip(BETWEEN)
    after = text[end : end + _FAR].lstrip(BETWEEN)
    return before[-1:], after[:1]
