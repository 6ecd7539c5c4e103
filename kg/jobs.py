"""A function and items in, its results out in the order of the items, over several processes.

Each process is given the function once, with all that it carries; where processes are forked, even
that is not copied. Items and results are copied, and so should be plain and small.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError

S = TypeVar("S")
T = TypeVar("T")

_CHUNKS = 16  # a process; so that none waits long for another at the end
_LARGEST_CHUNK = 64

_function: Callable[[Any], Any]


def run(function: Callable[[S], T], items: Sequence[S], jobs: int = 1) -> Iterator[T]:
    """Yield `function(item)` for each of `items`, in their order, computed by `jobs` processes.

    Function, items and results must be picklable, but for the function where processes are forked.

    Raises:
        KgError: a process was killed, most often for want of memory.

    Example:
        >>> list(run(abs, [-2, 1, -3], jobs=2))
        [2, 1, 3]
    """
    if jobs == 1 or len(items) < 2:
        yield from map(function, items)
        return
    size = max(1, min(_LARGEST_CHUNK, len(items) // (jobs * _CHUNKS)))
    pool = ProcessPoolExecutor(
        min(jobs, len(items)), mp_context=_context(), initializer=_begin, initargs=(function,)
    )
    try:
        yield from pool.map(_call, items, chunksize=size)
    except BrokenProcessPool as error:
        raise KgError("a process was killed; if memory ran out, give a lower --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is sound: the copy of a process with threads may wait for ever for them.

    Those of libraries count as well (igraph's of OpenMP), which Python does not know of.
    """
    tasks = Path("/proc/self/task")
    forks = sys.platform == "linux" and tasks.is_dir() and len([*tasks.iterdir()]) == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _begin(function: Callable[[Any], Any]) -> None:
    global _function  # noqa: PLW0603 - what the process is for
    _function = function
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to end
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent was killed, or this process would wait for its next item for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _call(item: Any) -> Any:  # noqa: ANN401
    return _function(item)
