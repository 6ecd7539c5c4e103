"""Titles and sentences of posts in, Markdown in which they are nothing but text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*_\[\]<>!#$|~%=&])")
_LINK = re.compile(r"https?://[^\s<>\\]+")


def escape(text: str) -> str:
    r"""Return text on one line that neither formats, links nor embeds anything.

    Example:
        >>> print(escape("[[a]] | <b>"))
        \[\[a\]\] \| \<b\>
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def link(text: str, url: str | None) -> str:
    r"""Return escaped text as a link, if the address is one of the web.

    Example:
        >>> print(link("a_b", "https://blog.example/"), link("a", "javascript:alert(1)"))
        [a\_b](<https://blog.example/>) a
    """
    return f"[{escape(text)}](<{url}>)" if url and _LINK.fullmatch(url) else escape(text)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of cells that are Markdown already; numbers stand to the right.

    Example:
        >>> print(table(["a", "b"], [["x", 1]]))
        | a | b |
        | --- | ---: |
        | x | 1 |
    """
    given = [*rows]
    first = given[0] if given else header
    rule = ["---:" if isinstance(cell, int | float) else "---" for cell in first]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (header, rule, *given))
