from __future__ import annotations

from pathlib import Path

from kg.explorer import render_page
from kg.explorer.abridging import abridge
from kg.explorer.edge_table import tabulate
from kg.explorer.weighing import importance, weigh
from tests.explorer.conftest import OpenPage, Site, edges_of, ends_of


def test_a_graph_that_a_page_can_hold_stays_whole(sample_site: Site) -> None:
    edges = tabulate(sample_site.graph, edges_of(sample_site.graph))

    assert abridge(edges) is edges


def test_the_most_important_nodes_and_the_strongest_links_are_kept(sample_site: Site) -> None:
    graph = sample_site.graph
    edges = tabulate(graph, edges_of(graph))
    ranks = dict(zip(edges.nodes, importance(weigh(edges)), strict=True))

    few = abridge(edges, most_nodes=100, most_links=150)

    assert (len(few.nodes), len(few)) == (100, 150)
    assert min(ranks[node] for node in few.nodes) >= max(
        ranks[node] for node in graph if node not in few.nodes
    )
    kept = ends_of(few)
    strength_of = dict(zip(ends_of(edges), edges.strength.tolist(), strict=True))
    others = [edge for edge in strength_of if {*edge[:2]} <= {*few.nodes} and edge not in kept]
    assert few.strength.tolist() == [strength_of[edge] for edge in kept]
    assert min(few.strength) >= max(strength_of[edge] for edge in others)


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
