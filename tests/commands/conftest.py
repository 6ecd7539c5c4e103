"""The command as users run it, and what many of its tests build or read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

NAMES = {"graph.html", "graph.ttl", "graph.graphml"}


def kg(*arguments: str | Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "200", "PYTHONUTF8": "1"},
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    assert kg("build", ROOT / "seeds", "-o", out).returncode == 0
    return out


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "a.md").write_text(
        "---\ntitle: 甲\ndate: 2020-01-01\nurl: https://blog.example/archives/1\n---\n"
        "博文《没有读到的一篇》、《乙》、[那里](/archives/9)、电影《某某》\n",
        encoding="utf-8",
    )
    (folder / "b.md").write_text(
        "---\ntitle: 乙\ndate: 2021-01-01\nurl: https://blog.example/archives/2\n---\n文\n",
        encoding="utf-8",
    )
    return folder
