"""A NetworkX graph in, what the page knows about it out, as plain JSON values.

pyvis describes the network for vis-network. `details` lies beside its nodes and the columns of
`links` beside its edges, in the same order, so that nothing is said twice. What the links of a node
rest on is JSON already: most of a page, of which most stays as it is when a post changes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import networkx as nx
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.evidence import Evidence
from kg.explorer.abridging import MOST_LINKS, MOST_NODES, abridge
from kg.explorer.layout import lay_out
from kg.explorer.quotations import Quoted, quote_links
from kg.explorer.weighing import importance, strength, tie
from kg.parts import Parts

EvidenceOf = Mapping[tuple[str, str, str], Sequence[Evidence]]
"""What (source, target, relation) rests on."""

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
    whole: nx.MultiDiGraph[str],
    evidence: EvidenceOf | None = None,
    base: str = "",
    *,
    most_nodes: int = MOST_NODES,
    most_links: int = MOST_LINKS,
    quoted: Quoted | None = None,
    parts: Parts | None = None,
) -> dict[str, Any]:
    """Return the network, the details of its nodes and links, and the sentences they rest on: of
    each node as `kg.explorer.quotations.quote_links` returns them for its links.

    The most important nodes and the strongest links come first; the number of a node is its place.

    A link that `evidence` lacks rests on the sentence that its edge in the graph quotes, if any.
    Of a graph with more than so many nodes or links the most important are taken; `left_out` says
    how many are not. `quoted` stands in for `evidence`. `parts` has what is laid out already.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("post/a", kind="post", label="SVM")
        >>> page_data(graph)["details"]
        [{'id': 'post/a', 'importance': 1.0, 'community': 0, 'kind': 'post', 'label': 'SVM'}]
    """
    graph = abridge(whole, most_nodes, most_links)
    ids = sorted(graph)
    edges = sorted(graph.edges(keys=True, data=True), key=itemgetter(0, 1, 2))
    strengths = [strength(relation, data) for _, _, relation, data in edges]
    weighed = tie(ids, edges, strengths)
    ranks = importance(weighed)
    layout = lay_out(weighed, [_radius(rank) for rank in ranks], parts)
    ranked = _descending(ranks)
    nodes = [ids[number] for number in ranked]
    rounded = [round(one, 3) for one in strengths]
    strongest = _descending(rounded)
    edges = [edges[number] for number in strongest]

    network = Network(directed=True, cdn_resources="in_line")
    # Network.add_node and add_edge look through all nodes, of which there may be 20,000, each time.
    kinds = [graph.nodes[node].get("kind", "work") for node in nodes]
    network.nodes = [
        Node(
            place,
            _SHAPES.get(kind, _WORK_SHAPE),
            " ",
            group=kind,
            size=_radius(ranks[number]),
            x=layout.places[number][0],
            y=layout.places[number][1],
        ).options
        for place, (number, kind) in enumerate(zip(ranked, kinds, strict=True))
    ]
    place_of = {node: place for place, node in enumerate(nodes)}
    drawn = {directed: Edge(0, 0, directed=directed).options for directed in (True, False)}
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
                **graph.nodes[node],
            }
            for number, node in zip(ranked, nodes, strict=True)
        ],
        "links": {
            "relation": [relation for _, _, relation, _ in edges],
            "strength": [rounded[number] for number in strongest],
            **{
                name: [edge[3].get(name) for edge in edges]
                for name in ("salience", "occurrences", "position", "how", "to_later")
            },
        },
        "quotations": _quotations(nodes, edges, quoted or _quoter(graph, evidence or {})),
        "base": base,
        "left_out": {
            "nodes": len(whole) - len(graph),
            "links": whole.number_of_edges() - len(edges) if graph is not whole else 0,
        },
    }


def _radius(rank: float) -> float:
    return round(5 + 19 * math.sqrt(rank), 1)


def _descending(values: Sequence[float]) -> list[int]:
    """Return the places of the values, the greatest first, of equal ones the first."""
    return sorted(range(len(values)), key=values.__getitem__, reverse=True)


def _quotations(
    nodes: Sequence[str], edges: Iterable[tuple[str, str, str, Any]], quoted: Quoted
) -> list[str]:
    """Return what the links of each node rest on; the page finds it by the order of the links."""
    links: dict[str, list[tuple[str, str]]] = {}
    for source, target, relation, _ in edges:
        links.setdefault(source, []).append((target, relation))
    return [quoted(node, links[node]) if node in links else "null" for node in nodes]


def _quoter(graph: nx.MultiDiGraph[str], evidence: EvidenceOf) -> Quoted:
    def quoted(source: str, others: Sequence[tuple[str, str]]) -> str:
        links = [(source, target, relation) for target, relation in others]
        return quote_links(evidence.get(one, _carried(graph.edges[one])) for one in links)

    return quoted


def _carried(attributes: dict[str, Any]) -> list[Evidence]:
    """Return the evidence that an edge of the graph carries."""
    if "exact" not in attributes:
        return []
    return [
        Evidence(
            place=attributes.get("place", "text"),
            start=attributes.get("start", 0),
            end=attributes.get("end", 0),
            prefix=attributes.get("prefix", ""),
            exact=attributes["exact"],
            suffix=attributes.get("suffix", ""),
            reason=attributes.get("reason", ""),
        )
    ]
