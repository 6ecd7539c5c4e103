from __future__ import annotations

from pathlib import Path

from kg.explorer import render_page
from kg.explorer.abridging import abridge
from kg.explorer.weighing import importance, weigh
from tests.explorer.conftest import OpenPage, Site, edges_of


def test_a_graph_that_a_page_can_hold_stays_whole(sample_site: Site) -> None:
    nodes, edges = sample_site.graph.nodes, [*edges_of(sample_site.graph)]

    assert abridge(nodes, edges) == (nodes, edges)


def test_the_most_important_nodes_and_the_strongest_links_are_kept(sample_site: Site) -> None:
    graph = sample_site.graph
    edges = [*edges_of(graph)]
    ranks = dict(zip(sorted(graph), importance(weigh(sorted(graph), edges)), strict=True))

    nodes, links = abridge(graph.nodes, edges, most_nodes=100, most_links=150)

    assert (len(nodes), len(links)) == (100, 150)
    assert min(ranks[node] for node in nodes) >= max(
        ranks[node] for node in graph if node not in nodes
    )
    salience = [data["salience"] for *_, data in links if "salience" in data]
    others = [
        edge[3]["salience"]
        for edge in edges
        if {*edge[:2]} <= nodes.keys() and edge not in links and "salience" in edge[3]
    ]
    assert min(salience) >= max(others)


def test_a_page_says_what_it_leaves_out(
    sample_site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    whole = sample_site.graph
    text = render_page(whole, most_nodes=100, most_links=150)
    (tmp_path / "part.html").write_text(text, encoding="utf-8")

    with open_page(tmp_path / "part.html") as page:
        note = page.inner_text("#note")

    assert f"{len(whole) - 100} " in note
    assert f"{whole.number_of_edges() - 150} " in note
    assert "graph.ttl" in note
