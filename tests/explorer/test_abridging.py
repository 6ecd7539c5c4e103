from __future__ import annotations

from pathlib import Path

from kg.explorer import render_page
from kg.explorer.abridging import abridge
from kg.explorer.weighing import importance, weigh
from tests.explorer.conftest import OpenPage, Site


def test_a_graph_that_a_page_can_hold_stays_whole(sample_site: Site) -> None:
    assert abridge(sample_site.graph) is sample_site.graph


def test_the_most_important_nodes_and_the_strongest_links_are_kept(sample_site: Site) -> None:
    graph = sample_site.graph
    ranks = dict(zip(sorted(graph), importance(weigh(graph)), strict=True))

    part = abridge(graph, nodes=100, links=150)

    assert len(part) == 100
    assert part.number_of_edges() == 150
    assert min(ranks[node] for node in part) >= max(
        ranks[node] for node in graph if node not in part
    )
    salience = [data["salience"] for *_, data in part.edges(data=True) if "salience" in data]
    others = [
        data["salience"]
        for source, target, key, data in graph.edges(keys=True, data=True)
        if {source, target} <= part.nodes.keys() and not part.has_edge(source, target, key)
        if "salience" in data
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
