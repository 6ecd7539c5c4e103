from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.columns import column, columns

PLAIN = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, 1.0, 2.5, "", "about"])
)


def values(packed: list[Any] | dict[str, list[Any]], length: int) -> list[Any]:
    """Return what a column says, read as the page reads it."""
    if isinstance(packed, list):
        return packed
    return [packed["of"][packed["at"][place] if "at" in packed else 0] for place in range(length)]


@given(st.lists(PLAIN) | st.lists(PLAIN).map(lambda few: few * 8))
def test_a_column_keeps_values_and_their_types(written: list[Any]) -> None:
    read = values(column(written), len(written))

    assert [(type(value), value) for value in read] == [(type(value), value) for value in written]


@given(st.lists(st.dictionaries(st.sampled_from("abc"), PLAIN)))
def test_rows_are_kept_in_order_and_what_one_lacks_is_none(rows: list[dict[str, Any]]) -> None:
    table = columns(rows)

    read = {name: values(one, table["length"]) for name, one in table["columns"].items()}
    assert set(read) == {name for row in rows for name in row}
    for place, row in enumerate(rows):
        assert {name: column[place] for name, column in read.items()} == {
            name: row.get(name) for name in read
        }


def test_what_few_values_fill_is_shorter() -> None:
    both = {"of": ["about", "cites"], "at": [0, 1] * 50}
    assert column(["about", "cites"] * 50) == both
    assert column([None] * 50) == {"of": [None]}
    assert column(["a", "b", "c", "a"]) == ["a", "b", "c", "a"]
