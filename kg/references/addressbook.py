"""The addresses of posts in; for the target of a link, the posts that it leads to out."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.addresses import address_shape, normalize_address, split_host
from kg.model import Post, Reference
from kg.titles import fold_title

_DATED = re.compile(r"^(\d{4})-(\d{2})-(\d{2})-(.+)$")
_DATED_PATH = re.compile(r"/\d{4}/\d{2}/\d{2}/[^/]+$")
_ALIKE = 90.0
"""How like the name in a link must be to that of a post of the same date, of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a link leads: `posts` if it is a known post's address.

    `is_post` tells that the address is one of the blog's posts', known or not; `is_own` that it is
    one of the blog's pages; otherwise it leads elsewhere. `address` is the same for all links to a
    page, with or without the blog's host. `reason` says why a post is meant that has another one.
    """

    address: str = ""
    posts: tuple[Post, ...] = ()
    is_post: bool = False
    is_own: bool = False
    reason: str = ""


class AddressBook:
    """Where the posts of a blog can be found: their URLs, files, names and paths.

    Example:
        >>> post = Post(id="a", title="甲", url="https://blog.example/archives/42")
        >>> book = AddressBook([post], [])
        >>> link = Reference(post_id="a", title="它", start=0, end=1, link="/archives/42#b")
        >>> [post.title for post in book.find(link, post).posts]
        ['甲']
    """

    def __init__(self, posts: Sequence[Post], references: Iterable[Reference]) -> None:
        self._paths: dict[str, list[Post]] = defaultdict(list)
        self._dated: dict[str, list[Post]] = defaultdict(list)
        self._by_slug: dict[str, list[Post]] = defaultdict(list)
        self._by_day: dict[str, list[tuple[str, Post]]] = defaultdict(list)
        self._files: dict[str, list[Post]] = defaultdict(list)
        self._names: dict[str, list[Post]] = defaultdict(list)
        self._hosts: set[str] = set()
        for post in sorted(posts, key=lambda post: post.id):
            self._enter(post)
        self._shapes = {address_shape(path) for path in self._paths}
        if not self._hosts:
            self._hosts = self._hosts_of_dated(references)
        if self._dated and not self._paths:
            self._shapes.add("/#/#/#/*")

    def find(self, reference: Reference, citing: Post) -> Destination:
        """Return where a reference's link leads, seen from the page that it stands on."""
        if reference.form == "wikilink":
            posts = self._by_name(reference.link, citing)
            return Destination(address=reference.link, posts=posts, is_post=True, is_own=True)
        if reference.form == "post_url":
            name = normalize_address(reference.link).rpartition("/")[2].casefold()
            posts = _once(self._names.get(name, ()))
            return Destination(address=name, posts=posts, is_post=True, is_own=True)
        address = normalize_address(reference.link)
        host, path = split_host(address, reference.link)
        is_identifier = reference.form == "address" and not host and not path.startswith("/")
        if not path or is_identifier or (host and host not in self._hosts):
            return Destination(address=address)
        if not host and not path.startswith("/"):
            return self._relative(path, citing)
        posts, reason = self._at(path), ""
        if not posts:
            posts, reason = self._moved(path)
        is_post = bool(posts) or address_shape(path) in self._shapes
        return Destination(address=path, posts=posts, is_post=is_post, is_own=True, reason=reason)

    def _enter(self, post: Post) -> None:
        addresses = [*([post.url] if post.url else []), *(a for a in post.aliases if a[:1] == "/")]
        for target in addresses:
            host, path = split_host(normalize_address(target), target)
            if host:
                self._hosts.add(host)
            if path.strip("/"):
                self._paths["/" + path.strip("/")].append(post)
            self._enter_dated(path, post)
        if post.source and not post.source.endswith(".txt"):
            file = normalize_address(post.source)
            name = posixpath.basename(file)
            self._files[file.casefold()].append(post)
            self._names[name.casefold()].append(post)
            if dated := _DATED.match(name):
                path = "/" + "/".join(dated.groups()).casefold()
                self._dated[path].append(post)
                self._enter_dated(path, post)
        for title in (post.title, *post.aliases):
            self._names.setdefault(fold_title(title), []).append(post)

    def _enter_dated(self, path: str, post: Post) -> None:
        if match := _DATED_PATH.search(path.casefold()):
            day, _, slug = match.group().rpartition("/")
            self._by_slug[slug].append(post)
            self._by_day[day].append((slug, post))

    def _hosts_of_dated(self, references: Iterable[Reference]) -> set[str]:
        """Return the hosts at which the dated addresses that Jekyll makes of file names occur."""
        hosts = set()
        for link in {reference.link for reference in references if "//" in reference.link}:
            host, path = split_host(normalize_address(link), link)
            if (match := _DATED_PATH.search(path)) and match.group().casefold() in self._dated:
                hosts.add(host)
        return hosts

    def _at(self, path: str) -> tuple[Post, ...]:
        found = self._paths.get(path.rstrip("/"), [])
        if not found and (match := _DATED_PATH.search(path)):
            found = self._dated.get(match.group().casefold(), [])
        return _once(found)

    def _moved(self, path: str) -> tuple[tuple[Post, ...], str]:
        """Return the post that a dated address must mean, though none has it, and why: authors date
        posts anew and make slips of the pen in names, and old links stay as they were.
        """
        match = _DATED_PATH.search(path.casefold())
        if not match:
            return (), ""
        day, _, slug = match.group().rpartition("/")
        found = _once(self._by_slug.get(slug, ()))
        if len(found) == 1:
            return found, "the one post of that name, which has another date"
        near = _once(
            post for name, post in self._by_day.get(day, ()) if fuzz.ratio(name, slug) >= _ALIKE
        )
        return (
            (near, "the one post of that date with a name like it") if len(near) == 1 else ((), "")
        )

    def _relative(self, path: str, citing: Post) -> Destination:
        """Follow a path from the file, or else the page, that the link stands on."""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(citing.source or ""), path))
        posts = _once(self._files.get(file.casefold(), ()))
        if not posts and citing.url:
            _, page = split_host(normalize_address(citing.url), citing.url)
            posts = self._at(posixpath.normpath(posixpath.join(posixpath.dirname(page), path)))
        return Destination(address=file, posts=posts, is_post=bool(posts), is_own=True)

    def _by_name(self, link: str, citing: Post) -> tuple[Post, ...]:
        """Return the posts that a [[wikilink]] names: by file, by the end of its path, by title."""
        wanted = normalize_address(link).casefold()
        named = self._names.get(posixpath.basename(wanted), ()) or self._names.get(
            fold_title(link), ()
        )
        at_path = [
            post
            for post in named
            if f"/{normalize_address(post.source or '').casefold()}".endswith(f"/{wanted}")
        ]
        found = _once(at_path or named)
        here = posixpath.dirname(citing.source or "")
        beside = tuple(post for post in found if posixpath.dirname(post.source or "") == here)
        return beside if len(found) > 1 and len(beside) == 1 else found


def _once(posts: Iterable[Post]) -> tuple[Post, ...]:
    return tuple({post.id: post for post in posts}.values())
