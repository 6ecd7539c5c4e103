"""A graph in, Graphviz DOT out."""

from __future__ import annotations

import networkx as nx

from kg.exports.looks import drawn_nodes, hex_colour_of
from kg.graph import sorted_edges

_SHAPES = {"post": "ellipse", "unlisted_post": "ellipse", "concept": "diamond", "series": "star"}


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `graph.dot`, with positions for `neato -n` and sizes of its own for `dot`.

    Example:
        >>> import kg
        >>> render(kg.load("output").graph())["graph.dot"].splitlines()[0]
        b'digraph kg {'
    """
    lines = ["digraph kg {", '  node [style=filled, fontname="sans-serif"];']
    for node, attributes, (x, y), _ in drawn_nodes(graph):
        colour = hex_colour_of(attributes["kind"])
        shape = _SHAPES.get(attributes["kind"], "box")
        lines.append(
            f"  {_quote(node)} [label={_quote(attributes['label'])}, shape={shape}, "
            f'fillcolor="{colour}", pos="{x},{-y}"];'
        )
    lines += [
        f"  {_quote(source)} -> {_quote(target)} [label={_quote(relation)}];"
        for source, target, relation, _ in sorted_edges(graph)
    ]
    return {"graph.dot": "\n".join([*lines, "}", ""]).encode()}


def _quote(text: str) -> str:
    r"""Return a quoted string; in DOT a backslash begins an escape, also one in the label.

    Example:
        >>> print(_quote('a "b" \\'))
        "a \"b\" \\"
    """
    cleaned = text.replace("\0", "\ufffd").replace("\n", " ").replace("\r", " ")
    return '"' + cleaned.replace("\\", "\\\\").replace('"', '\\"') + '"'
