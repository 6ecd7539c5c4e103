"""Nodes and edges in, what the page knows about them out, as plain JSON values.

pyvis describes the network for vis-network. `details` lies beside its nodes and the columns of
`links` beside its edges, in the same order, so that nothing is said twice. What the links of a node
rest on is JSON already: most of a page, of which most stays as it is when a post changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from pyvis.edge import Edge as DrawnEdge
from pyvis.network import Network
from pyvis.node import Node as DrawnNode

from kg.explorer.abridging import MOST_LINKS, MOST_NODES, abridge
from kg.explorer.layout import lay_out
from kg.explorer.quotations import Quoted
from kg.explorer.weighing import importance, radius, strength, weigh
from kg.graph import Attributes, Edge
from kg.parts import Parts

_SHAPES = {"post": "dot", "unlisted_post": "dot", "concept": "diamond", "series": "star"}
_WORK_SHAPE = "square"
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "tooltipDelay": 10**9,
        "selectConnectedEdges": False,
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3},
    "edges": {
        "smooth": False,
        "hoverWidth": 0,
        "selectionWidth": 1,
        "arrowStrikethrough": False,
        "arrows": {"to": {"scaleFactor": 0.4}},
    },
}


def page_data(
    all_nodes: Mapping[str, Attributes],
    all_edges: Sequence[Edge],
    quoted: Quoted,
    base: str = "",
    *,
    most_nodes: int = MOST_NODES,
    most_links: int = MOST_LINKS,
    parts: Parts | None = None,
) -> dict[str, Any]:
    """Return the network, the details of its nodes and links, and the sentences they rest on: of
    each node what `quoted` says for its links.

    The most important nodes and the strongest links come first; the number of a node is its place.
    Of more nodes or links than so many the most important are taken; `left_out` says how many are
    not. `parts` has what is laid out already.

    Example:
        >>> data = page_data({"post/a": {"kind": "post", "label": "SVM"}}, [], lambda *_: "null")
        >>> data["details"]
        [{'id': 'post/a', 'importance': 1.0, 'community': 0, 'kind': 'post', 'label': 'SVM'}]
    """
    attributes, some = abridge(all_nodes, all_edges, most_nodes, most_links)
    ids = sorted(attributes)
    edges = sorted(some, key=itemgetter(0, 1, 2))
    weighed = weigh(ids, edges)
    ranks = importance(weighed)
    layout = lay_out(weighed, [radius(rank) for rank in ranks], parts)
    ranked = _descending(ranks)
    nodes = [ids[number] for number in ranked]
    strengths = [round(strength(relation, data), 3) for _, _, relation, data in edges]
    strongest = _descending(strengths)
    edges = [edges[number] for number in strongest]

    network = Network(directed=True, cdn_resources="in_line")
    # Network.add_node and add_edge look through all nodes, of which there may be 20,000, each time.
    kinds = [attributes[node].get("kind", "work") for node in nodes]
    network.nodes = [
        DrawnNode(
            place,
            _SHAPES.get(kind, _WORK_SHAPE),
            " ",
            group=kind,
            size=radius(ranks[number]),
            x=layout.places[number][0],
            y=layout.places[number][1],
        ).options
        for place, (number, kind) in enumerate(zip(ranked, kinds, strict=True))
    ]
    place_of = {node: place for place, node in enumerate(nodes)}
    drawn = {directed: DrawnEdge(0, 0, directed=directed).options for directed in (True, False)}
    network.edges = [
        {**drawn[relation == "cites"], "from": place_of[source], "to": place_of[target]}
        for source, target, relation, _ in edges
    ]
    network.set_options(json.dumps(_OPTIONS))
    described, connections, _, _, _, options = network.get_network_data()
    for node in described:
        del node["label"]  # the page writes the labels itself, where none covers another

    return {
        "network": {"nodes": described, "edges": connections, "options": json.loads(options)},
        "details": [
            {
                "id": node,
                "importance": ranks[number],
                "community": layout.communities[number],
                "kind": "work",
                "label": node,
                **attributes[node],
            }
            for number, node in zip(ranked, nodes, strict=True)
        ],
        "links": {
            "relation": [relation for _, _, relation, _ in edges],
            "strength": [strengths[number] for number in strongest],
            **{
                name: [edge[3].get(name) for edge in edges]
                for name in ("salience", "occurrences", "position", "how", "to_later")
            },
        },
        "quotations": _quotations(nodes, edges, quoted),
        "base": base,
        "left_out": {
            "nodes": len(all_nodes) - len(nodes),
            "links": len(all_edges) - len(edges),
        },
    }


def _descending(values: Sequence[float]) -> list[int]:
    """Return the places of the values, the greatest first, of equal ones the first."""
    return sorted(range(len(values)), key=values.__getitem__, reverse=True)


def _quotations(nodes: Sequence[str], edges: Iterable[Edge], quoted: Quoted) -> list[str]:
    """Return what the links of each node rest on; the page finds it by the order of the links."""
    links: dict[str, list[tuple[str, str]]] = {}
    for source, target, relation, _ in edges:
        links.setdefault(source, []).append((target, relation))
    return [quoted(node, links[node]) if node in links else "null" for node in nodes]
