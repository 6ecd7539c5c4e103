#!/usr/bin/env python3
"""Build the same posts with and without Spark, compare every triple, and measure both.

The posts are made of the paragraphs of real ones, recombined. Each engine runs in a process of its
own, on two processors; what is shuffled and what tasks take is what Spark itself has counted.

    bench_spark.py FOLDER [--posts N] [--write FILE]
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from recombine import recombine
from report import options, publish

from kg import build_knowledge_base, build_triples, load_vocabulary, read_posts
from kg.extraction import Extraction
from kg.rdf import render

_SECTION = """## Building with Spark

{posts:,} posts of recombined paragraphs, {megabytes:.1f} MB of text as JSON Lines, by both engines
on two processors; [bench_spark.py](benchmarks/bench_spark.py). {equality}

| | one machine | Spark, `local[2]` | ratio |
|---|---|---|---|
| triples, by the clock | {local_seconds:,.0f} s | {spark_seconds:,.0f} s | {ratio:.2f} |
| starting | | {start:,.0f} s | |
| time of Spark's tasks, by the clock | | {task_seconds:,.0f} s | |
| of the processor | {local_processor:,.0f} s | {spark_processor:,.0f} s | {processor_ratio:.2f} |
| triples | {local_triples:,} | {spark_triples:,} | |
| memory of the process at most | {local_memory:,.0f} MB | | |
| read by Spark | | {read:,.0f} MB | {read_ratio:.1f} of the text |
| shuffled by Spark, compressed | | {shuffled:,.1f} MB | {shuffled_ratio:.2f} of the text |
| triples written, gzip | | {written:,.1f} MB | {written_ratio:.2f} of the text |
| names that the vocabulary got | | {names:,} | |
"""


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--engine", choices=["local", "spark"], help="measure one, print JSON")
    parser.add_argument("--lines", type=Path, help="where the triples' digests go")
    arguments = parser.parse_args()
    if arguments.engine:
        measure = {"local": _local, "spark": _spark}[arguments.engine]
        print(json.dumps(measure(arguments.folder, arguments.lines)))  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "posts.jsonl"
        posts = recombine(read_posts([arguments.folder]), arguments.posts)
        lines = (json.dumps({"title": p.title, "text": p.text}, ensure_ascii=False) for p in posts)
        source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        section = _SECTION.format(posts=arguments.posts, **_compare(source, folder))
    publish(section, arguments.write)


def _compare(source: Path, folder: Path) -> dict[str, Any]:
    local, spark = (_in_process(engine, source, folder) for engine in ("local", "spark"))
    ours, theirs = (np.load(folder / f"{engine}.npy") for engine in ("local", "spark"))
    differing = len(np.setxor1d(ours, theirs))
    megabytes = source.stat().st_size / 1e6
    return {
        "megabytes": megabytes,
        "equality": (
            "They state the same triples."
            if not differing and len(ours) == len(theirs)
            else f"**{differing:,} triples differ.**"
        ),
        "ratio": local["local_seconds"] / spark["spark_seconds"],
        "processor_ratio": local["local_processor"] / spark["spark_processor"],
        "read_ratio": spark["read"] / megabytes,
        "shuffled_ratio": spark["shuffled"] / megabytes,
        "written_ratio": spark["written"] / megabytes,
        **local,
        **spark,
    }


def _in_process(engine: str, source: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, str(source), "--engine", engine]
    command += ["--lines", str(folder / f"{engine}.npy")]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    figures: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return figures


def _local(source: Path, lines: Path) -> dict[str, Any]:
    begin = time.perf_counter()
    posts = read_posts([source])
    kb = build_knowledge_base(posts, load_vocabulary(), extraction=Extraction(2))
    triples = build_triples(kb)
    seconds = time.perf_counter() - begin
    processor = _processor_seconds()
    _save(render(triples, "ntriples").split(b"\n")[:-1], lines)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "local_seconds": seconds,
        "local_processor": processor,
        "local_triples": len(triples),
        "local_memory": memory,
    }


def _spark(source: Path, lines: Path) -> dict[str, Any]:
    from kg.spark import build  # noqa: PLC0415 - one of the engines
    from kg.spark.session import start_session  # noqa: PLC0415

    begin = time.perf_counter()
    session = start_session("local[2]")
    start = time.perf_counter() - begin
    out = lines.with_suffix("")
    begin = time.perf_counter()
    built = build(session, [str(source)], str(out), load_vocabulary())
    seconds = time.perf_counter() - begin
    processor = _processor_seconds()
    files = sorted((out / "triples").glob("*.nt.gz"))
    contents = (gzip.decompress(file.read_bytes()) for file in files)
    _save((line for content in contents for line in content.split(b"\n")[:-1]), lines)
    driver = session.sparkContext._jsc.sc().statusStore().executorList(True).head()
    return {
        "start": start,
        "spark_seconds": seconds,
        "spark_processor": processor,
        "spark_triples": built.triples,
        "task_seconds": driver.totalDuration() / 1000,
        "read": driver.totalInputBytes() / 1e6,
        "shuffled": driver.totalShuffleWrite() / 1e6,
        "written": sum(file.stat().st_size for file in files) / 1e6,
        "names": built.discovered,
    }


def _processor_seconds() -> float:
    """Return what this process and all that come from it have taken, as Linux counts it."""
    processes: dict[int, tuple[int, int]] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            fields = file.read_text().rpartition(")")[2].split()
            processes[int(file.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    own = {os.getpid()}
    while more := {pid for pid, (parent, _) in processes.items() if parent in own} - own:
        own |= more
    return sum(processes[pid][1] for pid in own if pid in processes) / os.sysconf("SC_CLK_TCK")


def _save(lines: Iterable[bytes], path: Path) -> None:
    """Keep a digest of each line, sorted: all of them are larger than what they are compared in."""
    digests = (hashlib.blake2b(line, digest_size=8).digest() for line in lines)
    np.save(path, np.sort(np.frombuffer(b"".join(digests), dtype=np.uint64)))


if __name__ == "__main__":
    main()
