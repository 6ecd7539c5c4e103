"""A graph in, the part of it that a page can hold out.

A browser keeps all that a page knows in memory, and lays it all out as text first: some hundred
megabytes are more than most machines bear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from operator import itemgetter

from kg.explorer.weighing import importance, strength, weigh
from kg.graph import Attributes, Edge

MOST_NODES = 20_000
MOST_LINKS = 100_000


def abridge(
    nodes: Mapping[str, Attributes],
    edges: Sequence[Edge],
    most_nodes: int = MOST_NODES,
    most_links: int = MOST_LINKS,
) -> tuple[Mapping[str, Attributes], Sequence[Edge]]:
    """Return the nodes and edges, or of more than so many the most important nodes and, of the
    edges between these, the strongest.

    Example:
        >>> names = {"a": {}, "b": {}, "c": {}, "hub": {}}
        >>> spokes = [(one, "hub", "about", {}) for one in "abc"]
        >>> nodes, edges = abridge(names, spokes, most_nodes=2)
        >>> sorted(nodes), len(edges)
        (['a', 'hub'], 1)
    """
    if len(nodes) <= most_nodes and len(edges) <= most_links:
        return nodes, edges
    ids = sorted(nodes)
    ranks = dict(zip(ids, importance(weigh(ids, edges)), strict=True))
    kept = {*nsmallest(most_nodes, ranks, key=lambda node: (-ranks[node], node))}
    inside = (edge for edge in edges if edge[0] in kept and edge[1] in kept)
    strongest = nsmallest(most_links, inside, key=lambda e: (-strength(e[2], e[3]), *e[:3]))
    return (
        {node: data for node, data in nodes.items() if node in kept},
        sorted(strongest, key=itemgetter(0, 1, 2)),
    )
