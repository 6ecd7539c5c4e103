"""Nodes and edges in, what the page knows about them out, as plain JSON values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyvis.edge import Edge as DrawnEdge
from pyvis.network import Network
from pyvis.node import Node as DrawnNode

from kg.explorer.abridging import MOST_LINKS, MOST_NODES, abridge
from kg.explorer.columns import Packed, chosen, column
from kg.explorer.edge_table import EdgeTable
from kg.explorer.layout import lay_out
from kg.explorer.quotations import Quoted
from kg.explorer.weighing import importance, radius, weigh
from kg.graph import Attributes
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """The network as pyvis describes it for vis-network, and what the page shows of it.

    `details` lies beside `nodes`, a row each, and the columns of `links` beside those of `edges`,
    in the same order, so that nothing is said twice. `quotations` are what the links of each node
    rest on, as JSON: most of a page, of which most stays as it is when a post changes. `left_out`
    says how many nodes and links are not here.
    """

    nodes: list[dict[str, Any]]
    details: list[dict[str, Any]]
    edges: dict[str, Packed]
    links: dict[str, Packed]
    options: dict[str, Any]
    quotations: list[bytes]
    base: str
    left_out: dict[str, int]


def page_data(
    nodes: Mapping[str, Attributes],
    every: EdgeTable,
    quoted: Quoted,
    base: str = "",
    *,
    most_nodes: int = MOST_NODES,
    most_links: int = MOST_LINKS,
    parts: Parts | None = None,
) -> PageData:
    """Return the network, the details of its nodes and links, and the sentences they rest on: of
    each node what `quoted` says for its links.

    The most important nodes and the strongest links come first; the number of a node is its place.
    Of more nodes or links than so many the most important are taken. `parts` has what is laid out
    already.

    Example:
        >>> from kg.explorer.edge_table import tabulate
        >>> post = {"post/a": {"kind": "post", "label": "SVM"}}
        >>> page_data(post, tabulate(post, []), lambda *_: b"null").details
        [{'id': 'post/a', 'importance': 1.0, 'community': 0, 'kind': 'post', 'label': 'SVM'}]
    """
    table = abridge(every, most_nodes, most_links)
    weighed = weigh(table)
    ranks = importance(weighed)
    radii = [radius(rank) for rank in ranks]
    layout = lay_out(weighed, radii, parts)
    ranked = _descending(ranks)
    numbers = ranked.tolist()
    ids = [table.nodes[number] for number in numbers]
    strengths = np.round(table.strength, 3)
    strongest = _descending(strengths)
    edges = table.take(strongest)

    drawn, options = _draw_nodes(
        [nodes[id_].get("kind", "work") for id_ in ids],
        [radii[number] for number in numbers],
        [layout.places[number] for number in numbers],
    )
    return PageData(
        nodes=drawn,
        details=[
            {
                "id": id_,
                "importance": ranks[number],
                "community": layout.communities[number],
                "kind": "work",
                "label": id_,
                **nodes[id_],
            }
            for number, id_ in zip(numbers, ids, strict=True)
        ],
        edges=_draw_edges(edges, ranked),
        links={
            "relation": chosen(edges.relations, edges.relation.tolist()),
            "strength": column(strengths[strongest].tolist()),
            **{name: column(values.tolist()) for name, values in edges.attributes.items()},
        },
        options=options,
        quotations=_quotations(ids, edges, quoted),
        base=base,
        left_out={"nodes": len(nodes) - len(ids), "links": len(every) - len(edges)},
    )


def _descending(values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the places of the values, the greatest first, of equal ones the first."""
    return np.argsort(-np.asarray(values), kind="stable")


def _draw_nodes(
    kinds: Sequence[str], radii: Sequence[float], places: Sequence[tuple[int, int]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return nodes as pyvis describes them, and the options of the network."""
    network = Network(directed=True, cdn_resources="in_line")
    # Network.add_node looks through all nodes, of which there may be 20,000, each time.
    network.nodes = [
        DrawnNode(
            number, _SHAPES.get(kind, _WORK_SHAPE), " ", group=kind, size=radius_, x=x, y=y
        ).options
        for number, (kind, radius_, (x, y)) in enumerate(zip(kinds, radii, places, strict=True))
    ]
    network.set_options(json.dumps(_OPTIONS))
    described, _, _, _, _, options = network.get_network_data()
    for node in described:
        del node["label"]  # the page writes the labels itself, where none covers another
    return described, json.loads(options)


def _draw_edges(edges: EdgeTable, ranked: NDArray[np.int64]) -> dict[str, Packed]:
    """Return edges as pyvis describes each: all of a relation alike, but for their ends."""
    place_of = np.empty(len(ranked), np.int64)
    place_of[ranked] = np.arange(len(ranked))
    looks = [DrawnEdge(0, 0, directed=directed).options for directed in (False, True)]
    is_directed = np.array([name == "cites" for name in edges.relations], np.int64)
    directed = is_directed[edges.relation].tolist()
    return {
        "from": place_of[edges.source].tolist(),
        "to": place_of[edges.target].tolist(),
        **{
            name: chosen([look.get(name) for look in looks], directed)
            for name in dict.fromkeys((*looks[1], *looks[0]))
            if name not in ("from", "to")
        },
    }


def _quotations(ids: Sequence[str], edges: EdgeTable, quoted: Quoted) -> list[bytes]:
    """Return what the links of each node rest on; the page finds it by the order of the links."""
    by_source = np.argsort(edges.source, kind="stable")
    targets = [*map(edges.nodes.__getitem__, edges.target[by_source].tolist())]
    relations = [*map(edges.relation_names().__getitem__, by_source.tolist())]
    sources, begins = np.unique(edges.source[by_source], return_index=True)
    bounds = pairwise([*begins.tolist(), len(targets)])
    links = {edges.nodes[source]: slice(*own) for source, own in zip(sources, bounds, strict=True)}
    return [
        quoted(id_, targets[own], relations[own]) if (own := links.get(id_)) else b"null"
        for id_ in ids
    ]
