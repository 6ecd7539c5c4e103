"""A weighed graph in, a place for each node out: the same for the same graph.

Communities come first: each is laid out by itself, then they are placed as discs beside those they
have most edges with. No two nodes overlap.

Any change of the graph alters most numbers a little. So they are rounded before anything is
computed from them: after a small change most results are the same, and kept already (see
`kg.parts`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import igraph
import numpy as np

from kg.parts import Parts
from kg.random_numbers import constant, repeatable

_MARGIN = 5.0  # page units kept free around each node at least, where its label has to go
_ROOM = 4  # page units to a multiple of which a node and its margin are rounded up
_FILL = 0.26  # the share of a community's disc that its nodes and their margins cover
_GAP = 80.0  # page units between communities
_SMALLEST = 4  # nodes; parts of the graph with fewer are laid out together
_EXACT_UP_TO = 700  # nodes; above that far ones do not repel one another
_STEPS_EXACT, _STEPS = 100, 300  # of the forces, which are slower and better where exact
_ROUNDS = 3  # of Leiden; further ones add a few parts in 100,000 to the modularity
_COARSE_WEIGHT = 0.25  # to a multiple of which what ties two nodes is rounded
_COARSE = 1.06  # to a power of which the reach of a community is rounded up
_LEEWAY = 1.04  # how much further than it takes two are pushed apart; less takes far more steps
_PULLS = 30  # of the discs towards their middle; then they lie as close as after more
_WIDER = 1.3  # how much wider than high the picture is

Point = tuple[float, float]
_Cell = tuple[int, int]
_Grid = dict[_Cell, tuple[list[int], list[int], list[_Cell]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The place `x, y` of each node in page units, and the number of its community, the largest
    community being 0.
    """

    places: tuple[tuple[int, int], ...]
    communities: tuple[int, ...]


def lay_out(weighed: igraph.Graph, radii: Sequence[float], parts: Parts | None = None) -> Layout:
    """Place nodes of these `radii` (page units) by Leiden communities (Traag et al. 2019) and
    Fruchterman and Reingold's forces (1991).

    `parts` has what is laid out already: the forces within a community follow from its edges, its
    places from these and from the room that its nodes take, the middles of all from their reach
    and what ties them.

    Example:
        >>> pair = igraph.Graph(2, [(0, 1)], edge_attrs={"weight": [1.0]})
        >>> (x1, y1), (x2, y2) = lay_out(pair, [10, 10]).places
        >>> math.dist((x1, y1), (x2, y2)) >= 20
        True
    """
    if not weighed.vcount():
        return Layout(places=(), communities=())
    parts = parts or Parts()
    communities = _communities(weighed)
    inner: list[Sequence[Point]] = []
    reach: list[float] = []
    for members in communities:
        own = weighed.induced_subgraph(members)
        sizes = [math.ceil((radii[member] + _MARGIN) / _ROOM) * _ROOM for member in members]
        pulled = _recall_forces(own, parts)
        points = parts.recall("places", (pulled, sizes), partial(_lay_out_one, pulled, sizes))
        inner.append(points)
        furthest = max(math.hypot(*p) + s for p, s in zip(points, sizes, strict=True))
        reach.append(math.ceil(_COARSE ** math.ceil(math.log(furthest, _COARSE))))
    ties = _find_ties(weighed, communities)
    content = reach, ties.get_edgelist(), ties.es["weight"]
    middles = parts.recall("middles", content, partial(_place_discs, ties, reach))
    places: list[tuple[int, int]] = [(0, 0)] * weighed.vcount()
    number_of = [0] * weighed.vcount()
    for number, members in enumerate(communities):
        middle_x, middle_y = middles[number]
        for member, (x, y) in zip(members, inner[number], strict=True):
            places[member] = (round(middle_x + x), round(middle_y + y))
            number_of[member] = number
    return Layout(places=tuple(places), communities=tuple(number_of))


def _recall_forces(weighed: igraph.Graph, parts: Parts) -> list[Point]:
    content = weighed.vcount(), weighed.get_edgelist(), weighed.es["weight"]
    return [(x, y) for x, y in parts.recall("forces", content, partial(_forces, weighed))]


def _lay_out_one(pulled: Sequence[Point], sizes: Sequence[float]) -> list[Point]:
    return separate(_fill_disc(pulled, sizes), sizes)


