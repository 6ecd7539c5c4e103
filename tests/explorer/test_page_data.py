from __future__ import annotations

import json

import networkx as nx

from kg import build_graph
from kg.evidence import AllEvidence
from kg.explorer.edge_table import tabulate, tabulate_links
from kg.explorer.page_data import PageData, page_data
from kg.explorer.quotations import EvidenceOf, quote_edges, quote_posts
from kg.graph import describe_nodes
from kg.model import KnowledgeBase
from kg.parts import Parts
from tests.explorer.conftest import edges_of, unpacked


def data_of(graph: nx.MultiDiGraph[str], evidence: EvidenceOf) -> PageData:
    edges = [*edges_of(graph)]
    return page_data(graph.nodes, tabulate(graph, edges), quote_edges(edges, evidence))


def links_of(data: PageData) -> list[tuple[str, str, str]]:
    ids = [detail["id"] for detail in data.details]
    sources, targets = (unpacked(data.edges[name]) for name in ("from", "to"))
    relations = unpacked(data.links["relation"], len(sources))
    ends = zip(sources, targets, relations, strict=True)
    return [(ids[source], ids[target], relation) for source, target, relation in ends]


def test_nodes_and_links_lie_beside_what_pyvis_describes(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    data = data_of(graph, AllEvidence(sample))

    ids = [detail["id"] for detail in data.details]
    importance_of = {detail["id"]: detail["importance"] for detail in data.details}
    assert ids == sorted(ids, key=lambda id_: (-importance_of[id_], id_))
    assert {*ids} == {*graph}
    assert [node["id"] for node in data.nodes] == list(range(len(ids)))
    assert sorted(links_of(data)) == sorted(graph.edges(keys=True))
    links = links_of(data)
    strengths = dict(zip(links, unpacked(data.links["strength"], len(links)), strict=True))
    assert links_of(data) == sorted(strengths, key=lambda edge: (-strengths[edge], edge))


def test_the_first_sentence_of_a_link_is_the_one_the_graph_quotes(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    data = data_of(graph, AllEvidence(sample))

    links = links_of(data)
    for detail, quoted in zip(data.details, data.quotations, strict=True):
        own = [graph.edges[link] for link in links if link[0] == detail["id"]]
        sentences, each = json.loads(quoted) or ([], [])
        assert len(each) == len(own)
        assert len(set(sentences)) == len(sentences)
        for attributes, quotations in zip(own, each, strict=True):
            if "exact" not in attributes:
                assert quotations == []
                continue
            sentence, start, end = quotations[0][:3]
            text = sentences[sentence]
            assert text[start:end] == attributes["exact"]
            assert text == attributes["prefix"] + attributes["exact"] + attributes["suffix"]
            assert len(quotations) <= 5


def test_what_is_quoted_post_by_post_is_the_same(sample: KnowledgeBase) -> None:
    nodes = dict(describe_nodes(sample))
    data = page_data(nodes, tabulate_links(nodes, sample), quote_posts(sample, Parts()))

    graph = build_graph(sample, quotes=False)
    assert data == data_of(graph, AllEvidence(sample))


def test_equal_graphs_give_equal_data_whatever_the_order(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for source, target, key, attributes in reversed(list(edges_of(graph))):
        turned.add_edge(source, target, key=key, **attributes)

    assert data_of(turned, {}) == data_of(graph, {})
