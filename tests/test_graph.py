from __future__ import annotations

from kg import build_graph
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
