"""What the measures of an annotation must not fall below: kept in a file, raised at will.

Floors are lowered with a reason only, which the file keeps.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from kg.errors import InputError
from kg.evaluation import Evaluation
from kg.readers.contents import read_json
from kg.writing import write_files

_LOWERED = "lowered"
_FORM = "see tests/quality_floors.json for the form"


def hold_to_floors(
    path: Path, name: str, evaluation: Evaluation, *, renew: bool = False, lower: str | None = None
) -> list[str]:
    """Say which measures fall below the floors of that name in a file, a sentence each.

    With `renew` the floors are raised to what was reached, in hundredths, if none is below; with
    `lower`, the reason for it, they are lowered where one is. Then nothing is below.

    Raises:
        InputError: the file is no such JSON, lacks that name, or cannot be written.
    """
    floors = _read(path)
    if name not in floors and not renew:
        raise InputError(path, f"has no floors named {name}", "name others, or make them (--renew)")
    own = floors.get(name, dict.fromkeys(evaluation.measures(), 0.0))
    below = check_floors(evaluation, own)
    if not renew or (below and not lower):
        return below
    floors[name] = _renewed(own, evaluation, lower=bool(lower))
    if below:
        floors.setdefault(_LOWERED, []).append({"floors": name, "was": own, "reason": lower})
    text = json.dumps(floors, ensure_ascii=False, indent=2) + "\n"
    write_files(path.parent, {path.name: text.encode()})
    return []


def check_floors(evaluation: Evaluation, floors: Mapping[str, float]) -> list[str]:
    """Say which measures fall below their floors, a sentence each.

    One that nothing can be measured by falls below any floor but 0: what is to be held is not.

    Example:
        >>> from kg.evaluation import Score
        >>> half = Score(found=1, wanted=2, right=1, predicted=2)
        >>> check_floors(Evaluation(core=half, secondary=half, about=half), {"core_recall": 0.9})
        ['core_recall is 0.500, below its floor of 0.900']
    """
    return [
        f"{name} has nothing to be measured by, but a floor of {floors[name]:.3f}"
        if value is None
        else f"{name} is {value:.3f}, below its floor of {floors[name]:.3f}"
        for name, value in evaluation.measures().items()
        if name in floors and (value or 0.0) < floors[name]
    ]


def _renewed(
    floors: Mapping[str, float], evaluation: Evaluation, *, lower: bool = False
) -> dict[str, float]:
    """Return the floors raised to what was reached, in hundredths; with `lower` lowered too."""
    reached = {
        name: math.floor((value or 0.0) * 100) / 100
        for name, value in evaluation.measures().items()
    }
    return {
        name: reached.get(name, floor) if lower else max(floor, reached.get(name, floor))
        for name, floor in floors.items()
    }


def _read(path: Path) -> dict[str, Any]:
    """Read a file of floors: for each annotation its measures, and the list of what was `lowered`.

    Raises:
        InputError: the file is no such JSON, which would let everything pass.
    """
    floors = read_json(path)
    if fault := _fault(floors):
        raise InputError(path, fault, _FORM)
    return cast("dict[str, Any]", floors)


def _fault(floors: object) -> str | None:
    if not isinstance(floors, dict):
        return "is no JSON object"
    for name, own in floors.items():
        if not isinstance(own, list if name == _LOWERED else dict):
            return f"what stands under {name} is no {'list' if name == _LOWERED else 'object'}"
        for measure, floor in own.items() if isinstance(own, dict) else ():
            if not isinstance(floor, float | int) or isinstance(floor, bool) or not 0 <= floor <= 1:
                return f"the floor {measure} of {name} is no number from 0 to 1"
    return None
