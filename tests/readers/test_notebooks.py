from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers.entries import Entry
from kg.readers.notebooks import parse_notebook


def notebook(*cells: tuple[str, str | list[str]]) -> str:
    return json.dumps(
        {"cells": [{"cell_type": kind, "metadata": {}, "source": source} for kind, source in cells]}
    )


def parse(text: str) -> Entry:
    [entry] = parse_notebook(text, path=Path("a.ipynb"), source="posts/a.ipynb")
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize("kind", ["raw", "markdown"])
def test_the_first_cell_may_be_front_matter(kind: str) -> None:
    head = "---\ntitle: 甲\ndate: 2020-01-02\ncategories: [a, b]\n---"

    entry = parse(notebook((kind, head), ("markdown", "正文")))

    assert (entry.title, str(entry.date), entry.tags) == ("甲", "2020-01-02", ("a", "b"))
    assert entry.text == "正文"


def test_code_is_in_fences_that_it_does_not_end() -> None:
    entry = parse(notebook(("markdown", ["# 题\n", "文"]), ("code", "print('''\n~~~\n''')")))

    assert entry.title == "题"
    assert entry.text == "# 题\n文\n\n~~~~\nprint('''\n~~~\n''')\n~~~~"


@pytest.mark.parametrize("text", ["{}", "[]", '{"cells": [{}]}', "[" * 100_000])
def test_what_is_no_notebook_is_a_fault(text: str) -> None:
    with pytest.raises(InputError, match=r"a.ipynb: is no Jupyter notebook of version 4"):
        parse_notebook(text, path=Path("a.ipynb"), source="a.ipynb")
