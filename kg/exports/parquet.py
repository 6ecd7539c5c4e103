"""A graph in, Parquet files of its nodes, edges and mentions out (extra `frames`)."""

from __future__ import annotations

import io
from typing import get_args

import networkx as nx

from kg.extras import require
from kg.frames import Table, build_table


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `nodes.parquet`, `edges.parquet` and `mentions.parquet`; see `kg.frames`.

    Raises:
        MissingExtraError: pyarrow is not installed.

    Example:
        >>> import kg
        >>> [*render(kg.load("output").graph())]
        ['nodes.parquet', 'edges.parquet', 'mentions.parquet']
    """
    parquet = require("pyarrow.parquet", "frames")
    files = {}
    for table in get_args(Table):
        buffer = io.BytesIO()
        parquet.write_table(build_table(graph, table), buffer)
        files[f"{table}.parquet"] = buffer.getvalue()
    return files
