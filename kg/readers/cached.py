"""What is parsed from files, with a memory: see `kg.cache`."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from typing import Any

from kg.cache import Cache
from kg.readers import Document, Entry, InputFormat, Skipped, parse_document


def cached_parsing(
    cache: Cache,
) -> Callable[[Document, InputFormat | None], list[Entry | Skipped]]:
    """Return `kg.readers.parse_document` with the memory of `cache`."""

    def parse(document: Document, format_: InputFormat | None) -> list[Entry | Skipped]:
        content = hashlib.blake2b(document.content, digest_size=16).digest()
        return cache.recall(
            (
                "entries",
                document.source,
                content,
                document.named,
                document.place,
                format_ and format_.value,
            ),
            lambda: parse_document(document, format_),
            lambda found: [_encode_parsed(one) for one in found],
            lambda value: [_decode_parsed(one, document) for one in value],
        )

    return parse


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
