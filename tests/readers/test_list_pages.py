from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.readers.list_pages import parse_list_page
from tests.conftest import load_cases


@pytest.mark.parametrize("case", load_cases("list_pages.json"), ids=lambda case: case["name"])
def test_every_entry_of_a_page_is_read(case: dict[str, Any]) -> None:
    entries = parse_list_page(case["page"], path=Path("page.txt"), source="page.txt")

    assert [[e.title, e.author, str(e.date), e.readers, e.text] for e in entries] == case["entries"]
    assert {entry.source for entry in entries} == {"page.txt"}


@pytest.mark.parametrize("case", load_cases("bad_list_pages.json"), ids=lambda case: case["name"])
def test_a_faulty_page_is_refused_with_the_place_of_the_fault(case: dict[str, str]) -> None:
    with pytest.raises(InputError) as raised:
        parse_list_page(case["page"], path=Path("page.txt"), source="page.txt")

    assert case["says"] in str(raised.value)
    assert "\n" not in str(raised.value)
