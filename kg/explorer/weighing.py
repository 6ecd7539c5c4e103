"""Edges in; how strongly they tie the nodes, and how important each node is, out."""

from __future__ import annotations

import math

import igraph
import numpy as np

from kg.explorer.edge_table import EdgeTable


def weigh(edges: EdgeTable) -> igraph.Graph:
    """Return the graph without directions, loops or parallel edges; `weight` sums the strengths.

    Vertex n is the n-th of the nodes.

    Example:
        >>> from kg.explorer.edge_table import tabulate
        >>> both = [("a", "b", "cites", {}), ("b", "a", "cites", {}), ("a", "a", "cites", {})]
        >>> weighed = weigh(tabulate("ab", both))
        >>> weighed.get_edgelist(), weighed.es["weight"]
        ([(0, 1)], [6.0])
    """
    count = len(edges.nodes)
    apart = edges.source != edges.target
    ends = edges.source[apart], edges.target[apart]
    pairs, pair_of = np.unique(np.minimum(*ends) * count + np.maximum(*ends), return_inverse=True)
    weights = np.bincount(pair_of, edges.strength[apart], len(pairs))
    return igraph.Graph(
        n=count,
        edges=np.column_stack(np.divmod(pairs, max(count, 1))),
        edge_attrs={"weight": np.round(weights, 6).tolist()},
    )


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
