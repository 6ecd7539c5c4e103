"""A post as one page shows it: what every reader makes, and what posts are merged from."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kg.titles import fold_title

Extent = Literal["whole", "excerpt", "listed"]
"""How much of a post an entry holds: all of it, a part, or a part that on its list page may run on
into the next post."""

# Halves of surrogate pairs: JSON and YAML can write them one by one, and Python has a byte of a
# file's name that is no UTF-8 for such.
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as one page shows it; `source` is the page's name, `slug` and `lines` as in `Post`."""

    title: str
    source: str
    text: str = ""
    author: str | None = None
    date: datetime.date | None = None
    readers: int | None = None
    url: str | None = None
    slug: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    extent: Extent = "listed"

    def __post_init__(self) -> None:
        """Put U+FFFD in the place of what is no character."""
        for name in ("title", "source", "text", "author", "url", "slug"):
            if (text := getattr(self, name)) and not _is_sound(text):
                object.__setattr__(self, name, _LONE.sub("\ufffd", text))
        for name in ("tags", "aliases"):
            if not all(map(_is_sound, texts := getattr(self, name))):
                object.__setattr__(self, name, tuple(_LONE.sub("\ufffd", one) for one in texts))

    def cut(self, start: int, end: int | None = None) -> Entry:
        """Return the entry with a part of its text only."""
        first = self.text.count("\n", 0, start)
        text = self.text[start:end]
        return replace(self, text=text, lines=self.lines[first : first + text.count("\n") + 1])


def _is_sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def group_entries(entries: Iterable[Entry], key: Callable[[Entry], Hashable]) -> list[list[Entry]]:
    """Return the groups of entries with one key, in the order in which they begin."""
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return list(groups.values())


def title_and_date(entry: Entry) -> tuple[str, datetime.date | None]:
    """Return what the copies of a post on list pages have in common."""
    return fold_title(entry.title), entry.date
