"""A table (CSV or TSV) in, the entries of its rows out.

The first line names the columns; they are the fields of `kg.readers.records`. Commas, semicolons
and tabs may divide them.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kg.errors import InputError, NoPostsError
from kg.readers.entries import Entry
from kg.readers.records import HTML, TEXT, TITLE, parse_record
from kg.readers.skipped import Skipped

_LONGEST_FIELD = 2**27


def parse_csv(text: str, *, path: Path, source: str) -> list[Entry | Skipped]:
    r"""Return the entries, in the order of the rows; a faulty row is skipped, not the file.

    Raises:
        InputError: a quotation mark is not closed, or the like.
        NoPostsError: there are no columns for title and text.

    Example:
        >>> table = "title,text\n甲,\"一\n二\"\n乙,三\n"
        >>> [(e.title, e.lines) for e in parse_csv(table, path=Path("a.csv"), source="a.csv")]
        [('甲', (2, 2)), ('乙', (4,))]
    """
    head = text.lstrip("\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter, strict=True)
    parsed: list[Entry | Skipped] = []
    columns: list[str] = []
    begin = 1
    try:
        for row in rows:
            line, begin = begin, rows.line_num + 1
            if not any(field.strip() for field in row):
                continue
            if not columns:
                columns = [name.strip().lower() for name in row]
                _check(columns, path, line)
                continue
            parsed += _parse(row, columns, path, source, line)
    except csv.Error as error:
        raise InputError(path, f"is no CSV ({error})", "export it again", line=begin) from error
    if not columns:
        raise NoPostsError(path, "is empty", "name another file")
    return parsed


def _check(columns: list[str], path: Path, line: int) -> None:
    has_title, has_text = (not set(columns).isdisjoint(n) for n in (TITLE, (*TEXT, *HTML)))
    if not (has_title and has_text):
        lacking = "text" if has_title else "title"
        fault, remedy = f"has no column {lacking}", "the first line must name title and text"
        raise NoPostsError(path, fault, remedy, line=line)


def _parse(
    row: list[str], columns: list[str], path: Path, source: str, line: int
) -> list[Entry | Skipped]:
    if len(row) != len(columns):
        fault = f"has {len(row)} fields, not {len(columns)}"
        remedy = "quote fields that hold the separator"
        return [Skipped.of_error(InputError(path, fault, remedy, line=line), source)]
    record = dict(zip(columns, row, strict=True))
    try:
        return parse_record(record, path=path, source=source, line=line)
    except InputError as error:
        return [Skipped.of_error(error, source)]
