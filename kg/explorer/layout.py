"""A graph in, a position for each node out: the same for the same graph."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from statistics import median

import igraph
import networkx as nx

_WEIGHTS = {
    "about": 3.0,
    "cites": 3.0,
    "part_of": 3.0,
    "mentions": 1.0,
    "broader": 0.7,
    "related": 0.3,
}
_EXACT_UP_TO = 1000  # nodes; above that far ones do not repel one another
_ROOM = 48.0  # page units of radius for each root of the number of nodes


def layout(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[int, int]]:
    """Return `x, y` in page units for each node, by Fruchterman and Reingold's forces (1991).

    Example:
        >>> graph = nx.MultiDiGraph([("a", "b", "cites")])
        >>> sorted(layout(graph)) == ["a", "b"] and layout(graph) == layout(graph)
        True
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    index = {node: number for number, node in enumerate(nodes)}
    pairs: dict[tuple[int, int], float] = {}
    for source, target, relation in graph.edges(keys=True):
        pair = (min(index[source], index[target]), max(index[source], index[target]))
        pairs[pair] = pairs.get(pair, 0.0) + _WEIGHTS.get(relation, 1.0)
    edges = sorted(pairs)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - repeatable
    forces = igraph.Graph(n=len(nodes), edges=edges).layout_fruchterman_reingold(
        weights=[pairs[edge] for edge in edges],
        seed=_spiral(len(nodes)),
        niter=800,
        start_temp=math.sqrt(len(nodes)) / 2,
        grid=len(nodes) > _EXACT_UP_TO,
    )
    return dict(zip(nodes, _fill_disc(forces.coords), strict=True))


def _fill_disc(points: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Keep every direction and the order of the distances from the middle, but spread the points
    evenly over a disc: a few far ones would leave no room for the many others.
    """
    middle_x, middle_y = (median(point[axis] for point in points) for axis in (0, 1))
    polar = [
        (math.hypot(x - middle_x, y - middle_y), math.atan2(y - middle_y, x - middle_x))
        for x, y in points
    ]
    rank = {
        number: place
        for place, number in enumerate(sorted(range(len(polar)), key=polar.__getitem__))
    }
    return [
        (
            round(_ROOM * math.sqrt(rank[number]) * math.cos(angle)),
            round(_ROOM * math.sqrt(rank[number]) * math.sin(angle)),
        )
        for number, (_, angle) in enumerate(polar)
    ]


def _spiral(count: int) -> list[tuple[float, float]]:
    """Start evenly spread over a disc (a sunflower's seeds), near the final size."""
    golden = math.pi * (3 - math.sqrt(5))
    return [
        (
            math.sqrt(number) * math.cos(number * golden),
            math.sqrt(number) * math.sin(number * golden),
        )
        for number in range(count)
    ]
