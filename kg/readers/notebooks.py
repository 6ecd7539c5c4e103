"""A Jupyter notebook in, its one entry out: its text, with its code in fences and no results.

What is in its first cell above the text is front matter, as Quarto and Nikola have it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from kg.errors import InputError
from kg.readers.entries import Entry
from kg.readers.markdown import parse_markdown
from kg.readers.sites.finding import Place
from kg.readers.skipped import Skipped


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


def parse_notebook(
    text: str, *, path: Path, source: str, place: Place | None = None
) -> list[Entry | Skipped]:
    r"""Return the entry of a file, or why it is none; `path` is named in errors.

    Raises:
        InputError: it is no notebook, or its front matter is malformed.

    Example:
        >>> import json
        >>> cells = [{"cell_type": "markdown", "source": ["# 题\n", "正文"]},
        ...          {"cell_type": "code", "source": "f(1)", "outputs": []}]
        >>> [entry] = parse_notebook(json.dumps({"cells": cells}), path=Path("a"), source="a.ipynb")
        >>> entry.title, entry.text
        ('题', '# 题\n正文\n\n~~~~\nf(1)\n~~~~')
    """
    try:
        cells = msgspec.json.decode(text, type=_Notebook).cells
    except (msgspec.DecodeError, RecursionError) as error:
        fault = f"is no Jupyter notebook of version 4 ({error})"
        raise InputError(path, fault, "open it in Jupyter and save it") from error
    body = "\n\n".join(_markdown(cell) for cell in cells if cell.text.strip())
    # Where a line of it stands in the file, the file does not tell.
    return [
        replace(one, lines=()) if isinstance(one, Entry) else one
        for one in parse_markdown(body, path=path, source=source, place=place)
    ]


def _markdown(cell: _Cell) -> str:
    return f"~~~~\n{cell.text}\n~~~~" if cell.cell_type == "code" else cell.text
