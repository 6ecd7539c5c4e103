#!/usr/bin/env python3
"""Time `kg build` from nothing by one process and by two, by the clock, one after the other.

bench_jobs.py FOLDER [--runs N] [--write FILE]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from report import options, publish

_SECTION = """## Building by two processes

`kg build --no-cache` of {folder}, with all outputs and start-up, by the clock; the median of {runs}
runs each, in turn; [bench_jobs.py](benchmarks/bench_jobs.py).

| | seconds | ratio |
|---|---|---|
| `--jobs 1` | {one:.1f} | 1 |
| `--jobs 2` | {two:.1f} | {ratio:.2f} |
| `kg --help` | {help:.2f} | |
"""
_KG = Path(sys.executable).with_name("kg")


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--name", help="what the folder is called in the text")
    arguments = parser.parse_args()
    seconds: dict[str, list[float]] = {"1": [], "2": [], "help": []}
    for _ in range(arguments.runs):
        with tempfile.TemporaryDirectory() as out:
            for jobs in ("1", "2"):
                build = ("build", arguments.folder, "-o", out, "--no-cache", "--jobs", jobs)
                seconds[jobs].append(_time(*build))
        seconds["help"].append(_time("--help"))
    one, two, help_ = (median(seconds[name]) for name in ("1", "2", "help"))
    section = _SECTION.format(
        folder=arguments.name or arguments.folder, runs=arguments.runs, one=one, two=two,
        ratio=one / two, help=help_,
    )  # fmt: skip
    publish(section, arguments.write)


def _time(*arguments: str | Path) -> float:
    begin = time.perf_counter()
    subprocess.run([_KG, *arguments], check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
