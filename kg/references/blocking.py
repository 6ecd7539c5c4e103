"""A post or a reference in; out come keys, so that a post that a reference may mean shares one.

Where the posts of a corpus do not fit one memory, each reference is decided against those alone
that share a key with it (blocking, as in record linkage). What they share is necessary and not
sufficient: `kg.references.resolve.decide` tells. Titles that differ by a slip of the pen share what
is left of both when one letter is taken away; titles that begin alike share the beginning.

Of the posts under a key in `FEW` it matters only whether there are none, one or several: the first
and the last by id stand for all of them. So no key is shared by many references and many posts,
unless these references do mean all these posts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from kg.addresses import normalize_address, split_address
from kg.model import Post, Reference
from kg.references.corpus import find_headings
from kg.references.likeness import cut_title, slip_key, sorted_letters
from kg.references.post_addresses import (
    addresses_of,
    bases_of,
    dated_path,
    day_and_name,
    pages_of,
)
from kg.references.titles import (
    BEGINNING,
    LEADING_NUMBER,
    SLIP,
    inner_titles,
    numbered_title,
    shortened_title,
)
from kg.references.wording import (
    may_be_inexact,
    names_previous,
    names_section,
    notes_behind,
    part_behind,
    place_in_series,
    post_of_section,
)
from kg.series import parse_part, part_of, series_key
from kg.titles import fold_title

Key = tuple[str, str]
"""What is compared, and its value."""

FEW = frozenset({"beginning", "one title", "inner title", "one heading", "a series", "slug"})
"""The kinds of keys of which it matters only whether no post has one, or one has it, or several."""

HEADINGS = ("heading", "one heading")
"""The kinds of keys that are a heading of the post, which its block has to know of it."""

# The kinds of addresses that tell of the site, or of what a link is near to; no reference asks.
_OF_THE_SITE = frozenset({"host", "shape", "shape of undated", "day"})
_BESIDE = 2  # letters beside a title in a title that have to be those beside it in the text
_WIDTH = 8  # characters in which these are looked for first
_NOT_LETTERS = re.compile(r"[\W_]+")


def keys_of_post(post: Post) -> set[Key]:
    """Return all keys under which references may look for a post.

    Example:
        >>> reference = Reference(post_id="b", title="变分自动编码器", start=0, end=7)
        >>> shared = keys_of_reference(reference, Post(id="b", title="乙"))
        >>> shared & keys_of_post(Post(id="a", title="变分自编码器"))
        {('slip', '变分自编码器')}
    """
    return {*_keys_of_post(post)}


def keys_of_reference(reference: Reference, citing: Post) -> set[Key]:
    """Return all keys that the posts which a reference may mean can have."""
    if reference.form == "place":
        place = place_in_series(reference, citing)
        return {_part(*place)} if place else set()
    keys = {*_keys_of_link(reference, citing)} if reference.link else set()
    if reference.names_title:
        keys.update(_keys_of_title(reference, citing.text))
        if may_be_inexact(reference, citing.text):
            keys.update(_keys_of_likeness(reference, citing.text))
    return keys


def day_linked(reference: Reference) -> str:
    """Return the day and the name in a link's path that begins with a day, or nothing.

    Where no post has the path, it may mean the one post of that day with a name like it.
    """
    if not reference.link or reference.form in ("wikilink", "post_url"):
        return ""
    _, path = split_address(reference.link)
    return day_and_name(path)


def _keys_of_post(post: Post) -> Iterator[Key]:
    for title in post.titles:
        folded = fold_title(title)
        yield "title", folded
        yield "one title", folded
        yield from (("beginning", folded[:n]) for n in range(BEGINNING, len(folded) + 1))
        yield from (("part of title", piece) for piece in cut_title(title))
        yield "letters", sorted_letters(title)
        key = slip_key(title)
        yield from (("slip", k) for k in _without_a_letter(key) if len(k) >= SLIP - 1)
    for inner, before, behind in inner_titles(post.title):
        folded = fold_title(inner)
        yield "about title", folded
        yield "inner title", folded
        yield _beside(folded, _letters(before)[-_BESIDE:], _letters(behind)[:_BESIDE])
    if part := part_of(post):
        yield _part(part.key, part.position)
        yield "series", part.key
        yield "a series", part.key
        if subtitle := fold_title(part.subtitle):
            yield _subtitled(part.key, subtitle)
            yield _subtitled("", subtitle)
    yield from ((kind, address) for kind, address in addresses_of(post) if kind not in _OF_THE_SITE)
    for heading in find_headings(post):
        yield from ((kind, heading) for kind in HEADINGS)


def _keys_of_link(reference: Reference, citing: Post) -> Iterator[Key]:
    """Yield the keys of a link, whichever hosts turn out to be the blog's own."""
    if reference.form in ("wikilink", "post_url"):
        yield "name", posixpath.basename(normalize_address(reference.link).casefold())
        yield "name", fold_title(reference.link)
        return
    host, path = split_address(reference.link)
    if host or path.startswith("/"):
        yield from _keys_of_path(path)
        return
    for base in bases_of(citing):
        yield "file", posixpath.normpath(posixpath.join(base, path)).casefold()
    for base in pages_of(citing):
        yield from _keys_of_path(posixpath.normpath(posixpath.join(base, path)))


