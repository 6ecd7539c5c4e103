"""A graph in, its nodes by kind, by name and by what they are linked to out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import networkx as nx
from rapidfuzz import fuzz, process

from kg.errors import UnknownNameError
from kg.folding import fold_name

_SUGGESTED = 3


def find_nodes(graph: nx.MultiDiGraph[str], name: str, kinds: Collection[str] = ()) -> list[str]:
    """Return the ids of the nodes that a name means, the most linked first.

    A name is an id, or a title or any label, whatever its case, width, script and hyphens. Only if
    no node is called so, those are returned that have the name in a title or label.

    Args:
        graph: the graph to search.
        name: what to look for.
        kinds: the kinds of nodes to look among, such as `post` or `concept`; empty for all.

    Example:
        >>> import kg
        >>> find_nodes(kg.load("output").graph(), "vae")
        ['https://kg.example/concept/variational-autoencoder']
    """
    nodes = _nodes(graph, kinds)
    if called := _called(graph, name, nodes):
        return called
    wanted = fold_name(name)
    return [
        node for node in nodes
        if wanted and any(wanted in fold_name(label) for label in _names(graph, node))
    ]  # fmt: skip


def the_node(graph: nx.MultiDiGraph[str], name: str, kinds: Collection[str] = ()) -> str:
    """Return the id of the node that is called so, the most linked of several.

    A part of a title or label, which `find_nodes` finds, is no name: it would answer for any node
    that happens to have it.

    Raises:
        UnknownNameError: no node is called so; the message names those called much like it.
    """
    nodes = _nodes(graph, kinds)
    if called := _called(graph, name, nodes):
        return called[0]
    labels = {label: fold_name(label) for node in nodes for label in _names(graph, node)}
    what = " or ".join(kind.replace("_", " ") for kind in kinds) or "node"
    raise UnknownNameError(name, what, _alike(name, labels))


def label_of(graph: nx.MultiDiGraph[str], node: str) -> str:
    """Return the title of a node, or its preferred label in the language of the blog."""
    attributes = graph.nodes[node]
    return str((_is_english(graph) and attributes.get("label_en")) or attributes["label"])


def facts_of(graph: nx.MultiDiGraph[str], node: str) -> dict[str, Any]:
    """Return what is known of a node: label, definition and field in the language of the blog, and
    in the other one under names that end in its tag.

    Example:
        >>> graph = nx.MultiDiGraph(language="en")
        >>> graph.add_node("c", kind="concept", label="支持向量机", label_en="SVM")
        >>> facts_of(graph, "c")
        {'kind': 'concept', 'label': 'SVM', 'label_zh': '支持向量机'}
    """
    facts = dict(graph.nodes[node])
    if _is_english(graph):
        for name in [name for name in facts if f"{name}_en" in facts]:
            facts[name], facts[f"{name}_zh"] = facts.pop(f"{name}_en"), facts[name]
    return facts


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


def _nodes(graph: nx.MultiDiGraph[str], kinds: Collection[str]) -> list[str]:
    """Return the nodes of some kinds, or of all, the most linked first."""
    nodes = (node for node in graph if not kinds or graph.nodes[node]["kind"] in kinds)
    return sorted(nodes, key=lambda node: (-graph.degree(node), node))


def _called(graph: nx.MultiDiGraph[str], name: str, nodes: Sequence[str]) -> list[str]:
    """Return those of some nodes that have a name as their id, or else as a title or label."""
    if name in nodes:
        return [name]
    wanted = fold_name(name)
    return [
        node for node in nodes
        if wanted and any(wanted == fold_name(label) for label in _names(graph, node))
    ]  # fmt: skip


def _alike(name: str, labels: Mapping[str, str]) -> list[str]:
    """Return the labels, given with their folded forms, that have a name in them as a whole word,
    the shortest first, and then those that are spelt much like it.
    """
    wanted = fold_name(name)
    word = re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", re.IGNORECASE)
    holding = sorted(filter(word.search, labels), key=lambda label: (len(label), label))
    alike = process.extract(wanted, labels, scorer=fuzz.ratio, score_cutoff=50, limit=_SUGGESTED)
    return [*dict.fromkeys([*holding, *(label for _, _, label in alike)])][:_SUGGESTED]


def _is_english(graph: nx.MultiDiGraph[str]) -> bool:
    return graph.graph.get("language") == "en"


def _names(graph: nx.MultiDiGraph[str], node: str) -> Iterator[str]:
    attributes = graph.nodes[node]
    yield attributes["label"]
    if "label_en" in attributes:
        yield attributes["label_en"]
    if "alt_labels" in attributes:
        yield from attributes["alt_labels"].split(" | ")
