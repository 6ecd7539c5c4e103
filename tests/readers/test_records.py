from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError, NoPostsError
from kg.readers.csv_records import parse_csv
from kg.readers.entries import Entry
from kg.readers.json_records import parse_json
from kg.readers.skipped import Skipped

LINE = (
    '{"id": "1", "url": "https://x.org/1", "title": "甲", "author": "某", "date": "2020-01-02",'
    ' "readers": 7, "category": "c", "tags": ["a"], "body": "一\\n二"}\n'
)


def test_json_lines() -> None:
    entry, other = parse_json(LINE + '\n{"title": "乙"}', path=Path("a"), source="a")

    assert isinstance(entry, Entry)
    found = (entry.title, entry.author, str(entry.date), entry.readers, entry.tags, entry.url)
    assert found == ("甲", "某", "2020-01-02", 7, ("a", "c"), "https://x.org/1")
    assert (entry.text, entry.lines) == ("一\n二", (1, 1))
    assert isinstance(other, Entry)


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "甲", "content_html": "<p>文</p>"}]',
        '{"version": "1.1", "items": [\n{"title": "甲", "text": "文"}]}',
        '{"title": "甲", "body": "文"}',
        '{"Title": "甲", "Content": "文"}\n',
    ],
)
def test_lists_feeds_and_single_records(text: str) -> None:
    [entry] = parse_json(text, path=Path("a.json"), source="a.json")

    assert isinstance(entry, Entry)
    assert (entry.title, entry.text) == ("甲", "文")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"title": "乙"', "the line is no JSON"),
        ("[1]", "the record is no object"),
        ("{}", "neither title nor text"),
        ('{"title": ["乙"]}', "the field title is no string"),
        ('{"title": "乙", "readers": "many"}', "the number of readers many is none"),
    ],
)
def test_a_faulty_record_is_skipped_with_its_line_and_the_others_are_read(
    line: str, says: str
) -> None:
    entry, fault = parse_json(LINE + line + "\n", path=Path("a.jsonl"), source="a.jsonl")

    assert isinstance(entry, Entry)
    assert isinstance(fault, Skipped)
    assert (fault.line, fault.is_fault) == (2, True)
    assert says in fault.reason


def test_a_record_whose_date_is_none_is_read_without_it() -> None:
    line = '{"title": "乙", "date": "2020-13-40"}'

    entry, fault = parse_json(line + "\n" + LINE, path=Path("a.jsonl"), source="a.jsonl")[:2]

    assert isinstance(entry, Entry)
    assert (entry.title, entry.date) == ("乙", None)
    assert isinstance(fault, Skipped)
    assert (fault.line, fault.reason, fault.part) == (1, "the date 2020-13-40 is none", "date")


@pytest.mark.parametrize("text", ['{"name": "kg", "version": 1}', "[]", "[1, 2]", "{}\n{}\n"])
def test_json_without_posts_is_none_of_ours(text: str) -> None:
    with pytest.raises(NoPostsError):
        parse_json(text, path=Path("package.json"), source="package.json")


@pytest.mark.parametrize("text", ['{"a": ', "[" * 100_000])
def test_no_json_at_all_is_an_error(text: str) -> None:
    with pytest.raises(InputError):
        parse_json(text, path=Path("a.json"), source="a.json")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables(delimiter: str) -> None:
    rows = [["title", "date", "text", "tags"], ["甲", "2020-01-02", '"一\n二"', "x"], ["乙"]]
    table = "\n".join(delimiter.join(row) for row in rows)
    entry, fault = parse_csv(table, path=Path("a.csv"), source="a.csv")

    assert isinstance(entry, Entry)
    assert (entry.title, str(entry.date), entry.text, entry.lines) == (
        "甲", "2020-01-02", "一\n二", (2, 2),
    )  # fmt: skip
    assert isinstance(fault, Skipped)
    assert (fault.line, fault.reason) == (4, "has 1 fields, not 4")


def test_faulty_tables_are_refused() -> None:
    with pytest.raises(NoPostsError, match="has no column text"):
        parse_csv("id,date,title\n1,2,3\n", path=Path("a.csv"), source="a.csv")
    with pytest.raises(InputError, match="line 2: is no CSV"):
        parse_csv('title,text\n"甲,文\n', path=Path("a.csv"), source="a.csv")


@given(st.text(',;\t"\n\r甲a', max_size=60))
def test_any_table_is_read_or_refused(rows: str) -> None:
    try:
        parsed = parse_csv("title,text\n" + rows, path=Path("a.csv"), source="a.csv")
    except InputError:
        return
    assert all(isinstance(one, Entry | Skipped) for one in parsed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(["title", "text", "html", "date", "tags", "authors", "readers", "draft"])


def test_a_faulty_record_of_a_list_is_named_by_its_number() -> None:
    text = json.dumps([{"title": "甲"}, {"title": "乙", "date": "2020-13-01"}, 7])

    parsed = parse_json(text, path=Path("a.json"), source="a.json")

    assert [fault.reason for fault in parsed if isinstance(fault, Skipped)] == [
        "record 2: the date 2020-13-01 is none",
        "record 3: the record is no object",
    ]


@example([{"title": False, "date": False}])
@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=6), min_size=1, max_size=3))
def test_records_with_any_values_are_read_or_skipped(records: list[object]) -> None:
    text = "\n".join(json.dumps(record) for record in records)
    try:
        parsed = parse_json(text, path=Path("a.jsonl"), source="a.jsonl")
    except InputError:
        return
    whole = [one for one in parsed if not (isinstance(one, Skipped) and one.part == "date")]
    assert len(whole) == len(records)
