from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation import Evaluation, Score
from kg.floors import hold_to_floors

HALF = Score(found=7, wanted=8, right=1, predicted=2)
REACHED = Evaluation(core=HALF, secondary=HALF, about=HALF)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "floors.json"
    file.write_text('{"a": {"core_recall": 0.8}, "b": {"core_recall": 0.9, "precision": 0.3}}')
    return file


def test_floors_of_another_name_do_not_count(path: Path) -> None:
    before = path.read_bytes()

    assert hold_to_floors(path, "a", REACHED) == []
    assert hold_to_floors(path, "b", REACHED) == ["core_recall is 0.875, below its floor of 0.900"]
    assert path.read_bytes() == before


def test_floors_are_raised_in_hundredths(path: Path) -> None:
    assert hold_to_floors(path, "a", REACHED, renew=True) == []

    assert json.loads(path.read_text())["a"] == {"core_recall": 0.87}


def test_floors_are_lowered_with_a_reason_which_is_kept(path: Path) -> None:
    before = json.loads(path.read_text())

    assert len(hold_to_floors(path, "b", REACHED, renew=True)) == 1
    assert json.loads(path.read_text()) == before
    assert hold_to_floors(path, "b", REACHED, renew=True, lower="harder posts") == []
    after = json.loads(path.read_text())
    assert after["b"] == {"core_recall": 0.87, "precision": 0.5}
    assert after["lowered"] == [{"floors": "b", "was": before["b"], "reason": "harder posts"}]


def test_what_cannot_be_measured_does_not_pass(path: Path) -> None:
    nothing = Score(found=0, wanted=0, right=0, predicted=0)
    unmeasured = Evaluation(core=nothing, secondary=HALF, about=HALF)
    told = "has nothing to be measured by, but a floor of"

    assert hold_to_floors(path, "b", unmeasured) == [
        f"core_recall {told} 0.900",
        f"precision {told} 0.300",
    ]
    assert hold_to_floors(path, "b", unmeasured, renew=True, lower="no gold left") == []
    assert json.loads(path.read_text())["b"] == {"core_recall": 0.0, "precision": 0.0}
    assert hold_to_floors(path, "b", unmeasured) == []


def test_a_name_without_floors_does_not_pass(path: Path) -> None:
    with pytest.raises(InputError, match="has no floors named c; name others"):
        hold_to_floors(path, "c", REACHED)

    assert hold_to_floors(path, "c", REACHED, renew=True) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no JSON object"),
        ('{"a": null}', "what stands under a is no object"),
        ('{"a": [0.9]}', "what stands under a is no object"),
        ('{"a": {}, "lowered": {}}', "what stands under lowered is no list"),
        ('{"a": {"core_recall": "0.9"}}', "the floor core_recall of a is no number from 0 to 1"),
        ('{"b": {"precision": 90}, "a": {}}', "the floor precision of b is no number"),
        ('{"a": {"core_recall": NaN}}', "the floor core_recall of a is no number"),
    ],
)
def test_what_is_no_file_of_floors_is_told(path: Path, content: str, fault: str) -> None:
    path.write_text(content)

    with pytest.raises(InputError, match=fault):
        hold_to_floors(path, "a", REACHED)
