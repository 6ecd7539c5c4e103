"""Entries, as pages hold them, in; posts, each once, out.

The same post often stands on several pages. Copies of a whole post are recognised by title and
address or text, excerpts by title and date, and reader counts are kept; the fuller text wins.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import count

from kg.addresses import normalize_address
from kg.model import Post, Snapshot
from kg.readers.entries import Entry, group_entries, title_and_date
from kg.readers.passages import separate_passages
from kg.titles import fold_title, slugify


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
    groups = group_entries((e for e in entries if e.extent == "whole"), _whole_key)
    excerpts = group_entries((e for e in entries if e.extent == "excerpt"), _excerpt_key)
    groups += _attach(excerpts, groups)
    listed = group_entries((e for e in entries if e.extent == "listed"), title_and_date)
    groups += _attach(listed, groups)
    return _as_posts(groups)


def _whole_key(entry: Entry) -> Hashable:
    title = fold_title(entry.title)
    return (title, _address(entry)) if entry.url else (title, entry.date, entry.text)


def _excerpt_key(entry: Entry) -> Hashable:
    return fold_title(entry.title), entry.date, _address(entry)


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
