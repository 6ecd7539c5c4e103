"""A graph in, GraphML with positions, sizes and colours out, as Gephi and yEd read them."""

from __future__ import annotations

import networkx as nx

from kg.exports.looks import colour_of, drawn_nodes
from kg.graph import sorted_edges
from kg.graphml import render_graphml


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `drawn.graphml`, the graph with the node attributes x, y, size, r, g and b.

    Example:
        >>> import kg
        >>> [*render(kg.load("output").graph())]
        ['drawn.graphml']
    """
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes, (x, y), size in drawn_nodes(graph):
        red, green, blue = colour_of(attributes["kind"])
        look = {"x": float(x), "y": float(-y), "size": size, "r": red, "g": green, "b": blue}
        drawn.add_node(node, **attributes, **look)
    for source, target, relation, attributes in sorted_edges(graph):
        drawn.add_edge(source, target, key=relation, **attributes)
    return {"drawn.graphml": render_graphml(drawn)}
