"""A graph in, GEXF for Gephi out: kinds, positions, colours, and dates on Gephi's timeline.

A post exists from its day on, an edge from the day of its post on (attributes `start`, dates).
"""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.exports.looks import colour_of, drawn_nodes
from kg.graph import sorted_edges
from kg.graphml import replace_forbidden


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `graph.gexf`, GEXF 1.2 draft.

    Example:
        >>> import kg
        >>> [*render(kg.load("output").graph())]
        ['graph.gexf']
    """
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph(mode="dynamic", timeformat="date")
    for node, attributes, (x, y), size in drawn_nodes(graph):
        red, green, blue = colour_of(attributes["kind"])
        drawn.add_node(
            node,
            **replace_forbidden(attributes),
            **({"start": attributes["date"]} if "date" in attributes else {}),
            viz={
                "color": {"r": red, "g": green, "b": blue, "a": 1.0},
                "position": {"x": float(x), "y": float(-y), "z": 0.0},  # Gephi's y points upwards
                "size": size,
            },
        )
    for number, (source, target, relation, attributes) in enumerate(sorted_edges(graph)):
        date = graph.nodes[source].get("date")
        # In GEXF the attributes `start` and `end` of an edge are its lifetime, not an offset.
        own = {
            {"start": "first_character", "end": "last_character"}.get(name, name): value
            for name, value in replace_forbidden(attributes).items()
        }
        life = {"start": date} if date else {}
        drawn.add_edge(
            source, target, id=str(number), relation=relation, label=relation, **own, **life
        )
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(drawn)
    for meta in writer.xml.iter():
        meta.attrib.pop("lastmodifieddate", None)  # the clock has no place in an output
    buffer = io.BytesIO()
    ET.ElementTree(writer.xml).write(buffer, encoding="utf-8", xml_declaration=True)
    return {"graph.gexf": buffer.getvalue()}
