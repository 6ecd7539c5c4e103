"""The commands that work on vocabularies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.inputs import Builtin, tell_notes
from kg.commands.printing import print_line
from kg.errors import VocabularyError

app = typer.Typer(name="vocabulary", help="Check vocabularies.", no_args_is_help=True)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="SKOS files or folders of them.")],
    language: Annotated[
        list[str] | None,
        typer.Option(
            help="A language that every concept of FILES must have a label in; repeatable."
        ),
    ] = None,
    builtin_vocabulary: Builtin = True,
) -> None:
    """Report all faults of SKOS files at once, and what else is left out of them.

    They are read on top of the built-in vocabulary, unless that is left out.
    """
    from kg.vocabulary import load_vocabulary

    try:
        loaded = load_vocabulary(files, builtin=builtin_vocabulary, languages=language or ())
    except VocabularyError as error:
        for fault in (*error.faults, *error.notes):
            print_line(fault, stderr=True)
        raise typer.Exit(2) from None
    tell_notes(loaded)
    number = len(loaded.concepts)
    print_line(f"{number} concept{'s' * (number != 1)}, no fault")
