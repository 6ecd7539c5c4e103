"""A list page (a plain-text dump of a blog's tag or search page) in, its entries out.

An entry is a title line, a byline and the lines of an excerpt:

    变分自编码器(一):原来是这么一回事
    By 苏剑林 | 2018-03-18 | 975041位读者 | 引用过去虽然没有细看,但印象里 ...
    分布变换

The excerpt begins right behind the byline's last field. Where it is empty, the title of the *next*
entry stands there instead. The page closes with its furniture, the line `最近评论`; a page without
it was cut on the way, and what its last excerpt lacks cannot be told.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

from kg.errors import InputError, NoPostsError
from kg.readers.entries import Entry

_BYLINE = re.compile(
    r"By\s+(?P<author>[^|｜\n]+?)\s*[|｜]\s*(?P<date>\d{4}-\d{2}-\d{2})\s*[|｜]\s*"
    r"(?P<readers>\d[\d,]*)\s*位读者\s*[|｜]\s*引用(?P<rest>.*)"
)
_FURNITURE = "最近评论"
_EXPECTED = "expected a list page: title, line `By AUTHOR | DATE | N位读者 | 引用...`, excerpt"


def is_list_page(text: str) -> bool:
    r"""Tell a list page by its bylines.

    Example:
        >>> is_list_page("甲\nBy 某 | 2020-01-02 | 7位读者 | 引用乙"), is_list_page("一个苹果")
        (True, False)
    """
    return any(_BYLINE.match(line) for line in text.split("\n"))


def parse_list_page(text: str, *, path: Path, source: str) -> list[Entry]:
    r"""Return the entries of a page in its order; `path` is named in errors, `source` in entries.

    Raises:
        InputError: the text is no list page, is cut, or a byline or title is faulty.

    Example:
        >>> page = "甲\nBy 某 | 2020-01-02 | 7位读者 | 引用乙\n"
        >>> page += "By 某 | 2020-01-03 | 8位读者 | 引用文\n最近评论"
        >>> entries = parse_list_page(page, path=Path("p.txt"), source="p.txt")
        >>> [(entry.title, entry.text) for entry in entries]
        [('甲', ''), ('乙', '文')]
    """
    lines = [line.rstrip() for line in text.rstrip().split("\n")]
    if lines[-1].endswith("引用" + _FURNITURE):  # the last excerpt is empty
        lines[-1:] = [lines[-1].removesuffix(_FURNITURE), _FURNITURE]
    bylines = {number: match for number, line in enumerate(lines) if (match := _BYLINE.match(line))}
    if not bylines:
        raise NoPostsError(path, "no byline found", _EXPECTED)
    starts = list(bylines)
    end = _closing_line(lines, after=starts[-1], path=path)

    # The line above a byline is its title, wherever it stands: take it from the block above.
    heading = [line for line in lines[: starts[0]] if line]
    if len(heading) > 1:
        first = lines.index(heading[0]) + 1
        raise InputError(path, "there is text above the first title", _EXPECTED, line=first)
    blocks = [heading]
    for start, stop in pairwise([*starts, end]):
        blocks.append([bylines[start]["rest"], *lines[start + 1 : stop]])

    titles = [
        _pop_title(above, path, start) for above, start in zip(blocks[:-1], starts, strict=True)
    ]
    return [
        Entry(
            title=title,
            author=bylines[start]["author"],
            date=_date(bylines[start]["date"], path, start + 1),
            readers=int(bylines[start]["readers"].replace(",", "")),
            source=source,
            **_text(block, start + 1),
        )
        for title, start, block in zip(titles, starts, blocks[1:], strict=True)
    ]


class _Text(TypedDict):
    text: str
    lines: tuple[int, ...]


def _text(block: Sequence[str], line: int) -> _Text:
    """Return an excerpt, whose block begins in `line`, without the space around it."""
    whole = "\n".join(block)
    text = whole.strip()
    first = line + whole.count("\n", 0, len(whole) - len(whole.lstrip()))
    return {"text": text, "lines": tuple(range(first, first + text.count("\n") + 1))}


def _closing_line(lines: Sequence[str], *, after: int, path: Path) -> int:
    for number in range(len(lines) - 1, after, -1):
        if lines[number].strip() == _FURNITURE:
            return number
    fault = f"the page is cut: the closing line {_FURNITURE} is missing"
    raise InputError(path, fault, "fetch the page again", line=len(lines))


def _pop_title(above: list[str], path: Path, line: int) -> str:
    while above and not above[-1].strip():
        above.pop()
    if not above:
        raise InputError(path, "no title above the byline", "write it there", line=line + 1)
    return above.pop().strip()


def _date(text: str, path: Path, line: int) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            path, f"the date {text} does not exist", "mend the byline", line=line
        ) from None