def separate(points: Sequence[Point], radii: Sequence[float], steps: int = 200) -> list[Point]:
    """Push discs apart until none overlap, each little more than it takes, heavy ones less.

    Example:
        >>> a, b = separate([(0.0, 0.0), (1.0, 0.0)], [5.0, 5.0])
        >>> math.dist(a, b) >= 9.99
        True
    """
    return _separate(points, radii, steps)[0]


def _separate(
    points: Sequence[Point], radii: Sequence[float], steps: int = 200
) -> tuple[list[Point], bool]:
    """Return what `separate` does, and whether none overlap at last."""
    cell = 2 * max(radii)
    discs = _Discs([x for x, _ in points], [y for _, y in points], radii, cell)
    moved: list[int] = []
    stirred = {*discs.cells}
    grid = _grid(discs.cells)
    for step in range(steps):
        moved = discs.push(grid, stirred, step)
        if not moved:
            break
        before = discs.cells[:]
        discs.sort_in(moved)
        if discs.cells != before:
            grid = _grid(discs.cells)
        stirred = {discs.cells[number] for number in moved}
    return list(zip(discs.xs, discs.ys, strict=True)), not moved


class _Discs:
    """Where discs are, in which cell of a grid, and in which step each was last moved."""

    def __init__(
        self, xs: list[float], ys: list[float], radii: Sequence[float], cell: float
    ) -> None:
        self.xs, self.ys, self._radii, self._cell = xs, ys, radii, cell
        self.cells: list[_Cell] = [(0, 0)] * len(radii)
        self._moved_in = [-1] * len(radii)
        self.sort_in(range(len(radii)))

    def sort_in(self, numbers: Iterable[int]) -> None:
        """Find the cells of some discs anew."""
        for number in numbers:
            x, y = self.xs[number], self.ys[number]
            self.cells[number] = math.floor(x / self._cell), math.floor(y / self._cell)

    def push(self, grid: _Grid, stirred: set[_Cell], step: int) -> list[int]:
        """Push apart the discs that overlap, and return which were moved.

        Two discs that were apart before are still apart, and are not compared, if neither has moved
        since, which is so of all whose cells are not `stirred`.
        """
        xs, ys, radii, moved_in = self.xs, self.ys, self._radii, self._moved_in
        for place, (own, near, beside) in grid.items():
            if place not in stirred and stirred.isdisjoint(beside):
                continue
            for at, one in enumerate(own):
                x, y, radius = xs[one], ys[one], radii[one]
                for other in (*own[at + 1 :], *near):
                    if moved_in[one] < step - 1 and moved_in[other] < step - 1:
                        continue
                    dx, dy = xs[other] - x, ys[other] - y
                    wanted = radius + radii[other]
                    if dx * dx + dy * dy >= wanted * wanted - 1e-3:
                        continue
                    moved_in[one] = moved_in[other] = step
                    stirred.add(self.cells[one])
                    stirred.add(self.cells[other])
                    dx, dy = _way_apart(dx, dy, wanted, one + other)
                    share = radius**2 / (radius**2 + radii[other] ** 2)
                    x -= dx * (1 - share)
                    y -= dy * (1 - share)
                    xs[other] += dx * share
                    ys[other] += dy * share
                xs[one], ys[one] = x, y
        return [number for number, last in enumerate(moved_in) if last == step]


def _way_apart(dx: float, dy: float, wanted: float, pair: int) -> Point:
    """Return by how much to push two discs apart that are `dx, dy` apart and should be `wanted`.

    Of two in one place, the number of the pair gives the direction.
    """
    distance = math.hypot(dx, dy)
    push = wanted * _LEEWAY - distance
    if distance < 1e-6:
        dx, dy, distance = math.cos(pair), math.sin(pair), 1.0
    return dx / distance * push, dy / distance * push


def _grid(cells: Sequence[_Cell]) -> _Grid:
    """Return for each cell what is in it, what is in the half of the cells around it that comes
    after it, and these cells.
    """
    inside: dict[_Cell, list[int]] = defaultdict(list)
    for number, place in enumerate(cells):
        inside[place].append(number)
    grid = {}
    for (column, row), own in inside.items():
        beside = [(column + dx, row + dy) for dx, dy in ((1, 0), (-1, 1), (0, 1), (1, 1))]
        near = [number for place in beside for number in inside.get(place, ())]
        grid[column, row] = own, near, beside
    return grid


