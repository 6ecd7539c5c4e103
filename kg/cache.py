"""What follows from one post alone, kept from one build to the next in one SQLite file.

A value is kept under a digest of all that it follows from: the program, the vocabulary, the post's
title and text. So it is right whenever it is found, and nothing has to be told apart as old; what
a build does not ask for is dropped when it is done. Values are plain JSON or parts of files (see
`kg.parts`), never code, and compressed.

The file is written in one transaction at the end: a build that is killed leaves it as it was, and
of two builds at once each finds it whole. A file that is damaged is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import zstandard

T = TypeVar("T")

_PROGRAM_SUFFIXES = (".py", ".toml")
_SCHEMA = (
    "PRAGMA page_size = 65536",  # all is read at once, in half the time that small pages take
    "CREATE TABLE IF NOT EXISTS kept"
    " (key BLOB PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL)",
)
_COMPRESSOR = zstandard.ZstdCompressor(level=-3)  # for speed: most is read far more than once
_DECOMPRESSOR = zstandard.ZstdDecompressor()
_DECODER = msgspec.json.Decoder()
_DIGEST_BYTES = 16
_WAIT = 30.0


def _same(value: T) -> T:
    return value


class Cache:
    """The values that a build finds in the file at `path`, and those that it adds.

    `notes` says in one line each what was wrong with the file; the build goes on without it.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "cache.sqlite"
        >>> for attempt in range(2):
        ...     cache = Cache(path)
        ...     _ = cache.recall(("a post",), lambda: [1, 2])
        ...     cache.save()
        ...     print(cache.hits, cache.misses)
        0 1
        1 0
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hits = 0
        self.misses = 0
        self.notes: list[str] = []
        self._known = self._read()
        self._used: dict[bytes, bytes] = {}

    def recall(
        self,
        parts: Sequence[object],
        compute: Callable[[], T],
        encode: Callable[[T], Any] = _same,
        decode: Callable[[Any], T] = _same,
    ) -> T:
        """Return the value that follows from `parts`: the one that was kept, or else computed.

        A value that is no plain JSON is kept as what `encode` makes of it and `decode` takes.
        """
        key = make_key(*parts)
        kept = self.find(key)
        value = compute() if kept is None else decode(kept)
        self.keep(key, encode(value) if kept is None else kept)
        return value

    def __contains__(self, key: bytes) -> bool:
        return key in self._used or key in self._known

    def find(self, key: bytes) -> Any:  # noqa: ANN401 - any JSON
        """Return the value of a key, None if there is none."""
        content = self.find_bytes(key)
        return None if content is None else from_json(content)

    def find_bytes(self, key: bytes) -> bytes | None:
        """Return the content of a key that is no JSON, None if there is none."""
        packed = self.find_packed(key)
        return None if packed is None else unpack(packed)

    def find_packed(self, key: bytes) -> bytes | None:
        """Return the value of a key as it is kept, None if there is none; equal ones are equal."""
        return self._used.get(key) or self._known.get(key)

    def keep(self, key: bytes, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Keep a value of this build: one that was found, or a new one."""
        self.adopt({key: None if key in self else pack(value)})

    def adopt(self, values: Mapping[bytes, bytes | None]) -> None:
        """Keep packed values of this build; None stands for one that was found."""
        for key, packed in values.items():
            known = self.find_packed(key)
            self.hits += known is not None
            self.misses += known is None
            if value := known or packed:
                self._used[key] = value

    def save(self) -> None:
        """Write what is new and drop what was not asked for, all or nothing."""
        new = [(k, v, _checksum(k, v)) for k, v in self._used.items() if k not in self._known]
        old = [(key,) for key in self._known if key not in self._used]
        if not new and not old:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self.path, timeout=_WAIT)) as file, file:
                for statement in _SCHEMA:
                    file.execute(statement)
                file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", new)
                file.executemany("DELETE FROM kept WHERE key = ?", old)
        except (sqlite3.Error, OSError) as error:
            self.notes.append(f"{self.path}: the cache was not written ({error})")

    def _read(self) -> dict[bytes, bytes]:
        if not self.path.exists():
            return {}
        try:
            # Not read-only: what a killed build left half-written has to be rolled back.
            uri = f"{self.path.absolute().as_uri()}?mode=rw"
            with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=_WAIT)) as file:
                if not file.execute("SELECT 1 FROM sqlite_master").fetchone():
                    return {}  # another build has begun to write it
                rows = file.execute("SELECT key, value, checksum FROM kept").fetchall()
        except sqlite3.OperationalError as error:
            if not str(error).startswith("no such "):
                self.notes.append(f"{self.path}: the cache cannot be read ({error})")
                return {}
            return self._put_aside(str(error))
        except sqlite3.DatabaseError as error:
            return self._put_aside(str(error))
        known = {key: value for key, value, checksum in rows if _is_whole(key, value, checksum)}
        if len(known) < len(rows):
            lost = len(rows) - len(known)
            self.notes.append(f"{self.path}: {lost} damaged values are made again")
        return known

    def _put_aside(self, fault: str) -> dict[bytes, bytes]:
        """Remove a file that is no database, and its journal, which is not the next one's."""
        self.notes.append(f"{self.path}: the cache was damaged and is made anew ({fault})")
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()
        return {}


def make_key(*parts: object) -> bytes:
    """Return the key of the value that the program makes of `parts`."""
    content = repr((program_version(), *parts)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()


def digest_of(*texts: str) -> bytes:
    """Return a digest of texts, which other texts, or the same cut elsewhere, do not have.

    Example:
        >>> digest_of("ab", "c") == digest_of("a", "bc")
        False
    """
    contents = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = ",".join(str(len(content)) for content in contents)
    whole = b"".join((lengths.encode(), b" ", *contents))
    return hashlib.blake2b(whole, digest_size=_DIGEST_BYTES).digest()


def from_json(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    r"""Return what JSON says, also with half a character in it, as `pack` keeps it.

    Example:
        >>> from_json(b"[1.5]"), from_json('"\ud800"'.encode("utf-8", "surrogatepass"))
        ([1.5], '\ud800')
    """
    try:
        return _DECODER.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json.loads(content)


def pack(value: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return JSON, or what is bytes already, as it is kept."""
    if not isinstance(value, bytes):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        value = text.encode("utf-8", "surrogatepass")
    return _COMPRESSOR.compress(value)


def unpack(packed: bytes | memoryview) -> bytes:
    r"""Return what was packed, as bytes.

    Example:
        >>> unpack(pack([1, 2])), unpack(pack(b"\n"))
        (b'[1,2]', b'\n')
    """
    return _DECOMPRESSOR.decompress(packed)


@lru_cache(maxsize=1)
def program_version() -> str:
    """Return a digest of the program itself: its number alone does not tell it from a changed one.

    Example:
        >>> len(program_version())
        32
    """
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    waiting: list[tuple[str, Traversable]] = [("kg", files("kg"))]
    while waiting:
        name, place = waiting.pop()
        if place.is_dir():
            inside = (one for one in place.iterdir() if one.name != "__pycache__")
            waiting += sorted((f"{name}/{one.name}", one) for one in inside)
        elif name.endswith(_PROGRAM_SUFFIXES):
            content = place.read_bytes()
            digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _checksum(key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key))


def _is_whole(key: object, value: object, checksum: object) -> bool:
    return isinstance(key, bytes) and isinstance(value, bytes) and _checksum(key, value) == checksum