def _keys_of_path(path: str) -> Iterator[Key]:
    yield "path", path.rstrip("/")
    yield "name", posixpath.basename(path.rstrip("/")).casefold()
    if ending := dated_path(path):
        yield "dated", ending
    if ending := day_and_name(path):
        yield "slug", ending.rpartition("/")[2]


def _keys_of_title(reference: Reference, text: str) -> Iterator[Key]:
    folded = fold_title(reference.title)
    yield "title", folded
    before = _letters_before(text, reference.start - 1)
    behind = _letters_behind(text, reference.end + 1)
    for left in {before[len(before) - n :] for n in range(len(before) + 1)}:
        for right in {behind[:n] for n in range(len(behind) + 1)}:
            yield _beside(folded, left, right)
    if notes_behind(reference, text):
        yield "about title", folded


def _keys_of_likeness(reference: Reference, text: str) -> Iterator[Key]:
    title, folded = reference.title, fold_title(reference.title)
    name = series_key(title)
    yield "a series", name
    if numbered := part_behind(reference, text):
        yield _part(name, numbered[1])
    if names_previous(reference, text):
        yield "series", name
    in_post = post_of_section(reference, text)
    if in_post:
        yield "title", fold_title(in_post)
    if in_post or names_section(reference, text):
        yield "heading", folded
    yield "one heading", folded
    yield "inner title", folded
    yield "beginning", folded
    yield "part of title", folded
    yield from (("one title", piece) for piece in shortened_title(title))
    yield "letters", sorted_letters(title)
    key = slip_key(title)
    if len(key) >= SLIP:
        yield from (("slip", other) for other in _without_a_letter(key))
    if part := parse_part(title):
        yield _part(part.key, part.position)
        yield _subtitled(part.key, fold_title(part.subtitle))
    if place := numbered_title(title):
        yield "a series", place[0]
        yield _part(*place)
    yield _subtitled("", fold_title(LEADING_NUMBER.sub("", title)))


def _without_a_letter(key: str) -> set[str]:
    """Return a key and what is left of it without one letter.

    Two keys have one of these in common if they differ by a letter more, less, other, or swapped
    with the next; see W. Garbe's symmetric delete spelling correction.
    """
    return {key, *(key[:n] + key[n + 1 :] for n in range(len(key)))}


def _part(series: str, position: int) -> Key:
    return "part", f"{series}\n{position}"


def _subtitled(series: str, subtitle: str) -> Key:
    return "subtitle", f"{series}\n{subtitle}"


def _beside(inner: str, left: str, right: str) -> Key:
    return "title within", f"{left}\n{inner}\n{right}"


def _letters(text: str) -> str:
    """Return what `fold_title` keeps, if there is any letter or digit; else nothing."""
    return _NOT_LETTERS.sub("", fold_title(text))


def _letters_before(text: str, end: int) -> str:
    """Return the last letters before an offset, looking back as far as need be."""
    width = _WIDTH
    while len(found := _letters(text[max(0, end - width) : max(0, end)])) < _BESIDE and width < end:
        width *= 4
    return found[-_BESIDE:]


def _letters_behind(text: str, start: int) -> str:
    width, rest = _WIDTH, len(text) - start
    while len(found := _letters(text[start : start + width])) < _BESIDE and width < rest:
        width *= 4
    return found[:_BESIDE]
