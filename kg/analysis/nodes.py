"""A graph in, what is known of its nodes, and its nodes by kind and by what links them out."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import networkx as nx


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


def foremost_targets(graph: nx.MultiDiGraph[str], relation: str, most: int) -> dict[str, int]:
    """Return the nodes that most edges of a relation lead to, with how many, the foremost first.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> edges = [("a", "x", "cites"), ("a", "y", "cites"), ("b", "y", "cites")]
        >>> _ = graph.add_edges_from(edges)
        >>> foremost_targets(graph, "cites", 5)
        {'y': 2, 'x': 1}
    """
    counts = Counter(target for _, target, key in graph.edges(keys=True) if key == relation)
    ranked = sorted(counts, key=lambda node: (-counts[node], node))[:most]
    return {node: counts[node] for node in ranked}


def saliences(graph: nx.MultiDiGraph[str], node: str) -> dict[str, float]:
    """Return the salience of each concept of a post, or of each post of a concept."""
    concept = graph.nodes[node]["kind"] == "concept"
    edges = graph.in_edges(node, data=True) if concept else graph.out_edges(node, data=True)
    return {
        (source if concept else target): attributes["salience"]
        for source, target, attributes in sorted(edges, key=lambda edge: edge[:2])
        if "salience" in attributes
    }


def _is_english(graph: nx.MultiDiGraph[str]) -> bool:
    return graph.graph.get("language") == "en"
