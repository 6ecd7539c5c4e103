"""A ZIP or tar in, the files in it out, one after the other; nothing is written to disk.

An archive is not trusted: one whose names climb out of it, or that unpacks to far more than it is,
is refused as a whole.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kg.errors import InputError
from kg.readers.files import is_hidden_or_none
from kg.readers.formats import ARCHIVE_SUFFIXES, SUFFIXES, UNREAD_SUFFIXES, looks_like_posts
from kg.readers.sites.names import may_be_settings
from kg.readers.skipped import Skipped

MAX_UNPACKED = 2**31
"""How many bytes an archive may unpack to."""

MAX_RATIO = 200
"""How many times its own size an archive may unpack to, if that is more than is harmless."""

MAX_FILES = 200_000
"""How many files an archive may hold."""

_HARMLESS = 2**24  # bytes, to which any may unpack
_REMEDY = "unpack it yourself and look what it holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive and its path there."""

    name: str
    content: bytes


def is_archive(path: Path) -> bool:
    """Tell an archive by its name.

    Example:
        >>> is_archive(Path("blog.tar.gz")), is_archive(Path("notes.docx"))
        (True, False)
    """
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def open_archive(content: bytes, path: Path) -> Iterator[Member | Skipped]:
    """Yield the files in an archive that may hold posts, or the settings of a site, in the order of
    their names.

    `path` is what errors name.

    Raises:
        InputError: the archive is damaged or encrypted, names a path outside, or unpacks to too
            much.
    """
    try:
        if zipfile.is_zipfile(io.BytesIO(content)) or path.suffix.lower() == ".zip":
            members = _read_zip(content, path)
        else:
            members = _read_tar(content, path)
        yield from sorted(members, key=lambda member: getattr(member, "name", ""))
    except (
        zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
        EOFError, OSError, RuntimeError, NotImplementedError, ValueError, struct.error,
    ) as error:  # fmt: skip
        said = str(error).partition("\n")[0].removesuffix(":") or type(error).__name__
        fault = f"is no archive that can be read ({said})"
        raise InputError(path, fault, "pack it again, or unpack it yourself") from error


def _read_zip(content: bytes, path: Path) -> list[Member | Skipped]:
    members: list[Member | Skipped] = []
    budget = _Budget(path, len(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            budget.count_file()
            name = _checked(info.filename, path)
            if info.is_dir() or (info.external_attr >> 16) & 0o170000 == 0o120000:
                continue  # a folder, or a symbolic link
            with archive.open(info) as file:
                members += _member(name, path, budget.read(file))
    return members


def _read_tar(content: bytes, path: Path) -> list[Member | Skipped]:
    members: list[Member | Skipped] = []
    budget = _Budget(path, len(content))
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
        for info in archive:
            budget.count_file()
            name = _checked(info.name, path)
            file = archive.extractfile(info) if info.isreg() else None
            if file:
                members += _member(name, path, budget.read(file))
    return members


def _member(name: str, path: Path, content: bytes) -> list[Member | Skipped]:
    parts = PurePosixPath(name).parts
    if not parts or is_hidden_or_none(parts):
        return []
    if name.lower().endswith(ARCHIVE_SUFFIXES):
        reason = "an archive in an archive"
        return [Skipped(source=f"{path.name}/{name}", reason=reason)]
    suffix = PurePosixPath(name).suffix.lower()
    is_read = suffix in (*SUFFIXES, *UNREAD_SUFFIXES) or may_be_settings(name)
    if is_read or looks_like_posts(content[:2048], suffix=suffix):
        return [Member(name=name, content=content)]
    return []


def _checked(name: str, path: Path) -> str:
    """Return a name with its separators made alike, if it stays inside the archive."""
    if not name:
        raise ValueError("a file in it has no name")
    posix = name.replace("\\", "/")
    if posix.startswith("/") or ".." in posix.split("/") or posix[1:2] == ":" or "\0" in posix:
        raise InputError(path, f"names a path outside itself ({name[:80]!r})", _REMEDY)
    return PurePosixPath(posix).as_posix()


class _Budget:
    """What may still be unpacked of one archive."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._limit = min(MAX_UNPACKED, max(_HARMLESS, MAX_RATIO * size))
        self._bytes = 0
        self._files = 0

    def count_file(self) -> None:
        self._files += 1
        if self._files > MAX_FILES:
            raise InputError(self._path, f"holds more than {MAX_FILES:,} files", _REMEDY)

    def read(self, file: IO[bytes]) -> bytes:
        content = file.read(self._limit - self._bytes + 1)
        self._bytes += len(content)
        if self._bytes > self._limit:
            fault = f"unpacks to more than {self._limit:,} bytes"
            raise InputError(self._path, fault, _REMEDY)
        return content
