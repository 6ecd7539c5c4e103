"""Functions from rows to rows in, tables made by them out: batch by batch, as Arrow.

A row is a dictionary; a function sees all rows of a part of the table, one after the other.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructType

Row = dict[str, Any]
Rows = Iterable[Row]

_BATCH = 500


def map_rows(frame: DataFrame, function: Callable[[Rows], Rows], schema: str) -> DataFrame:
    """Return the rows that `function` makes of those of each part of a table.

    Args:
        frame: the table.
        function: what is shipped to each process, with all that it carries.
        schema: the columns of the result, in DDL.
    """
    target = to_arrow_schema(columns(schema))

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = (row for batch in batches for row in batch.to_pylist())
        for chunk in in_chunks(function(rows), _BATCH):
            yield pa.RecordBatch.from_pylist(chunk, schema=target)

    with warnings.catch_warnings():
        # Of Spark's functions that make frames of pandas, none is used here.
        warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
        return frame.mapInArrow(work, schema)


def map_groups(
    frame: DataFrame, key: str, function: Callable[[Rows], Rows], schema: str, parts: int
) -> DataFrame:
    """Return the rows that `function` makes of all rows that agree in a column, sorted by it."""
    grouped = frame.repartition(parts, key).sortWithinPartitions(key)

    def work(rows: Rows) -> Iterator[Row]:
        group: list[Row] = []
        for row in rows:
            if group and group[0][key] != row[key]:
                yield from function(group)
                group = []
            group.append(row)
        if group:
            yield from function(group)

    return map_rows(grouped, work, schema)


def columns(schema: str) -> StructType:
    """Return the columns that DDL declares."""
    declared = StructType.fromDDL(schema)
    assert isinstance(declared, StructType)
    return declared


def in_chunks(rows: Rows, size: int) -> Iterator[list[Row]]:
    """Yield lists of at most so many rows."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def table(spark: SparkSession, rows: Rows, schema: str) -> DataFrame:
    """Return a small table of what the driver knows."""
    names = columns(schema).names
    return spark.createDataFrame([tuple(row[name] for name in names) for row in rows], schema)


def dump(value: object) -> str:
    """Return plain values as text, for columns that Spark need not look into."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(text: str | None) -> Any:  # noqa: ANN401 - any JSON
    """Return the plain values of a text, an empty list for none."""
    return json.loads(text) if text else []
