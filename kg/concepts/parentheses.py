"""What a parenthesis says of the name before it and of that in it: 精度(accuracy), 光谱角映射(SAM).

An abbreviation is of the words before it, whatever else it stands for elsewhere.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.text import is_cjk

_OPENING = re.compile(r"[ *_]{0,4}[(（][ *_]{0,4}")  # what is in bold or slanted is marked so
_CLOSING = re.compile(r"[ *_]{0,4}[)）]")
_WORDS = re.compile(r"(?P<words>[\u4e00-\u9fff]{2,12})[ *_]{0,4}[(（][ *_]{0,4}$")
_FARTHEST = 24  # characters before a name in parentheses that its words and the marks take


def opens_between(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but an opening parenthesis stands from one offset to the other.

    Example:
        >>> opens_between("**精度** (accuracy)", 4, 8), opens_between("精度是(accuracy)", 2, 4)
        (True, False)
    """
    return bool(_OPENING.fullmatch(text, start, end))


def words_abbreviated(text: str, start: int, end: int) -> str:
    """Return the Chinese words that a name abbreviates which is all of the parenthesis behind them,
    with what else stands before these; nothing if it is no such abbreviation.

    Example:
        >>> words_abbreviated("用光谱角映射(**SAM**)", 9, 12)
        '用光谱角映射'
        >>> words_abbreviated("模型(SAM等)", 3, 6)
        ''
    """
    if sum(map(str.isupper, text[start:end])) < 2 or not _CLOSING.match(text, end):
        return ""
    match = _WORDS.search(text, max(0, start - _FARTHEST), start)
    return match["words"] if match else ""


def are_alike(words: str, label: str) -> bool:
    """Tell whether Chinese words have two characters side by side that a label has so, too.

    Example:
        >>> are_alike("单分子实时", "单分子实时测序"), are_alike("光谱角映射", "分割一切模型")
        (True, False)
    """
    return any(a + b in words for a, b in pairwise(label) if is_cjk(a) and is_cjk(b))
