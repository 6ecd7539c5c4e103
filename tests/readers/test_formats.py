from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import InputFormat, read_corpus
from kg.readers.formats import SUFFIXES, detect_format
from tests.conftest import load_cases


@pytest.mark.parametrize("case", load_cases("formats.json"), ids=lambda case: case["name"])
def test_the_format_is_told_from_the_content_first(case: dict[str, Any]) -> None:
    assert detect_format(case["text"], Path(case["file"]).suffix) == case["format"]


@given(st.text("<!-?>[]{}\"' \n=abDOCTYPEhtml"), st.sampled_from(["", *SUFFIXES]))
def test_any_text_has_a_format_or_none(text: str, suffix: str) -> None:
    assert detect_format(text, suffix) in {None, *InputFormat}


def test_many_comments_before_the_root_are_passed_in_no_time() -> None:
    assert detect_format("<!-- -->" * 20000 + "<", ".xml") is None


def test_a_given_format_overrules(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("没有标题的一篇文章。", encoding="utf-8")

    [post] = read_corpus([tmp_path], format=InputFormat.markdown).posts

    assert (post.title, post.text) == ("note", "没有标题的一篇文章。")
