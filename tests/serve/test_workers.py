from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.serve.workers import Answer, Limits, Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists its processes")

GRAPH = "<https://x.org/a> <https://x.org/b> 1, 2, 3, 4, 5, 6, 7, 8, 9 ."
QUICK = "SELECT * { ?s ?p 7 }"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"


def ask(file: Path, query: str, *, halted: float = 0) -> Answer:
    """Ask one process with half a second for each query, which does not run for so many seconds."""

    async def run() -> Answer:
        async with Workers([file], count=1, limits=Limits(seconds=0.5)) as workers:
            request = {
                "operation": "query", "query": query, "table": "json",
                "default_graphs": [], "named_graphs": [],
            }  # fmt: skip
            thread = threading.get_native_id()
            [child] = Path(f"/proc/self/task/{thread}/children").read_text("ascii").split()
            os.kill(int(child), signal.SIGSTOP)
            answer = asyncio.create_task(workers.ask(request))
            await asyncio.sleep(halted)
            os.kill(int(child), signal.SIGCONT)
            return await answer

    file.write_text(GRAPH, encoding="utf-8")
    with ThreadPoolExecutor(1) as pool:  # the browser of other tests has a loop in this thread
        return pool.submit(lambda: asyncio.run(run())).result()


def test_the_time_that_a_query_waits_for_the_processor_is_not_its_own(tmp_path: Path) -> None:
    answer = ask(tmp_path / "graph.ttl", QUICK, halted=0.8)

    assert answer.ok
    assert b"https://x.org/a" in answer.content


def test_a_query_that_computes_for_too_long_is_ended(tmp_path: Path) -> None:
    answer = ask(tmp_path / "graph.ttl", ENDLESS)

    assert answer == Answer(
        status=503, content=b"the query took more than 0.5 s and was ended: narrow it"
    )


def test_of_many_queries_that_compute_for_too_long_each_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    request = {
        "operation": "query", "query": ENDLESS, "table": "json",
        "default_graphs": [], "named_graphs": [],
    }  # fmt: skip

    async def run() -> list[Answer]:
        async with Workers([file], count=2, limits=Limits(seconds=0.05)) as workers:
            return await asyncio.gather(*(workers.ask(request) for _ in range(60)))

    with ThreadPoolExecutor(1) as pool:
        answers = pool.submit(lambda: asyncio.run(run())).result()

    assert {answer.content for answer in answers} == {
        b"the query took more than 0.05 s and was ended: narrow it"
    }
