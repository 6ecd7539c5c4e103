"""What scripts a text is in, its lines and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

HEADING_MARK = r"(?:#{1,6}[ ]+|\*\*)"
SECTION_NUMBER = r"(?:\d+(?:\.\d+)*[.、]?[ ]+)"
"""Patterns of what marks a heading, and of the number that it may begin with: `## 2.1 `."""

_NO_ASCII = bytes(range(0x80, 0x100))
_KINDS = bytes(
    ord("a") if chr(byte).isalpha() and byte < 0x80
    else ord(".") if 0xE3 <= byte < 0xEA  # in UTF-8, the first of U+3000 to U+9FFF
    else ord(" ")
    for byte in range(0x100)
)  # fmt: skip
"""For each byte whether it is a letter, begins a Chinese character or is neither."""
_NEITHER = re.compile("[\x80-\u2e7f\ua000-\uf8ff\ufb00-\ufeff\ufff0-\U0001ffff]")
_BLOCK_ENDS = (
    *("<br>", "<br/>", "<br />", "</p>", "</li>", "</div>", "</td>", "</th>", "</dt>", "</dd>"),
    *("</summary>", "</figcaption>"),
)
_SENTENCE_END = re.compile(
    r"[。！？!?；;….\n>]"  # what a search goes to at once
    r"(?:(?<=\n)|(?<=\.)(?=\s+[A-Z\u4e00-\u9fff]|\s*$)"
    r"|(?<![.\n>])[。！？!?；;…]*+[”’」』）)》\"']*+"
    rf"|{'|'.join(f'(?<={tag})' for tag in _BLOCK_ENDS)})"
)


def find_lines(text: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    r"""Yield the half-open spans of the lines that hold a match, without what ends them.

    So what takes long to look for is looked for in few lines: those that hold what all of it holds.

    Example:
        >>> [*find_lines("alias\nan a, also b\n", re.compile("also"))]
        [(6, 18)]
    """
    end = -1
    while match := wanted.search(text, end + 1):
        begin = max(end, text.rfind("\n", 0, match.start())) + 1
        end = text.find("\n", match.end())
        if end < 0:
            end = len(text)
        yield begin, end


def is_cjk(character: str) -> bool:
    """Tell whether a character is of the Chinese script or its punctuation."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or character >= "\U00020000"
    )


@lru_cache(maxsize=8)  # several finders ask it of the same post
def is_chinese(*texts: str) -> bool:
    """Tell a Chinese text, which may hold many English words, from an English one.

    Several texts, such as a title and what it stands above, count as one.

    Example:
        >>> is_chinese("用Attention和Dropout"), is_chinese("About 注意力, that is attention")
        (True, False)
    """
    text = "".join(texts)
    encoded = text.encode("utf-8", "surrogatepass")
    kinds = encoded.translate(_KINDS)
    words = kinds.count(b" a") + kinds.startswith(b"a")  # where one begins
    needed = max(words, 1)  # of what has neither, as in Greek, nothing is Chinese
    if kinds.count(b".") >= needed:
        return True  # as is most often seen by these alone
    # Chinese characters are what is neither of ASCII nor of another script.
    foreign = len(text) - len(encoded.translate(None, _NO_ASCII))
    return foreign >= needed and foreign - len(_NEITHER.findall(text)) >= needed


def language_of(name: str) -> str:
    """Return "zh" for a name with Chinese characters, else "en".

    Example:
        >>> language_of("K均值"), language_of("K-Means")
        ('zh', 'en')
    """
    return "zh" if any(map(is_cjk, name)) else "en"


def is_latin(character: str) -> bool:
    """Tell whether a character is a letter or digit of a script that puts spaces between words."""
    return character.isalnum() and not is_cjk(character)


def sentence_ends(text: str) -> tuple[int, ...]:
    """Return the offset behind each sentence, a line being at least one.

    Example:
        >>> sentence_ends("一。二！三")
        (2, 4, 5)
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return tuple(ends)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the half-open span of the sentences, as `sentence_ends` has them, that hold a span.

    Only the lines that it stands in are looked at.

    Example:
        >>> sentence_around("一。二！三", 2, 3)
        (2, 4)
    """
    line = text.rfind("\n", 0, start) + 1
    ends = _ends_in_line(text, line)
    first = bisect_right(ends, start)
    begin = ends[first - 1] if first else line
    last = max(start, end - 1)
    if last >= ends[-1]:  # in a later line
        ends = _ends_in_line(text, text.rfind("\n", 0, last) + 1)
    return begin, ends[min(bisect_right(ends, last), len(ends) - 1)]


@lru_cache(maxsize=64)  # many names stand in one line
def _ends_in_line(text: str, line: int) -> list[int]:
    """Return the offset behind each sentence of the line that begins at an offset."""
    ends = []
    for match in _SENTENCE_END.finditer(text, line):
        end = match.end()
        ends.append(end)
        if text[end - 1] == "\n":
            return ends
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return ends
