"""Requests in, answers out: a few processes that run queries, ended and replaced when need be."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.rdf.namespaces import PREFIXES

_SCRIPT = Path(__file__).with_name("worker.py")
_LONGEST_LINE = 2**16
_TIME_IS_UP = None if sys.platform == "win32" else -signal.SIGPROF
"""What a process returns that ended itself since it had computed for too long."""
_ENDING = 1.0
"""Seconds that a process may take to end once it answers no more."""
_PATIENCE = 3 if _TIME_IS_UP else 1
"""How many times as long a query may take that must wait for the processor meanwhile."""
_PAUSE = 1.0
"""Seconds before another process is started in the place of one that could not read the graph."""
_ENDED = (asyncio.IncompleteReadError, ConnectionError)
"""What is raised when a process ends that is asked something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may take: seconds of computing, rows, bytes of result, and bytes of memory;
    and how many seconds it may be `waiting` for a process.
    """

    seconds: float = 10.0
    rows: int = 10_000
    size: int = 50_000_000
    memory: int = 1_000_000_000
    waiting: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP status, the content or what to say instead, and whether it is a table or a graph."""

    status: int
    content: bytes
    kind: str = "table"

    @property
    def ok(self) -> bool:
        """Whether the content is the result, rather than a message."""
        return self.status == 200


class Workers:
    """`count` processes, each with the graph of `files` (Turtle) in memory.

    Use as an asynchronous context manager; inside it, `ask` may be called any number of times at
    once. What finds all processes busy waits for one.
    """

    def __init__(self, files: list[Path], *, count: int, limits: Limits) -> None:
        self._files = [str(file.absolute()) for file in files]
        self._limits = limits
        self._count = count
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._outdated: set[asyncio.subprocess.Process] = set()

    async def __aenter__(self) -> Workers:
        await asyncio.gather(*(self._start() for _ in range(self._count)))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for process in list(self._all):
            await self._end(process)

    async def ask(self, request: dict[str, Any]) -> Answer:
        """Return the answer of a process, or why there is none."""
        try:
            process = await asyncio.wait_for(self._idle.get(), self._limits.waiting)
        except TimeoutError:
            return Answer(status=503, content=b"the endpoint is busy: ask again later")
        usable = False
        try:
            seconds = self._limits.seconds * _PATIENCE
            answer = await asyncio.wait_for(_exchange(process, request), seconds)
            usable = True
        except TimeoutError:
            return self._took_too_long()
        except (*_ENDED, ValueError):
            await self._see_end(process)
            if process.returncode == _TIME_IS_UP:
                return self._took_too_long()
            text = "the query took too much memory or nests too deeply and was ended: narrow it"
            return Answer(status=503, content=text.encode())
        finally:
            if usable:
                self._release(process)
            else:
                self._replace(process)
        return answer

    def _took_too_long(self) -> Answer:
        text = f"the query took more than {self._limits.seconds:g} s and was ended: narrow it"
        return Answer(status=503, content=text.encode())

    def renew(self) -> None:
        """Let each process finish, and be replaced by one that reads the files again."""
        self._outdated |= self._all
        while not self._idle.empty():
            self._replace(self._idle.get_nowait())

    def _release(self, process: asyncio.subprocess.Process) -> None:
        """Let a process be asked, unless the graph has been built again since it read it."""
        if process in self._outdated:
            self._replace(process)
        else:
            self._idle.put_nowait(process)

    def _replace(self, process: asyncio.subprocess.Process) -> None:
        async def replace() -> None:
            await self._end(process)
            while not await self._try_to_start():
                await asyncio.sleep(_PAUSE)

        task = asyncio.create_task(replace())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _try_to_start(self) -> bool:
        """Start a process, unless the graph that it was to read has been damaged meanwhile."""
        try:
            await self._start()
        except _ENDED:
            return False
        return True

    async def _start(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # what lies beside the script is no module to import
            str(_SCRIPT),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )
        self._all.add(process)
        limits = self._limits
        settings = {
            "files": self._files,
            "prefixes": PREFIXES,
            "rows": limits.rows,
            "size": limits.size,
            "seconds": limits.seconds,
            "memory": limits.memory,
        }
        try:
            await _exchange(process, settings)
        except _ENDED:
            await self._see_end(process)
            raise
        self._release(process)

    async def _see_end(self, process: asyncio.subprocess.Process) -> None:
        """End a process that answers no more, by itself if it can: to kill it may lose what it
        returns.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _ENDING)
        await self._end(process)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()
        # Only now: where this is cancelled, who leaves must still wait for the process.
        self._all.discard(process)
        self._outdated.discard(process)


async def _exchange(process: asyncio.subprocess.Process, request: dict[str, Any]) -> Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(request).encode() + b"\n")
    await process.stdin.drain()
    line = await process.stdout.readuntil(b"\n")
    head = json.loads(line)
    content = await process.stdout.readexactly(head["length"])
    return Answer(status=head["status"], content=content, kind=head["kind"])
