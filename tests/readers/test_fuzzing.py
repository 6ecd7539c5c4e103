"""The fuzzer's targets take what they begin with; atheris itself is no dependency."""

from __future__ import annotations

import contextlib
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from kg.readers import InputFormat
from tests.conftest import ROOT


@pytest.mark.parametrize("name", [*(one.value for one in InputFormat), "zip"])
def test_the_fuzzer_runs_each_reader(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []

    def set_up(arguments: list[str], target: Callable[[bytes], None]) -> None:
        assert "-max_total_time=5" in arguments
        [seed] = Path(arguments[-1]).iterdir()
        for content in (seed.read_bytes(), b"\xff\x00<a>"):
            target(content)
            runs.append(content)

    atheris = ModuleType("atheris")
    members = {
        "instrument_imports": lambda **_: contextlib.nullcontext(),
        "Setup": set_up,
        "Fuzz": lambda: runs.append(b"more"),
    }
    vars(atheris).update(members)
    monkeypatch.setitem(sys.modules, "atheris", atheris)
    monkeypatch.setattr(sys, "argv", ["fuzz-readers", name, "5"])

    runpy.run_path(str(ROOT / "scripts/fuzz-readers"), run_name="__main__")

    assert runs[1:] == [b"\xff\x00<a>", b"more"]
