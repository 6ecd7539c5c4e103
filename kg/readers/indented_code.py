"""Markdown in, the same with its indented code in fences out, which all that read it know as code.

Code is what is indented by four columns below a blank line, but in a list, a note or what else goes
on so: there it is a paragraph more often than not, which is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.masking import MASK, mask_verbatim

_MAY_BE_CODE = re.compile(r"(?:\A|\n[ \t]*\n)(?: {4}| {0,3}\t)")
# A list, a footnote, a definition; admonitions and tabs of MkDocs.
_GOES_ON_INDENTED = re.compile(
    r"[ \t]*(?:[-+*]|\d{1,9}[.)]|\[\^[^\]\n]+\]:|:|!!!|\?\?\?\+?|===)(?:[ \t]|$)"
)
_FENCE = "```"  # no run of backticks in the code ends it: that is indented


def fence_indented_code(text: str, lines: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    r"""Return the text with the further lines that fences are, and `lines`, which says where each
    line came from, with that of the code for these.

    Example:
        >>> fence_indented_code("甲:\n\n    b = 1\n\n- 丙\n\n    丁", (1, 2, 3, 4, 5, 6, 7))
        ('甲:\n\n```\n    b = 1\n```\n\n- 丙\n\n    丁', (1, 2, 3, 3, 3, 4, 5, 6, 7))
    """
    code = [*_find_code(text)] if _MAY_BE_CODE.search(text) else []
    if not code:
        return text, tuple(lines)
    first, last = {one.start for one in code}, {one.stop - 1 for one in code}
    written: list[str] = []
    origins: list[int] = []
    for number, line in enumerate(text.split("\n")):
        fenced = [_FENCE] * (number in first) + [line] + [_FENCE] * (number in last)
        written += fenced
        origins += [lines[number]] * len(fenced)
    return "\n".join(written), tuple(origins)


def _find_code(text: str) -> Iterator[range]:
    """Yield the numbers of the lines of each stretch of code."""
    masked = mask_verbatim(text)
    code: range | None = None
    goes_on = False  # what is indented belongs to something above
    after_blank = True
    position = 0
    for number, line in enumerate(text.split("\n")):
        start, position = position, position + len(line) + 1
        if not line.strip():
            after_blank = True
            continue
        columns = line.expandtabs(4)
        verbatim = masked[max(0, start - 1)] == MASK  # of other code, or a formula
        if columns.startswith("    ") and (code or after_blank) and not (goes_on or verbatim):
            code = range(code.start if code else number, number + 1)
        else:
            if code:
                yield code
                code = None
            if not verbatim and _GOES_ON_INDENTED.match(line):
                goes_on = True
            elif after_blank and not columns.startswith("  "):
                goes_on = False
        after_blank = False
    if code:
        yield code
