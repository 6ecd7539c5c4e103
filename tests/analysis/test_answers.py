from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

import kg
from kg import analysis
from tests.analysis.graphs import graphs


@pytest.fixture(scope="module")
def sample_graph() -> nx.MultiDiGraph[str]:
    return kg.load("output").graph()


def small() -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for concept in ("rare", "common", "passing"):
        graph.add_node(concept, kind="concept", label=concept)
    for number in range(6):
        graph.add_node(
            f"post/{number}", kind="post", label=f"P{number}", date=f"{2015 + number}-01-01"
        )
        graph.add_edge(f"post/{number}", "passing", key="mentions", salience=0.1, occurrences=2)
    for number in range(5):
        graph.add_edge(f"post/{number}", "common", key="about", salience=0.8, occurrences=3)
    for number in (0, 5):
        graph.add_edge(f"post/{number}", "rare", key="about", salience=0.8, occurrences=3)
    return graph


def test_a_rare_concept_in_common_says_more_than_a_common_one() -> None:
    found = analysis.related(small(), "P0")

    assert found[0].id == "post/5"
    assert found[0].reasons == ("both deal with rare",)


def test_coupling_co_citation_and_citation_relate_posts() -> None:
    graph = small()
    graph.add_node("work/a", kind="paper", label="A")
    for pair in (
        ("post/1", "work/a"),
        ("post/2", "work/a"),
        ("post/3", "post/1"),
        ("post/3", "post/4"),
    ):
        graph.add_edge(*pair, key="cites")

    reasons = {post.id: post.reasons for post in analysis.related(graph, "P1")}

    assert "both cite A" in reasons["post/2"]
    assert "cites it" in reasons["post/3"]
    assert "both are cited by P3" in reasons["post/4"]


@given(graphs())
def test_related_is_symmetric_and_leaves_the_post_out(graph: nx.MultiDiGraph[str]) -> None:
    posts = [node for node in graph if graph.nodes[node]["kind"] == "post"]
    scores = {(a, b.id): b.score for a in posts for b in analysis.related(graph, a, limit=99)}

    assert all(a != b and scores[b, a] == score for (a, b), score in scores.items())


@given(graphs())
def test_every_listed_post_is_in_one_community(graph: nx.MultiDiGraph[str]) -> None:
    found = [post for group in analysis.communities(graph) for post in group.posts]

    assert sorted(found) == sorted(n for n in graph if graph.nodes[n]["kind"] == "post")


@given(graphs())
def test_every_answer_copes_with_any_graph(graph: nx.MultiDiGraph[str]) -> None:
    assert all(0 < bridge.betweenness <= 1 for bridge in analysis.bridges(graph))
    assert sum(one.pagerank for one in analysis.importance(graph, limit=99)) < 1.001
    assert all(
        one.posts / one.of > one.before / one.of_before for one in analysis.emerging(graph, 2019)
    )
    years = analysis.timeline(graph, "concept/0")
    first = years[0].year if years else 0
    assert [year.year for year in years] == [*range(first, first + len(years))]
    assert not years or years[0].first
    steps = analysis.path(graph, "concept/0", "post/0")
    assert bool(steps) == nx.has_path(graph.to_undirected(), "concept/0", "post/0")
    assert analysis.count_all(graph)


def test_an_empty_graph_has_no_answers_and_no_errors() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    answers = (analysis.communities, analysis.bridges, analysis.gaps, analysis.importance)
    assert [answer(graph) for answer in answers] == [[], [], [], []]
    assert analysis.emerging(graph, 2020) == []


def test_two_groups_that_share_nothing_are_two_communities_named_by_what_they_share() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for concept in ("甲", "乙"):
        graph.add_node(concept, kind="concept", label=concept)
        for number in range(3):
            post = f"post/{concept}{number}"
            graph.add_node(post, kind="post", label=post)
            graph.add_edge(post, concept, key="about", salience=0.9)

    assert {group.name: len(group.posts) for group in analysis.communities(graph)} == {
        "甲": 3,
        "乙": 3,
    }


def test_the_post_that_alone_joins_two_groups_is_the_bridge() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for group in "ab":
        for number in range(4):
            graph.add_node(f"{group}{number}", kind="post", label=f"{group}{number}")
        for number in range(1, 4):
            graph.add_edge(f"{group}{number}", f"{group}{number - 1}", key="cites")
            graph.add_edge(f"{group}{number}", f"{group}{(number + 1) % 4}", key="cites")
    graph.add_node("middle", kind="post", label="middle")
    graph.add_edge("middle", "a0", key="cites")
    graph.add_edge("middle", "b0", key="cites")

    foremost = analysis.bridges(graph)[0]

    assert foremost.id in ("middle", "a0", "b0")
    assert {bridge.id for bridge in analysis.bridges(graph)[:3]} == {"middle", "a0", "b0"}
    assert len(foremost.joins) > 1


def test_importance_does_not_reward_age() -> None:
    """Every post cites the one before it, and one young post is cited more than its neighbours."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(200):
        date = f"{2000 + number // 10}-{number % 10 + 1:02}-01"
        graph.add_node(f"post/{number:03}", kind="post", label=str(number), date=date)
        if number:
            graph.add_edge(f"post/{number:03}", f"post/{number // 2:03}", key="cites")
    for number in range(190, 200):
        graph.add_edge(f"post/{number:03}", "post/180", key="cites")

    found = {one.id: one for one in analysis.importance(graph, limit=200)}

    assert found["post/001"].pagerank > found["post/180"].pagerank
    assert max(found.values(), key=lambda one: one.score).id == "post/180"


def test_a_timeline_counts_every_year_from_the_first() -> None:
    years = analysis.timeline(small(), "rare")

    assert [(year.year, year.about, year.first) for year in years][:2] == [
        (2015, 1, "P0"),
        (2016, 0, ""),
    ]
    assert len(years) == 6


def test_what_a_year_names_more_than_all_before_emerges() -> None:
    graph = small()
    graph.add_node("new", kind="concept", label="new")
    graph.add_edge("post/5", "new", key="mentions", salience=0.1, occurrences=1)

    found = {
        one.id: (one.posts, one.of, one.before, one.of_before)
        for one in analysis.emerging(graph, 2020)
    }

    assert found["new"] == (1, 1, 0, 5)
    assert "passing" not in found


def test_a_gap_is_mentioned_often_and_explained_nowhere() -> None:
    graph = small()

    assert [(gap.id, gap.posts, gap.occurrences) for gap in analysis.gaps(graph)] == [
        ("passing", 6, 12)
    ]
    graph.add_node("narrower", kind="concept", label="narrower")
    graph.add_edge("narrower", "passing", key="broader")
    graph.add_edge("post/0", "narrower", key="about", salience=0.9)
    assert analysis.gaps(graph) == []


def test_a_path_quotes_what_it_rests_on(sample_graph: nx.MultiDiGraph[str]) -> None:
    steps = analysis.path(sample_graph, "VAE", "变分自编码器(一):原来是这么一回事")

    assert [(step.relation, step.direction) for step in steps] == [("about", "<-")]
    assert steps[0].evidence
    assert analysis.path(sample_graph, "VAE", "VAE") == []


def test_a_node_is_described_by_all_its_links(sample_graph: nx.MultiDiGraph[str]) -> None:
    node, links = analysis.describe(sample_graph, "VAE")

    assert len(links) == sample_graph.degree(node)
