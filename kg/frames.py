"""A graph in, tables of its nodes, edges and mentions out: Arrow, and so pandas and polars.

pyarrow, pandas and polars are the extra `frames`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from kg.extras import require
from kg.graph import sentence_of, sorted_edges

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Table = Literal["nodes", "edges", "mentions"]
"""The tables: a row for each node, for each edge, and for each link with the words it rests on."""

# Column, its type in Arrow. A date is a date; what a node or an edge has not is null.
NODES = {
    "id": "string",
    "kind": "string",
    "label": "string",
    "label_en": "string",
    "alt_labels": "string",
    "hidden_labels": "string",
    "definition": "string",
    "definition_en": "string",
    "field": "string",
    "field_en": "string",
    "status": "string",
    "author": "string",
    "date": "date32",
    "url": "string",
    "readers": "int64",
    "missing": "string",
}
EDGES = {
    "source": "string",
    "target": "string",
    "relation": "string",
    "salience": "float64",
    "occurrences": "int64",
    "position": "int64",
    "how": "string",
    "confidence": "float64",
    "to_later": "bool_",
}
MENTIONS = {
    "source": "string",
    "target": "string",
    "relation": "string",
    "place": "string",
    "start": "int64",
    "end": "int64",
    "exact": "string",
    "sentence": "string",
    "reason": "string",
}
"""The columns of each table: the same in every file and with every engine."""


def build_table(graph: nx.MultiDiGraph[str], table: Table) -> pa.Table:
    """Return one of the tables, its rows sorted by ids.

    nodes: id, kind, label and what is known of it, in English where a column ends so (see
    `kg.graph`). edges: source, target, relation, how salient or how sure. mentions: for each link
    to a concept or cited thing the wording that it rests on, at `start:end` of the post's title or
    text, in its sentence.

    Raises:
        MissingExtraError: pyarrow is not installed.

    Example:
        >>> import kg
        >>> build_table(kg.load("output").graph(), "edges").column_names[:4]
        ['source', 'target', 'relation', 'salience']
    """
    arrow = require("pyarrow", "frames")
    columns = {"nodes": NODES, "edges": EDGES, "mentions": MENTIONS}[table]
    rows = {"nodes": _node_rows, "edges": _edge_rows, "mentions": _mention_rows}[table](graph)
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in columns.items()])
    values = {name: [row.get(name) for row in rows] for name in columns}
    if table == "nodes":
        dates = arrow.array(values["date"], arrow.string())
        values["date"] = dates.cast(arrow.timestamp("s")).cast(arrow.date32())
    made: pa.Table = arrow.table(values, schema=schema)
    return made


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a pandas frame whose columns keep their types.

    Dates are timestamps; numbers and truth values that may be absent are of pandas' nullable types,
    which are neither rounded nor turned into objects.

    Example:
        >>> import kg
        >>> nodes = to_pandas(build_table(kg.load("output").graph(), "nodes"))
        >>> int((nodes["date"].dt.year == 2018).sum()), str(nodes["readers"].dtype)
        (6, 'Int64')
    """
    pandas, arrow = require("pandas", "frames"), require("pyarrow", "frames")
    nullable = {arrow.int64(): pandas.Int64Dtype(), arrow.bool_(): pandas.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(date_as_object=False, types_mapper=nullable.get)
    return frame


def to_polars(table: pa.Table) -> pl.DataFrame:
    """Return an Arrow table as a polars frame."""
    frame: pl.DataFrame = require("polars", "frames").from_arrow(table)
    return frame


def _node_rows(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    return [{"id": node, **graph.nodes[node]} for node in sorted(graph)]


def _edge_rows(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    return [
        {"source": source, "target": target, "relation": relation, **attributes}
        for source, target, relation, attributes in sorted_edges(graph)
    ]


def _mention_rows(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    return [{**row, "sentence": sentence_of(row)} for row in _edge_rows(graph) if "exact" in row]
