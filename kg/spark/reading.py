"""Paths on any Hadoop file system in, posts out: files, JSON Lines and Parquet, by Spark's readers.

Files are read whole, each by one process, but JSON Lines and Parquet in pieces. Entries are merged
as `kg.readers.entries` does it, title by title. List pages are dumps of one blog's pages; one
process sets them right, as what stands on one may belong to any other.
"""

from __future__ import annotations

import datetime
import heapq
import math
import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from kg.errors import InputError
from kg.readers import Entry, InputFormat, Skipped, open_documents, parse_document
from kg.readers.entries import Extent, in_order, merge_separated, separate_passages
from kg.readers.files import find_post_files, is_hidden_or_none
from kg.readers.formats import ARCHIVE_SUFFIXES, SUFFIXES, looks_like_posts
from kg.readers.json_records import is_first_line, parse_line
from kg.readers.records import parse_record
from kg.spark.frames import Row, Rows, map_groups, map_rows
from kg.spark.posts import POST, row_of
from kg.spark.storage import Storage
from kg.titles import fold_title

_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")
_HEAD = 2**16
_SNIFFED = 2048
_PART, _LARGE_PART, _MOST_PARTS = 2**24, 2**27, 2000
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):/+")
_SKIPPED_SHOWN = 100

_ENTRY = (
    "title string, source string, text string, author string, date string, readers bigint, "
    "url string, tags array<string>, aliases array<string>, line bigint, extent string, "
    "rank bigint, folded string, reason string, remedy string, path string"
)
"""An entry, or with a reason why it is none. `rank` is its place among those of list pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read, its name in the input, and whether the user named it itself."""

    uri: str
    name: str
    size: int
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What to read, by how it is read, and what was passed over."""

    whole: tuple[Source, ...]
    by_lines: tuple[Source, ...]
    parquet: tuple[Source, ...]
    skipped: tuple[Skipped, ...]

    @property
    def parts(self) -> int:
        """How many parts the work is in: as the input is large, whatever the cluster is."""
        size = sum(one.size for one in (*self.whole, *self.by_lines, *self.parquet))
        parts = max(min(_MOST_PARTS, math.ceil(size / _PART)), math.ceil(size / _LARGE_PART))
        return max(2, parts)


def find_sources(
    spark: SparkSession, paths: Sequence[str], format_: InputFormat | None = None
) -> Sources:
    """Return the files under `paths`, which name files and folders, here or on a Hadoop system.

    Raises:
        InputError: a path does not exist, or there is nothing to read.
    """
    local = [_local_path(path) for path in paths]
    if all(local):
        files, skipped = _find_local([path for path in local if path])
    else:
        files, skipped = _find_remote(_Hadoop(spark), paths), ()
    parquet = [one for one in files if one.name.lower().endswith(_PARQUET)]
    others = [one for one in files if one not in parquet]
    by_lines = [
        one
        for one in others
        if format_ in (None, InputFormat.json)
        and one.name.lower().endswith(_LINES)
        and _is_json_lines(_Hadoop(spark).head(one.uri, _HEAD))
    ]
    whole = [one for one in others if one not in by_lines]
    # Hadoop's own convention, which its readers of files follow.
    hidden = [one for one in files if posixpath.basename(one.name).startswith("_")]
    if not whole and not by_lines and not parquet:
        raise InputError(", ".join(paths), "holds no post", "name another path")
    return Sources(
        whole=tuple(one for one in whole if one not in hidden),
        by_lines=tuple(one for one in by_lines if one not in hidden),
        parquet=tuple(one for one in parquet if one not in hidden),
        skipped=(
            *skipped,
            *(
                Skipped(source=one.name, reason="a name with _ before it, which Hadoop hides")
                for one in hidden
            ),
        ),
    )


def read_entries(
    sources: Sources, storage: Storage, format_: InputFormat | None = None
) -> DataFrame:
    """Return the entries of all files, and why others are none, as rows with a reason."""
    spark = storage.spark
    frames = []
    if sources.whole:
        frames.append(_read_whole(spark, sources.whole, format_))
    if sources.by_lines:
        frames.append(_read_lines(spark, sources.by_lines))
    if sources.parquet:
        frames.append(_read_parquet(spark, sources.parquet))
    entries = frames[0]
    for frame in frames[1:]:
        entries = entries.unionByName(frame)
    return storage.keep(entries, "entries")


def merge_posts(entries: DataFrame, storage: Storage) -> DataFrame:
    """Return the posts that the entries are copies of."""
    sound = entries.where("reason IS NULL")
    listed = sound.where("extent = 'listed'").repartition(1)
    separated = map_rows(listed, _separate, _ENTRY)
    every = sound.where("extent != 'listed'").unionByName(separated)
    posts = map_groups(every, "folded", _merge, POST, storage.parts)
    return storage.keep_by_id(posts.repartition(storage.parts, "id"), "posts")


def find_skipped(entries: DataFrame) -> list[Skipped]:
    """Return what was not read: of each part of the input the first hundred."""

    def first(rows: Rows) -> Iterator[Row]:
        yield from heapq.nsmallest(
            _SKIPPED_SHOWN, rows, key=lambda row: (row["source"], row["line"])
        )

    names = ("source", "line", "reason", "remedy", "path")
    skipped = entries.where("reason IS NOT NULL").select(*names)
    schema = "source string, line bigint, reason string, remedy string, path string"
    return [Skipped(**row.asDict()) for row in map_rows(skipped, first, schema).collect()]


def _separate(rows: Rows) -> Iterator[Row]:
    entries = separate_passages(in_order(map(_entry_of, rows)))
    yield from (_row_of_entry(entry, rank) for rank, entry in enumerate(entries))


def _merge(rows: Rows) -> Iterator[Row]:
    ranked = [(row["rank"], _entry_of(row)) for row in rows]
    others = in_order(entry for _, entry in ranked if entry.extent != "listed")
    listed = sorted(
        ((rank, entry) for rank, entry in ranked if entry.extent == "listed"),
        key=lambda pair: pair[0],
    )
    posts = merge_separated([*others, *(entry for _, entry in listed)])
    yield from map(row_of, posts)


def _read_whole(
    spark: SparkSession, sources: Sequence[Source], format_: InputFormat | None
) -> DataFrame:
    named = {_key(one.uri): one for one in sources}

    def parse(rows: Rows) -> Iterator[Row]:
        for row in rows:
            source = _the_source(named, row["path"])
            path = _shown_path(row["path"])
            for document in open_documents(row["content"], path, source.name, named=source.named):
                found = (
                    [document]
                    if isinstance(document, Skipped)
                    else parse_document(document, format_)
                )
                yield from map(_row_of_parsed, found)

    files = spark.read.format("binaryFile").load([_escape(one.uri) for one in sources])
    return map_rows(files.select("path", "content"), parse, _ENTRY)


def _read_lines(spark: SparkSession, sources: Sequence[Source]) -> DataFrame:
    named = {_key(one.uri): one for one in sources}

    def parse(rows: Rows) -> Iterator[Row]:
        place, number = None, 0
        for row in rows:
            if place != (row["path"], row["begin"]):
                place, number = (row["path"], row["begin"]), 0
            number += 1
            source, path = _the_source(named, row["path"]), _shown_path(row["path"])
            try:
                line = row["line"].decode()
            except UnicodeDecodeError:
                fault = InputError(path, "the line is not in UTF-8", "mend it", line=number)
                yield _row_of_parsed(_placed(Skipped.of_error(fault, source.name), row["begin"]))
                continue
            if line.strip():
                found = parse_line(line, number, path=path, source=source.name)
                yield _row_of_parsed(_placed(found, row["begin"]))

    lines = spark.read.text([_escape(one.uri) for one in sources]).select(
        F.col("value").cast("binary").alias("line"),
        F.col("_metadata.file_path").alias("path"),
        F.col("_metadata.file_block_start").alias("begin"),
    )
    return map_rows(lines, parse, _ENTRY)


def _placed(found: Entry | Skipped, begin: int) -> Entry | Skipped:
    """Return what a line of a piece of a file holds; only in the first piece its number is known.

    In the others the line is one that comes later than all of the piece before, as entries are in
    order by it.
    """
    if not begin:
        return found
    if isinstance(found, Entry):
        return replace(found, lines=(begin + found.lines[0],))
    reason = f"{found.reason} (line {found.line} after byte {begin})"
    return Skipped(source=found.source, reason=reason, remedy=found.remedy, path=found.path)


def _read_parquet(spark: SparkSession, sources: Sequence[Source]) -> DataFrame:
    named = {_key(one.uri): one for one in sources}

    def parse(rows: Rows) -> Iterator[Row]:
        for row in rows:
            path = row.pop("kg_path")
            number = row.pop("kg_row") + 1
            source = _the_source(named, path)
            record = {name.lower(): value for name, value in row.items() if value is not None}
            try:
                found = parse_record(
                    record, path=_shown_path(path), source=source.name, line=number
                )
            except InputError as error:
                found = Skipped.of_error(error, source.name)
            yield _row_of_parsed(found)

    reader = spark.read.option("mergeSchema", "true")
    rows = reader.parquet(*(_escape(one.uri) for one in sources)).select(
        "*",
        F.col("_metadata.file_path").alias("kg_path"),
        F.col("_metadata.row_index").alias("kg_row"),
    )
    return map_rows(rows, parse, _ENTRY)


def _row_of_parsed(found: Entry | Skipped) -> Row:
    if isinstance(found, Entry):
        return _row_of_entry(found)
    names = ("source", "line", "reason", "remedy", "path")
    return {name: getattr(found, name) for name in names}


def _row_of_entry(entry: Entry, rank: int = 0) -> Row:
    return {
        "title": entry.title,
        "source": entry.source,
        "text": entry.text,
        "author": entry.author,
        "date": entry.date.isoformat() if entry.date else None,
        "readers": entry.readers,
        "url": entry.url,
        "tags": [*entry.tags],
        "aliases": [*entry.aliases],
        "line": next(iter(entry.lines), None),
        "extent": entry.extent,
        "rank": rank,
        "folded": fold_title(entry.title),
    }


def _entry_of(row: Row) -> Entry:
    extent: Extent = row["extent"]
    return Entry(
        title=row["title"],
        source=row["source"],
        text=row["text"],
        author=row["author"],
        date=datetime.date.fromisoformat(row["date"]) if row["date"] else None,
        readers=row["readers"],
        url=row["url"],
        tags=tuple(row["tags"]),
        aliases=tuple(row["aliases"]),
        lines=() if row["line"] is None else (row["line"],),
        extent=extent,
    )


class _Hadoop:
    """What is asked of a Hadoop file system before Spark reads from it."""

    def __init__(self, spark: SparkSession) -> None:
        self._jvm: Any = spark.sparkContext._jvm  # the way to Hadoop's own API
        self._settings = spark.sparkContext._jsc.hadoopConfiguration()

    def files(self, path: str) -> list[tuple[str, int]]:
        """Return the files that a path is or holds, with their sizes.

        Raises:
            InputError: there is no such path, or it cannot be read.
        """
        try:
            place, system = self._open(path)
            found = system.listFiles(place, True)
            files = []
            while found.hasNext():
                status = found.next()
                files.append((status.getPath().toString(), int(status.getLen())))
        except Exception as error:
            fault = str(getattr(error, "java_exception", error)).partition("\n")[0]
            raise InputError(path, f"cannot be read ({fault})", "check the path") from error
        return files

    def qualify(self, path: str) -> str:
        """Return a path with the system and the folder that it is relative to."""
        place, system = self._open(path)
        return str(system.makeQualified(place).toString())

    def head(self, path: str, size: int) -> bytes:
        """Return the beginning of a file."""
        place, system = self._open(path)
        stream = system.open(place)
        try:
            return bytes(stream.readNBytes(size))
        finally:
            stream.close()

    def _open(self, path: str) -> tuple[Any, Any]:
        place = self._jvm.org.apache.hadoop.fs.Path(path)
        return place, place.getFileSystem(self._settings)


def _local_path(path: str) -> Path | None:
    """Return a path that this machine has, None if it is on another file system."""
    if path.startswith("file:"):
        return _shown_path(path)
    return Path(path) if not _SCHEME.match(path) and Path(path).exists() else None


def _find_local(paths: Sequence[Path]) -> tuple[list[Source], tuple[Skipped, ...]]:
    """Return what the local engine reads, and Parquet files."""
    parquet = {file: True for path in paths for file in _parquet_files(path)}
    others = [path for path in paths if path not in parquet]
    files = dict(parquet)
    skipped: tuple[Skipped, ...] = ()
    try:
        posts = find_post_files(others) if others else None
    except InputError:
        if not parquet:
            raise
        posts = None  # but for tables, the folders hold nothing
    if posts:
        files |= {file: name in posts.named for name, file in posts.files.items()}
        skipped = posts.skipped
    root = os.path.commonpath([p.absolute() if p.is_dir() else p.absolute().parent for p in paths])
    return [
        Source(
            uri=f"file://{file.absolute()}",
            name=Path(os.path.relpath(file.absolute(), root)).as_posix(),
            size=file.stat().st_size,
            named=named,
        )
        for file, named in files.items()
    ], skipped


def _parquet_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix.lower() in _PARQUET)
    return [path] if path.suffix.lower() in _PARQUET else []


def _find_remote(hadoop: _Hadoop, paths: Sequence[str]) -> list[Source]:
    listed = {hadoop.qualify(path): hadoop.files(path) for path in paths}
    roots = [
        path if any(uri != path for uri, _ in files) else posixpath.dirname(path)
        for path, files in listed.items()
    ]
    root = posixpath.commonpath(roots) if len(roots) > 1 else roots[0]
    found: dict[str, Source] = {}
    for path, files in listed.items():
        named = [uri for uri, _ in files] == [path]
        folders = {posixpath.splitext(uri)[0] + "_files/" for uri, _ in files}
        for uri, size in files:
            inside = PurePosixPath(uri.removeprefix(path).strip("/")).parts
            beside = any(f"{parent}_files/" in folders for parent in _parents(uri))
            if named or (not beside and _may_hold_posts(hadoop, uri, inside)):
                found[uri] = Source(
                    uri=uri, name=uri.removeprefix(root).strip("/"), size=size, named=named
                )
    return [found[uri] for uri in sorted(found)]


def _parents(uri: str) -> Iterator[str]:
    while (parent := posixpath.dirname(uri)) != uri:
        if parent.endswith("_files"):
            yield parent.removesuffix("_files")
        uri = parent


def _may_hold_posts(hadoop: _Hadoop, uri: str, inside: Sequence[str]) -> bool:
    name = inside[-1]
    if any(is_hidden_or_none([folder, "x"]) for folder in inside[:-1]) or is_hidden_or_none([name]):
        return False
    if name.lower().endswith((*SUFFIXES, *ARCHIVE_SUFFIXES, *_PARQUET)):
        return True
    return looks_like_posts(hadoop.head(uri, _SNIFFED), suffix=posixpath.splitext(name)[1])


def _is_json_lines(head: bytes) -> bool:
    """Tell by its beginning whether a file is JSON Lines in UTF-8, which can be cut anywhere."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first, end, rest = text.partition(b"\n")
    try:
        return is_first_line(first.decode(), more=bool(rest.strip())) if end else False
    except UnicodeDecodeError:
        return False


def _key(uri: str) -> str:
    """Return what the spellings of a URI have in common: Hadoop writes file:/a for file:///a."""
    return _SCHEME.sub(r"\1:/", uri)


def _the_source(named: Mapping[str, Source], uri: str) -> Source:
    return named.get(_key(uri)) or named[_key(unquote(uri))]


def _escape(uri: str) -> str:
    r"""Return a path that means itself where patterns may be given.

    Example:
        >>> _escape("file:///a{b}*")
        'file:///a\\{b\\}\\*'
    """
    return "".join(f"\\{letter}" if letter in "{}[]*?\\" else letter for letter in uri)


def _shown_path(uri: str) -> Path:
    """Return the path that errors name."""
    return Path(_SCHEME.sub("/" if uri.startswith("file:") else "", uri))
