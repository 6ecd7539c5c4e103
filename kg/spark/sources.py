"""Paths on any Hadoop file system in, the files to read under them out, by how each is read."""

from __future__ import annotations

import math
import os
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from pyspark.sql import SparkSession

from kg.errors import InputError
from kg.readers import InputFormat, Skipped
from kg.readers.files import find_post_files, is_hidden_or_none
from kg.readers.formats import ARCHIVE_SUFFIXES, SUFFIXES, UNREAD_SUFFIXES, looks_like_posts
from kg.readers.json_records import is_first_line
from kg.readers.sites.finding import FolderSites, Place
from kg.spark.hadoop import Hadoop

_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")
_HEAD = 2**16
_SNIFFED = 2048
_PART, _LARGE_PART, _MOST_PARTS = 2**24, 2**27, 2000
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):/+")

_How = Literal["whole", "by_lines", "parquet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read, its name in the input, and whether the user named it itself.

    `place` is its place in a site, which is known of files on this machine only.
    """

    uri: str
    name: str
    size: int
    named: bool
    place: Place | None = None


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
    hadoop = Hadoop(spark)
    local = [_local_path(path) for path in paths]
    if all(local):
        files, skipped = _find_local([path for path in local if path])
    else:
        files, skipped = _find_remote(hadoop, paths), ()
    read: dict[_How, list[Source]] = {"whole": [], "by_lines": [], "parquet": []}
    for one in files:
        if posixpath.basename(one.name).startswith("_"):
            reason = "a name with _ before it, which Hadoop hides"  # from its readers of files
            skipped += (Skipped(source=one.name, reason=reason),)
        else:
            read[_how_to_read(one, hadoop, format_)].append(one)
    if not any(read.values()):
        raise InputError(", ".join(paths), "holds no post", "name another path")
    return Sources(
        whole=tuple(read["whole"]),
        by_lines=tuple(read["by_lines"]),
        parquet=tuple(read["parquet"]),
        skipped=skipped,
    )


def _how_to_read(source: Source, hadoop: Hadoop, format_: InputFormat | None) -> _How:
    name = source.name.lower()
    if name.endswith(_PARQUET):
        return "parquet"
    may_be_lines = format_ in (None, InputFormat.json) and name.endswith(_LINES)
    if may_be_lines and _is_json_lines(hadoop.head(source.uri, _HEAD)):
        return "by_lines"
    return "whole"


def uri_key(uri: str) -> str:
    """Return what the spellings of a URI have in common: Hadoop writes file:/a for file:///a."""
    return _SCHEME.sub(r"\1:/", uri)


def shown_path(uri: str) -> Path:
    """Return the path that errors name."""
    return Path(_SCHEME.sub("/" if uri.startswith("file:") else "", uri))


def _local_path(path: str) -> Path | None:
    """Return a path that this machine has, None if it is on another file system."""
    if path.startswith("file:"):
        return shown_path(path)
    return Path(path) if not _SCHEME.match(path) and Path(path).exists() else None


def _find_local(paths: Sequence[Path]) -> tuple[list[Source], tuple[Skipped, ...]]:
    """Return what the local engine reads, and Parquet files."""
    parquet = {file: True for path in paths for file in _parquet_files(path)}
    others = [path for path in paths if path not in parquet]
    files = dict(parquet)
    skipped: tuple[Skipped, ...] = ()
    places: dict[Path, Place | None] = {}
    try:
        posts = find_post_files(others) if others else None
    except InputError:
        if not parquet:
            raise
        posts = None  # but for tables, the folders hold nothing
    if posts:
        files |= {file: name in posts.named for name, file in posts.files.items()}
        sites = FolderSites(posts.name_of)
        places = {file: sites.place_of(file) for file in posts.files.values()}
        skipped = (*posts.skipped, *sites.faults)
    root = os.path.commonpath([p.absolute() if p.is_dir() else p.absolute().parent for p in paths])
    return [
        Source(
            uri=f"file://{file.absolute()}",
            name=Path(os.path.relpath(file.absolute(), root)).as_posix(),
            size=file.stat().st_size,
            named=named,
            place=places.get(file),
        )
        for file, named in files.items()
    ], skipped


def _parquet_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix.lower() in _PARQUET)
    return [path] if path.suffix.lower() in _PARQUET else []


def _find_remote(hadoop: Hadoop, paths: Sequence[str]) -> list[Source]:
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


def _may_hold_posts(hadoop: Hadoop, uri: str, inside: Sequence[str]) -> bool:
    name = inside[-1]
    if any(is_hidden_or_none([folder, "x"]) for folder in inside[:-1]) or is_hidden_or_none([name]):
        return False
    if name.lower().endswith((*SUFFIXES, *UNREAD_SUFFIXES, *ARCHIVE_SUFFIXES, *_PARQUET)):
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
