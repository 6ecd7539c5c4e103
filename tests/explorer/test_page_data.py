from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx

from kg import build_graph
from kg.evidence import AllEvidence
from kg.explorer.page_data import page_data
from kg.model import KnowledgeBase


def edges_of(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    yield from graph.edges(keys=True, data=True)


def test_nodes_and_links_lie_beside_what_pyvis_describes(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    data = page_data(graph, AllEvidence(sample))

    ids = [detail["id"] for detail in data["details"]]
    assert ids == sorted(graph)
    assert [node["id"] for node in data["network"]["nodes"]] == list(range(len(ids)))
    edges = [
        (ids[edge["from"]], ids[edge["to"]], relation)
        for edge, relation in zip(data["network"]["edges"], data["links"]["relation"], strict=True)
    ]
    assert edges == sorted(graph.edges(keys=True))


def test_the_first_sentence_of_a_link_is_the_one_the_graph_quotes(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    data = page_data(graph, AllEvidence(sample))

    edges = sorted(edges_of(graph), key=lambda edge: edge[:3])
    for (_, _, _, attributes), quotations in zip(edges, data["links"]["evidence"], strict=True):
        if "exact" not in attributes:
            assert quotations == []
            continue
        sentence, start, end = quotations[0][:3]
        text = data["sentences"][sentence]
        assert text[start:end] == attributes["exact"]
        assert text == attributes["prefix"] + attributes["exact"] + attributes["suffix"]
        assert len(quotations) <= 5
    assert len(set(data["sentences"])) == len(data["sentences"])


def test_equal_graphs_give_equal_data_whatever_the_order(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for source, target, key, attributes in reversed(list(edges_of(graph))):
        turned.add_edge(source, target, key=key, **attributes)

    assert page_data(turned) == page_data(graph)