def _communities(weighed: igraph.Graph) -> list[list[int]]:
    """Return the members of each community, the largest first, small separate parts together."""
    # Of weights that differ a little, Leiden makes communities that may differ everywhere.
    weights = np.maximum(np.rint(np.array(weighed.es["weight"]) / _COARSE_WEIGHT), 1.0)
    with constant():
        found = weighed.community_leiden(
            objective_function="modularity", weights=weights.tolist(), n_iterations=_ROUNDS
        )
    small = [part for part in found if len(part) < _SMALLEST]
    large = [part for part in found if len(part) >= _SMALLEST]
    rest = sorted(member for part in small for member in part)
    return [*sorted(large, key=lambda part: (-len(part), part)), *([rest] if rest else [])]


def _forces(weighed: igraph.Graph) -> list[Point]:
    count = weighed.vcount()
    exact = count <= _EXACT_UP_TO
    with repeatable():
        coords = weighed.layout_fruchterman_reingold(
            weights="weight" if weighed.ecount() else None,
            seed=_spiral(count),
            niter=_STEPS_EXACT if exact else _STEPS,
            start_temp=math.sqrt(count) / 2,
            grid=not exact,
        ).coords
    return [(x, y) for x, y in coords]


def _fill_disc(points: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """Keep every direction and the order of the distances from the middle, but spread the points
    over a disc in which each has the room it needs: a few far ones would leave the many no room.
    """
    middle = [sum(point[axis] for point in points) / len(points) for axis in (0, 1)]
    polar = [
        (math.hypot(x - middle[0], y - middle[1]), math.atan2(y - middle[1], x - middle[0]))
        for x, y in points
    ]
    spread: list[Point] = [(0.0, 0.0)] * len(points)
    area = 0.0
    for number in sorted(range(len(polar)), key=polar.__getitem__):
        own = radii[number] ** 2 / _FILL
        distance = math.sqrt(area + own / 2) if len(points) > 1 else 0.0
        area += own
        angle = polar[number][1]
        spread[number] = (distance * math.cos(angle), distance * math.sin(angle))
    return spread


def _find_ties(weighed: igraph.Graph, communities: Sequence[Sequence[int]]) -> igraph.Graph:
    """Return the communities as vertices; what ties them is rounded."""
    number_of = {member: n for n, members in enumerate(communities) for member in members}
    ties = weighed.copy()
    ties.contract_vertices([number_of[member] for member in range(weighed.vcount())])
    ties.simplify(combine_edges="sum")
    # Weights of any size, but what counts is which are large for the two discs.
    sizes = [len(members) for members in communities]
    ties.es["weight"] = [
        round(math.sqrt(weight / min(sizes[one], sizes[other])), 1) or 0.1
        for (one, other), weight in zip(ties.get_edgelist(), ties.es["weight"], strict=True)
    ]
    return ties


def _place_discs(ties: igraph.Graph, reach: Sequence[float]) -> list[Point]:
    """Place discs of radius `reach` near those they have most edges with, and close together."""
    sizes = [radius + _GAP / 2 for radius in reach]
    spread = 2 * max(sizes)
    points = separate([(x * spread, y * spread) for x, y in _forces(ties)], sizes)
    for _ in range(_PULLS):
        heavy = sum(size**2 for size in sizes)
        middle_x = sum(s**2 * x for s, (x, _) in zip(sizes, points, strict=True)) / heavy
        middle_y = sum(s**2 * y for s, (_, y) in zip(sizes, points, strict=True)) / heavy
        closer, apart = _separate(
            [((x - middle_x) * 0.95, (y - middle_y) * (1 - 0.05 * _WIDER**2)) for x, y in points],
            sizes,
        )
        if not apart:
            break  # they have no more room to give
        points = closer
    return points


def _spiral(count: int) -> list[Point]:
    """Start evenly spread over a disc (a sunflower's seeds), near the final size."""
    golden = math.pi * (3 - math.sqrt(5))
    return [
        (
            math.sqrt(number) * math.cos(number * golden),
            math.sqrt(number) * math.sin(number * golden),
        )
        for number in range(count)
    ]
