"""What a file of one post says of itself in, its entry out, the same for all such formats."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from kg.readers.dates import parse_date, parse_dated_path, unread_date
from kg.readers.entries import Entry
from kg.readers.front_matter import PLACEHOLDER, FrontMatter
from kg.readers.sites.finding import Place
from kg.readers.sites.pages import Page, is_in_folder, is_pattern, join_address
from kg.readers.skipped import Skipped

_DATED_NAME = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d\d[01]\d[0-3]\d)-(?P<name>.+)$")
_ENTITY = re.compile(r"&#?\w{1,31};")  # which HTML, and so Markdown, has in titles, too: A&amp;B
# What Quarto and R Markdown work out when they make the page; it is no day of the post's.
_WORKED_OUT = re.compile(r"today|now|last-modified|`r .*`", re.DOTALL)
_INDEX_NAMES = frozenset({"index", "_index"})


def reason_to_skip(head: FrontMatter, source: str) -> str | None:
    """Return why a file is not among the posts that readers see, None if it is.

    Example:
        >>> reason_to_skip(FrontMatter(values={"draft": "true"}), "posts/a.md")
        'a draft'
    """
    folders = PurePosixPath(source).parts[:-1]
    status = (head.text("status") or "").lower()
    if "_drafts" in folders or head.is_true("draft") or status == "draft":
        return "a draft"
    is_published = head.is_true("published", default=True) and status != "private"
    return None if is_published else "not published"


def make_entry(
    head: FrontMatter,
    *,
    heading: str | None,
    text: str,
    lines: Sequence[int],
    written: str,
    path: Path,
    source: str,
    place: Place | None = None,
) -> list[Entry | Skipped]:
    """Return the entry of a file, and its date if that is none; or that the file is a template.

    Args:
        head: what it says of itself; what that lacks, `heading` and the file's name tell.
        heading: the first in the text.
        text: the text of the post, as Markdown.
        lines: the line of the file that each line of the text came from.
        written: the whole file, in which a fault is looked for.
        path: the file, as errors name it.
        source: the file's name in the input.
        place: its place in the site of a generator, whose settings tell its address.

    Example:
        >>> [entry] = make_entry(
        ...     FrontMatter(values={"tags": "a, b"}), heading=None, text="正文", lines=(1,),
        ...     written="正文", path=Path("a.md"), source="2020-01-02-svm/index.md")
        >>> entry.title, str(entry.date), entry.tags
        ('svm', '2020-01-02', ('a', 'b'))
    """
    name = _name(source)
    dated = _DATED_NAME.match(name)
    title = head.text("title") or heading
    written_date = head.text("date", "publishdate", "pubdate", "created")
    if any(PLACEHOLDER.fullmatch(one or "") for one in (title, written_date)):
        return [Skipped(source=source, reason="a template")]
    date = parse_date(written_date or "")
    unread = []
    if written_date and not date and not _WORKED_OUT.fullmatch(written_date):
        line = written.partition(written_date)[0].count("\n") + 1 if written_date in written else 1
        unread.append(unread_date(written_date, path=path, source=source, line=line))
    told = date or parse_dated_path(name) or parse_dated_path(source)
    # A generator that reads no date here, either, may give the post any address.
    url, paths = _addresses(head, place, date if unread else told)
    entry = Entry(
        title=_unescape(title or (dated["name"] if dated else name)).strip(),
        source=source,
        text=text,
        author=head.text("author") or next(iter(head.texts("author", "authors")), None),
        date=told,
        url=url,
        slug=head.text("slug"),
        tags=head.words("tags", "tag", "keywords", "categories", "category"),
        aliases=(*head.texts("aliases", "alias", "redirect_from"), *paths),
        lines=tuple(lines),
        extent="whole",
    )
    return [entry, *unread]


def _addresses(
    head: FrontMatter, place: Place | None, date: datetime.date | None
) -> tuple[str | None, tuple[str, ...]]:
    """Return the whole address that a post states, or the one that its site gives it, and paths
    that lead there, too.
    """
    own = head.text("url", "permalink")
    if own and "://" in own:
        return own, ()
    path = place.site.path_of(Page(file=place.file, head=head, date=date)) if place else None
    if place and path:
        # Links often leave out the folder that the site is in, which templates put before them.
        below = (join_address("", path),) if is_in_folder(place.site.base) else ()
        return join_address(place.site.base, path), below
    own = own or head.text("canonical_url")
    abbrlink = None if place else head.text("abbrlink")
    # Where Hexo's plugin of this name puts a post unless settings tell otherwise.
    short = (f"/posts/{abbrlink}/",) if abbrlink else ()
    return None if own and is_pattern(own) else own, short


def _unescape(title: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match.group()), title)


def _name(source: str) -> str:
    """Return the file's name, or that of the folder of a page bundle: posts/svm/index.md."""
    file = PurePosixPath(source)
    return file.parent.name if file.stem in _INDEX_NAMES and file.parent.name else file.stem
