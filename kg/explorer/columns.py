"""Rows of plain values in, columns out: what the page is given as JSON, in a third of the text.

A row names its values each time and repeats what all rows say. A column is named once, and of one
that has few different values, or none but one, these are written once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

_EQUAL = {bool, int, float}  # Python takes 1, 1.0 and True for equal, and a column may hold all
_OFTEN = 4  # so many times each value stands in a column on average, for it to be written once


Packed: TypeAlias = list[Any] | dict[str, list[Any]]
"""The values of a column, or the different ones `of` it and `at` the number of each."""


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the values of rows by their names, in the order in which these come up.

    Rows are mappings to strings, numbers, booleans and None, which is also what a row lacks.

    Example:
        >>> columns([{"x": 1, "kind": "post"}, {"x": 2, "kind": "post"}])
        {'length': 2, 'columns': {'x': [1, 2], 'kind': {'of': ['post']}}}
    """
    names = dict.fromkeys(chain.from_iterable(rows))
    return {
        "length": len(rows),
        "columns": {name: column([row.get(name) for row in rows]) for name in names},
    }


def column(values: list[Any]) -> Packed:
    """Return the values, or the different ones and `at` the number of each; no `at` for one value.

    Example:
        >>> column(["cites", "about", "about", "about", "cites", "cites", "cites", "cites"])
        {'of': ['cites', 'about'], 'at': [0, 1, 1, 1, 0, 0, 0, 0]}
    """
    keys: Sequence[Any] = values
    types = {*map(type, values)}
    if types == {int}:
        return values  # as long as their numbers
    if len(types & _EQUAL) > 1:
        keys = [*zip(map(type, values), values, strict=True)]
    different = dict.fromkeys(keys)
    if len(different) == 1:
        return {"of": values[:1]}
    if len(different) * _OFTEN > len(values):
        return values
    number_of = {key: number for number, key in enumerate(different)}
    of = [*different] if keys is values else [value for _, value in different]
    return {"of": of, "at": [*map(number_of.__getitem__, keys)]}


def chosen(of: Sequence[Any], at: list[int]) -> Packed:
    """Return the column that has the value number `at[row]` of a few values `of` in each row.

    Example:
        >>> chosen(["about", "cites"], [1, 0, 0]), chosen([True, True], [1, 0, 0])
        ({'of': ['about', 'cites'], 'at': [1, 0, 0]}, {'of': [True]})
    """
    if all(value == of[0] for value in of):
        return {"of": [*of[:1]]}
    return {"of": [*of], "at": at}
