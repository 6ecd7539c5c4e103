"""A graph in, which of its nodes a name means out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

import networkx as nx
from rapidfuzz import fuzz, process

from kg.errors import UnknownNameError
from kg.folding import fold_name, fold_names

_SUGGESTED = 3


class Names:
    """What the nodes of a graph are called, folded once for any number of questions.

    A name is an id, or a title or any label, whatever its case, width, script and hyphens. `kinds`
    are those of the nodes to look among, such as `post` or `concept`; empty for all.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("c", kind="concept", label="支持向量机", alt_labels="SVM | 大间隔")
        >>> names = Names(graph)
        >>> names.the_node("svm"), names.find_nodes("间隔"), names.find_nodes("svm", ["post"])
        ('c', ['c'], [])
    """

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self._graph = graph

    def find_nodes(self, name: str, kinds: Collection[str] = ()) -> list[str]:
        """Return the ids of the nodes that are called so, the most linked first.

        Only if there are none, those are returned that have the name in a title or label.
        """
        if called := self._called(name, kinds):
            return called
        if not (wanted := fold_name(name)):
            return []
        found = {node for own, nodes in self._nodes.items() if wanted in own for node in nodes}
        return _most_linked(self._graph, found, kinds)

    def the_node(self, name: str, kinds: Collection[str] = ()) -> str:
        """Return the id of the node that is called so, the most linked of several.

        A part of a title or label, which `find_nodes` finds, is no name: it would answer for any
        node that happens to have it.

        Raises:
            UnknownNameError: no node is called so; the message names those called much like it.
        """
        if called := self._called(name, kinds):
            return called[0]
        nodes = _most_linked(self._graph, self._graph, kinds)
        labels = {label: fold_name(label) for node in nodes for label in _shown(self._graph, node)}
        what = " or ".join(kind.replace("_", " ") for kind in kinds) or "node"
        raise UnknownNameError(name, what, _alike(name, labels))

    @cached_property
    def _nodes(self) -> dict[str, set[str]]:
        """The nodes by their titles and labels, folded; not needed where all names are ids."""
        labels = [(node, label) for node in self._graph for label in _labels(self._graph, node)]
        nodes: dict[str, set[str]] = {}
        for (node, _), folded in zip(labels, fold_names([text for _, text in labels]), strict=True):
            if folded:
                nodes.setdefault(folded, set()).add(node)
        return nodes

    def _called(self, name: str, kinds: Collection[str]) -> list[str]:
        """Return the node that has a name as its id, or else those that have it as a label."""
        own = _most_linked(self._graph, [name] if name in self._graph else [], kinds)
        return own or _most_linked(self._graph, self._nodes.get(fold_name(name), ()), kinds)


def find_nodes(graph: nx.MultiDiGraph[str], name: str, kinds: Collection[str] = ()) -> list[str]:
    """Return the ids of the nodes that a name means, as `Names.find_nodes` does.

    Example:
        >>> import kg
        >>> find_nodes(kg.load("output").graph(), "vae")
        ['https://kg.example/concept/variational-autoencoder']
    """
    return Names(graph).find_nodes(name, kinds)


def the_node(graph: nx.MultiDiGraph[str], name: str, kinds: Collection[str] = ()) -> str:
    """Return the id of the node that is called so, as `Names.the_node` does.

    Raises:
        UnknownNameError: no node is called so; the message names those called much like it.

    Example:
        >>> import kg
        >>> the_node(kg.load("output").graph(), "support vector machine", ["concept"])
        'https://kg.example/concept/support-vector-machine'
    """
    return Names(graph).the_node(name, kinds)


def _most_linked(
    graph: nx.MultiDiGraph[str], nodes: Iterable[str], kinds: Collection[str]
) -> list[str]:
    """Return those of some nodes that are of some kinds, the most linked first."""
    of_kind = [node for node in nodes if not kinds or graph.nodes[node]["kind"] in kinds]
    return sorted(of_kind, key=lambda node: (-graph.degree(node), node))


def _alike(name: str, labels: Mapping[str, str]) -> list[str]:
    """Return the labels, given with their folded forms, that have a name in them as a whole word,
    the shortest first, and then those that are spelt much like it.
    """
    wanted = fold_name(name)
    word = re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", re.IGNORECASE)
    holding = sorted(filter(word.search, labels), key=lambda label: (len(label), label))
    alike = process.extract(wanted, labels, scorer=fuzz.ratio, score_cutoff=50, limit=_SUGGESTED)
    return [*dict.fromkeys([*holding, *(label for _, _, label in alike)])][:_SUGGESTED]


def _labels(graph: nx.MultiDiGraph[str], node: str) -> Iterator[str]:
    yield from _shown(graph, node)
    if "hidden_labels" in graph.nodes[node]:
        yield from graph.nodes[node]["hidden_labels"].split(" | ")


def _shown(graph: nx.MultiDiGraph[str], node: str) -> Iterator[str]:
    attributes = graph.nodes[node]
    yield attributes["label"]
    if "label_en" in attributes:
        yield attributes["label_en"]
    if "alt_labels" in attributes:
        yield from attributes["alt_labels"].split(" | ")
