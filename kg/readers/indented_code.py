"""Markdown in, the same with all its code in fences at the margin out: no other module need know
what else is code.

That is code in fences within a list or a quotation, and indented code: lines below a blank line,
four columns in from where the text around them begins, which is the margin or, in a list item, a
footnote and the like, where the item's own text begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.masking import MASK, mask_verbatim

_MARKS = r"(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*+"  # of lists and quotations
_MAY_BE_FENCED = re.compile(rf"^{_MARKS}(?<=[ \t>])(?:```|~~~)", re.MULTILINE)
_FENCE = re.compile(rf"(?P<marks>{_MARKS})(?P<fence>`{{3,}}(?=[^`]*$)|~{{3,}})(?P<words>.*)")
_MAY_BE_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?: {4}| {0,3}\t)")
# What goes on below as long as lines are indented: a list item, by as much as its text is behind
# its mark; a footnote, a definition, admonitions and tabs of MkDocs, by four columns.
_GOES_ON_INDENTED = re.compile(
    r" *(?:(?P<item>(?:[-+*]|\d{1,9}[.)])(?: {1,4}(?=\S)| |$))"
    r"|(?:\[\^[^\]\n]+\]:|:|!!!|\?\?\?\+?|===)(?: |$))"
)
_RUN = re.compile(r"`+")


def fence_indented_code(text: str, lines: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    r"""Return the text with fences around its code, and for each line of it where that came from.

    `lines` tells where those of `text` came from; a fence is from the line of code next to it.

    Example:
        >>> fence_indented_code("甲:\n\n    b = 1\n\n- 丙\n\n    丁", (1, 2, 3, 4, 5, 6, 7))
        ('甲:\n\n```\n    b = 1\n```\n\n- 丙\n\n    丁', (1, 2, 3, 3, 3, 4, 5, 6, 7))
        >>> fence_indented_code("- 甲\n  ```\n  b = 1\n  ```", (1, 2, 3, 4))
        ('- 甲\n````\n  ```\n  b = 1\n  ```\n````', (1, 2, 2, 3, 4, 4))
    """
    if _MAY_BE_FENCED.search(text):
        text, lines = _put_in_fences(text, lines, [*_find_fenced(text)])
    if _MAY_BE_INDENTED.search(text):
        text, lines = _put_in_fences(text, lines, [*_find_indented(text)])
    return text, tuple(lines)


def _put_in_fences(
    text: str, lines: Sequence[int], code: Sequence[range]
) -> tuple[str, Sequence[int]]:
    first, last = {one.start: one for one in code}, {one.stop - 1 for one in code}
    fence = ""
    written: list[str] = []
    origins: list[int] = []
    within = text.split("\n")
    for number, line in enumerate(within):
        if number in first:
            fence = _fence_around(within[slice(first[number].start, first[number].stop)])
        fenced = [fence] * (number in first) + [line] + [fence] * (number in last)
        written += fenced
        origins += [lines[number]] * len(fenced)
    return "\n".join(written), origins


def _fence_around(code: Sequence[str]) -> str:
    """Return a fence that no line of the code ends."""
    runs = (match for line in code if (match := _RUN.match(line.lstrip(" \t>"))))
    return "`" * max(3, 1 + max((len(run[0]) for run in runs), default=0))


def _find_fenced(text: str) -> Iterator[range]:
    """Yield the numbers of the lines of each stretch of code whose fences are not at the margin."""
    opened: re.Match[str] | None = None
    begin = 0
    left: int | None = None  # where, if it is never closed, what it is in has ended
    number = -1
    for number, line in enumerate(text.split("\n")):
        match = _FENCE.match(line)
        if not opened:
            opened, begin, left = match, number, None
            continue
        if ">" in opened["marks"] and not line.lstrip(" \t").startswith(">"):
            yield range(begin, number)
            opened, begin, left = match, number, None
        elif match and _closes(match, opened):
            if opened["marks"] or match["marks"]:
                yield range(begin, number + 1)
            opened = None
        elif left is None and line.strip() and _width(line) < len(opened["marks"].expandtabs(4)):
            left = number
    if opened and opened["marks"]:
        yield range(begin, left or number + 1)


def _closes(match: re.Match[str], opened: re.Match[str]) -> bool:
    if not match["fence"].startswith(opened["fence"]):
        return False
    if not opened["marks"]:  # what is in it may be Markdown that shows a list
        return not match["marks"] or (_is_shallow(match["marks"]) and not match["words"].strip())
    return not match["words"].strip() and not match["marks"].strip(" \t>")


def _is_shallow(marks: str) -> bool:
    return not marks.strip(" ") and len(marks) < 4


def _width(line: str) -> int:
    """Return by how many columns a line is indented."""
    columns = line.expandtabs(4)
    return len(columns) - len(columns.lstrip(" "))


def _find_indented(text: str) -> Iterator[range]:
    """Yield the numbers of the lines of each stretch of code that has no fences."""
    masked = mask_verbatim(text)
    code: range | None = None
    inside: list[tuple[int, int]] = []  # what goes on indented: columns of its mark, of its text
    after_blank = True
    position = 0
    for number, line in enumerate(text.split("\n")):
        start, position = position, position + len(line) + 1
        if not line.strip():
            after_blank = True
            continue
        verbatim = masked[max(0, start - 1)] == MASK  # of other code, or a formula
        columns, width = line.expandtabs(4), _width(line)
        is_fence = line.startswith(("```", "~~~"))  # which may stand for one within a list
        while after_blank and inside and width <= inside[-1][0] and not is_fence:
            inside.pop()
        margin = inside[-1][1] if inside else 0
        if width >= margin + 4 and (code or after_blank) and not verbatim:
            code = range(code.start if code else number, number + 1)
        else:
            if code:
                yield code
                code = None
            if not verbatim and (mark := _GOES_ON_INDENTED.match(columns)):
                while inside and width <= inside[-1][0]:
                    inside.pop()
                inside.append((width, mark.end() if mark["item"] else width + 4))
        after_blank = False
    if code:
        yield code
