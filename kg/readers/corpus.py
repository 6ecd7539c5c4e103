"""Paths in, posts out: files are found, archives opened, each file's format is told, the reader of
that format makes entries of it, and these are merged. What cannot be read is skipped and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from pkgutil import resolve_name

from kg.errors import InputError, NoPostsError
from kg.model import InputFormat, Post
from kg.readers.archives import Member, is_archive, open_archive
from kg.readers.contents import decode, read_bytes
from kg.readers.entries import Entry
from kg.readers.files import find_post_files
from kg.readers.formats import detect_format
from kg.readers.merging import merge_entries
from kg.readers.sites.finding import ArchiveSites, FolderSites, Place
from kg.readers.sites.names import may_be_settings
from kg.readers.skipped import Skipped, report_skipped

# By name, so that a parser and the libraries it stands on are imported where a file asks for them.
_PARSERS = {
    InputFormat.markdown: "kg.readers.markdown:parse_markdown",
    InputFormat.rst: "kg.readers.restructured_text:parse_restructured_text",
    InputFormat.notebook: "kg.readers.notebooks:parse_notebook",
    InputFormat.html: "kg.readers.html_pages:parse_html_page",
    InputFormat.feed: "kg.readers.feeds:parse_feed",
    InputFormat.wordpress: "kg.readers.wordpress:parse_wordpress",
    InputFormat.json: "kg.readers.json_records:parse_json",
    InputFormat.csv: "kg.readers.csv_records:parse_csv",
    InputFormat.list_page: "kg.readers.list_pages:parse_list_page",
}
# The formats of single posts, of which the settings of a site tell where they are.
_PLACED = frozenset({InputFormat.markdown, InputFormat.rst, InputFormat.notebook})
_FORMATS = ", ".join(InputFormat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The posts that were read, each once and sorted by date and title, and what was skipped."""

    posts: tuple[Post, ...]
    skipped: tuple[Skipped, ...]

    @property
    def faults(self) -> tuple[Skipped, ...]:
        """What was skipped because something is wrong with it."""
        return tuple(one for one in self.skipped if one.is_fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file, or one in an archive: its name in the input, and the path that errors name.

    `named` tells that the user named it itself, so that it must be one of posts; `place` is its
    place in the site of a generator, if it is part of one.
    """

    source: str
    path: Path
    content: bytes
    named: bool
    place: Place | None = None


def read_posts(
    paths: Path | str | Sequence[Path | str],
    *,
    format: InputFormat | None = None,  # noqa: A002
    track: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> list[Post]:
    """Read every post under `paths`, one or several, each post once, sorted by date and title.

    As `read_corpus`, but what has a fault is an error.

    Raises:
        InputError: naming the first file that is missing, unreadable or not in its format.

    Example:
        >>> posts = read_posts("seeds")
        >>> len(posts), posts[1].title, str(posts[1].date)
        (36, 'It is time.', '2015-05-24')
    """
    corpus = read_corpus(paths, format=format, track=track)
    if corpus.faults:
        raise corpus.faults[0].as_error()
    return list(corpus.posts)


def read_corpus(
    paths: Path | str | Sequence[Path | str],
    *,
    format: InputFormat | None = None,  # noqa: A002
    parse: Callable[[Document, InputFormat | None], list[Entry | Skipped]] | None = None,
    track: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Corpus:
    """Read every post under `paths`, one or several, that can be read.

    A folder is searched through for files that may hold posts; a file is read whatever its name.
    The format is told from the content, or is `format` for all. `parse` stands in for
    `parse_document` where its results are kept from an earlier build. `track` wraps the iteration
    over the files, for a progress bar.

    Raises:
        InputError: a path is missing, a folder holds no file of a known format, or nothing at all
            could be read.

    Example:
        >>> corpus = read_corpus("seeds")
        >>> len(corpus.posts), corpus.skipped
        (36, ())
    """
    given = [paths] if isinstance(paths, Path | str) else paths
    found = find_post_files(given)
    names = {path: name for name, path in found.files.items()}
    entries: list[Entry] = []
    skipped = [*found.skipped]
    parse = parse or parse_document
    sites = FolderSites(found.name_of)
    for path in track(list(found.files.values())):
        place = sites.place_of(path)
        for document in _open(path, names[path], named=names[path] in found.named, place=place):
            parsed = [document] if isinstance(document, Skipped) else parse(document, format)
            entries += (one for one in parsed if isinstance(one, Entry))
            skipped += (one for one in parsed if isinstance(one, Skipped))
    skipped += sites.faults
    faults = sorted(one for one in skipped if one.is_fault)
    if not entries and faults:
        raise faults[0].as_error()
    if not entries:
        fault = "; ".join(["holds no post", *report_skipped(skipped)])
        raise InputError(", ".join(map(str, given)), fault, "name another path")
    return Corpus(posts=tuple(merge_entries(entries)), skipped=tuple(sorted(skipped)))


def _open(
    path: Path, name: str, *, named: bool, place: Place | None
) -> Iterator[Document | Skipped]:
    try:
        content = read_bytes(path)
    except InputError as error:
        yield Skipped.of_error(error, name)
        return
    yield from open_documents(content, path, name, named=named, place=place)


def open_documents(
    content: bytes, path: Path, name: str, *, named: bool, place: Place | None = None
) -> Iterator[Document | Skipped]:
    """Yield the file with this content, or the files in the archive, or why it cannot be opened.

    `place` is that of the file in a site; an archive has the settings of its sites in it.
    """
    if not is_archive(path):
        yield Document(source=name, path=path, content=content, named=named, place=place)
        return
    try:
        members = list(open_archive(content, path))
    except InputError as error:
        yield Skipped.of_error(error, name)
        return
    settings = {
        member.name: member.content
        for member in members
        if isinstance(member, Member) and may_be_settings(member.name)
    }
    sites = ArchiveSites(settings, path, name)
    for member in members:
        if isinstance(member, Skipped):
            yield member
        elif member.name not in settings:
            yield Document(
                source=f"{name}/{member.name}",
                path=path / member.name,
                content=member.content,
                named=False,
                place=sites.place_of(PurePosixPath(member.name)),
            )
    yield from sites.faults


def parse_document(document: Document, format_: InputFormat | None) -> list[Entry | Skipped]:
    """Return the entries of a file in `format_`, or in the one that its content tells."""
    try:
        return [*_parse_or_fail(document, format_)]
    except NoPostsError as error:
        if document.named:
            return [Skipped.of_error(error, document.source)]
        return [Skipped(source=document.source, line=error.line or 0, reason=error.fault)]
    except InputError as error:
        return [Skipped.of_error(error, document.source)]


def _parse_or_fail(document: Document, format_: InputFormat | None) -> Sequence[Entry | Skipped]:
    path = document.path
    text = decode(document.content, path)
    if not text.strip():
        raise NoPostsError(path, "is empty", "name another file")
    form = format_ or detect_format(text, path.suffix.lower())
    if not form:
        remedy = f"convert it to Markdown, or say which by --format {_FORMATS}"
        raise NoPostsError(path, "is of no known format", remedy)
    parse: Callable[..., Sequence[Entry | Skipped]] = resolve_name(_PARSERS[form])
    placed = {"place": document.place} if form in _PLACED else {}
    return parse(text, path=path, source=document.source, **placed)
