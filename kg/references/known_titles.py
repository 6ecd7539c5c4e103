"""A list of the blog's titles (TSV) in, posts that are known without having been read out."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.addresses import normalize_address
from kg.errors import InputError
from kg.model import Post
from kg.readers.contents import decode, read_bytes
from kg.titles import fold_title, slugify

_NEEDED = ("id", "date", "title")
_COLUMNS = (
    "the first line must name the columns id, date, title and may name url, separated by tabs"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTitle:
    """A line of the list; `id` is what the blog's addresses number or name the post by."""

    id: str
    title: str
    date: datetime.date | None = None
    url: str | None = None


def read_titles(path: Path | str) -> list[KnownTitle]:
    r"""Return the lines of a TSV file with the columns id, date, title and perhaps url.

    A date may be missing; further columns are passed over.

    Raises:
        InputError: the file cannot be read, lacks a column, or has a line with too many or too few
            fields, a date that does not exist, no title, or an id or url that another line has.

    Example:
        >>> import tempfile
        >>> with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        ...     _ = file.write("id\tdate\ttitle\n42\t2020-01-31\t你好\n")
        ...     file.flush()
        ...     [(known.id, str(known.date), known.title) for known in read_titles(file.name)]
        [('42', '2020-01-31', '你好')]
    """
    path = Path(path)
    lines = decode(read_bytes(path), path).split("\n")
    columns = [name.strip().lower() for name in lines[0].split("\t")]
    if missing := [name for name in _NEEDED if name not in columns]:
        raise InputError(path, f"there is no column {missing[0]}", _COLUMNS, line=1)
    known: list[KnownTitle] = []
    first_lines: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        fields = line.split("\t")
        if len(fields) != len(columns):
            fault = f"has {len(fields)} fields, not {len(columns)}"
            raise InputError(path, fault, "separate the columns by single tabs", line=number)
        title = _known_title(dict(zip(columns, map(str.strip, fields), strict=True)), path, number)
        for key in filter(None, (title.id, title.url)):
            if key in first_lines:
                fault = f"{key} stands in line {first_lines[key]} already"
                raise InputError(path, fault, "keep one of the two", line=number)
            first_lines[key] = number
        known.append(title)
    if not known:
        raise InputError(path, "lists no title", "name another file", line=1)
    return known


def add_known_titles(posts: Sequence[Post], known: Sequence[KnownTitle]) -> list[Post]:
    """Return the posts that were read and, not listed, those that only the list knows.

    A line that is a post that was read, by its address or else by title and date, gives it the date
    it lacks, and its title where it is another. Where the addresses of posts that were read end in
    the ids of the list, those of the others follow.

    Example:
        >>> read = [Post(id="post/甲", title="甲", url="https://blog.example/archives/1")]
        >>> known = [KnownTitle(id="1", title="甲（一）"), KnownTitle(id="2", title="乙")]
        >>> [(post.title, post.aliases, post.url) for post in add_known_titles(read, known)]
        [('甲', ('甲（一）',), 'https://blog.example/archives/1'), ('乙', (), None)]
    """
    read = _ReadPosts(posts)
    pairs = [(one, read.find(one)) for one in known]
    found = [(one, post) for one, post in pairs if post]
    lines_of: dict[str, list[KnownTitle]] = defaultdict(list)
    for one, post in found:
        lines_of[post.id].append(one)
    rest = [one for one, post in pairs if not post]
    return [
        *(_with_lines(post, lines_of[post.id]) for post in posts),
        *_unread(rest, {post.id for post in posts}, _address_prefix(found)),
    ]


class _ReadPosts:
    """The posts that were read, among which to look up a line of the list."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._by_address = {normalize_address(post.url): post for post in posts if post.url}
        self._by_last = {
            address.rpartition("/")[2]: post for address, post in self._by_address.items()
        }
        self._by_title: dict[str, list[Post]] = defaultdict(list)
        for post in posts:
            self._by_title[fold_title(post.title)].append(post)

    def find(self, one: KnownTitle) -> Post | None:
        """Return the post of a line: by its address, by title and date, or by the address's end."""
        if one.url and (post := self._by_address.get(normalize_address(one.url))):
            return post
        for post in self._by_title[fold_title(one.title)]:
            if not (post.date and one.date) or post.date == one.date:
                return post
        numbered = self._by_last.get(one.id)
        return numbered if numbered and not one.url and numbered.date in (None, one.date) else None


def _known_title(row: dict[str, str], path: Path, line: int) -> KnownTitle:
    if not row["title"]:
        raise InputError(path, "the title is missing", "write it there", line=line)
    if not row["id"]:
        raise InputError(path, "the id is missing", "write it there", line=line)
    date = None
    if row["date"]:
        try:
            date = datetime.date.fromisoformat(row["date"][:10])
        except ValueError:
            fault = f"the date {row['date']} is none"
            raise InputError(path, fault, "write it as 2020-01-31", line=line) from None
    return KnownTitle(id=row["id"], title=row["title"], date=date, url=row.get("url") or None)


def _address_prefix(pairs: Sequence[tuple[KnownTitle, Post]]) -> str | None:
    """Return what the addresses of posts begin with, if all of them end in the ids of the list."""
    addressed = [(one, post.url.rstrip("/")) for one, post in pairs if post.url]
    prefixes = Counter(
        url.removesuffix(one.id) if re.search(rf"/{re.escape(one.id)}$", url) else None
        for one, url in addressed
    )
    [(prefix, count)] = prefixes.most_common(1) or [(None, 0)]
    return prefix if count >= 2 and count >= 0.9 * len(addressed) else None


def _with_lines(post: Post, lines: Sequence[KnownTitle]) -> Post:
    if not lines:
        return post
    others = {one.title for one in lines if fold_title(one.title) != fold_title(post.title)}
    return replace(
        post,
        aliases=tuple(sorted({*post.aliases, *others})),
        date=post.date or lines[0].date,
        url=post.url or lines[0].url,
    )


def _unread(lines: Sequence[KnownTitle], taken: set[str], prefix: str | None) -> list[Post]:
    """Make a post of each line; of those with one title only the oldest has the bare id."""
    taken = set(taken)
    posts = []
    for one in sorted(lines, key=lambda one: (one.date or datetime.date.max, one.title, one.id)):
        id_ = f"post/{slugify(one.title)}"
        for suffix in (one.date, slugify(one.id)):
            if id_ in taken and suffix:
                id_ = f"{id_}_{suffix}"
        taken.add(id_)
        url = one.url or (f"{prefix}{one.id}" if prefix else None)
        posts.append(Post(id=id_, title=one.title, date=one.date, url=url, listed=False))
    return posts
