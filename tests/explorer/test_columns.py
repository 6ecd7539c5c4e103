from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.columns import chosen, column, columns
from tests.explorer.conftest import unpacked

PLAIN = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, 1.0, 2.5, "", "about"])
)


@given(st.lists(PLAIN) | st.lists(PLAIN).map(lambda few: few * 8))
def test_a_column_keeps_values_and_their_types(written: list[Any]) -> None:
    read = unpacked(column(written), len(written))

    assert [(type(value), value) for value in read] == [(type(value), value) for value in written]


@given(st.lists(st.dictionaries(st.sampled_from("abc"), PLAIN)))
def test_rows_are_kept_in_order_and_what_one_lacks_is_none(rows: list[dict[str, Any]]) -> None:
    table = columns(rows)

    read = {name: unpacked(one, table["length"]) for name, one in table["columns"].items()}
    assert set(read) == {name for row in rows for name in row}
    for place, row in enumerate(rows):
        assert {name: column[place] for name, column in read.items()} == {
            name: row.get(name) for name in read
        }


@given(st.lists(st.sampled_from(["cites", "about"]), min_size=1), st.lists(st.booleans()))
def test_what_is_chosen_is_written_once(few: list[str], rows: list[bool]) -> None:
    of = [few[0], few[-1]]

    assert unpacked(chosen(of, [*map(int, rows)]), len(rows)) == [of[row] for row in rows]


def test_what_few_values_fill_is_shorter() -> None:
    both = {"of": ["about", "cites"], "at": [0, 1] * 50}
    assert column(["about", "cites"] * 50) == both
    assert column([None] * 50) == {"of": [None]}
    assert column(["a", "b", "c", "a"]) == ["a", "b", "c", "a"]
    assert column([1, 2] * 50) == [1, 2] * 50
