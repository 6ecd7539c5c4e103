"""A graph in, CSV of the nodes of each kind and the edges of each relation out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from kg import frames
from kg.graph import sentence_of, sorted_edges

_ENDS = ("source", "target", "relation")
NODE_COLUMNS = (*frames.NODES,)
EDGE_COLUMNS = (*[name for name in frames.EDGES if name not in _ENDS], "place", "exact", "sentence")


def type_of(column: str) -> str:
    """Return the type of a column as `kg.frames` names them.

    Example:
        >>> type_of("salience"), type_of("sentence")
        ('float64', 'string')
    """
    return {**frames.MENTIONS, **frames.EDGES, **frames.NODES}[column]


def node_rows(graph: nx.MultiDiGraph[str]) -> list[list[object]]:
    """Return the values of `NODE_COLUMNS` for each node, sorted by id."""
    rows: Iterable[Mapping[str, object]] = (
        {"id": node, **graph.nodes[node]} for node in sorted(graph)
    )
    return [[row.get(name, "") for name in NODE_COLUMNS] for row in rows]


def edge_rows(graph: nx.MultiDiGraph[str]) -> list[tuple[str, list[object]]]:
    """Return for each edge its relation, and source, target and the values of `EDGE_COLUMNS`."""
    rows = []
    for source, target, relation, attributes in sorted_edges(graph):
        values = {**attributes, "sentence": sentence_of(attributes)}
        cells = [values.get(name, "") for name in EDGE_COLUMNS]
        rows.append((relation, [source, target, *cells]))
    return rows


def render_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Return CSV after RFC 4180 but with LF; a line break in a value becomes a space.

    Example:
        >>> render_csv(["a", "b"], [["x\ny", True]])
        b'a,b\nx y,true\n'
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(str(value).replace("\0", "\ufffd").splitlines())
