"""A graph in, the part of it that a page can hold out.

A browser keeps all that a page knows in memory, and lays it all out as text first: some hundred
megabytes are more than most machines bear.
"""

from __future__ import annotations

from heapq import nsmallest

import networkx as nx

from kg.explorer.weighing import importance, strength, weigh

MOST_NODES = 20_000
MOST_LINKS = 100_000


def abridge(
    graph: nx.MultiDiGraph[str], nodes: int = MOST_NODES, links: int = MOST_LINKS
) -> nx.MultiDiGraph[str]:
    """Return the graph, or of a larger one its most important nodes and the strongest links of
    these.

    Example:
        >>> graph = nx.MultiDiGraph([("a", "hub"), ("b", "hub"), ("c", "hub")])
        >>> sorted(abridge(graph, nodes=2))
        ['a', 'hub']
    """
    if len(graph) <= nodes and graph.number_of_edges() <= links:
        return graph
    ranks = dict(zip(sorted(graph), importance(weigh(graph)), strict=True))
    kept = {*nsmallest(nodes, ranks, key=lambda node: (-ranks[node], node))}
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in kept)
    edges = (
        (source, target, relation, data)
        for source, target, relation, data in graph.edges(keys=True, data=True)
        if source in kept and target in kept
    )
    strongest = nsmallest(links, edges, key=lambda e: (-strength(e[2], e[3]), *e[:3]))
    for source, target, relation, data in sorted(strongest, key=lambda edge: edge[:3]):
        part.add_edge(source, target, key=relation, **data)
    return part
