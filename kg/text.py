"""Text as the finders see it: markup masked, typography folded, sentences delimited.

Masking keeps every offset; folding returns the offset of each folded character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from opencc import OpenCC

MASK = "\ue000"
"""The private-use character that stands for text in which no name is looked for."""

_MARKUP = re.compile(
    r"""
    (?=[`~\\$<hf{(])  # what any of these begins with: most characters need not be tried with all
    (?:
      (?:^|(?<=[^\s`])(?=```+[ \t]*$))                     # fenced code; converters of HTML
      (?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)            # leave the fence at a line's end
    | (?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)       # inline code
    # What is never closed is given up where the same begins again, or at a distance.
    | \\+begin\{(?P<env>[a-zA-Z]+\*?)\}(?:(?!\\+begin\{(?P=env)\}).){0,20000}?
      (?:\\+begin\{(?P=env)\}(?:(?!\\+begin\{(?P=env)\}).){0,20000}?)?\\+end\{(?P=env)\}
    | ^\$\$(?:(?!\n\$\$[^\s$]).){0,5000}?\$\$              # a block may hold blank lines,
    | \$\$(?:[^\n$]|\n(?![ \t]*\n)|\$(?!\$))*+\$\$         # a formula within a line not
    | \\\[(?:(?!\\\[).){0,5000}?\\\] | \\\((?:(?!\\\().){0,5000}?\\\)
    | (?<![\\$])\$(?![\s$])(?:(?!\n\s*\n)[^$]){1,2000}?(?<![\s\\])\$(?![\d$])
    | <(?:script|style|pre|code)\b(?:(?!<(?:script|style|pre|code)\b).)*?
      </(?:script|style|pre|code)\s*>
    | (?P<link>
        </?[a-zA-Z][^<>\n]*>                               # an HTML tag
      | (?<![a-z\d])(?:https?|ftp)://[^\s<>"'，。；、）》\]]+  # a URL
      | \{%(?:(?!\{%|%\}).)*+%\} | \{\{(?:(?!\{\{|\}\}).)*+\}\}  # Liquid
      | (?<=\])\([^()\s]*\)                                # a Markdown link's target
      )
    )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0010ffff]+")
_TO_SIMPLIFIED = OpenCC("t2s")
_SEPARATORS = frozenset(" \t\u00a0\u3000-‐‑‒–—−_·•・'’")
_SENTENCE_END = re.compile(
    r"(?=[。！？!?；;….\n])(?:[。！？!?；;…]+[”’」』）)》\"']*|\.(?=\s+[A-Z\u4e00-\u9fff]|\s*$)|\n)"
)


@lru_cache(maxsize=8)  # several finders look at the same text in turn
def mask_markup(text: str) -> str:
    r"""Replace TeX, code, URLs and HTML tags by as many mask characters.

    Example:
        >>> mask_markup(r"设$\max(x)$为最大值").replace(MASK, "_")
        '设_________为最大值'
    """
    return _MARKUP.sub(lambda match: MASK * len(match.group()), text)


def mask_verbatim(text: str) -> str:
    r"""Replace TeX and code by as many mask characters; links and tags stay.

    Example:
        >>> mask_verbatim("[`x`](/a) $y$").replace(MASK, "_")
        '[___](/a) ___'
    """
    return _MARKUP.sub(
        lambda match: match.group() if match["link"] else MASK * len(match.group()), text
    )


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


class _Folding(dict[int, str]):
    """The table that `str.translate` folds by; what folds to nothing becomes `_NOTHING`."""

    def __missing__(self, codepoint: int) -> str:
        folded = fold_character(chr(codepoint)) or _NOTHING
        self[codepoint] = folded
        return folded


_NOTHING = "\ue001"
_NOTHINGS = re.compile(f"{_NOTHING}+")
_FOLDING = _Folding()


def fold_name(name: str) -> str:
    """Return what `fold_text` does, without the offsets.

    Example:
        >>> fold_name("K-Means")
        'kmeans'
    """
    return name.translate(_FOLDING).replace(_NOTHING, "")


def fold_text(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, the offset it came from.

    Example:
        >>> fold_text("K-Means")
        ('kmeans', [0, 2, 3, 4, 5, 6])
    """
    folded = text.translate(_FOLDING)
    if len(folded) > len(text):  # a character such as ß became two
        pieces = [fold_character(character) for character in text]
        return "".join(pieces), [offset for offset, piece in enumerate(pieces) for _ in piece]
    if _NOTHING not in folded:
        return folded, range(len(text))
    offsets: list[int] = []
    start = 0
    for match in _NOTHINGS.finditer(folded):
        offsets += range(start, match.start())
        start = match.end()
    offsets += range(start, len(folded))
    return folded.replace(_NOTHING, ""), offsets


def is_cjk(character: str) -> bool:
    """Tell whether a character is of the Chinese script or its punctuation."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or character >= "\U00020000"
    )


def is_chinese(text: str) -> bool:
    """Tell a Chinese text, which may hold many English words, from an English one.

    Example:
        >>> is_chinese("用Attention和Dropout"), is_chinese("About 注意力, that is attention")
        (True, False)
    """
    return sum(map(len, _CJK.findall(text))) >= len(_LATIN_WORD.findall(text))


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


@lru_cache(maxsize=8)
def sentence_ends(text: str) -> tuple[int, ...]:
    """Return the offset behind each sentence, a line being at least one.

    Example:
        >>> sentence_ends("一。二！三")
        (2, 4, 5)
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return tuple(ends if ends and ends[-1] == len(text) else [*ends, len(text)])


def sentence_around(ends: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return the half-open span of the sentences, as `sentence_ends` has them, that hold a span.

    Example:
        >>> sentence_around((2, 4, 5), 2, 3)
        (2, 4)
    """
    first = bisect_right(ends, start)
    last = bisect_right(ends, max(start, end - 1))
    return (ends[first - 1] if first else 0, ends[min(last, len(ends) - 1)])
