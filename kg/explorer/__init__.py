"""A NetworkX graph in, one self-contained interactive HTML page out.

pyvis describes the network for vis-network, which it brings along; the page around it (template,
style, script) is our own. The page asks for nothing: its Content-Security-Policy allows only the
scripts in it, by their digests. Titles and sentences travel as JSON and are shown as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.explorer.layout import layout

_RESOURCES = files("kg.explorer")
_VIS_NETWORK = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"

_SHAPES = {"post": "dot", "unlisted_post": "dot", "concept": "diamond", "series": "star"}
_WORK_SHAPE = "square"
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "tooltipDelay": 10**9},
    "nodes": {"scaling": {"label": {"enabled": True, "drawThreshold": 8}}},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": False}}},
}


def render_page(graph: nx.MultiDiGraph[str]) -> str:
    """Return the page that shows `graph`, as HTML; equal graphs give equal pages.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("post/a", kind="post", label="</script><b>")
        >>> "</script><b>" in render_page(graph)
        False
    """
    vis = _VIS_NETWORK.read_text(encoding="utf-8")
    script = (_RESOURCES / "page.js").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string((_RESOURCES / "page.html.j2").read_text(encoding="utf-8"))
    return template.render(
        style=Markup((_RESOURCES / "page.css").read_text(encoding="utf-8")),
        scripts=[Markup(vis), Markup(script)],
        digests=[_digest(vis), _digest(script)],
        data=Markup(_json_for_html(_page_data(graph))),
        posts=_list_items(graph),
    )


def _page_data(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Return the network as pyvis describes it, and what the panel tells of nodes and edges."""
    network = _network(graph)
    nodes, edges, _, _, _, options = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": [{**edge, "id": index} for index, edge in enumerate(edges)],
        "options": json.loads(options),
        "details": {node: graph.nodes[node] for node in sorted(graph)},
        "links": [
            {"source": source, "target": target, "relation": relation, **attributes}
            for source, target, relation, attributes in sorted(
                graph.edges(keys=True, data=True), key=lambda edge: edge[:3]
            )
        ],
    }


def _network(graph: nx.MultiDiGraph[str]) -> Network:
    network = Network(directed=True, cdn_resources="in_line")
    positions = layout(graph)
    for node in sorted(graph):
        attributes = graph.nodes[node]
        degree = graph.degree(node)
        x, y = positions[node]
        network.add_node(
            node,
            label=_shorten(attributes["label"]),
            shape=_SHAPES.get(attributes["kind"], _WORK_SHAPE),
            group=attributes["kind"],
            size=round(6 + 3 * degree**0.5, 1),
            font={"size": round(8 + 4.5 * degree**0.5)},
            x=x,
            y=y,
        )
    for source, target, relation in sorted(graph.edges(keys=True)):
        network.add_edge(source, target, relation=relation)
    network.set_options(json.dumps(_OPTIONS))
    return network


def _list_items(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Return the listed posts in the order of time, for readers without the canvas."""
    posts = [
        {"id": node, **attributes}
        for node, attributes in graph.nodes(data=True)
        if attributes["kind"] == "post"
    ]
    return sorted(posts, key=lambda post: (post.get("date", "9999"), post["id"]))


def _shorten(label: str, length: int = 16) -> str:
    return label if len(label) <= length else label[: length - 1] + "…"


def _json_for_html(data: object) -> str:
    """Return JSON that cannot end the script element or open a comment in it."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
