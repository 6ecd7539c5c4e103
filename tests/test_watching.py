"""Builds that follow their sources, and pages that follow the builds."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue

import pytest
from playwright.sync_api import Browser

from kg.watching import changes
from tests.conftest import until
from tests.serve.conftest import running

PATIENCE = 30.0


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "a.md").write_text("# 甲\n\n支持向量机。\n", encoding="utf-8")
    return folder


def heard(sources: list[Path], out: Path) -> Callable[[float], bool]:
    """Watch in a thread; return a function that says whether a change comes in so many seconds."""
    queue: Queue[None] = Queue()

    def listen() -> None:
        for _ in changes(sources, out):
            queue.put(None)

    threading.Thread(target=listen, daemon=True).start()

    def told(seconds: float) -> bool:
        try:
            queue.get(timeout=seconds)
        except Empty:
            return False
        return True

    return told


@pytest.mark.parametrize("out_is", ["beside", "inside", "the same"])
def test_what_is_saved_is_a_change_and_what_is_built_is_none(blog: Path, out_is: str) -> None:
    out = {"beside": blog.parent / "out", "inside": blog / "out", "the same": blog}[out_is]
    out.mkdir(exist_ok=True)
    told = heard([blog], out)
    assert told(PATIENCE)  # at once

    (out / ".graph.ttl.x1").write_text("", encoding="utf-8")
    (out / "graph.ttl").write_text("", encoding="utf-8")
    (out / ".cache").mkdir()
    (out / ".cache/extracted.sqlite").write_text("", encoding="utf-8")
    assert not told(1.5)

    (blog / "b.md").write_text("# 乙\n", encoding="utf-8")
    assert told(PATIENCE)


def test_a_file_that_an_editor_replaces_is_a_change(blog: Path) -> None:
    told = heard([blog / "a.md"], blog / "out")
    assert told(PATIENCE)

    (blog / "other.md").write_text("# 乙\n", encoding="utf-8")
    assert not told(1.5)
    (blog / "draft").write_text("# 丙\n", encoding="utf-8")
    (blog / "draft").replace(blog / "a.md")
    assert told(PATIENCE)


def test_a_served_page_shows_what_is_built_anew(blog: Path, browser: Browser) -> None:
    out = blog.parent / "out"
    command = [sys.executable, "-m", "kg", "build", str(blog), "-o", str(out), "--watch"]
    builder = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert builder.stderr is not None
    try:
        until_watching(builder)
        with running(out) as site, browser.new_context(locale="zh-CN") as context:
            page = context.new_page()
            faults: list[str] = []
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda message: faults.append(message.text))
            page.goto(f"{site}/explorer#view=list")
            page.wait_for_selector("html[data-ready]", state="attached")
            assert page.evaluate("Graph.nodes.map(node => node.label)").count("乙") == 0

            (blog / "b.md").write_text("# 乙\n\n见《甲》。\n", encoding="utf-8")
            until(page, "Graph.nodes.some(node => node.label === '乙')")
            assert page.evaluate("State.get().view") == "list"
            wanted = f"{site}/post/%E4%B9%99"
            assert "乙" in context.request.get(wanted, headers={"Accept": "text/turtle"}).text()
            assert faults == []

        until_watching(builder)
        (blog / "c.md").write_bytes(b"\x00\x01\x02\x03")
        assert "c.md" in until_watching(builder)
        assert builder.poll() is None
    finally:
        builder.terminate()
        builder.wait(timeout=20)
        builder.stderr.close()


def until_watching(builder: subprocess.Popen[str]) -> str:
    """Return what the builder says until it waits for the next change."""
    assert builder.stderr is not None
    said: list[str] = []
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        line = builder.stderr.readline()
        if line.startswith("Watching"):
            return "".join(said)
        said.append(line)
    raise AssertionError("".join(said))
