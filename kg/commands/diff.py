"""The command that compares two builds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.printing import print_json

app = typer.Typer()


class DiffFormat(StrEnum):
    """How a difference is printed."""

    text = "text"
    json = "json"


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The older build: its folder, or its graph.ttl.")],
    new: Annotated[Path, typer.Argument(help="The newer build.")],
    format_: Annotated[
        DiffFormat, typer.Option("--format", help="How to print the result.")
    ] = DiffFormat.text,
) -> None:
    """List the posts, concepts and links that a graph gained and lost since an older build."""
    from kg.difference import as_records, compare, describe
    from kg.rdf import read_triples

    difference = compare(read_triples(old), read_triples(new))
    if format_ is DiffFormat.json:
        print_json(as_records(difference))
    else:
        print(describe(difference))
