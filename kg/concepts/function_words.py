"""Chinese characters that are words without a meaning of their own, and the words that hold them.

A term ends before such a character, but not within a word: 最 begins a phrase in 最难的, and a term
in 最优传输; 则 is a word in 则有, and a part of one in 正则项.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.concepts.words import WORDS

_FARTHEST = 1  # character of such a word before its function character
_PATTERNS = WORDS["words_with_function_characters"]
_FIRST = "".join(one[1 : one.index("]")] if one[0] == "[" else one[0] for one in _PATTERNS)
_WORD = re.compile(rf"(?=[{_FIRST}])(?:{'|'.join(_PATTERNS)})")


def make_run_pattern(function_characters: str) -> str:
    r"""Return the pattern of Chinese characters none of which is a function word.

    Example:
        >>> import re
        >>> run = re.compile(make_run_pattern("的在最则"))
        >>> run.findall("在最优的传输则正则项")
        ['最优', '传输', '正则项']
    """
    one = rf"[^\W\x00-\u4dff\u9fff-\U0010ffff{function_characters}]"
    none_near = rf"(?!.{{0,{_FARTHEST}}}[{function_characters}])"
    return rf"(?:{one}+{none_near}|{_WORD.pattern}|{one})+"


def find_start(text: str, end: int, function_characters: Collection[str], longest: int) -> int:
    """Return where the Chinese characters that end at `end`, and of which none is a function word,
    begin: at most `longest` of them, and the rest of a word.

    Example:
        >>> find_start("使用最优传输", 6, "用最", 8), find_start("最难的传输", 5, "最的", 8)
        (2, 3)
    """
    start = end
    while start and end - start < longest and "\u4e00" <= text[start - 1] <= "\u9fff":
        if text[start - 1] not in function_characters:
            start -= 1
        elif (begin := _find_word(text, start - 1)) is not None:
            start = begin
        else:
            break
    return start


def _find_word(text: str, position: int) -> int | None:
    """Return where the word begins whose part the function character at `position` is, if any."""
    for start in range(position, max(-1, position - _FARTHEST - 1), -1):
        word = _WORD.match(text, start)
        if word and word.end() > position:
            return start
    return None
