"""Results in, what the user sees out: a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

_INDENT = " " * 4

# Rich is imported when something is printed: it takes longer than `kg --help` as a whole.


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"


OutputFormat = Annotated[Format, typer.Option("--format", help="How to print the result.")]


@cache
def console(*, stderr: bool = False) -> Console:
    """Return what prints in colour where that is a terminal, and plainly elsewhere."""
    from rich.console import Console

    return Console(stderr=stderr, emoji=False)  # urn:x:y is an IRI and no cross


def print_line(text: str, *, stderr: bool = False) -> None:
    """Print text as it is, on a line of its own however long."""
    console(stderr=stderr).print(text, soft_wrap=True, highlight=False, markup=False)


def tell(text: str) -> None:
    """Say on stderr what a user is to know, so that what is printed stays clean."""
    print_line(f"kg: {text}", stderr=True)


def print_counts(counts: Mapping[str, object]) -> None:
    """Print a table of names and what there is of each."""
    from rich.table import Table

    table = Table("", "", show_header=False)
    for name, count in counts.items():
        table.add_row(name, str(count))
    console().print(table)


def print_table(
    header: Sequence[str], rows: Sequence[Sequence[str | None]], format_: Format
) -> None:
    """Print rows of strings; None is null in JSON, and empty elsewhere."""
    if format_ is Format.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    elif format_ is Format.json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        from rich.markup import escape
        from rich.table import Table

        table = Table(*map(escape, header), caption=_count_rows(rows), caption_justify="left")
        for row in rows:
            table.add_row(*(escape(cell or "") for cell in row))
        console().print(table)


def print_values(class_: type, values: Sequence[Any], format_: Format) -> None:
    """Print values of a dataclass, a column for each field; a table has no room for ids.

    Nor has it room for sentences: each value with its `evidence` is a line with that below it.
    """
    objects = [asdict(value) for value in values]
    names = [field.name for field in fields(class_)]
    if format_ is Format.json:
        print_json(objects)
        return
    if format_ is Format.table and "evidence" in names:
        _print_with_evidence(objects)
        return
    hidden = {"id"} if format_ is Format.table else set()
    header = [name for name in names if name not in hidden]
    print_table(header, [[_cell(one[name]) for name in header] for one in objects], format_)


def _print_with_evidence(objects: Sequence[dict[str, Any]]) -> None:
    from rich.text import Text

    printer = console()
    for one in objects:
        cells = (_cell(value) for name, value in one.items() if name not in ("id", "evidence"))
        print_line("  ".join(filter(None, cells)))
        if sentence := " ".join(one["evidence"].split()):
            for line in Text(sentence).wrap(printer, max(printer.width - len(_INDENT), 1)):
                print_line(f"{_INDENT}{line.plain.rstrip()}")
    print_line(_count_rows(objects))


def _count_rows(rows: Sequence[object]) -> str:
    return "1 row" if len(rows) == 1 else f"{len(rows)} rows"


def print_json(value: object) -> None:
    """Print JSON that people can read, Chinese as Chinese."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _cell(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
