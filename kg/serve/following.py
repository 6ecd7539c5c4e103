"""Files that are written again while they are served: a signal whenever that happened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

_PAUSE = 0.3


async def changes(files: Sequence[Path], *, pause: float = _PAUSE) -> AsyncIterator[None]:
    """Yield whenever one of `files` has become another and all have stayed the same for a pause.

    Looking at a few files costs less than being told of all that happens in their folder, and
    works on every file system.
    """
    served = seen = [_state(file) for file in files]
    while True:
        await asyncio.sleep(pause)
        now = [_state(file) for file in files]
        if now == seen != served:
            served = now
            yield
        seen = now


class Signal:
    """Tells any number of listeners that something happened, as often as it does."""

    def __init__(self) -> None:
        self._count = 0
        self._next = asyncio.Event()

    def give(self) -> None:
        """Tell all who listen."""
        self._count += 1
        self._next.set()
        self._next = asyncio.Event()

    async def heard(self) -> AsyncIterator[int]:
        """Yield how many times the signal was given, whenever it is given from now on."""
        told = self._count
        while True:
            if told == self._count:
                await self._next.wait()
            told = self._count
            yield told


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
