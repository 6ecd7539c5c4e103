#!/usr/bin/env python3
"""Time `kg build` from nothing by one process and by two, by the clock, one after the other.

What start-up takes is told by a build of one sentence, which imports, reads the vocabulary, makes
its matcher and writes all files as well.

bench_jobs.py FOLDER [--runs N] [--write FILE]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from report import options, publish, tell_aim

_SECTION = """## Building by two processes

`kg build --no-cache` of {folder}, with all outputs and start-up, by the clock; the median of {runs}
runs each, in turn; [bench_jobs.py](benchmarks/bench_jobs.py).

| | seconds | ratio |
|---|---|---|
| `--jobs 1` | {one:.1f} | 1 |
| `--jobs 2` | {two:.1f} | {ratio:.2f} |
| `--jobs 2`, of one sentence | {start:.1f} | |
| `kg --help` | {help:.2f} | |

{aims}
"""
_JOBS, _BEYOND_START, _HELP = 1.7, 3.0, 0.3  # what is aimed at
_KG = Path(sys.executable).with_name("kg")


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--name", help="what the folder is called in the text")
    arguments = parser.parse_args()
    name = arguments.name or arguments.folder
    seconds: dict[str, list[float]] = {"1": [], "2": [], "start": [], "help": []}
    with tempfile.TemporaryDirectory() as folder:
        sentence = Path(folder, "post.md")
        sentence.write_text("# 一篇\n\n支持向量机。\n", encoding="utf-8")
        for _ in range(arguments.runs):
            for jobs in ("1", "2"):
                seconds[jobs].append(_time_build(arguments.folder, jobs))
            seconds["start"].append(_time_build(sentence, "2"))
            seconds["help"].append(_time("--help"))
    one, two, start, help_ = map(median, seconds.values())
    aims = " ".join((
        tell_aim(f"{_JOBS} times the speed by two processes", _JOBS * two / one),
        tell_aim(f"{_BEYOND_START:g} s for {name} beyond start-up", (two - start) / _BEYOND_START),
        tell_aim(f"{_HELP} s for `kg --help`", help_ / _HELP),
    ))  # fmt: skip
    section = _SECTION.format(
        folder=name, runs=arguments.runs, one=one, two=two, ratio=one / two, start=start,
        help=help_, aims=aims,
    )  # fmt: skip
    publish(section, arguments.write)


def _time_build(posts: Path, jobs: str) -> float:
    with tempfile.TemporaryDirectory() as out:
        return _time("build", posts, "-o", out, "--no-cache", "--jobs", jobs)


def _time(*arguments: str | Path) -> float:
    begin = time.perf_counter()
    subprocess.run([_KG, *arguments], check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
