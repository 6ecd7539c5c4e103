"""Entries, as pages hold them, in; posts, each once, out.

The same post often stands on several pages. Copies of a whole post are recognised by title and
address or text, excerpts by title and date, and reader counts are kept; the fuller text wins. Where
one copy on a list page stops at the end of a line and another goes on, what follows there has lost
its heading on the way: it is no part of the post but a passage, a post of its own.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from kg.addresses import normalize_address
from kg.model import Post, Snapshot
from kg.titles import fold_title, slugify

Extent = Literal["whole", "excerpt", "listed"]
"""How much of a post an entry holds: all of it, a part, or a part that on its list page may run on
into the next post."""

_COINCIDENCE = 20
# Halves of surrogate pairs: JSON and YAML can write them one by one, and Python has a byte of a
# file's name that is no UTF-8 for such.
_LONE = re.compile("[\ud800-\udfff]")
_FIRST_SENTENCE = re.compile(r".*?(?:[。！？!?](?=[”’」』）)\"]?)|\.(?=\s|$)|$)", re.MULTILINE)


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


def merge_entries(entries: Iterable[Entry]) -> list[Post]:
    r"""Return the posts that `entries` are copies of, sorted by date and title.

    Example:
        >>> a = Entry(title="一", source="a", text="正文。", readers=5)
        >>> b = Entry(title="一", source="b", text="正文。\n别的文章。还有。", readers=6)
        >>> [(post.title, post.text, len(post.snapshots)) for post in merge_entries([a, b])]
        [('一', '正文。', 2), ('别的文章。', '别的文章。还有。', 1)]
    """
    ordered = in_order(entries)
    listed = separate_passages([entry for entry in ordered if entry.extent == "listed"])
    return merge_separated([*(entry for entry in ordered if entry.extent != "listed"), *listed])


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order that decides which copy of a post counts first."""
    return sorted(entries, key=lambda e: (e.source, e.lines[:1], e.title, e.text))


def merge_separated(entries: Sequence[Entry]) -> list[Post]:
    """Return the posts of ordered entries without passages, sorted by date and title.

    Those whose titles fold to the same are all that the post of an entry depends on.
    """
    groups = _group((e for e in entries if e.extent == "whole"), _whole_key)
    excerpts = _group((e for e in entries if e.extent == "excerpt"), _excerpt_key)
    groups += _attach(excerpts, groups)
    listed = _group((e for e in entries if e.extent == "listed"), _date_key)
    groups += _attach(listed, groups)
    return _as_posts(groups)


def _group(entries: Iterable[Entry], key: Callable[[Entry], Hashable]) -> list[list[Entry]]:
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return list(groups.values())


def _whole_key(entry: Entry) -> Hashable:
    title = fold_title(entry.title)
    return (title, _address(entry)) if entry.url else (title, entry.date, entry.text)


def _excerpt_key(entry: Entry) -> Hashable:
    return fold_title(entry.title), entry.date, _address(entry)


def _date_key(entry: Entry) -> tuple[str, datetime.date | None]:
    return fold_title(entry.title), entry.date


def _address(entry: Entry) -> str:
    return normalize_address(entry.url or "")


def _attach(groups: Sequence[list[Entry]], fuller: Sequence[list[Entry]]) -> list[list[Entry]]:
    """Add to the one fuller group each group that is a part of its post; return the others."""
    by_title: dict[str, list[list[Entry]]] = defaultdict(list)
    for group in fuller:
        by_title[fold_title(group[0].title)].append(group)
    rest = []
    for group in groups:
        namesakes = by_title[fold_title(group[0].title)]
        urls = {_address(entry) for entry in group if entry.url}
        dates = {entry.date for entry in group if entry.date}
        fits = (
            [g for g in namesakes if urls & {_address(entry) for entry in g if entry.url}]
            or [g for g in namesakes if dates & {entry.date for entry in g}]
            or [g for g in namesakes if not (dates and any(entry.date for entry in g))]
        )
        if len(fits) == 1:
            fits[0].extend(group)
        else:
            rest.append(group)
    return rest


