#!/usr/bin/env python3
"""Ask a running `kg serve` with many clients at once, and count answers and errors.

The queries are those of the library, each client in an order of its own; the yardstick is one
client alone on the same server.

    bench_serve.py GRAPH [--clients N] [--seconds N] [--write FILE]
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from report import options, publish

from kg import sparql

_SECTION = """## Serving

`kg serve` on {name}, {seconds} s each; every client asks the queries of the library in turn.

| clients | answers a second | errors | slowest answer |
|---|---|---|---|
{table}"""


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--name", default="the sample corpus", help="what the graph is of")
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "kg", "serve", str(arguments.graph), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert server.stdout is not None
    try:
        address = server.stdout.readline().split()[2]
        table = "".join(
            _row(f"{address}sparql", clients, arguments.seconds)
            for clients in (1, arguments.clients)
        )
    finally:
        server.terminate()
        server.wait()
    section = _SECTION.format(name=arguments.name, seconds=f"{arguments.seconds:g}", table=table)
    publish(section, arguments.write)


def _row(endpoint: str, clients: int, seconds: float) -> str:
    queries = [sparql.standalone(query) for query in sparql.find_queries()]
    end = time.monotonic() + seconds

    def ask(number: int) -> tuple[int, int, float]:
        rng = random.Random(number)  # noqa: S311 - an order, no secret
        good = bad = 0
        slowest = 0.0
        with httpx.Client(timeout=120) as client:
            while time.monotonic() < end:
                begin = time.monotonic()
                try:
                    status = client.post(endpoint, data={"query": rng.choice(queries)}).status_code
                except httpx.HTTPError:
                    status = 0
                slowest = max(slowest, time.monotonic() - begin)
                good += status == 200
                bad += status != 200
        return good, bad, slowest

    with ThreadPoolExecutor(clients) as pool:
        counts = list(pool.map(ask, range(clients)))
    good, bad = (sum(count[part] for count in counts) for part in (0, 1))
    slowest = max(slowest for _, _, slowest in counts)
    return f"| {clients} | {good / seconds:.0f} | {bad} | {slowest * 1000:.0f} ms |\n"


if __name__ == "__main__":
    main()
