"""Edges in, the same in columns out: those of a large graph are sorted, weighed and written as
arrays in a fraction of the time that they take one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.graph import Edge, describe_citations, describe_frame
from kg.model import KnowledgeBase

ATTRIBUTES = ("salience", "occurrences", "position", "how", "to_later")
"""What of an edge the page shows, but for its evidence."""

_STRENGTHS = {"cites": 3.0, "part_of": 3.0, "broader": 0.7, "related": 0.3}
_BY_SALIENCE = ("about", "mentions")
_USUAL_STRENGTH, _USUAL_SALIENCE = 1.0, 0.5

Column = NDArray[Any]
Values = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EdgeTable:
    """The columns of m edges between n nodes.

    `nodes` are their ids, sorted, and `relations` the names of what edges there are, sorted, too.
    Edge e leads from node `source[e]` to node `target[e]` and is a `relations[relation[e]]`;
    `strength[e]`, in (0, 4], tells how strongly it ties the two, and each of the `attributes` is
    None where the edge has no such.
    """

    nodes: Sequence[str]
    relations: Sequence[str]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    relation: NDArray[np.int64]
    strength: NDArray[np.float64]
    attributes: dict[str, Column]

    def __len__(self) -> int:
        """Return how many edges there are."""
        return len(self.source)

    def relation_names(self) -> list[str]:
        """Return the name of the relation that each edge is."""
        return [*map(self.relations.__getitem__, self.relation.tolist())]

    def take(self, places: NDArray[np.int64]) -> EdgeTable:
        """Return the edges at some places, in their order."""
        return EdgeTable(
            nodes=self.nodes,
            relations=self.relations,
            source=self.source[places],
            target=self.target[places],
            relation=self.relation[places],
            strength=self.strength[places],
            attributes={name: column[places] for name, column in self.attributes.items()},
        )

    def between(self, kept: NDArray[np.int64]) -> EdgeTable:
        """Return the edges whose ends are both among the kept nodes, and these alone.

        Args:
            kept: the numbers of nodes, in order.
        """
        number_of = np.full(len(self.nodes), -1)
        number_of[kept] = np.arange(len(kept))
        source, target = number_of[self.source], number_of[self.target]
        inside = np.flatnonzero((source >= 0) & (target >= 0))
        edges = self.take(inside)
        return EdgeTable(
            nodes=[self.nodes[number] for number in kept],
            relations=self.relations,
            source=source[inside],
            target=target[inside],
            relation=edges.relation,
            strength=edges.strength,
            attributes=edges.attributes,
        )


def tabulate(nodes: Iterable[str], edges: Iterable[Edge]) -> EdgeTable:
    """Return edges between `nodes` in columns, sorted by source, target and relation.

    An edge ties its ends as strongly as a post is about a concept, where it says so.

    Example:
        >>> edges = [("b", "a", "cites", {"how": "link"}), ("a", "c", "about", {"salience": 1.0})]
        >>> table = tabulate("cba", edges)
        >>> table.source.tolist(), table.target.tolist(), table.strength.tolist()
        ([0, 1], [2, 0], [3.2, 3.0])
    """
    return _table(nodes, *_columns(edges))


def tabulate_links(nodes: Iterable[str], kb: KnowledgeBase) -> EdgeTable:
    """Return the edges of a knowledge base as `tabulate` does those that `kg.graph.describe_edges`
    describes; of links to concepts, which are most, the columns are made at once.
    """
    cited = (edge for one in kb.links_by_post for edge in describe_citations(one, quotes=False))
    sources, targets, relations, attributes = _columns(chain(describe_frame(kb), cited))
    links = kb.concept_links
    posts, concepts, kinds, saliences, mentions = zip(*links, strict=True) if links else ((),) * 5
    found: dict[str, Values] = {"salience": saliences, "occurrences": [*map(len, mentions)]}
    nothing: Values = [None] * len(links)
    return _table(
        nodes,
        [*sources, *posts],
        [*targets, *concepts],
        [*relations, *kinds],
        {name: [*column, *found.get(name, nothing)] for name, column in attributes.items()},
    )


def _columns(edges: Iterable[Edge]) -> tuple[Values, Values, Values, dict[str, Values]]:
    rows = [*edges]
    sources, targets, relations, attributes = zip(*rows, strict=True) if rows else ((),) * 4
    named: dict[str, Values] = {name: [one.get(name) for one in attributes] for name in ATTRIBUTES}
    return sources, targets, relations, named


def _table(
    nodes: Iterable[str],
    sources: Values,
    targets: Values,
    relations: Values,
    attributes: Mapping[str, Values],
) -> EdgeTable:
    ids = sorted(nodes)
    number_of = {node: number for number, node in enumerate(ids)}
    source, target = (
        np.fromiter(map(number_of.__getitem__, ends), np.int64, len(ends))
        for ends in (sources, targets)
    )
    names = sorted({*relations})
    numbers = {name: number for number, name in enumerate(names)}
    relation = np.fromiter(map(numbers.__getitem__, relations), np.int64, len(relations))
    columns = {name: _objects(values) for name, values in attributes.items()}
    table = EdgeTable(
        nodes=ids,
        relations=names,
        source=source,
        target=target,
        relation=relation,
        strength=_strength(names, relation, columns["salience"]),
        attributes=columns,
    )
    return table.take(np.lexsort((relation, target, source)))


def _strength(
    relations: Sequence[str], relation: NDArray[np.int64], salience: Column
) -> NDArray[np.float64]:
    usual = np.array([_STRENGTHS.get(name, _USUAL_STRENGTH) for name in relations], np.float64)
    found = usual[relation]
    by_salience = np.array([name in _BY_SALIENCE for name in relations], bool)[relation]
    known = [_USUAL_SALIENCE if one is None else one for one in salience[by_salience].tolist()]
    found[by_salience] = 0.2 + 3.0 * np.array(known, np.float64)
    return found


def _objects(values: Values) -> Column:
    column = np.empty(len(values), object)
    column[:] = values
    return column
