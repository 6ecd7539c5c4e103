"""Bars that show on stderr how far a build is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from kg.commands.printing import console

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

_REFRESH = 0.1  # seconds between two looks of a progress bar


def bars() -> Progress:
    """Return what shows a bar for each stage, on stderr, and none where stderr is no terminal."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    errors = console(stderr=True)
    return Progress(
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
        auto_refresh=False,  # by a thread, with which no process should be forked
    )


def tracker(progress: Progress, stage: str) -> Callable[[Sequence[T]], Iterable[T]]:
    """Return what yields the items it is given, and moves a bar of `stage` on with each."""
    return lambda items: _advance(progress, stage, items)


@contextmanager
def one_step(progress: Progress, stage: str) -> Iterator[None]:
    """Show a stage of one step by a bar of its own."""
    task = progress.add_task(stage, total=1)
    progress.refresh()
    yield
    progress.advance(task)
    progress.refresh()


def _advance(progress: Progress, stage: str, items: Sequence[T]) -> Iterator[T]:
    task = progress.add_task(stage, total=len(items))
    shown = 0.0
    for item in items:
        yield item
        progress.advance(task)
        if time.monotonic() - shown > _REFRESH:
            shown = time.monotonic()
            progress.refresh()
    progress.refresh()
