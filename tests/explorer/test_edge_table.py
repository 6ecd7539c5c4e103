from __future__ import annotations

from kg import build_graph
from kg.explorer.edge_table import ATTRIBUTES, tabulate
from kg.graph import Edge
from kg.model import KnowledgeBase
from tests.explorer.conftest import edges_of, ends_of


def test_a_table_holds_every_edge_in_the_order_of_its_ends(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    edges = sorted(edges_of(graph), key=lambda edge: edge[:3])

    table = tabulate(graph, reversed(edges))

    assert table.nodes == sorted(graph)
    assert ends_of(table) == [edge[:3] for edge in edges]
    for name in ATTRIBUTES:
        assert table.attributes[name].tolist() == [edge[3].get(name) for edge in edges]


def test_every_relation_ties_and_the_more_a_post_is_about_something_the_more() -> None:
    relations = ["about", "mentions", "cites", "part_of", "broader", "related", "other"]
    edges: list[Edge] = [("a", "b", relation, {}) for relation in relations]
    edges += [("b", "a", "about", {"salience": 1.0}), ("b", "a", "mentions", {"salience": 0.2})]

    table = tabulate("ab", edges)

    strength_of = dict(zip(ends_of(table), table.strength.tolist(), strict=True))
    assert all(0 < strength <= 4 for strength in strength_of.values())
    assert strength_of["b", "a", "about"] > strength_of["b", "a", "mentions"]


def test_nodes_without_edges_and_none_at_all_are_tabulated() -> None:
    assert (tabulate("ba", []).nodes, len(tabulate("ba", []))) == (["a", "b"], 0)
    assert (tabulate("", []).nodes, len(tabulate("", []))) == ([], 0)
