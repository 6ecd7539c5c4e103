"""The addresses of all posts in, which addresses are those of the blog out."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.addresses import address_shape, split_address
from kg.masking import FILE_ENDING
from kg.references.post_addresses import dated_path, day_and_name

_FILE = re.compile(rf"{FILE_ENDING}$")
# What a path has that is no /about or /tags.
_TELLING = re.compile(r"/[^/]+/|[-\d]|[^\x00-\x7f]")
_DAY_SHAPE = "/#/#/#/*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Which addresses are the blog's own: its hosts, and the shapes of its posts' paths.

    `by_file` tells that no post has a URL, so that their files say where they are.
    """

    hosts: frozenset[str]
    shapes: frozenset[str]
    by_file: bool = False

    def has_post_at(self, path: str) -> bool:
        """Tell whether a path is like those of the blog's posts; a file to download is no post."""
        is_shaped = address_shape(path) in self.shapes and not _FILE.search(path)
        return is_shaped or self._is_dated(path)

    def _is_dated(self, path: str) -> bool:
        """Tell whether a path is a post's by its day, in whatever folder; no file beside a post."""
        name = posixpath.basename(day_and_name(path))
        return self.by_file and _DAY_SHAPE in self.shapes and bool(name) and "." not in name


def make_site(
    *,
    hosts: Iterable[str],
    shapes: Iterable[str],
    of_undated: Iterable[str],
    dated: Collection[str],
    linked: Iterable[tuple[str, str]],
    leading: Iterable[tuple[str, str]],
) -> Site:
    """Return what the addresses of all posts say of the site.

    Args:
        hosts: those in the posts' URLs.
        shapes: those of the paths of posts with a date.
        of_undated: those of others, which may be pages about the author and the like; they count
            only where no post has a date.
        dated: the paths that generators make of the dates and file names of posts.
        linked: host and dated path, as `dated_address` returns them, of what posts link to; looked
            at only where no post has a URL.
        leading: host and path, as `page_address` returns them, of links whose path a post has. A
            host with several is the blog's own where no post names one.
    """
    known, shapes = frozenset(hosts), {*shapes} or {*of_undated}
    if known:
        return Site(hosts=known, shapes=frozenset(shapes))
    if dated and not shapes:
        shapes.add(_DAY_SHAPE)
    met = [(host, path) for host, path in linked if not host or path in dated]
    shapes.update(address_shape(path) for _, path in met if not day_and_name(path))
    paths_at: dict[str, set[str]] = defaultdict(set)
    for host, path in leading:
        paths_at[host].add(path)
    several = {host for host, paths in paths_at.items() if len(paths) > 1}
    met_hosts = frozenset(host for host, _ in met if host) | several
    return Site(hosts=met_hosts, shapes=frozenset(shapes), by_file=True)


def page_address(link: str) -> tuple[str, str] | None:
    """Return the host and path of an address, if pages of several sites hardly have that path.

    Example:
        >>> page_address("https://me.example/posts/a/"), page_address("https://me.example/about/")
        (('me.example', '/posts/a'), None)
    """
    host, path = split_address(link)
    path = path.rstrip("/")
    return (host, path) if host and _TELLING.search(path) else None


def dated_address(link: str) -> tuple[str, str] | None:
    """Return the host of an address, if it names one, and its dated path, if it has one.

    Example:
        >>> dated_address("https://blog.example/2020/01/31/Hello/"), dated_address("/2020/01/hello")
        (('blog.example', '/2020/01/31/hello'), ('', '/2020/01/hello'))
    """
    host, path = split_address(link)
    match = dated_path(path)
    return (host, match) if match else None
