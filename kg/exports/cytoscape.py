"""A graph in, JSON for Cytoscape and Cytoscape.js out, with positions and colours."""

from __future__ import annotations

import json

import networkx as nx

from kg.exports.looks import drawn_nodes, hex_colour_of
from kg.graph import sorted_edges


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `graph.cyjs`: `elements` with `nodes` and `edges`, as Cytoscape.js reads them.

    Example:
        >>> import kg
        >>> content = json.loads(render(kg.load("output").graph())["graph.cyjs"])
        >>> sorted(content["elements"])
        ['edges', 'nodes']
    """
    nodes = [
        {
            "data": {
                "id": node,
                "name": attributes["label"],
                "colour": hex_colour_of(attributes["kind"]),
                "size": size,
                **attributes,
            },
            "position": {"x": x, "y": y},
        }
        for node, attributes, (x, y), size in drawn_nodes(graph)
    ]
    edges = [
        {
            "data": {
                "id": f"edge/{number}",
                "source": source,
                "target": target,
                "interaction": relation,
                **attributes,
            }
        }
        for number, (source, target, relation, attributes) in enumerate(sorted_edges(graph))
    ]
    content = {"data": {"name": "kg"}, "elements": {"nodes": nodes, "edges": edges}}
    return {"graph.cyjs": json.dumps(content, ensure_ascii=False, indent=1).encode()}
