from __future__ import annotations

import io

import networkx as nx

from kg import build_graph
from kg.graph import render_graphml
from kg.model import KnowledgeBase


def test_nodes_say_what_they_are(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)

    post = graph.nodes["post/从动力学角度看优化算法-七-sgd-svm"]
    assert (post["kind"], post["date"], post["readers"]) == ("post", "2020-12-21", 37035)
    svm = graph.nodes["https://kg.example/concept/support-vector-machine"]
    assert (svm["kind"], svm["label"], svm["label_en"]) == (
        "concept",
        "支持向量机",
        "support vector machine",
    )


def test_every_edge_to_a_concept_or_target_quotes_its_evidence(sample: KnowledgeBase) -> None:
    for _, _, key, attributes in build_graph(sample).edges(keys=True, data=True):
        if key in ("about", "mentions", "cites"):
            assert attributes["exact"]
            assert attributes["occurrences"] >= 1


def test_graphml_reads_back(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)

    read = nx.read_graphml(io.BytesIO(render_graphml(graph)), force_multigraph=True)

    assert {n: read.nodes[n] for n in read} == {n: graph.nodes[n] for n in graph}
    assert {(s, t, d["relation"]) for s, t, d in read.edges(data=True)} == set(
        graph.edges(keys=True)
    )


def test_characters_that_xml_forbids_are_replaced() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("post/a", kind="post", label="a\x00b\x1b<c>")

    read = nx.read_graphml(io.BytesIO(render_graphml(graph)))

    assert read.nodes["post/a"]["label"] == "a\ufffdb\ufffd<c>"
