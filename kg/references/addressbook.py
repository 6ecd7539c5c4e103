"""The addresses of posts in; for the target of a link, the posts that it leads to out."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from rapidfuzz import fuzz

from kg.addresses import address_shape, normalize_address, page_elsewhere, split_address
from kg.masking import FILE_ENDING
from kg.model import Post, Reference
from kg.titles import fold_title

_DATED = re.compile(r"^(\d{4})-(\d{2})-(\d{2})-(.+)$")
_DATED_PATH = re.compile(
    r"(?P<day>/\d{4}/\d{2}/\d{2})/(?:[^/]+/)*(?P<name>[^/]+)$|/\d{4}/\d{2}/[^/]+$"
)
_FILE = re.compile(rf"{FILE_ENDING}$")
# What a path has that is no /about or /tags.
_TELLING = re.compile(r"/[^/]+/|[-\d]|[^\x00-\x7f]")
_DAY_SHAPE = "/#/#/#/*"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Which addresses are the blog's own: its hosts, and the shapes of its posts' paths.

    `by_file` tells that no post has a URL, so that their files say where they are.
    """

    hosts: frozenset[str]
    shapes: frozenset[str]
    by_file: bool = False


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


def are_alike(name: str, other: str) -> bool:
    """Tell whether two names of posts of one day are so alike that one is meant for the other."""
    return fuzz.ratio(name, other) >= _ALIKE


def addresses_of(post: Post) -> Iterator[tuple[str, str]]:
    """Yield each address by which a link can name a post, after its kind.

    These are `host`; `path`, on the site, and its `shape` or, of a post without a date, its `shape
    of undated`; `dated`, the paths that generators make of a date and a file; `day`, the day and
    the name in a path, and `slug`, that name; `file`; `name`.

    Example:
        >>> [*addresses_of(Post(id="a", title="甲", url="https://b.example/2020/01/31/x"))]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('host', 'b.example'), ('path', '/2020/01/31/x'), ('shape of undated', '/#/#/#/*'),
         ('day', '/2020/01/31/x'), ('slug', 'x'), ('name', '甲')]
    """
    for target in [*([post.url] if post.url else []), *(a for a in post.aliases if a[:1] == "/")]:
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
    for title in (post.title, *post.aliases):
        yield "name", fold_title(title)


def files_of(post: Post) -> Iterator[str]:
    """Yield the path of a post's file, in small letters and without its ending, and that which it
    would have if its name were what its address has.

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
    """Yield the folders that a relative link in a post may start from: the one that its file is in,
    or its page, which generators make a folder of.

    Example:
        >>> [*bases_of(Post(id="a", title="甲", source="posts/jia.md"))]
        ['posts', 'posts/jia']
    """
    yield posixpath.dirname(post.source or "")
    yield from files_of(post)


def pages_of(post: Post) -> Iterator[str]:
    """Yield the same of its address on the site, if that is known."""
    if post.url:
        _, page = split_address(post.url)
        yield posixpath.dirname(page)
        yield page


def _dated_paths(post: Post, file: str) -> Iterator[str]:
    """Yield the paths that generators give a file unless told otherwise: Jekyll of the day in its
    name; Hexo of the post's day and all of the name, behind the folders in `_posts`; Hugo often of
    the month alone.
    """
    folder, name = posixpath.split(file.rpartition("_posts/")[2])
    days, names = {str(post.date)} if post.date else set(), {name}
    if dated := _DATED.match(name):
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
        is_post = bool(posts) or self._is_of_posts(path)
        return Destination(address=path, posts=posts, is_post=is_post, is_own=True, reason=reason)

    def _at(self, path: str) -> tuple[Post, ...]:
        found = self._paths.get(path.rstrip("/"), [])
        if not found and (ending := dated_path(path)):
            found = self._dated.get(ending, [])
        return _once(found)

    def _is_of_posts(self, path: str) -> bool:
        """Tell whether a path is one that posts have; that of a file to download is none."""
        is_shaped = address_shape(path) in self._site.shapes and not _FILE.search(path)
        return is_shaped or self._is_dated(path)

    def _is_dated(self, path: str) -> bool:
        """Tell whether a path is a post's by its day, in whatever folder; no file of a post's."""
        name = posixpath.basename(day_and_name(path))
        by_day = self._site.by_file and _DAY_SHAPE in self._site.shapes
        return by_day and bool(name) and "." not in name

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
