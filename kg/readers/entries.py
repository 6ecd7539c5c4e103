"""Entries, as pages hold them, in; posts, each once, out.

The same post often stands on several pages. Its copies are recognised by title and date, and their
reader counts are kept; the fuller text wins. Where one copy stops at the end of a line and another
goes on, what follows there has lost its heading on the way: it is no part of the post but a
passage, a post of its own.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model import Post, Snapshot
from kg.titles import fold_title, slugify

_COINCIDENCE = 20
_FIRST_SENTENCE = re.compile(r".*?(?:[。！？!?](?=[”’」』）)\"]?)|\.(?=\s|$)|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as one page shows it; `source` is the page's name."""

    title: str
    source: str
    text: str = ""
    author: str | None = None
    date: datetime.date | None = None
    readers: int | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def merge_entries(entries: Iterable[Entry]) -> list[Post]:
    r"""Return the posts that `entries` are copies of, sorted by date and title.

    Example:
        >>> a = Entry(title="一", source="a", text="正文。", readers=5)
        >>> b = Entry(title="一", source="b", text="正文。\n别的文章。还有。", readers=6)
        >>> [(post.title, post.text, len(post.snapshots)) for post in merge_entries([a, b])]
        [('一', '正文。', 2), ('别的文章。', '别的文章。还有。', 1)]
    """
    copies: dict[tuple[str, datetime.date | None], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.source, e.title, e.text)):
        copies[fold_title(entry.title), entry.date].append(entry)
    kept: list[Entry] = []
    passages: list[Entry] = []
    for group in copies.values():
        heads = [_without_passage(entry, group) for entry in group]
        kept += heads
        passages += _passages(group, heads)
    # A passage whose heading stands on another page is one more copy of that post.
    for passage in passages:
        owner = next((e for e in kept if _same_beginning(e.text, passage.text)), passage)
        kept.append(replace(passage, title=owner.title, author=owner.author, date=owner.date))
    groups: dict[tuple[str, datetime.date | None], list[Entry]] = defaultdict(list)
    for entry in kept:
        groups[fold_title(entry.title), entry.date].append(entry)
    return _as_posts(list(groups.values()))


def _without_passage(entry: Entry, copies: Sequence[Entry]) -> Entry:
    """Cut off what no longer belongs to the post, judged by a copy that ends earlier."""
    shorter = [
        copy.text for copy in copies if copy.text and entry.text.startswith(copy.text + "\n")
    ]
    return replace(entry, text=min(shorter, key=len)) if shorter else entry


def _passages(group: Sequence[Entry], heads: Sequence[Entry]) -> list[Entry]:
    """Return what was cut off the entries of a group; copies of one passage have one title."""
    tails = [
        (entry.source, entry.text[len(head.text) :].lstrip("\n"))
        for entry, head in zip(group, heads, strict=True)
        if head.text != entry.text
    ]
    passages = []
    for source, text in tails:
        whole = max((tail for _, tail in tails if tail.startswith(text)), key=len)
        match = _FIRST_SENTENCE.match(whole)
        title = (match.group() if match else whole).strip() or whole
        passages.append(Entry(title=title, source=source, text=text))
    return passages


def _same_beginning(text: str, other: str) -> bool:
    """Tell whether one text goes on where the other ends, and this is no coincidence."""
    shorter, longer = sorted((text, other), key=len)
    return len(shorter) >= _COINCIDENCE and longer.startswith(shorter)


def _as_posts(groups: Sequence[Sequence[Entry]]) -> list[Post]:
    """Make a post of each group; of posts with one title only the oldest has the bare id."""
    ordered = sorted(groups, key=lambda group: _order(group[0]))
    seen: Counter[str] = Counter()
    posts = []
    for group in ordered:
        best = max(group, key=lambda entry: (len(entry.text), entry.readers is not None))
        slug = slugify(best.title)
        seen[slug] += 1
        suffix = f"_{best.date or seen[slug]}" if seen[slug] > 1 else ""
        posts.append(
            Post(
                id=f"post/{slug}{suffix}",
                title=best.title,
                author=best.author,
                date=best.date,
                url=next((entry.url for entry in group if entry.url), None),
                text=best.text,
                source=best.source,
                snapshots=tuple(
                    Snapshot(source=entry.source, readers=entry.readers)
                    for entry in sorted(group, key=lambda entry: entry.source)
                ),
                tags=tuple(sorted({tag for entry in group for tag in entry.tags})),
                aliases=tuple(sorted({name for entry in group for name in entry.aliases})),
            )
        )
    return posts


def _order(entry: Entry) -> tuple[bool, datetime.date, str, str]:
    return (
        entry.date is None,
        entry.date or datetime.date.min,
        fold_title(entry.title),
        entry.title,
    )
