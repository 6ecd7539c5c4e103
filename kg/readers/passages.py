"""Entries of list pages in, the same with the passages on them as entries of their own out.

Where one copy of a post stops at the end of a line and another goes on, what follows there has lost
its heading on the way: it is no part of the post but a passage, a post of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.readers.entries import Entry, group_entries, title_and_date

_COINCIDENCE = 20  # characters: that shorter texts begin alike may be chance
_FIRST_SENTENCE = re.compile(r".*?(?:[。！？!?](?=[”’」』）)\"]?)|\.(?=\s|$)|$)", re.MULTILINE)


def separate_passages(entries: Sequence[Entry]) -> list[Entry]:
    """Return ordered entries of list pages, the passages on them as entries of their own."""
    kept: list[Entry] = []
    passages: list[Entry] = []
    for group in group_entries(entries, title_and_date):
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
