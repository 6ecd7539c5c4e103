from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.markup import extract_html
from tests.conftest import load_cases

TAGS = st.sampled_from(
    re.split(
        r"(?<=>)|(?<=;)|(?= )",
        "<p></p><li><ul></ul><pre></pre><code></code><a href=x></a><td><table></table><br><h2>"
        "<math><!--><!----><script></script><blockquote></blockquote>&lt;&#0;&#55296; ` 一",
    )
)


@pytest.mark.parametrize("case", load_cases("markup.json"), ids=lambda case: case["name"])
def test_a_fragment_becomes_markdown_with_its_lines(case: dict[str, Any]) -> None:
    extract = extract_html(case["html"])

    assert (extract.text, list(extract.lines)) == (case["text"], case["lines"])


def test_lines_are_counted_from_where_the_fragment_stands() -> None:
    assert extract_html("<p>a\n<p>b", first_line=10).lines == (10, 10, 11)


@given(st.lists(st.one_of(TAGS, st.text(max_size=5)), max_size=20).map("".join))
def test_any_html_has_as_many_lines_as_its_text_in_order_of_the_source(html: str) -> None:
    extract = extract_html(html)

    assert len(extract.lines) == (extract.text.count("\n") + 1 if extract.text else 0)
    assert all(1 <= line <= html.count("\n") + html.count("\r") + 1 for line in extract.lines)


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul", "a href=x", "pre", "font"])
def test_a_page_nested_beyond_reason_is_read(tag: str) -> None:
    assert "文" in extract_html(f"<{tag}>" * 3000 + "文").text
