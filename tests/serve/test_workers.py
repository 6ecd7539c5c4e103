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


def processes() -> list[int]:
    """Return those that this thread has started."""
    thread = threading.get_native_id()
    return [*map(int, Path(f"/proc/self/task/{thread}/children").read_text("ascii").split())]


def request_of(query: str) -> dict[str, object]:
    return {
        "operation": "query", "query": query, "table": "json",
        "default_graphs": [], "named_graphs": [],
    }  # fmt: skip


def ask(file: Path, query: str, *, halted: float = 0) -> Answer:
    """Ask one process with half a second for each query, which does not run for so many seconds."""

    async def run() -> Answer:
        async with Workers([file], count=1, limits=Limits(seconds=0.5)) as workers:
            [child] = processes()
            os.kill(child, signal.SIGSTOP)
            answer = asyncio.create_task(workers.ask(request_of(query)))
            await asyncio.sleep(halted)
            os.kill(child, signal.SIGCONT)
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

    async def run() -> list[Answer]:
        limits = Limits(seconds=0.05, waiting=600)
        async with Workers([file], count=2, limits=limits) as workers:
            asked = (workers.ask(request_of(ENDLESS)) for _ in range(60))
            return await asyncio.gather(*asked)

    with ThreadPoolExecutor(1) as pool:
        answers = pool.submit(lambda: asyncio.run(run())).result()

    assert {answer.content for answer in answers} == {
        b"the query took more than 0.05 s and was ended: narrow it"
    }


def test_what_is_being_ended_has_ended_when_all_do(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")

    async def run() -> list[int]:
        async with Workers([file], count=3, limits=Limits(seconds=0.01)) as workers:
            children = processes()
            for child in children:
                os.kill(child, signal.SIGSTOP)
            await asyncio.gather(*(workers.ask(request_of(QUICK)) for _ in children))
            await asyncio.sleep(0)
        return [child for child in children if Path(f"/proc/{child}").exists()]

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asyncio.run(run())).result() == []


def test_what_is_built_while_a_process_reads_the_graph_is_answered_from(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")

    async def run() -> Answer:
        async with Workers([file], count=1, limits=Limits(seconds=0.5)) as workers:
            file.unlink()
            os.mkfifo(file)  # of which a process reads as slowly as of a large graph
            workers.renew()
            pipe = await asyncio.to_thread(os.open, file, os.O_WRONLY)
            file.unlink()
            file.write_text(GRAPH.replace("7", '"new"'), encoding="utf-8")
            workers.renew()
            os.write(pipe, GRAPH.replace("7", '"old"').encode())
            os.close(pipe)
            return await workers.ask(request_of("SELECT ?x { ?s ?p ?x FILTER(ISLITERAL(?x)) }"))

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(lambda: asyncio.run(run())).result(timeout=300)

    assert b"new" in answer.content
    assert b"old" not in answer.content


def test_a_process_that_finds_the_graph_damaged_is_started_again_when_it_is_not(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")

    async def run() -> tuple[Answer, Answer]:
        limits = Limits(seconds=0.5, waiting=1.5)
        async with Workers([file], count=1, limits=limits) as workers:
            file.write_text("no Turtle", encoding="utf-8")
            await workers.ask(request_of(ENDLESS))  # which ends the process
            meanwhile = await workers.ask(request_of(QUICK))
            file.write_text(GRAPH, encoding="utf-8")
            for _ in range(40):  # it is started when the processor has time
                then = await workers.ask(request_of(QUICK))
                if then.ok:
                    break
            return meanwhile, then

    with ThreadPoolExecutor(1) as pool:
        meanwhile, then = pool.submit(lambda: asyncio.run(run())).result()

    assert meanwhile == Answer(status=503, content=b"the endpoint is busy: ask again later")
    assert then.ok
    assert f"kg: {file} cannot be read" in capfd.readouterr().err
