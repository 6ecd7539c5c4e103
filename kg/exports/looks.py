"""A graph in, where its nodes stand, how large and in which colours out: as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx

from kg.analysis.nodes import facts_of
from kg.explorer.edge_table import tabulate
from kg.explorer.layout import lay_out
from kg.explorer.weighing import importance, radius, weigh

_COLOURS = {
    "post": (31, 119, 180),
    "unlisted_post": (174, 199, 232),
    "concept": (255, 127, 14),
    "series": (44, 160, 44),
}
_WORK = (148, 103, 189)


def colour_of(kind: str) -> tuple[int, int, int]:
    """Return red, green and blue, each of 0 to 255, for a kind of node.

    Example:
        >>> colour_of("book") == colour_of("paper") != colour_of("post")
        True
    """
    return _COLOURS.get(kind, _WORK)


def hex_colour_of(kind: str) -> str:
    """Return the colour of a kind of node as HTML writes it.

    Example:
        >>> hex_colour_of("post")
        '#1f77b4'
    """
    return "#{:02x}{:02x}{:02x}".format(*colour_of(kind))


def drawn_nodes(
    graph: nx.MultiDiGraph[str],
) -> Iterator[tuple[str, dict[str, Any], tuple[int, int], float]]:
    """Yield each node, sorted by id, with its facts, and its place and radius on the page."""
    weighed = weigh(tabulate(graph, graph.edges(keys=True, data=True)))
    radii = [radius(rank) for rank in importance(weighed)]
    places = lay_out(weighed, radii).places
    for node, place, own in zip(sorted(graph), places, radii, strict=True):
        yield node, facts_of(graph, node), place, own
