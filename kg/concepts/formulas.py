r"""A name and the formula right behind it: `绝对值$|x|$` means the function that `|` stands for."""

from __future__ import annotations

import re

_BESIDE = re.compile(r" ?(?:\$(?!\$)|\\\()(?P<formula>[^$\n]{1,40})")
_AT_START = re.compile(r"(?:\\(?:left|big|Big|displaystyle|mathop|limits)(?![A-Za-z])|[\s{])+")
_UPRIGHT = re.compile(r"\\(?:text|mathrm|operatorname\*?|mathop)\{(?P<name>[A-Za-z]+)\}")


def formula_behind(text: str, end: int) -> str:
    r"""Return how the formula right behind an offset begins, or nothing if there is none.

    What only says how it looks is left out.

    Example:
        >>> formula_behind(r"绝对值$\left|x\right|$", 3), formula_behind(r"迹$\text{tr}(A)$", 1)
        ('|x\\right|', '\\tr(A)')
        >>> formula_behind("方差很大", 2)
        ''
    """
    match = _BESIDE.match(text, end)
    if not match:
        return ""
    formula = match["formula"].replace("\\_", "_")  # as Markdown has it
    begun = _AT_START.match(formula)
    return _UPRIGHT.sub(r"\\\g<name>", formula[begun.end() if begun else 0 :], count=1)


def begins_with(formula: str, symbol: str) -> bool:
    r"""Tell whether a formula begins with a symbol, and with no longer one: \int is not \in.

    Example:
        >>> begins_with(r"\log x", r"\log"), begins_with(r"\int f", r"\in")
        (True, False)
    """
    behind = formula[len(symbol) : len(symbol) + 1]
    return formula.startswith(symbol) and not (symbol[-1].isalpha() and behind.isalpha())
