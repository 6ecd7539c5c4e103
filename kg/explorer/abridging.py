"""Nodes and edges in, those that a page can hold out.

A browser keeps all that a page knows in memory, and lays it all out as text first: some hundred
megabytes are more than most machines bear.
"""

from __future__ import annotations

import numpy as np

from kg.explorer.edge_table import EdgeTable
from kg.explorer.weighing import importance, weigh

MOST_NODES = 20_000
MOST_LINKS = 100_000


def abridge(
    edges: EdgeTable, most_nodes: int = MOST_NODES, most_links: int = MOST_LINKS
) -> EdgeTable:
    """Return the nodes and edges, or of more than so many the most important nodes and, of the
    edges between these, the strongest.

    Example:
        >>> from kg.explorer.edge_table import tabulate
        >>> spokes = [(one, "hub", "about", {}) for one in "abc"]
        >>> few = abridge(tabulate([*"abc", "hub"], spokes), most_nodes=2)
        >>> few.nodes, len(few)
        (['a', 'hub'], 1)
    """
    if len(edges.nodes) <= most_nodes and len(edges) <= most_links:
        return edges
    ranks = np.array(importance(weigh(edges)))
    foremost = np.argsort(-ranks, kind="stable")[:most_nodes]
    inside = edges.between(np.sort(foremost))
    strongest = np.argsort(-inside.strength, kind="stable")[:most_links]
    return inside.take(np.sort(strongest))
