"""The addresses of posts in; for the target of a link, the posts that it leads to out."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from kg.addresses import normalize_address, page_elsewhere, split_address
from kg.model import Post, Reference
from kg.references.post_addresses import (
    addresses_of,
    bases_of,
    dated_path,
    day_and_name,
    files_of,
    pages_of,
)
from kg.references.site import Site, dated_address, make_site, page_address
from kg.titles import fold_title

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

    def __init__(
        self, posts: Sequence[Post], references: Iterable[Reference], site: Site | None = None
    ) -> None:
        self._tables: dict[str, dict[str, list[Post]]] = defaultdict(lambda: defaultdict(list))
        self._by_day: dict[str, list[tuple[str, Post]]] = defaultdict(list)
        for post in sorted(posts, key=lambda post: post.id):
            for table, address in addresses_of(post):
                self._tables[table][address].append(post)
                if table == "day":
                    day, _, slug = address.rpartition("/")
                    self._by_day[day].append((slug, post))
        self._paths, self._dated = self._tables["path"], self._tables["dated"]
        self._files, self._names = self._tables["file"], self._tables["name"]
        self._site = site or self._learn_site(list(references))

    def _learn_site(self, references: Sequence[Reference]) -> Site:
        links = () if self._tables["host"] else (reference.link for reference in references)
        pages = [page for link in links if (page := page_address(link)) and page[1] in self._paths]
        return make_site(
            hosts=self._tables["host"],
            shapes=self._tables["shape"],
            of_undated=self._tables["shape of undated"],
            dated=self._dated,
            linked=filter(None, (dated_address(reference.link) for reference in references)),
            leading=pages,
        )

    def find(self, reference: Reference, citing: Post) -> Destination:
        """Return where a reference's link leads, seen from the page that it stands on."""
        if reference.form == "wikilink":
            posts = self._by_name(reference.link, citing)
            return Destination(address=reference.link, posts=posts, is_post=True, is_own=True)
        if reference.form == "post_url":
            file = normalize_address(reference.link).strip("/").casefold()
            posts = self._ending(file) or _once(self._names.get(posixpath.basename(file), ()))
            return Destination(address=file, posts=posts, is_post=True, is_own=True)
        host, path = split_address(reference.link)
        is_identifier = reference.form == "address" and not host and not path.startswith("/")
        if not path or is_identifier or (host and host not in self._site.hosts):
            return Destination(address=page_elsewhere(reference.link))
        if not host and not path.startswith("/"):
            return self._relative(path, citing)
        posts, reason = self._at(path), ""
        if not posts and self._site.by_file:
            posts = self._ending(path.strip("/"))
        if not posts:
            posts, reason = self._moved(path)
        if not posts and len(by_file := self._ending(path.strip("/"))) == 1:
            posts, reason = by_file, "the one post whose file is called so"
        is_post = bool(posts) or self._site.has_post_at(path)
        return Destination(address=path, posts=posts, is_post=is_post, is_own=True, reason=reason)

    def _at(self, path: str) -> tuple[Post, ...]:
        found = self._paths.get(path.rstrip("/"), [])
        if not found and (ending := dated_path(path)):
            found = self._dated.get(ending, [])
        return _once(found)

    def _moved(self, path: str) -> tuple[tuple[Post, ...], str]:
        """Return the post that a dated address must mean, though none has it, and why: authors date
        posts anew and make slips of the pen in names, and old links stay as they were.
        """
        ending = day_and_name(path)
        if not ending:
            return (), ""
        day, _, slug = ending.rpartition("/")
        found = _once(self._tables["slug"].get(slug, ()))
        if len(found) == 1:
            return found, "the one post of that name, which has another date"
        near = _once(post for name, post in self._by_day.get(day, ()) if are_alike(name, slug))
        return (
            (near, "the one post of that date with a name like it") if len(near) == 1 else ((), "")
        )

    def _relative(self, path: str, citing: Post) -> Destination:
        """Follow a path from the file, or else the page, that the link stands on."""
        files = [posixpath.normpath(posixpath.join(base, path)) for base in bases_of(citing)]
        pages = (posixpath.normpath(posixpath.join(base, path)) for base in pages_of(citing))
        at_files = (_once(self._files.get(file.casefold(), ())) for file in files)
        posts = next(filter(None, chain(at_files, map(self._at, pages))), ())
        return Destination(address=files[0], posts=posts, is_post=bool(posts), is_own=True)

    def _ending(self, path: str) -> tuple[Post, ...]:
        """Return the posts whose files' paths end so, whatever the folder that was read."""
        ending = f"/{path.casefold()}"
        named = self._names.get(posixpath.basename(ending), ())
        files = [(f"/{file}", post) for post in named for file in files_of(post)]
        return _once(post for file, post in files if file.endswith(ending))

    def _by_name(self, link: str, citing: Post) -> tuple[Post, ...]:
        """Return the posts that a [[wikilink]] names: by file, by the end of its path, by title."""
        wanted = normalize_address(link).casefold()
        named = self._names.get(posixpath.basename(wanted), ()) or self._names.get(
            fold_title(link), ()
        )
        found = self._ending(wanted) or _once(named)
        here = posixpath.dirname(citing.source or "")
        beside = tuple(post for post in found if posixpath.dirname(post.source or "") == here)
        return beside if len(found) > 1 and len(beside) == 1 else found


def _once(posts: Iterable[Post]) -> tuple[Post, ...]:
    return tuple({post.id: post for post in posts}.values())


def are_alike(name: str, other: str) -> bool:
    """Tell whether two names of posts of one day are so alike that one is meant for the other."""
    return fuzz.ratio(name, other) >= _ALIKE
