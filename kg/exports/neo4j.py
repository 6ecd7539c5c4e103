"""A graph in, CSV for Neo4j out, and the script that imports it.

Neo4j's offline import reads the typed headers.
"""

from __future__ import annotations

import networkx as nx

from kg.exports.tables import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows, render_csv, type_of

_TYPES = {"int64": "long", "float64": "double", "bool_": "boolean", "date32": "date"}

_LOAD = """#!/bin/sh
# Import the graph as a database of Neo4j that is not running: sh load.sh [DATABASE]
# https://neo4j.com/docs/operations-manual/current/import/
set -eu
cd "$(dirname "$0")"
neo4j-admin database import full \\
  --nodes=nodes.csv --relationships=relationships.csv --multiline-fields=false \\
  --overwrite-destination "${1:-neo4j}"
"""


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `nodes.csv`, `relationships.csv`, and `load.sh`, which imports both.

    The label of a node is its kind, such as `Post`; the type of a relationship is its relation,
    such as `ABOUT`.

    Example:
        >>> import kg
        >>> render(kg.load("output").graph())["nodes.csv"].splitlines()[0][:29]
        b'id:ID,:LABEL,label,label_en,a'
    """
    nodes = [
        [id_, "".join(word.capitalize() for word in str(kind).split("_")), *rest]
        for id_, kind, *rest in node_rows(graph)
    ]
    edges = [
        [source, target, relation.upper(), *rest]
        for relation, (source, target, *rest) in edge_rows(graph)
    ]
    node_header = ["id:ID", ":LABEL", *map(_typed, NODE_COLUMNS[2:])]
    edge_header = [":START_ID", ":END_ID", ":TYPE", *map(_typed, EDGE_COLUMNS)]
    return {
        "nodes.csv": render_csv(node_header, nodes),
        "relationships.csv": render_csv(edge_header, edges),
        "load.sh": _LOAD.encode(),
    }


def _typed(column: str) -> str:
    kind = _TYPES.get(type_of(column))
    return f"{column}:{kind}" if kind else column
