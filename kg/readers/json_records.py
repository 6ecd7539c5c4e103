"""JSON in, the entries of its records out: JSON Lines, a list of records, or a JSON Feed.

The fields of a record are those of `kg.readers.records`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import InputError, NoPostsError
from kg.readers.entries import Entry
from kg.readers.records import HTML, TEXT, TITLE, parse_record
from kg.readers.skipped import Skipped

_LISTS = ("items", "posts", "articles", "entries")
_REMEDY = "see the fields that the documentation lists"


def parse_json(text: str, *, path: Path, source: str) -> list[Entry | Skipped]:
    r"""Return the entries, in the file's order; a faulty line is skipped, not the file.

    Raises:
        InputError: the file is no JSON.
        NoPostsError: it holds no record with a title or a text.

    Example:
        >>> lines = '{"title": "甲", "text": "文"}\n{"title": "乙"\n'
        >>> entry, fault = parse_json(lines, path=Path("a.jsonl"), source="a.jsonl")
        >>> entry.title, fault.line
        ('甲', 2)
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise NoPostsError(path, "is empty", "name another file")
    if is_first_line(lines[0][1], more=len(lines) > 1):
        return _parse_lines(lines, path, source)
    try:
        document = _loads(text)
    except ValueError as error:
        if len(lines) > 1 and lines[0][1].lstrip().startswith("{") and _is_record(lines[1][1]):
            return _parse_lines(lines, path, source)
        line = getattr(error, "lineno", None)
        fault = f"is no JSON ({getattr(error, 'msg', error)})"
        raise InputError(path, fault, "mend it", line=line) from error
    records = _records(document)
    if not any(_is_post(record) for record in records):
        raise NoPostsError(path, "holds no record with title or text", _REMEDY)
    numbered = enumerate(records, 1)
    return [
        one for number, record in numbered for one in _parse(record, path, source, None, number)
    ]


def _parse_lines(lines: list[tuple[int, str]], path: Path, source: str) -> list[Entry | Skipped]:
    parsed = [
        one for number, line in lines for one in parse_line(line, number, path=path, source=source)
    ]
    if not any(isinstance(one, Entry) for one in parsed):
        raise NoPostsError(path, "holds no record with title or text", _REMEDY)
    return parsed


def parse_line(line: str, number: int, *, path: Path, source: str) -> list[Entry | Skipped]:
    """Return the entry of a line of JSON Lines, and what of it is not read.

    Example:
        >>> [entry] = parse_line('{"title": "甲"}', 7, path=Path("a.jsonl"), source="a.jsonl")
        >>> entry.lines
        (7,)
    """
    try:
        record = _loads(line)
    except ValueError as error:
        fault = f"the line is no JSON ({getattr(error, 'msg', error)})"
        return [Skipped.of_error(InputError(path, fault, "mend it", line=number), source)]
    return _parse(record, path, source, number)


def is_first_line(line: str, *, more: bool) -> bool:
    """Tell whether a file that begins with a line is JSON Lines; `more` tells if others follow."""
    try:
        first = _loads(line)
    except ValueError:
        return False
    return isinstance(first, dict) and (more or not _records(first))


def _parse(
    record: object, path: Path, source: str, line: int | None, number: int | None = None
) -> list[Entry | Skipped]:
    """Return the entry of a record, and what is not read; `number` names one of no known line."""
    try:
        parsed = parse_record(_by_name(record, path, line), path=path, source=source, line=line)
    except InputError as error:
        parsed = [Skipped.of_error(error, source)]
    return [
        replace(one, reason=f"record {number}: {one.reason}")
        if number and isinstance(one, Skipped) and one.is_fault
        else one
        for one in parsed
    ]


def _by_name(record: object, path: Path, line: int | None) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise InputError(path, "the record is no object", _REMEDY, line=line)
    return {str(name).lower(): value for name, value in record.items()}


def _loads(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _records(document: object) -> list[object]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    lists = (document[name] for name in _LISTS if isinstance(document.get(name), list))
    return next(lists, [document] if _is_post(document) else [])


def _is_post(record: object) -> bool:
    names = {str(name).lower() for name in record} if isinstance(record, dict) else set()
    return not names.isdisjoint((*TITLE, *TEXT, *HTML))


def _is_record(line: str) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except ValueError:
        return False
