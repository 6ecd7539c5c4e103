from __future__ import annotations

import math
from itertools import combinations

import igraph
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import build_graph
from kg.explorer.edge_table import tabulate
from kg.explorer.layout import lay_out, separate
from kg.explorer.weighing import importance, weigh
from kg.model import KnowledgeBase
from tests.explorer.conftest import edges_of


def test_communities_lie_apart_and_no_nodes_overlap(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    weighed = weigh(tabulate(graph, edges_of(graph)))
    radii = [5 + 19 * rank**0.5 for rank in importance(weighed)]
    layout = lay_out(weighed, radii)

    for (a, r), (b, s) in combinations(zip(layout.places, radii, strict=True), 2):
        assert math.dist(a, b) >= r + s
    assert lay_out(weighed, radii) == layout
    for first, second in combinations(range(max(layout.communities) + 1), 2):
        assert _apart(layout.places, layout.communities, first, second)


def _apart(
    places: tuple[tuple[int, int], ...], communities: tuple[int, ...], one: int, other: int
) -> bool:
    """Whether the discs that hold two communities have no point in common."""
    discs = []
    for number in (one, other):
        own = [p for p, c in zip(places, communities, strict=True) if c == number]
        middle = [(min(p[axis] for p in own) + max(p[axis] for p in own)) / 2 for axis in (0, 1)]
        near = min(own, key=lambda p: math.dist(p, middle))
        discs.append((own, near))
    (a, _), (b, _) = discs
    return min(math.dist(p, q) for p in a for q in b) > 50


@given(st.integers(0, 40), st.sets(st.tuples(st.integers(0, 39), st.integers(0, 39))))
@settings(max_examples=30)
def test_any_graph_is_laid_out_without_overlap(count: int, pairs: set[tuple[int, int]]) -> None:
    edges = sorted({(min(p), max(p)) for p in pairs if max(p) < count and p[0] != p[1]})
    graph = igraph.Graph(count, edges, edge_attrs={"weight": [1.0] * len(edges)})

    layout = lay_out(graph, [6.0] * count)

    assert len(layout.places) == len(layout.communities) == count
    assert all(math.dist(a, b) >= 12 for a, b in combinations(layout.places, 2))


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=30))
def test_discs_are_pushed_apart_from_anywhere(points: list[tuple[int, int]]) -> None:
    apart = separate([(float(x), float(y)) for x, y in points], [3.0] * len(points))

    assert all(math.dist(a, b) >= 5.99 for a, b in combinations(apart, 2))
