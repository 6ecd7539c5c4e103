"""Files that are written again, and those who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from kg.serve.following import Signal, changes

T = TypeVar("T")


def run(work: Coroutine[None, None, T]) -> T:
    """Run in a thread: this one may have an event loop, the browser's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_a_signal_reaches_all_who_listen_and_no_one_later() -> None:
    async def listen() -> tuple[list[int], bool]:
        signal = Signal()
        signal.give()
        heard = [signal.heard() for _ in range(3)]
        waiting = [asyncio.ensure_future(anext(one)) for one in heard]
        await asyncio.sleep(0)
        signal.give()
        found = await asyncio.gather(*waiting)
        late = asyncio.ensure_future(anext(signal.heard()))
        await asyncio.sleep(0.01)
        done = late.done()
        late.cancel()
        return found, done

    assert run(listen()) == ([2, 2, 2], False)


def test_files_that_stay_as_they_are_after_a_change_have_changed(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("1")

    async def follow() -> list[bool]:
        following = changes([file, other], pause=0.02)
        found = []
        for work in (lambda: None, lambda: file.write_text("22"), lambda: other.write_text("3")):
            waiting = asyncio.ensure_future(anext(following))
            await asyncio.sleep(0.05)
            work()
            await asyncio.sleep(0.2)
            found.append(waiting.done())
            if waiting.done():
                continue
            waiting.cancel()
            following = changes([file, other], pause=0.02)
        return found

    assert run(follow()) == [False, True, True]
