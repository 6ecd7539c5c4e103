"""Rows of plain values in, columns out: what the page is given as JSON, in a third of the text.

A row names its values each time and repeats what all rows say. A column is named once, and of one
that has few different values, or none but one, these are written once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_OFTEN = 4  # so many times each value stands in a column on average, for it to be written once


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the values of rows by their names, in the order in which these come up.

    Args:
        rows: mappings to strings, numbers, booleans and None, which is also what a row lacks.

    Example:
        >>> columns([{"x": 1, "kind": "post"}, {"x": 2, "kind": "post"}])
        {'length': 2, 'columns': {'x': [1, 2], 'kind': {'of': ['post']}}}
    """
    names = dict.fromkeys(name for row in rows for name in row)
    return {
        "length": len(rows),
        "columns": {name: column([row.get(name) for row in rows]) for name in names},
    }


def column(values: Sequence[Any]) -> list[Any] | dict[str, list[Any]]:
    """Return the values, or the different ones and `at` the number of each; no `at` for one value.

    Example:
        >>> column(["about", "cites", "about", "about", "about", "about", "about", "about"])
        {'of': ['about', 'cites'], 'at': [0, 1, 0, 0, 0, 0, 0, 0]}
    """
    # Python takes 1, 1.0 and True for equal.
    numbers: dict[tuple[type, Any], int] = {}
    at = [numbers.setdefault((type(value), value), len(numbers)) for value in values]
    different = [value for _, value in numbers]
    if len(different) == 1:
        return {"of": different}
    if len(different) * _OFTEN > len(values):
        return list(values)
    return {"of": different, "at": at}
