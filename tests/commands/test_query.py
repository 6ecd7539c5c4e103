from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands.conftest import kg


def test_query_prints_table_csv_and_json(built: Path) -> None:
    arguments = (
        "query",
        "posts-about",
        "--set",
        "concept=支持向量机",
        "--graph",
        built / "graph.ttl",
    )

    table = kg(*arguments).stdout
    rows = list(csv.DictReader(io.StringIO(kg(*arguments, "--format", "csv").stdout)))
    objects = json.loads(kg(*arguments, "--format", "json").stdout)

    assert rows == objects
    assert rows[0]["title"].startswith("从动力学角度看优化算法(七)")
    assert rows[0]["title"] in table


def test_query_without_a_name_lists_the_questions() -> None:
    listed = json.loads(kg("query", "--format", "json").stdout)

    assert {"posts-about", "series", "unlisted-posts"} <= {row["query"] for row in listed}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "no such file or query"),
        (["SELECT * { ?s ?p ?o }" + " " * 300], "name a file of UTF-8 with a query in it"),
        (["posts-about", "--set", "x=1"], "no parameter x"),
        (["posts-about", "--set", "x"], "is not NAME=VALUE"),
        (["posts-about", "--graph", "missing.ttl"], "missing.ttl: cannot be read"),
        (["posts-about", "--graph", "LICENSE"], "LICENSE, line 1: is no Turtle"),
    ],
)
def test_a_query_that_cannot_run_is_one_clear_line(arguments: list[str], says: str) -> None:
    run = kg("query", *arguments)

    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
