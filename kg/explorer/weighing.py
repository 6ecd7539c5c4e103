"""Nodes and edges in; how strongly they are tied, and how important each node is, out."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import igraph

from kg.graph import Edge

_STRENGTHS = {"cites": 3.0, "part_of": 3.0, "broader": 0.7, "related": 0.3}


def strength(relation: str, attributes: dict[str, Any]) -> float:
    """Return how strongly an edge ties its ends, in (0, 4]: as much as a post is about a concept,
    for an edge between the two.

    Example:
        >>> strength("about", {"salience": 1.0}) > strength("mentions", {"salience": 0.2})
        True
    """
    if relation in ("about", "mentions"):
        return 0.2 + 3.0 * float(attributes.get("salience", 0.5))
    return _STRENGTHS.get(relation, 1.0)


def weigh(nodes: Sequence[str], edges: Iterable[Edge]) -> igraph.Graph:
    """Return the graph without directions or parallel edges; `weight` sums their strengths.

    Vertex n is the n-th of the `nodes`.
    """
    index = {node: number for number, node in enumerate(nodes)}
    pairs, strengths = [], []
    for source, target, relation, attributes in edges:
        pairs.append((index[source], index[target]))
        strengths.append(strength(relation, attributes))
    weighed = igraph.Graph(n=len(index), edges=pairs, edge_attrs={"weight": strengths})
    weighed.simplify(combine_edges={"weight": math.fsum})
    weighed.es["weight"] = [round(weight, 6) for weight in weighed.es["weight"]]
    return weighed


def importance(weighed: igraph.Graph) -> list[float]:
    """Return the PageRank (Brin and Page 1998) of each vertex, relative to the highest.

    Example:
        >>> star = igraph.Graph(4, [(0, 1), (0, 2), (0, 3)], edge_attrs={"weight": [1.0] * 3})
        >>> importance(star)
        [1.0, 0.3615, 0.3615, 0.3615]
    """
    ranks = weighed.pagerank(directed=False, weights="weight") if weighed.vcount() else []
    highest = max(ranks, default=1.0)
    return [round(rank / highest, 4) for rank in ranks]


def radius(importance: float) -> float:
    """Return how large a node of some importance in [0, 1] is drawn, in page units.

    Example:
        >>> radius(0.0), radius(1.0)
        (5.0, 24.0)
    """
    return round(5 + 19 * math.sqrt(importance), 1)


@contextmanager
def repeatable() -> Iterator[None]:
    """Let igraph draw the same random numbers each time."""
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - not for secrets
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


class _Undrawn:
    """A generator for igraph that always gives the same number."""

    def randint(self, _low: int, high: int) -> int:
        return high

    def random(self) -> float:
        return 0.3

    def gauss(self, mean: float, _deviation: float) -> float:
        return mean


@contextmanager
def undrawn() -> Iterator[None]:
    """Let igraph shuffle nothing and draw one number only, so that a vertex more or less changes
    what is found near it and not, by another order of all, everywhere.
    """
    igraph.set_random_number_generator(_Undrawn())
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
