"""A knowledge base or its NetworkX graph in, one self-contained interactive HTML page out.

pyvis describes the network for vis-network, which it brings along; the page around it (template,
style, scripts) is our own. The page asks for nothing: its Content-Security-Policy allows only the
scripts and the style in it, by their digests. Titles and sentences travel as JSON and are shown as
text only. All stands in the order in which it is needed: what is drawn, searched and listed; the
scripts that do so; vis-network, which takes over the picture that these have drawn; and at last
what is only read in the panel, which is most of a page.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pyvis
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.explorer.abridging import MOST_LINKS, MOST_NODES
from kg.explorer.columns import columns
from kg.explorer.edge_table import tabulate, tabulate_links
from kg.explorer.json_text import json_for_html
from kg.explorer.page_data import PageData, page_data
from kg.explorer.quotations import EvidenceOf, quote_edges, quote_posts
from kg.graph import describe_nodes
from kg.model import KnowledgeBase
from kg.parts import Parts

_RESOURCES = files("kg.explorer")
_VIS_NETWORK = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
_WEBGL = _RESOURCES / "webgl/bundle.js"  # made when the package is built, where Node.js is
_SCRIPTS = (
    "words", "elements", "graph", "reasons", "state", "selection", "paths", "spotlight", "labels",
    "sketch", "network_view", "webgl_view", "stage", "search", "panel", "filters", "list",
    "sharing", "main",
)  # fmt: skip

_READ_ONLY = ("definition", "definition_en")  # of the details of a node, what only the panel shows
_REST = "{rest}"  # where it is put in

DRAWN_AT_ONCE = 2000
"""Pages of larger graphs draw the most important nodes first, and have a WebGL view of all."""


def render_page(
    graph: nx.MultiDiGraph[str],
    evidence: EvidenceOf | None = None,
    *,
    base: str = "",
    most_nodes: int = MOST_NODES,
    most_links: int = MOST_LINKS,
) -> str:
    """Return the page that shows `graph`, as HTML; equal graphs give equal pages.

    Args:
        graph: nodes and edges as `kg.graph.build_graph` makes them.
        evidence: all that each edge rests on; without it, the sentence that the edge quotes.
        base: the IRI that the ids of posts, works and series are relative to in the Turtle file.
        most_nodes: of a graph with more, the page holds the most important and says so.
        most_links: likewise the strongest.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("post/a", kind="post", label="</script><b>")
        >>> "</script><b>" in render_page(graph)
        False
    """
    edges = [*graph.edges(keys=True, data=True)]
    data = page_data(
        graph.nodes, tabulate(graph, edges), quote_edges(edges, evidence or {}), base,
        most_nodes=most_nodes, most_links=most_links,
    )  # fmt: skip
    return _render(data, large=len(graph) > DRAWN_AT_ONCE).decode()


def render_knowledge_base(kb: KnowledgeBase, parts: Parts, *, base: str = "") -> bytes:
    """Return the page of a knowledge base, which is that of its graph with all evidence, in UTF-8;
    `parts` has what is made already.
    """
    nodes = dict(describe_nodes(kb))
    data = page_data(nodes, tabulate_links(nodes, kb), quote_posts(kb, parts), base, parts=parts)
    return _render(data, large=len(nodes) > DRAWN_AT_ONCE)


def _render(data: PageData, *, large: bool) -> bytes:
    vis = _VIS_NETWORK.read_text(encoding="utf-8")
    webgl = _WEBGL.read_text(encoding="utf-8") if large and _WEBGL.is_file() else ""
    own = "".join(_read(f"scripts/{name}.js") for name in _SCRIPTS)
    scripts = [script for script in (webgl, own, vis, _read("scripts/arrival.js")) if script]
    style = _read("page.css")
    first, read_only = _in_order(data)
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = environment.from_string(_read("page.html.j2")).render(
        style=Markup(style),
        style_digest=_digest(style),
        scripts=[Markup(script) for script in scripts],
        digests=[_digest(script) for script in scripts],
        first=Markup(first.decode()),
        rest=_REST,
        drawn_at_once=DRAWN_AT_ONCE,
        webgl="built" if webgl else "",
    )
    # Quotations are in JSON and in UTF-8 already, and most of the page: they are put in as they
    # are. Nothing that stands after them is anybody's text.
    before, _, after = page.rpartition(_REST)
    begin = before.encode() + read_only[:-1] + b',"quotations":['
    return b"".join([begin, b",".join(data.quotations), b"]}", after.encode()])


def _in_order(data: PageData) -> tuple[bytes, bytes]:
    """Return what the page needs from the beginning, and what it only reads, both in columns, as
    JSON.
    """
    pictured = columns(data.nodes)
    pictured["columns"].pop("id", None)  # its place
    details = columns(data.details)
    read_only = {name: details["columns"].pop(name, {"of": [None]}) for name in _READ_ONLY}
    first = {
        "nodes": pictured,
        "edges": {"length": len(data.edges["from"]), "columns": data.edges},
        "options": data.options,
        "details": details,
        "links": data.links,
        "base": data.base,
        "left_out": data.left_out,
    }
    return json_for_html(first), json_for_html(read_only)


def _read(name: str) -> str:
    return (_RESOURCES / name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
