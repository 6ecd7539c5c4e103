from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given

import kg
from kg.analysis import what_to_read_first
from kg.analysis.reading import ReadingStep
from kg.errors import UnknownNameError
from tests.analysis.graphs import graphs


def places(graph: nx.MultiDiGraph[str], steps: list[ReadingStep]) -> list[tuple[str, int]]:
    """Return the series and position of each part, in the order of the steps."""
    return [
        (series, edge["position"])
        for step in steps
        for _, series, edge in graph.out_edges(step.id, data=True)
        if "position" in edge
    ]


@given(graphs())
def test_every_post_about_the_concept_is_read_once(graph: nx.MultiDiGraph[str]) -> None:
    steps = what_to_read_first(graph, "concept/0")

    about = {post for post, _, key in graph.in_edges("concept/0", keys=True) if key == "about"}
    assert {post for post in about if graph.nodes[post]["kind"] == "post"} <= {s.id for s in steps}
    assert len({step.id for step in steps}) == len(steps)
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))
    assert all(step.reasons for step in steps)


@given(graphs())
def test_no_part_of_a_series_stands_behind_a_later_one(graph: nx.MultiDiGraph[str]) -> None:
    parts = places(graph, what_to_read_first(graph, "concept/0"))

    for (series, earlier), (other, later) in combinations(parts, 2):
        assert series != other or earlier <= later


@given(graphs())
def test_a_citation_is_respected_unless_the_rest_forbids_it(graph: nx.MultiDiGraph[str]) -> None:
    steps = what_to_read_first(graph, "concept/0")
    place = {step.id: step.step for step in steps}
    cites = {
        (a, b) for a, b, key in graph.subgraph(place).edges(keys=True) if key == "cites" and a != b
    }
    forced = nx.DiGraph((b, a) for a, b in cites if place[b] < place[a])
    forced.add_nodes_from(place)
    order = [step.id for step in steps]
    for earlier, later in combinations(order, 2):
        ours, theirs = places_of(graph, earlier), places_of(graph, later)
        if any(theirs.get(series, 0) > position for series, position in ours.items()):
            forced.add_edge(earlier, later)

    for citing, cited in cites:
        assert place[cited] < place[citing] or nx.has_path(forced, citing, cited)


def places_of(graph: nx.MultiDiGraph[str], post: str) -> dict[str, int]:
    edges = graph.out_edges(post, data=True)
    return {series: edge["position"] for _, series, edge in edges if "position" in edge}


def test_what_is_cited_comes_first_and_every_step_says_why() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("c", kind="concept", label="变分自编码器")
    for post, date in (("old", "2018-01-01"), ("new", "2019-01-01"), ("base", "2020-01-01")):
        graph.add_node(post, kind="post", label=post, date=date)
    graph.add_edge("old", "c", key="about", salience=0.9)
    graph.add_edge("new", "c", key="about", salience=0.9)
    graph.add_edge("base", "c", key="mentions", salience=0.1)
    graph.add_edge("new", "base", key="cites", to_later=True)
    graph.add_edge("old", "new", key="cites")

    steps = what_to_read_first(graph, "变分自编码器")

    assert [step.id for step in steps] == ["base", "new", "old"]
    assert steps[0].reasons == ("mentions 变分自编码器", "cited by 2")
    assert steps[1].reasons == ("about 变分自编码器", "cited by 3", "builds on 1")


def test_an_unknown_concept_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no concept"):
        what_to_read_first(kg.load("output").graph(), "no such thing at all")


def test_orders_of_a_real_blog(kexue: kg.BuiltBase) -> None:
    graph = kexue.graph()
    respected = total = 0
    concepts = {concept for _, concept, key in graph.edges(keys=True) if key == "about"}
    for concept in sorted(concepts):
        steps = what_to_read_first(graph, concept)
        place = {step.id: step.step for step in steps}
        listed = graph.subgraph(place).edges(keys=True)
        cites = [(a, b) for a, b, key in listed if key == "cites" and a != b]
        total += len(cites)
        respected += sum(place[cited] < place[citing] for citing, cited in cites)
        parts = places(graph, steps)
        for (series, earlier), (other, later) in combinations(parts, 2):
            assert series != other or earlier <= later

    print(f"citations respected: {respected} of {total}, in {len(concepts)} orders")
    assert total > 1000
    assert respected >= 0.95 * total
