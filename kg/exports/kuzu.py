"""A graph in, CSV and a load script for the embedded graph database Kuzu out."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from kg.exports.tables import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows, render_csv, type_of

_TYPES = {
    "string": "STRING",
    "int64": "INT64",
    "float64": "DOUBLE",
    "bool_": "BOOLEAN",
    "date32": "DATE",
}


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `nodes.csv`, a CSV for each relation, and `load.cypher`, to run in their folder.

    Example:
        >>> import kg
        >>> sorted(render(kg.load("output").graph()))[:3]
        ['about.csv', 'broader.csv', 'cites.csv']
    """
    tables: dict[str, list[list[object]]] = defaultdict(list)
    for relation, row in edge_rows(graph):
        tables[relation].append(row)
    options = (
        """(header=true, parallel=false, auto_detect=false, delim=',', quote='"', escape='"')"""
    )
    columns = ", ".join(f"{name} {_TYPES[type_of(name)]}" for name in NODE_COLUMNS)
    script = [
        f"CREATE NODE TABLE Node({columns}, PRIMARY KEY (id));",
        f'COPY Node FROM "nodes.csv" {options};',
    ]
    files = {"nodes.csv": render_csv(NODE_COLUMNS, node_rows(graph))}
    properties = ", ".join(f"{name} {_TYPES[type_of(name)]}" for name in EDGE_COLUMNS)
    for relation, rows in sorted(tables.items()):
        files[f"{relation}.csv"] = render_csv(["from", "to", *EDGE_COLUMNS], rows)
        script.append(f"CREATE REL TABLE {relation}(FROM Node TO Node, {properties});")
        script.append(f'COPY {relation} FROM "{relation}.csv" {options};')
    return {**files, "load.cypher": "\n".join([*script, ""]).encode()}
