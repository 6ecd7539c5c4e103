"""The README is true: its commands run, their output is as shown, its layout is the folders'."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
OUTPUTS = [text for kind, text in BLOCKS if kind == "csv"]
PROGRAMS = [text for kind, text in BLOCKS if kind == "python"]


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "command",
    [line for line in COMMANDS if "bin/kg" in line and not re.search(" (serve|mcp) ", line)],
)
def test_commands_run(command: str, tmp_path: Path) -> None:
    words = command.replace(".venv/bin/kg", f"{sys.executable} -m kg").split()
    shutil.copytree(ROOT / "output", tmp_path / "graph")  # which the first of them has built
    words = [str(tmp_path / word) if word.startswith("graph") else word for word in words]

    printed = run(words, ROOT)

    if "--format csv" in command:
        assert printed in OUTPUTS


def test_the_other_commands_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    others = [line for line in COMMANDS if "bin/kg" not in line]

    assert others == ["make demo", "make test"]
    for line in others:
        assert f"\n{line.removeprefix('make ')}:" in makefile


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_run(program: str) -> None:
    assert run([sys.executable, "-c", program], ROOT).strip()


def test_the_layout_names_every_module() -> None:
    for path in sorted((ROOT / "kg").rglob("*.py")):
        if not path.name.startswith("__"):
            name = path.name if path.parent.name in ("kg", "readers") else f"{path.parent.name}/"
            assert name in README, path
    for path in ROOT.iterdir():
        if path.is_dir() and not path.name.startswith("."):
            assert re.search(rf"^{path.name}/\s", README, re.MULTILINE), path


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
