from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.commands.conftest import kg
from tests.conftest import ROOT


def test_eval_prints_measures_and_faults(tmp_path: Path) -> None:
    gold = [{"title": "It is time.", "concepts": []}]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")

    run = kg("eval", tmp_path / "gold.json", ROOT / "seeds", "--format", "csv")

    rows = list(csv.reader(io.StringIO(run.stdout)))
    assert ["precision", "core", "0.000"] in rows
    assert ["wrong", "It is time.", "支持向量机"] in rows


def test_a_rate_of_nothing_is_none(tmp_path: Path) -> None:
    gold = [{"title": "It is time.", "concepts": []}]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    command = ("eval", tmp_path / "gold.json", ROOT / "seeds", "--format")

    assert "recall,secondary,\n" in kg(*command, "csv").stdout
    assert {"kind": "recall", "name": "secondary", "value": None} in json.loads(
        kg(*command, "json").stdout
    )
    row = next(line for line in kg(*command, "table").stdout.splitlines() if "secondary " in line)
    assert [cell.strip() for cell in row.split("│")[1:-1]] == ["secondary", "n/a", "0.000", "n/a"]


def test_all_posts_are_built_on_request_but_the_annotated_ones_measured(tmp_path: Path) -> None:
    defined = "We train a Widget Tracking Network (WTN). The WTN is fast."
    posts = [
        {"title": "Today", "text": "The WTN is fast."},
        {"title": "Part 1", "text": defined},
        {"title": "Part 2", "text": defined},
    ]
    (tmp_path / "posts.json").write_text(json.dumps(posts), encoding="utf-8")
    wanted = {"en": "Widget Tracking Network", "zh": None, "abbr": None, "tier": "core"}
    gold = [{"title": "Today", "concepts": [wanted]}]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    command = ("eval", tmp_path / "gold.json", tmp_path / "posts.json", "--format", "csv")

    alone, together = kg(*command), kg(*command, "--all-posts")

    assert "recall,core,0.000\n" in alone.stdout
    assert "recall,core,1.000\n" in together.stdout
    assert "Part 1" not in together.stdout


def test_floors_are_raised_at_will_and_lowered_with_a_reason_only(tmp_path: Path) -> None:
    known = {"en": "Python", "zh": None, "abbr": None, "tier": "core", "surface": ["Python"]}
    gold, floors = tmp_path / "gold.json", tmp_path / "floors.json"
    gold.write_text(json.dumps([{"title": "It is time.", "concepts": [known]}]), encoding="utf-8")
    floors.write_text("{}", encoding="utf-8")
    command = ("eval", gold, ROOT / "seeds", "--floors", floors)

    assert kg(*command, "--renew").returncode == 0
    raised = json.loads(floors.read_text(encoding="utf-8"))
    assert raised["gold"]["core_recall"] == 1.0

    known["surface"], known["en"] = [], "nothing"
    gold.write_text(json.dumps([{"title": "It is time.", "concepts": [known]}]), encoding="utf-8")
    for further in ((), ("--renew",)):
        run = kg(*command, *further)
        assert (run.returncode, json.loads(floors.read_text(encoding="utf-8"))) == (1, raised)
        assert "core_recall is 0.000, below its floor of 1.000" in run.stderr

    assert kg(*command, "--renew", "--lower", "the gold was wrong").returncode == 0
    lowered = json.loads(floors.read_text(encoding="utf-8"))
    assert lowered["gold"]["core_recall"] == 0.0
    assert [entry["reason"] for entry in lowered["lowered"]] == ["the gold was wrong"]


def test_options_of_floors_need_a_file_of_them() -> None:
    for options in (("--renew",), ("--name", "a"), ("--floors", "f.json", "--lower", "why")):
        run = kg("eval", "gold.json", ROOT / "seeds", *options)

        assert run.returncode == 2
        assert f"Invalid value for {options[-2] if len(options) > 1 else options[0]}: needs --" in (
            run.stderr
        )


def test_what_is_no_annotation_ends_as_other_bad_input_does(tmp_path: Path) -> None:
    for content in ("[]", '{"x": 1}'):
        (tmp_path / "gold.json").write_text(content, encoding="utf-8")

        run = kg("eval", tmp_path / "gold.json", ROOT / "seeds")

        assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
