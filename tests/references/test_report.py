from __future__ import annotations

from kg.model import Post
from kg.references import (
    ReportRow,
    count_references,
    find_references,
    report_references,
    resolve_references,
)

TEXT = "《乙》、《乙》、博文《没有读到的一篇》、电影《丁》、《一个两可的标题》、[[没有]]"
POSTS = [
    Post(id="post/a", title="甲", text=TEXT),
    Post(id="post/b", title="乙"),
    Post(id="post/c", title="一个两可的标题：其一"),
    Post(id="post/d", title="一个两可的标题：其二"),
]
RESOLVED = resolve_references(find_references(POSTS[0]), POSTS)


def test_every_reference_has_its_section() -> None:
    rows = [row for row in report_references(RESOLVED) if row.post]

    assert [(row.section, row.wording, row.target) for row in rows] == [
        ("resolved", "乙", "乙"),
        ("resolved", "乙", "乙"),
        ("unlisted", "没有读到的一篇", "没有读到的一篇"),
        ("work", "丁", "丁"),
        ("ambiguous", "一个两可的标题", ""),
        ("dead", "没有", ""),
    ]
    assert rows[4].note == "一个两可的标题：其一 | 一个两可的标题：其二"


def test_what_is_referenced_most_and_what_by_nothing() -> None:
    rows = report_references(RESOLVED)

    most = [(row.target, row.times) for row in rows if row.section == "most_referenced"]
    orphans = [row.target for row in rows if row.section == "orphan"]
    assert most == [("乙", "1"), ("没有读到的一篇", "1"), ("丁", "1")]
    assert orphans == ["甲", "一个两可的标题：其一", "一个两可的标题：其二"]


def test_counts_are_those_of_the_rows() -> None:
    counts = count_references(RESOLVED)

    assert {name: counts[name] for name in ("resolved", "unlisted", "works", "dead")} == {
        "resolved": 2, "unlisted": 1, "works": 1, "dead": 1,
    }  # fmt: skip
    assert (counts["ambiguous"], counts["orphans"]) == (1, 3)
    assert all(len(row.values()) == len(ReportRow.header()) for row in report_references(RESOLVED))
