"""Files on any Hadoop file system in, posts out: text files, JSON Lines and Parquet, by Spark.

Files are read whole, each by one process, but JSON Lines and Parquet in pieces. Entries are merged
as `kg.readers.merging` does it, title by title. List pages are dumps of one blog's pages; one
process sets them right, as what stands on one may belong to any other.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from kg.errors import InputError
from kg.readers import Entry, InputFormat, Skipped, open_documents, parse_document
from kg.readers.entries import Extent
from kg.readers.json_records import parse_line
from kg.readers.merging import in_order, merge_separated
from kg.readers.passages import separate_passages
from kg.readers.records import parse_record
from kg.spark.frames import Row, Rows, map_groups, map_rows
from kg.spark.posts import POST, row_of
from kg.spark.sources import Source, Sources, shown_path, uri_key
from kg.spark.storage import Storage
from kg.titles import fold_title

_SKIPPED_SHOWN = 100

_ENTRY = (
    "title string, source string, text string, author string, date string, readers bigint, "
    "url string, slug string, tags array<string>, aliases array<string>, line bigint, "
    "extent string, rank bigint, folded string, reason string, remedy string, path string, "
    "part string"
)
"""An entry, or with a reason why it is none. `rank` is its place among those of list pages."""


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

    skipped = entries.where("reason IS NOT NULL").select(*Skipped.__slots__)
    schema = "source string, line bigint, reason string, remedy string, path string, part string"
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
    named = {uri_key(one.uri): one for one in sources}

    def parse(rows: Rows) -> Iterator[Row]:
        for row in rows:
            source = _the_source(named, row["path"])
            path = shown_path(row["path"])
            for document in open_documents(
                row["content"], path, source.name, named=source.named, place=source.place
            ):
                found = (
                    [document]
                    if isinstance(document, Skipped)
                    else parse_document(document, format_)
                )
                yield from map(_row_of_parsed, found)

    files = spark.read.format("binaryFile").load([_escape(one.uri) for one in sources])
    return map_rows(files.select("path", "content"), parse, _ENTRY)


def _read_lines(spark: SparkSession, sources: Sequence[Source]) -> DataFrame:
    named = {uri_key(one.uri): one for one in sources}

    def parse(rows: Rows) -> Iterator[Row]:
        place, number = None, 0
        for row in rows:
            if place != (row["path"], row["begin"]):
                place, number = (row["path"], row["begin"]), 0
            number += 1
            source, path = _the_source(named, row["path"]), shown_path(row["path"])
            try:
                line = row["line"].decode()
            except UnicodeDecodeError:
                fault = InputError(path, "the line is not in UTF-8", "mend it", line=number)
                yield _row_of_parsed(_placed(Skipped.of_error(fault, source.name), row["begin"]))
                continue
            if line.strip():
                for found in parse_line(line, number, path=path, source=source.name):
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
    return replace(found, line=0, reason=reason)


def _read_parquet(spark: SparkSession, sources: Sequence[Source]) -> DataFrame:
    named = {uri_key(one.uri): one for one in sources}

    def parse(rows: Rows) -> Iterator[Row]:
        for row in rows:
            path = row.pop("kg_path")
            number = row.pop("kg_row") + 1
            source = _the_source(named, path)
            record = {name.lower(): value for name, value in row.items() if value is not None}
            try:
                found = parse_record(record, path=shown_path(path), source=source.name, line=number)
            except InputError as error:
                found = [Skipped.of_error(error, source.name)]
            yield from map(_row_of_parsed, found)

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
    return {name: getattr(found, name) for name in Skipped.__slots__}


def _row_of_entry(entry: Entry, rank: int = 0) -> Row:
    return {
        "title": entry.title,
        "source": entry.source,
        "text": entry.text,
        "author": entry.author,
        "date": entry.date.isoformat() if entry.date else None,
        "readers": entry.readers,
        "url": entry.url,
        "slug": entry.slug,
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
        slug=row["slug"],
        tags=tuple(row["tags"]),
        aliases=tuple(row["aliases"]),
        lines=() if row["line"] is None else (row["line"],),
        extent=extent,
    )


def _the_source(named: Mapping[str, Source], uri: str) -> Source:
    return named.get(uri_key(uri)) or named[uri_key(unquote(uri))]


def _escape(uri: str) -> str:
    r"""Return a path that means itself where patterns may be given.

    Example:
        >>> _escape("file:///a{b}*")
        'file:///a\\{b\\}\\*'
    """
    return "".join(f"\\{letter}" if letter in "{}[]*?\\" else letter for letter in uri)
