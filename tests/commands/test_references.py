from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands.conftest import kg


def test_references_reports_in_three_formats(blog: Path) -> None:
    table = kg("references", blog).stdout
    rows = list(csv.DictReader(io.StringIO(kg("references", blog, "--format", "csv").stdout)))
    objects = json.loads(kg("references", blog, "--format", "json").stdout)

    assert rows == objects
    assert [(row["section"], row["wording"]) for row in rows if row["post"]] == [
        ("resolved", "乙"),
        ("unlisted", "没有读到的一篇"),
        ("work", "某某"),
        ("dead", "那里"),
    ]
    assert rows[0]["note"] == "the target is the later post"
    assert [row["target"] for row in rows if row["section"] == "orphan"] == ["甲"]
    for words in ("to later posts │ 1", "/archives/9", "most referenced", "orphan"):
        assert words in table


def test_a_list_of_titles_gives_unlisted_posts_their_date_and_address(blog: Path) -> None:
    titles = blog.parent / "titles.tsv"
    titles.write_text(
        "id\tdate\ttitle\n1\t2020-01-01\t甲\n2\t2021-01-01\t乙\n9\t2019-01-01\t没有读到的一篇\n",
        encoding="utf-8",
    )

    assert kg("build", blog, "--titles", titles, "-o", blog.parent / "out").returncode == 0
    reported = kg("references", blog, "--titles", titles, "--format", "json").stdout

    turtle = (blog.parent / "out/graph.ttl").read_text(encoding="utf-8")
    assert '"https://blog.example/archives/9"^^xsd:anyURI' in turtle
    assert '"2019-01-01"^^xsd:date' in turtle
    assert not [row for row in json.loads(reported) if row["section"] == "dead"]


@pytest.mark.parametrize("command", ["build", "references"])
def test_a_bad_list_of_titles_is_one_line_and_nothing_is_written(blog: Path, command: str) -> None:
    titles = blog.parent / "titles.tsv"
    titles.write_text("id\ttitle\n1\t甲\n", encoding="utf-8")
    out = ("-o", blog.parent / "out") if command == "build" else ()

    run = kg(command, blog, "--titles", titles, *out)

    assert run.returncode == 2
    assert run.stderr.startswith(f"kg: {titles}, line 1: there is no column date")
    assert run.stderr.count("\n") == 1
    assert not (blog.parent / "out").exists()
