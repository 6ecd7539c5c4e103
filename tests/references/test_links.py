from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.references.links import find_links
from tests.conftest import load_cases


@pytest.mark.parametrize("case", load_cases("links.json"), ids=lambda case: case["name"])
def test_links_found(case: dict[str, Any]) -> None:
    text = case["text"]

    found = [[text[link.start : link.end], link.target, link.form] for link in find_links(text)]

    assert found == case["finds"]


@given(st.text("[]()<>!|#{}%\\`\"' \na/:.甲", max_size=60))
def test_links_lie_inside_the_text_and_none_overlaps_another(text: str) -> None:
    links = find_links(text)

    for link in links:
        assert 0 <= link.first <= link.start <= link.end <= link.last <= len(text)
    for before, after in pairwise(links):
        assert before.last <= after.first


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "[[", "<a href=", "![[", "{% ", "(", "](", "《", "“", "\\["]
)
def test_hostile_text_takes_no_more_than_its_share_of_time(piece: str) -> None:
    begin = time.perf_counter()

    find_links(piece * 20_000)

    assert time.perf_counter() - begin < 2