def separate_passages(entries: Sequence[Entry]) -> list[Entry]:
    """Return ordered entries of list pages, the passages on them as entries of their own."""
    kept: list[Entry] = []
    passages: list[Entry] = []
    for group in _group(entries, _date_key):
        heads = [_without_passage(entry, group) for entry in group]
        kept += heads
        passages += _passages(group, heads)
    # A passage whose heading stands on another page is one more copy of that post.
    for passage in passages:
        owner = next((e for e in kept if _same_beginning(e.text, passage.text)), passage)
        kept.append(replace(passage, title=owner.title, author=owner.author, date=owner.date))
    return kept


def _without_passage(entry: Entry, copies: Sequence[Entry]) -> Entry:
    """Cut off what no longer belongs to the post, judged by a copy that ends earlier."""
    shorter = [
        copy.text for copy in copies if copy.text and entry.text.startswith(copy.text + "\n")
    ]
    return entry.cut(0, len(min(shorter, key=len))) if shorter else entry


def _passages(group: Sequence[Entry], heads: Sequence[Entry]) -> list[Entry]:
    """Return what was cut off the entries of a group; copies of one passage have one title."""
    tails = []
    for entry, head in zip(group, heads, strict=True):
        rest = entry.text[len(head.text) :]
        if rest:
            tails.append(entry.cut(len(entry.text) - len(rest.lstrip("\n"))))
    passages = []
    for tail in tails:
        whole = max((one.text for one in tails if one.text.startswith(tail.text)), key=len)
        match = _FIRST_SENTENCE.match(whole)
        title = (match.group() if match else whole).strip() or whole
        passages.append(Entry(title=title, source=tail.source, text=tail.text, lines=tail.lines))
    return passages


def _same_beginning(text: str, other: str) -> bool:
    """Tell whether one text goes on where the other ends, and this is no coincidence."""
    shorter, longer = sorted((text, other), key=len)
    return len(shorter) >= _COINCIDENCE and longer.startswith(shorter)


def _as_posts(groups: Sequence[Sequence[Entry]]) -> list[Post]:
    """Make a post of each group; of posts with one title only the oldest has the bare id."""
    ordered = sorted(groups, key=lambda group: _order(group[0]))
    taken: set[str] = set()
    posts = []
    for group in ordered:
        best = max(group, key=lambda e: (e.extent == "whole", len(e.text), e.readers is not None))
        date = best.date or next((entry.date for entry in group if entry.date), None)
        id_ = _new_id(f"post/{slugify(best.title)}", date, taken)
        taken.add(id_)
        posts.append(
            Post(
                id=id_,
                title=best.title,
                author=best.author or next((e.author for e in group if e.author), None),
                date=date,
                url=next((entry.url for entry in group if entry.url), None),
                text=best.text,
                source=best.source,
                slug=best.slug,
                snapshots=tuple(
                    Snapshot(source=entry.source, readers=entry.readers)
                    for entry in sorted(group, key=lambda entry: entry.source)
                ),
                tags=tuple(sorted({tag for entry in group for tag in entry.tags})),
                aliases=tuple(sorted({name for entry in group for name in entry.aliases})),
                lines=best.lines,
            )
        )
    return posts


def _new_id(id_: str, date: datetime.date | None, taken: Collection[str]) -> str:
    if id_ in taken and date:
        id_ = f"{id_}_{date}"
    if id_ not in taken:
        return id_
    return next(name for n in count(2) if (name := f"{id_}_{n}") not in taken)


def _order(entry: Entry) -> tuple[bool, datetime.date, str, str]:
    return (
        entry.date is None,
        entry.date or datetime.date.min,
        fold_title(entry.title),
        entry.title,
    )
