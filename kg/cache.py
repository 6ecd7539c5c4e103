"""What was extracted from a post, kept from one build to the next in one SQLite file.

A value is kept under a digest of all that it follows from: the program, the vocabulary, the post's
title and text. So it is right whenever it is found, and nothing has to be told apart as old; what
a build does not ask for is dropped when it is done. Values are plain JSON, never code.

The file is written in one transaction at the end: a build that is killed leaves it as it was, and
of two builds at once each finds it whole. A file that is damaged is made anew.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import sqlite3
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from kg.concepts import ConceptMatcher
from kg.extraction import Extraction, Task
from kg.model import Post
from kg.plain import Plain, decode_references
from kg.readers import Document, Entry, InputFormat, Skipped, parse_document
from kg.vocabulary import Vocabulary

T = TypeVar("T")

_PROGRAM_SUFFIXES = (".py", ".toml")
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS extracted"
    " (key BLOB PRIMARY KEY, value TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID"
)
_WAIT = 30.0


class Cache:
    """The values that a build finds in the file at `path`, and those that it adds.

    `notes` says in one line each what was wrong with the file; the build goes on without it.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "cache.sqlite"
        >>> for attempt in range(2):
        ...     cache = Cache(path)
        ...     _ = cache.recall(("a post",), lambda: [1, 2], list, list)
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
        self._used: dict[bytes, str] = {}

    def recall(
        self,
        parts: Sequence[object],
        compute: Callable[[], T],
        encode: Callable[[T], Any],
        decode: Callable[[Any], T],
    ) -> T:
        """Return the value that follows from `parts`: the one that was kept, or else computed."""
        key = make_key(*parts)
        kept = self.find(key)
        value = compute() if kept is None else decode(kept)
        self.keep(key, encode(value) if kept is None else kept)
        return value

    def __contains__(self, key: bytes) -> bool:
        return key in self._used or key in self._known

    def find(self, key: bytes) -> Any:  # noqa: ANN401 - any JSON
        """Return the value of a key, None if there is none."""
        text = self._used.get(key) or self._known.get(key)
        return None if text is None else json.loads(text)

    def keep(self, key: bytes, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Keep a value of this build: one that was found, or a new one."""
        text = self._used.get(key) or self._known.get(key)
        self.hits += text is not None
        self.misses += text is None
        self._used[key] = text or json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    def save(self) -> None:
        """Write what is new and drop what was not asked for, all or nothing."""
        new = [(k, v, _digest(k, v)) for k, v in self._used.items() if k not in self._known]
        old = [(key,) for key in self._known if key not in self._used]
        if not new and not old:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self.path, timeout=_WAIT)) as file, file:
                file.execute(_SCHEMA)
                file.executemany("INSERT OR REPLACE INTO extracted VALUES (?, ?, ?)", new)
                file.executemany("DELETE FROM extracted WHERE key = ?", old)
        except (sqlite3.Error, OSError) as error:
            self.notes.append(f"{self.path}: the cache was not written ({error})")

    def _read(self) -> dict[bytes, str]:
        if not self.path.exists():
            return {}
        try:
            # Not read-only: what a killed build left half-written has to be rolled back.
            uri = f"{self.path.absolute().as_uri()}?mode=rw"
            with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=_WAIT)) as file:
                rows = file.execute("SELECT key, value, digest FROM extracted").fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                self.notes.append(f"{self.path}: the cache cannot be read ({error})")
                return {}
            return self._put_aside("it has no such table")
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return self._put_aside(str(error))
        known = {key: value for key, value, digest in rows if _is_whole(key, value, digest)}
        if len(known) < len(rows):
            lost = len(rows) - len(known)
            self.notes.append(f"{self.path}: {lost} damaged values are extracted again")
        return known

    def _put_aside(self, fault: str) -> dict[bytes, str]:
        """Remove a file that is no database, and its journal, which is not the next one's."""
        self.notes.append(f"{self.path}: the cache was damaged and is made anew ({fault})")
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()
        return {}


class CachedExtraction(Extraction):
    """The finders, with the memory of `cache`; only what it lacks is found anew."""

    def __init__(self, cache: Cache, jobs: int = 1) -> None:
        super().__init__(jobs)
        self._cache = cache
        self._fingerprints: weakref.WeakKeyDictionary[ConceptMatcher, str]
        self._fingerprints = weakref.WeakKeyDictionary()
        self._begun_with: dict[str, Vocabulary] = {}

    def _propose(
        self, posts: Sequence[Post], matcher: ConceptMatcher, *, unknown_words: bool
    ) -> Iterator[Plain]:
        print_ = self._fingerprint(matcher)
        keys = [make_key("proposals", p.title, p.text, print_, unknown_words) for p in posts]
        known = [key in self._cache for key in keys]
        lacking = [post for post, is_known in zip(posts, known, strict=True) if not is_known]
        found = super()._propose(lacking, matcher, unknown_words=unknown_words)
        for key, is_known in zip(keys, known, strict=True):
            value = self._cache.find(key) if is_known else next(found)
            self._cache.keep(key, value)
            yield value

    def _extract(self, tasks: Sequence[Task], matcher: ConceptMatcher) -> Iterator[Plain]:
        print_ = self._fingerprint(matcher)
        plans = [self._plan(task, print_) for task in tasks]
        found = super()._extract([plan for plan in plans if isinstance(plan, Task)], matcher)
        for task, plan in zip(tasks, plans, strict=True):
            if isinstance(plan, Task):
                value = next(found)
                keys = _references_key(task), _links_key(task, value[0], print_)
            else:
                keys, value = plan, [self._cache.find(key) for key in plan]
            for key, part in zip(keys, value, strict=True):
                self._cache.keep(key, part)
            yield value

    def _plan(self, task: Task, fingerprint: str) -> Task | tuple[bytes, bytes]:
        """Return what is to do for a task, or the keys of its references and links."""
        key = _references_key(task)
        references = self._cache.find(key)
        if references is None:
            return task
        of_links = _links_key(task, references, fingerprint)
        known = of_links in self._cache
        return (key, of_links) if known else replace(task, references=references)

    def _fingerprint(self, matcher: ConceptMatcher) -> str:
        """Return a digest of all concepts that the matcher knows.

        Those of the vocabulary that the build began with are in its version.
        """
        if matcher not in self._fingerprints:
            vocabulary = matcher.vocabulary
            begun = self._begun_with.setdefault(vocabulary.version, vocabulary).concepts
            own = [c for c in vocabulary.concepts.items() if begun.get(c[0]) is not c[1]]
            known = vocabulary.version or repr([*begun.items()])
            content = f"{known} {len(begun)} {own!r}".encode("utf-8", "surrogatepass")
            self._fingerprints[matcher] = hashlib.blake2b(content, digest_size=16).hexdigest()
        return self._fingerprints[matcher]


def make_key(*parts: object) -> bytes:
    """Return the key of the value that the program makes of `parts`."""
    content = repr((program_version(), *parts)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).digest()


def _references_key(task: Task) -> bytes:
    return make_key("references", task.post.title, task.post.text)


def _links_key(task: Task, references: Plain, fingerprint: str) -> bytes:
    post = task.post
    named = (one for one in decode_references(references, post.id) if one.names_title)
    spans = [(one.start, one.end) for one in named]
    return make_key("links", post.title, post.text, fingerprint, spans, [*task.aliases.items()])


def cached_parsing(
    cache: Cache,
) -> Callable[[Document, InputFormat | None], list[Entry | Skipped]]:
    """Return `kg.readers.parse_document` with the memory of `cache`."""

    def parse(document: Document, format_: InputFormat | None) -> list[Entry | Skipped]:
        content = hashlib.blake2b(document.content, digest_size=16).digest()
        return cache.recall(
            ("entries", document.source, content, document.named, format_ and format_.value),
            lambda: parse_document(document, format_),
            lambda found: [_encode_parsed(one) for one in found],
            lambda value: [_decode_parsed(one, document) for one in value],
        )

    return parse


@lru_cache(maxsize=1)
def program_version() -> str:
    """Return a digest of the program itself: its number alone does not tell it from a changed one.

    Example:
        >>> len(program_version())
        32
    """
    digest = hashlib.blake2b(digest_size=16)
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


def _encode_parsed(one: Entry | Skipped) -> dict[str, Any]:
    fields = {name: value for name in one.__slots__ if (value := getattr(one, name))}
    if isinstance(one, Skipped):
        return {"skipped": fields | {"path": bool(one.path)}}
    date = {"date": one.date.isoformat()} if one.date else {}
    readers = {} if one.readers is None else {"readers": one.readers}
    return fields | readers | date


def _decode_parsed(fields: dict[str, Any], document: Document) -> Entry | Skipped:
    if skipped := fields.get("skipped"):
        # The path is as the user names it this time.
        return Skipped(**skipped | {"path": str(document.path) if skipped["path"] else ""})
    if "date" in fields:
        fields["date"] = datetime.date.fromisoformat(fields["date"])
    lists = ("tags", "aliases", "lines")
    return Entry(**fields | {name: tuple(fields[name]) for name in lists if name in fields})


def _digest(key: bytes, value: str) -> bytes:
    return hashlib.blake2b(key + value.encode(), digest_size=8).digest()


def _is_whole(key: object, value: object, digest: object) -> bool:
    return isinstance(key, bytes) and isinstance(value, str) and _digest(key, value) == digest
