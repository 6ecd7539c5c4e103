from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers.entries import Entry
from kg.readers.restructured_text import parse_restructured_text
from kg.readers.skipped import Skipped


def parse(text: str) -> Entry:
    [entry] = parse_restructured_text(text, path=Path("note.rst"), source="posts/note.rst")
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize(
    "text",
    [
        "甲\n==\n\n:Date: 2020-01-02 10:20\n:tags: a, b\n:author: 某\n\n正文\n",
        ".. title: 甲\n.. date: 2020-01-02 10:20 UTC\n.. tags: a, b\n.. author: 某\n\n正文\n",
        "date: 2020-01-02\ntags: [a, b]\nauthor: 某\n\n甲\n==\n\n正文\n",
        "---\ntitle: 甲\ndate: 2020-01-02\ntags: [a, b]\nauthor: 某\n---\n\n正文\n",
        "甲\n==\n\n.. post:: Jan 2, 2020\n   :tags: a, b\n   :author: 某\n\n正文\n",
    ],
    ids=["Pelican", "Nikola", "lines", "YAML", "ABlog"],
)
def test_metadata_are_found_where_generators_have_them(text: str) -> None:
    entry = parse(text)

    assert (entry.title, str(entry.date), entry.author) == ("甲", "2020-01-02", "某")
    assert (entry.tags, entry.text) == (("a", "b"), "正文")
    assert text.split("\n")[entry.lines[0] - 1] == "正文"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("见 `甲 乙 <https://a.example/b>`__。", "见 [甲 乙](https://a.example/b)。"),
        ("见 `甲`_。\n\n.. _甲: /b", "见 [甲](/b)。"),
        ("*甲* **乙** ``丙`` `丁` `a b` :math:`x`", "*甲* **乙** `丙` `丁` a b $x$"),
        ("``a`b``", "`` a`b ``"),
        (":doc:`甲 <../b>` :doc:`c` :ref:`乙 <x>` :func:`f`", "[甲](../b) [c](c) 乙 `f`"),
        ("甲 [1]_\n\n.. [1] 乙", "甲 [^1]\n\n[^1]: 乙"),
        ("|甲|\n\n.. |甲| replace:: 乙", "乙"),
        ("- 甲\n  乙\n\n  - 丙\n- 丁", "- 甲\n  乙\n\n  - 丙\n\n- 丁"),
        ("1. 甲\n2. 乙", "1. 甲\n\n2. 乙"),
        ("甲::\n\n    b\n    c\n\n丁", "甲:\n\n```\nb\nc\n```\n\n丁"),
        (".. code-block:: python\n\n    b", "```python\nb\n```"),
        (".. math:: x^2", "$$\nx^2\n$$"),
        (".. note:: 甲\n   乙", "甲\n乙"),
        (".. admonition:: 甲\n\n   乙", "**甲**\n\n乙"),
        ("甲\n\n   乙", "甲\n\n> 乙"),
        (".. figure:: a.png\n\n   甲", "甲"),
        ("=  =\na  b\n=  =\nc  d\n=  =", "a | b\n\nc | d"),
        (
            ".. contents::\n\n.. 甲\n\n.. image:: a\n\n.. video:: b\n\n.. raw:: html\n\n  c\n\n乙",
            "乙",
        ),
        (".. include:: /etc/passwd\n\n乙", "乙"),
        ("`甲", "`甲"),
    ],
)
def test_what_people_read_becomes_markdown(written: str, text: str) -> None:
    assert parse(f"题\n==\n\n首。\n\n{written}\n").text == f"首。\n\n{text}"


def test_sections_are_headings_below_the_title() -> None:
    assert parse("题\n==\n\n甲\n--\n\n乙\n~~\n\n丙\n").text == "## 甲\n\n### 乙\n\n丙"


def test_each_line_knows_where_it_came_from() -> None:
    text = "题\n==\n\n甲 `乙\n丙 <https://a.example/\nb>`_ 丁\n戊\n\n节\n--\n\n- 己\n- 庚\n  辛\n"

    entry = parse(text)

    for line, number in zip(entry.text.split("\n"), entry.lines, strict=True):
        assert line.lstrip("#- ")[:1] in text.split("\n")[number - 1]


def test_a_draft_is_passed_over() -> None:
    text = "甲\n==\n\n:status: draft\n\n文\n"

    [skipped] = parse_restructured_text(text, path=Path("a.rst"), source="a.rst")

    assert isinstance(skipped, Skipped)


def test_boxes_of_sphinx_are_read_as_what_is_in_them() -> None:
    text = (
        "甲\n==\n\n.. seealso:: 见 :doc:`乙`\n\n.. tab-set::\n\n   .. tab-item:: 题\n"
        "      :sync: a\n\n      文 *一*\n\n.. toctree::\n\n   a\n"
    )
    entry = parse(text)

    assert entry.text == "见 [乙](乙)\n\n题\n\n文 *一*"
    assert entry.lines == (4, 8, 8, 11, 11)


def test_a_date_that_is_none_is_left_out_and_named() -> None:
    text = "甲\n==\n\n:date: tomorrow\n\n文\n"

    entry, skipped = parse_restructured_text(text, path=Path("a.rst"), source="a.rst")

    assert isinstance(entry, Entry)
    assert (entry.text, entry.date) == ("文", None)
    assert isinstance(skipped, Skipped)
    assert (skipped.line, skipped.reason, skipped.part) == (4, "the date tomorrow is none", "date")


def test_what_is_nested_too_deep_is_a_fault() -> None:
    with pytest.raises(InputError, match=r"a\.rst: is nested too deep"):
        parse_restructured_text("- " * 900 + "甲", path=Path("a.rst"), source="a.rst")
