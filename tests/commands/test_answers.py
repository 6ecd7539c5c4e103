from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "VAE"],
        ["path", "VAE", "SVM"],
        ["read-first", "VAE"],
        ["related", "变分自编码器(一):原来是这么一回事"],
        ["stats"],
        ["communities"],
        ["bridges"],
        ["importance"],
        ["timeline", "SVM"],
        ["emerging", "2020"],
        ["gaps"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_answers_are_printed_in_three_formats(arguments: list[str]) -> None:
    table = run(*arguments)
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv"))))
    objects = json.loads(run(*arguments, "--format", "json"))

    values = objects["links"] if arguments[0] == "show" else objects
    assert len(rows) == len(values) > 0
    assert [*rows[0]] == [*values[0]]
    assert f"{len(rows)} rows" in table


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "没有这个东西吧"], "no node of the graph is called so"),
        (["read-first", "It is time."], "no concept of the graph is called so"),
        (["related", "变分自编马器"], "no post or unlisted post"),
        (["stats", "--graph", "kg"], "kg/graph.graphml: cannot be read"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_question_about_nothing_is_one_clear_line(arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(app, arguments)

    assert isinstance(done.exception, KgError)
    assert says in str(done.exception)
    assert "\n" not in str(done.exception)
