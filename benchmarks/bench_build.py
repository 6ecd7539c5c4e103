#!/usr/bin/env python3
"""Time a build by its stages, and measure its memory, at several numbers of posts.

The posts are made of the paragraphs of real ones, recombined. Each number of posts is built by a
process of its own, so that the most memory that it held can be told; the time is the processor's.

    bench_build.py FOLDER [--posts N ...] [--write FILE]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from recombine import recombine
from report import options, publish, tell_aim

from kg import build_knowledge_base, load_vocabulary, read_posts
from kg.explorer import render_knowledge_base
from kg.graph import describe_edges, describe_nodes
from kg.graphml import write_graphml
from kg.parts import Parts
from kg.rdf import write_turtle

_SECTION = """## Building

Processor time of one process by stage, in seconds, for posts of recombined paragraphs, and what it
grew by from each number of posts to the next; [bench_build.py](benchmarks/bench_build.py).

| posts | {numbers} |
|---|{rule}
{table}

{aim}
"""
_LARGE, _AT_MOST = (10_000, 100_000), 11

T = TypeVar("T")


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--one", type=int, help="print the figures of one build as JSON")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(_measure(arguments.folder, arguments.one)))  # noqa: T201
        return
    found = [_in_process(arguments.folder, count) for count in arguments.posts]
    rows = [(name, [figures[name] for figures in found]) for name in found[0]]
    table = "\n".join(f"| {name} | {_cells(values)} |" for name, values in rows)
    section = _SECTION.format(
        numbers=" | ".join(f"{count:,}" for count in arguments.posts),
        rule="---|" * len(arguments.posts),
        table=table,
        aim=_tell_growth({n: f["**all**"] for n, f in zip(arguments.posts, found, strict=True)}),
    )
    publish(section, arguments.write)


def _tell_growth(seconds: Mapping[int, float]) -> str:
    before, after = (seconds.get(count) for count in _LARGE)
    words = f"at most {_AT_MOST} times the time from {_LARGE[0]:,} to {_LARGE[1]:,} posts"
    if before is None or after is None:
        return f"Whether the aim of {words} is met was not measured in this run."
    return tell_aim(words, after / before / _AT_MOST)


def _cells(values: list[float]) -> str:
    cells = [f"{values[0]:,.1f}"]
    for before, value in pairwise(values):
        cells.append(f"{value:,.1f} (× {value / before:.1f})" if before > 0 else f"{value:,.1f}")
    return " | ".join(cells)


def _in_process(folder: Path, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, str(folder), "--one", str(count)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def _measure(folder: Path, count: int) -> dict[str, float]:
    seconds: dict[str, float] = {}

    def stage(name: str, work: Callable[[], T]) -> T:
        begin = time.process_time()
        result = work()
        seconds[name] = time.process_time() - begin
        return result

    vocabulary = load_vocabulary()
    posts = [*recombine(read_posts([folder]), count)]
    megabytes = sum(len(post.text.encode()) for post in posts) / 1e6
    kb = stage("reading the texts", lambda: build_knowledge_base(posts, vocabulary))
    of_texts = _most_memory()
    with tempfile.TemporaryFile() as file:
        triples = stage("Turtle", lambda: write_turtle(kb, file))
    with tempfile.TemporaryFile() as file:
        stage("GraphML", lambda: write_graphml(describe_nodes(kb), describe_edges(kb), file))
    stage("page", lambda: render_knowledge_base(kb, Parts()))
    figures: dict[str, Any] = {
        "text, MB": megabytes,
        **seconds,
        "**all**": sum(seconds.values()),
        "triples, thousands": triples / 1000,
        "memory to read the texts, MB": of_texts,
        "memory, MB": _most_memory(),
    }
    return figures


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
