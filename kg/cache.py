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
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from kg.aliases import Alias
from kg.concepts import ConceptMatcher
from kg.discovery import Proposals
from kg.extraction import Extraction
from kg.model import Mention, Post, Reference
from kg.proposals import Candidate, Compound
from kg.readers import Document, Entry, InputFormat, Skipped, parse_document

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
        key = hashlib.blake2b(
            repr((program_version(), *parts)).encode("utf-8", "surrogatepass"), digest_size=16
        ).digest()
        text = self._used.get(key) or self._known.get(key)
        if text is not None:
            self.hits += 1
            self._used[key] = text
            return decode(json.loads(text))
        self.misses += 1
        value = compute()
        self._used[key] = json.dumps(encode(value), ensure_ascii=True, separators=(",", ":"))
        return value

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
    """The finders, with the memory of `cache`."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._fingerprints: weakref.WeakKeyDictionary[ConceptMatcher, str]
        self._fingerprints = weakref.WeakKeyDictionary()

    def find_proposals(
        self, post: Post, matcher: ConceptMatcher, *, unknown_words: bool
    ) -> Proposals:
        """As `kg.discovery.find_proposals`."""
        return self._cache.recall(
            ("proposals", post.title, post.text, self._fingerprint(matcher), unknown_words),
            lambda: super(CachedExtraction, self).find_proposals(
                post, matcher, unknown_words=unknown_words
            ),
            _encode_proposals,
            lambda value: _decode_proposals(value, post.id),
        )

    def find_references(self, post: Post) -> list[Reference]:
        """As `kg.references.find_references`."""
        return self._cache.recall(
            ("references", post.title, post.text),
            lambda: super(CachedExtraction, self).find_references(post),
            lambda found: [
                [r.title, r.start, r.end, r.cue, r.cue_kind, r.link, r.form] for r in found
            ],
            lambda value: [
                Reference(
                    post_id=post.id, title=title, start=start, end=end, cue=cue,
                    cue_kind=cue_kind, link=link, form=form,
                )
                for title, start, end, cue, cue_kind, link, form in value
            ],
        )  # fmt: skip

    def find_mentions(
        self,
        post: Post,
        matcher: ConceptMatcher,
        references: Sequence[Reference] = (),
        aliases: Mapping[str, str] | None = None,
    ) -> list[Mention]:
        """As `kg.concepts.find_mentions`."""
        spans = [(reference.start, reference.end) for reference in references]
        own = [*(aliases or {}).items()]
        return self._cache.recall(
            ("mentions", post.title, post.text, self._fingerprint(matcher), spans, own),
            lambda: super(CachedExtraction, self).find_mentions(
                post, matcher, references, aliases
            ),
            lambda found: [[m.concept_id, m.start, m.end, m.place, m.reason] for m in found],
            lambda value: [
                Mention(
                    post_id=post.id, concept_id=concept_id, start=start, end=end, place=place,
                    reason=reason,
                )
                for concept_id, start, end, place, reason in value
            ],
        )  # fmt: skip

    def _fingerprint(self, matcher: ConceptMatcher) -> str:
        """Return a digest of all concepts that the matcher knows, in their order."""
        if matcher not in self._fingerprints:
            concepts = "\n".join(map(repr, matcher.vocabulary.concepts.items()))
            content = concepts.encode("utf-8", "surrogatepass")
            self._fingerprints[matcher] = hashlib.blake2b(content, digest_size=16).hexdigest()
        return self._fingerprints[matcher]


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


def _encode_proposals(found: Proposals) -> list[Any]:
    return [
        [[c.name, c.reasons, [*c.aliases], c.broader] for c in found.candidates],
        [[c.name, c.concept_id, c.titled] for c in found.compounds],
        [[a.name, a.concept_id] for a in found.aliases],
    ]


def _decode_proposals(value: Any, post_id: str) -> Proposals:  # noqa: ANN401
    candidates, compounds, aliases = value
    return Proposals(
        candidates=tuple(
            Candidate(
                name=name,
                reasons=reasons,
                aliases={alias: {post_id} for alias in others},
                posts={post_id},
                broader=broader,
            )
            for name, reasons, others, broader in candidates
        ),
        compounds=tuple(Compound(*one) for one in compounds),
        aliases=tuple(Alias(post_id, name, concept_id) for name, concept_id in aliases),
    )


def _digest(key: bytes, value: str) -> bytes:
    return hashlib.blake2b(key + value.encode(), digest_size=8).digest()


def _is_whole(key: object, value: object, digest: object) -> bool:
    return isinstance(key, bytes) and isinstance(value, str) and _digest(key, value) == digest
