from __future__ import annotations

import csv
import io
import json

import pytest
from rich.text import Text
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
    assert ("1 row" if len(rows) == 1 else f"{len(rows)} rows") in table


@pytest.mark.parametrize(
    ("arguments", "columns"),
    [
        (["emerging", "1990"], "label"),
        (["path", "VAE", "VAE"], "relation"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_an_answer_without_rows_says_so(arguments: list[str], columns: str) -> None:
    header, *rows = run(*arguments, "--format", "csv").splitlines()

    assert (columns in header.split(","), rows) == (True, [])
    assert run(*arguments, "--format", "json") == "[]\n"
    assert "0 rows" in run(*arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "没有这个东西吧"], "no node of the graph is called so"),
        (["read-first", "It is time."], "no concept of the graph is called so"),
        (["related", "变分自编马器"], "no post or unlisted post"),
        (["related", "变分自编码器"], "perhaps 变分自编码器(一):原来是这么一回事"),
        (["timeline", "编码"], "no concept of the graph is called so"),
        (["path", "VAE", "支持向"], "支持向: no node of the graph is called so"),
        (["stats", "--graph", "kg"], "kg/graph.graphml: cannot be read"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_question_about_nothing_is_one_clear_line(arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(app, arguments)

    assert isinstance(done.exception, KgError)
    assert says in str(done.exception)
    assert "\n" not in str(done.exception)


def test_sentences_stand_below_what_they_speak_for_in_any_width() -> None:
    for command in (["show", "VAE"], ["path", "VAE", "SVM"]):
        done = CliRunner().invoke(app, command, env={"COLUMNS": "80"}, catch_exceptions=False)
        values = json.loads(run(*command, "--format", "json"))
        links = values["links"] if command[0] == "show" else values

        below = [line for line in done.stdout.splitlines() if line.startswith("    ")]
        assert all(Text(line).cell_len <= 80 for line in below)
        assert max(Text(line).cell_len for line in below) > 70
        joined = "".join("".join(below).split())
        assert all("".join(link["evidence"].split()) in joined for link in links)


def test_show_prints_so_many_links_of_each_kind_and_says_how_many_there_are() -> None:
    done = CliRunner().invoke(app, ["show", "SVM", "--limit", "1", "--format", "json"])
    shown, every = json.loads(done.stdout), json.loads(run("show", "SVM", "--format", "json"))

    kinds = [(link["relation"], link["direction"]) for link in every["links"]]
    assert len(shown["links"]) == len({*kinds}) < len(kinds) <= every["all_links"]
    assert f"{len({*kinds})} of {every['all_links']} links" in done.stderr
