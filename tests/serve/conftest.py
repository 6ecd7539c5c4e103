"""A server of the sample's graph, run as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import build_triples
from kg.explorer import render_page
from kg.graph import build_graph
from kg.model import KnowledgeBase
from kg.rdf import render_turtle
from kg.writing import write_files


@pytest.fixture(scope="session")
def folder(sample: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("served")
    page = render_page(build_graph(sample)).encode()
    write_files(out, {"graph.ttl": render_turtle(build_triples(sample)), "graph.html": page})
    return out


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """Run `kg serve` on a free port, and return its address without the last slash."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert server.stdout is not None
    try:
        line = server.stdout.readline()
        assert line.startswith("Serving at http://127.0.0.1:"), line
        yield line.split()[2].rstrip("/")
    finally:
        server.terminate()
        assert server.wait(timeout=20) is not None
        server.stdout.close()


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    with running(folder) as address:
        yield address
