r"""What stands beside a name and tells which of several things it means.

A formula (`绝对值$|x|$` is the function that `|` stands for), a parenthesis, another name in a row
with it, a heading, and English words in a Chinese text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from kg.model import Clarity
from kg.text import HEADING_MARK, SECTION_NUMBER, is_cjk

_FORMULA = re.compile(r" ?(?:\$(?!\$)|\\\()(?P<formula>[^$\n]{1,40})")
_FORM = re.compile(r"(?:\\(?:left|big|Big|displaystyle|mathop|limits)(?![A-Za-z])|[\s{])+")
_UPRIGHT = re.compile(r"\\(?:text|mathrm|operatorname\*?|mathop)\{(?P<name>[A-Za-z]+)\}")

_MARKS = "[ *_]{0,4}"  # of what is in bold or slanted
_OPENING = re.compile(rf"{_MARKS}[(（]{_MARKS}")
_CLOSING = re.compile(rf"{_MARKS}[)）]")
_ABBREVIATED = re.compile(rf"(?P<words>[\u4e00-\u9fff]{{2,12}}){_OPENING.pattern}$")
_FARTHEST = 24  # characters before a name in parentheses that its words and the marks take
_JOINING = re.compile(rf"{_MARKS}(?:[、/,，和或与及]|或者|以及|and|or|vs\.?){_MARKS}")

_OF_A_HEADING = re.compile(rf"[ ]*{HEADING_MARK}{SECTION_NUMBER}?")
_FAR = 16  # characters before a heading within which a sentence ends
_ENDS_A_SENTENCE = frozenset(("", *"。！？!?.…”」』）)"))
_GAPS = frozenset(" -")  # between the words of an English name


class Clues(NamedTuple):
    """What the text beside an unclear name says of it."""

    in_english: bool = False
    """Whether an English word stands right before or behind it."""
    heads_a_section: bool = False
    """Whether it is all of a heading, as an everyday word in small letters."""
    formula: str = ""
    """How the formula right behind it begins."""
    short_for: str = ""
    """The words that it stands behind in a parenthesis of its own: 光谱角映射(SAM)."""
    gloss: str = ""
    """The concept whose clear name a parenthesis sets beside it: 精度(accuracy)."""
    fellow: str = ""
    """The concept whose clear name stands in a row with it: MSE或MAE."""


NO_CLUES = Clues()


def find_clues(text: str, start: int, end: int, clarity: Clarity) -> Clues:
    """Return the clues to a name, but for what its neighbours among the names tell; of a clear one
    only what it is short for.

    Example:
        >>> find_clues("用光谱角映射(SAM)", 7, 10, "ambiguous").short_for
        '用光谱角映射'
    """
    surface = text[start:end]
    if clarity == "clear":
        is_short = surface.isupper() and surface.isascii() and surface.isalpha()
        words = words_abbreviated(text, start, end) if is_short else ""
        return Clues(short_for=words) if words else NO_CLUES
    if not surface.isascii():
        return Clues(formula=formula_behind(text, end))
    everyday = clarity == "everyday" and surface.islower()
    return Clues(
        in_english=is_in_english(text, start, end),
        heads_a_section=everyday and heads_a_section(text, start, end),
        formula=formula_behind(text, end),
        short_for=words_abbreviated(text, start, end),
    )


def formula_behind(text: str, end: int) -> str:
    r"""Return how the formula right behind an offset begins, or nothing if there is none.

    What only says how it looks is left out.

    Example:
        >>> formula_behind(r"绝对值$\left|x\right|$", 3), formula_behind(r"迹$\text{tr}(A)$", 1)
        ('|x\\right|', '\\tr(A)')
        >>> formula_behind("方差很大", 2)
        ''
    """
    match = _FORMULA.match(text, end)
    if not match:
        return ""
    formula = match["formula"].replace("\\_", "_")  # as Markdown has it
    form = _FORM.match(formula)
    return _UPRIGHT.sub(r"\\\g<name>", formula[form.end() if form else 0 :], count=1)


def begins_with(formula: str, symbol: str) -> bool:
    r"""Tell whether a formula begins with a symbol, and with no longer one: \int is not \in.

    Example:
        >>> begins_with(r"\log x", r"\log"), begins_with(r"\int f", r"\in")
        (True, False)
    """
    behind = formula[len(symbol) : len(symbol) + 1]
    return formula.startswith(symbol) and not (symbol[-1].isalpha() and behind.isalpha())


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
    match = _ABBREVIATED.search(text, max(0, start - _FARTHEST), start)
    return match["words"] if match else ""


def are_worded_alike(words: str, label: str) -> bool:
    """Tell whether Chinese words have two characters side by side that a label has so, too.

    Example:
        >>> are_worded_alike("单分子实时", "单分子实时测序")
        True
        >>> are_worded_alike("光谱角映射", "分割一切模型")
        False
    """
    return any(a + b in words for a, b in pairwise(label) if is_cjk(a) and is_cjk(b))


def opens_between(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but an opening parenthesis stands from one offset to the other.

    Example:
        >>> opens_between("**精度** (accuracy)", 4, 8), opens_between("精度是(accuracy)", 2, 4)
        (True, False)
    """
    return bool(_OPENING.fullmatch(text, start, end))


def are_in_a_row(text: str, start: int, end: int) -> bool:
    """Tell whether from one offset to the other stands but what joins the names around: these are
    of one kind.

    Example:
        >>> are_in_a_row("**MSE** or MAE", 5, 11), are_in_a_row("MSE不是MAE", 3, 5)
        (True, False)
    """
    return bool(_JOINING.fullmatch(text, start, end))


def is_in_english(text: str, start: int, end: int) -> bool:
    """Tell whether an English word stands right before or behind a Latin name, as in a title that a
    Chinese text cites: Flow in 《Flow Straight and Fast》.
    """
    return (text[start - 1 : start] in _GAPS and _is_letter(text[start - 2 : start - 1])) or (
        text[end : end + 1] in _GAPS and _is_letter(text[end + 1 : end + 2])
    )


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def heads_a_section(text: str, start: int, end: int) -> bool:
    """Tell a name that is all of a heading: of a line that is marked as one (`## 1. max`), or that
    stands alone between sentences.
    """
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    marked = _OF_A_HEADING.fullmatch(before)
    if not marked and (
        before or text[max(0, line - _FAR) : line].rstrip()[-1:] not in _ENDS_A_SENTENCE
    ):
        return False
    stop = text.find("\n", end)
    return not text[end : stop if stop >= 0 else None].strip("*# ")
