"""A graph in, its nodes by kind, by name and by what they are linked to out."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

import networkx as nx
from rapidfuzz import fuzz, process

from kg.errors import UnknownNameError
from kg.text import fold_text


def find_nodes(graph: nx.MultiDiGraph[str], name: str, kinds: Collection[str] = ()) -> list[str]:
    """Return the ids of the nodes that a name means, the most linked first.

    A name is an id, or a title or any label in whatever case, width and script. Only if no node is
    called so, those are returned that have the name in a title or label.

    Args:
        graph: the graph to search.
        name: what to look for.
        kinds: the kinds of nodes to look among, such as `post` or `concept`; empty for all.

    Example:
        >>> import kg
        >>> find_nodes(kg.load("output").graph(), "vae")
        ['https://kg.example/concept/variational-autoencoder']
    """
    nodes = [node for node in graph if not kinds or graph.nodes[node]["kind"] in kinds]
    if name in graph and graph.nodes[name]["kind"] in (kinds or {graph.nodes[name]["kind"]}):
        return [name]
    wanted = fold_text(name)[0]
    if not wanted:
        return []
    folded = {node: [fold_text(label)[0] for label in _names(graph, node)] for node in nodes}
    found = [node for node in nodes if wanted in folded[node]]
    if not found:
        found = [node for node in nodes if any(wanted in label for label in folded[node])]
    return sorted(found, key=lambda node: (-graph.degree(node), node))


def the_node(graph: nx.MultiDiGraph[str], name: str, kinds: Collection[str] = ()) -> str:
    """Return the id of the node that a name means best.

    Raises:
        UnknownNameError: no node is called so; the message names those called much like it.
    """
    if found := find_nodes(graph, name, kinds):
        return found[0]
    labels = {
        label: fold_text(label)[0]
        for node in graph
        if not kinds or graph.nodes[node]["kind"] in kinds
        for label in _names(graph, node)
    }
    alike = process.extract(fold_text(name)[0], labels, scorer=fuzz.ratio, score_cutoff=50, limit=3)
    what = " or ".join(kind.replace("_", " ") for kind in kinds) or "node"
    raise UnknownNameError(name, what, [label for _, _, label in alike])


def label_of(graph: nx.MultiDiGraph[str], node: str) -> str:
    """Return the title or preferred label of a node."""
    return str(graph.nodes[node]["label"])


def date_of(graph: nx.MultiDiGraph[str], node: str) -> datetime.date | None:
    """Return the day that a post is of, if it is known."""
    date = graph.nodes[node].get("date")
    return datetime.date.fromisoformat(date) if date else None


def nodes_of_kind(graph: nx.MultiDiGraph[str], *kinds: str) -> list[str]:
    """Return the ids of the nodes of some kinds, sorted."""
    return sorted(node for node in graph if graph.nodes[node]["kind"] in kinds)


def targets(graph: nx.MultiDiGraph[str], node: str, *relations: str) -> list[str]:
    """Return what a node leads to by some relations, sorted."""
    return sorted(t for _, t, key in graph.out_edges(node, keys=True) if key in relations)


def sources(graph: nx.MultiDiGraph[str], node: str, *relations: str) -> list[str]:
    """Return what leads to a node by some relations, sorted."""
    return sorted(s for s, _, key in graph.in_edges(node, keys=True) if key in relations)


def saliences(graph: nx.MultiDiGraph[str], node: str) -> dict[str, float]:
    """Return the salience of each concept of a post, or of each post of a concept."""
    concept = graph.nodes[node]["kind"] == "concept"
    edges = graph.in_edges(node, data=True) if concept else graph.out_edges(node, data=True)
    return {
        (source if concept else target): attributes["salience"]
        for source, target, attributes in sorted(edges, key=lambda edge: edge[:2])
        if "salience" in attributes
    }


def _names(graph: nx.MultiDiGraph[str], node: str) -> Iterator[str]:
    attributes = graph.nodes[node]
    yield attributes["label"]
    if "label_en" in attributes:
        yield attributes["label_en"]
    if "alt_labels" in attributes:
        yield from attributes["alt_labels"].split(" | ")
