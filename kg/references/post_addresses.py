"""A post in, the addresses by which links can name it out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import product

from kg.addresses import address_shape, normalize_address, split_address
from kg.model import Post
from kg.titles import fold_title

_DATED_NAME = re.compile(r"^(\d{4})-(\d{2})-(\d{2})-(.+)$")
_DATED_PATH = re.compile(
    r"(?P<day>/\d{4}/\d{2}/\d{2})/(?:[^/]+/)*(?P<name>[^/]+)$|/\d{4}/\d{2}/[^/]+$"
)


def addresses_of(post: Post) -> Iterator[tuple[str, str]]:
    """Yield each address by which a link can name a post, with its kind before it.

    The kinds are `host`; `path`, on the site, and `shape`, that of the path, or `shape of undated`
    if the post has no date; `dated`, the paths that generators make of a date and a file; `day`,
    the day and the name in a path of either kind, and `slug`, that name alone; `file`; `name`.

    Example:
        >>> [*addresses_of(Post(id="a", title="甲", url="https://b.example/2020/01/31/x"))]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('host', 'b.example'), ('path', '/2020/01/31/x'), ('shape of undated', '/#/#/#/*'),
         ('day', '/2020/01/31/x'), ('slug', 'x'), ('name', '甲')]
    """
    for target in [*([post.url] if post.url else []), *post.paths]:
        host, path = split_address(target)
        if host:
            yield "host", host
        if path.strip("/"):
            yield "path", "/" + path.strip("/")
            yield "shape" if post.date else "shape of undated", address_shape(path.rstrip("/"))
        yield from _of_day(path)
    for file in files_of(post):
        yield "file", file
        yield "name", posixpath.basename(file)
        dated = [*_dated_paths(post, file)]
        for path in dated:
            yield "dated", path
        yield from sorted({one for path in dated for one in _of_day(path)})
    for title in post.titles:
        yield "name", fold_title(title)


def files_of(post: Post) -> Iterator[str]:
    """Yield the path of a post's file without its ending and, if the post has a slug, the same path
    with that in the place of the file's name; both in small letters.

    Example:
        >>> [*files_of(Post(id="a", title="甲", source="posts/Jia.md", slug="first"))]
        ['posts/jia', 'posts/first']
    """
    if post.source and not post.source.endswith(".txt"):
        file = normalize_address(post.source).casefold()
        yield file
        if slug := (post.slug or "").strip("/").casefold():
            yield posixpath.join(posixpath.dirname(file), slug)


def bases_of(post: Post) -> Iterator[str]:
    """Yield the folders that a relative link in a post's file may start from: the one that the file
    is in, and the one that generators make of its page.

    Example:
        >>> [*bases_of(Post(id="a", title="甲", source="posts/jia.md"))]
        ['posts', 'posts/jia']
    """
    yield posixpath.dirname(post.source or "")
    yield from files_of(post)


def pages_of(post: Post) -> Iterator[str]:
    """Yield the same folders on the site, if the post's address there is known."""
    if post.url:
        _, page = split_address(post.url)
        yield posixpath.dirname(page)
        yield page


def dated_path(path: str) -> str:
    """Return the end of a path that begins with a day or a month, in small letters, or nothing."""
    match = _DATED_PATH.search(path)
    return match.group().casefold() if match else ""


def day_and_name(path: str) -> str:
    """Return a day in a path and the last part of the path, in small letters, or nothing.

    Example:
        >>> day_and_name("/blog/2020/01/31/Notes/Hello"), day_and_name("/2020/01/hello")
        ('/2020/01/31/hello', '')
    """
    match = _DATED_PATH.search(path)
    return f"{match['day']}/{match['name']}".casefold() if match and match["day"] else ""


def _dated_paths(post: Post, file: str) -> Iterator[str]:
    """Yield the paths that generators make of a date and a file unless told otherwise.

    Jekyll takes the day in the file's name; Hexo the post's day and the whole name, below the
    folders in `_posts`. Sites of Hugo often have the month alone.
    """
    folder, name = posixpath.split(file.rpartition("_posts/")[2])
    days, names = {str(post.date)} if post.date else set(), {name}
    if dated := _DATED_NAME.match(name):
        days.add("-".join(dated.groups()[:3]))
        names.add(dated[4])
    for day, slug in product(sorted(days), sorted(names)):
        year, month, _ = day.split("-")
        yield f"/{year}/{month}/{slug}"
        yield posixpath.join("/", *day.split("-"), slug)
        if folder:
            yield posixpath.join("/", *day.split("-"), folder, slug)


def _of_day(path: str) -> Iterator[tuple[str, str]]:
    if ending := day_and_name(path):
        yield "day", ending
        yield "slug", ending.rpartition("/")[2]
