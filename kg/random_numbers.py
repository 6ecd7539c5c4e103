"""What igraph draws random numbers from, so that equal graphs give equal results."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph


@contextmanager
def repeatable() -> Iterator[None]:
    """Let igraph draw the same random numbers each time.

    Example:
        >>> def draw() -> list[tuple[int, int]]:
        ...     with repeatable():
        ...         return igraph.Graph.Erdos_Renyi(n=9, m=9).get_edgelist()
        >>> draw() == draw()
        True
    """
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - not for secrets
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


class _Constant:
    """A generator for igraph that always gives the same number."""

    def randint(self, _low: int, high: int) -> int:
        return high

    def random(self) -> float:
        return 0.3

    def gauss(self, mean: float, _deviation: float) -> float:
        return mean


@contextmanager
def constant() -> Iterator[None]:
    """Let igraph draw one number only, so that it shuffles nothing.

    From a shuffled order, one vertex more would change the order of all, and with it what is found
    everywhere; so it changes only what is found near that vertex.
    """
    igraph.set_random_number_generator(_Constant())
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
