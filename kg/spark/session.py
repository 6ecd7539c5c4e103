"""The address of a cluster in, a Spark session out, with the settings that the engine needs."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from kg.errors import KgError

_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",  # of whole posts
    # What is bucketed stays where it is when it is joined.
    "spark.sql.sources.bucketing.autoBucketedScan.enabled": "false",
    # Rows of several kinds are written as they come, and not sorted before.
    "spark.sql.maxConcurrentOutputFileWriters": "8",
    # Parts are joined together as there is little in them, not as there are many processors.
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.skewJoin.enabled": "true",
}


def start_session(master: str | None = None) -> SparkSession:
    """Return a session on the cluster at `master`, or else where Spark's own settings say.

    Raises:
        KgError: there is no Java, or the cluster does not answer.
    """
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise KgError("Spark needs Java 17 or later; install it, or say by JAVA_HOME where it is")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kg")
    if master:
        builder = builder.master(master)
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    # Spark makes the folder of its own tables, of which there are none, wherever it was started.
    warehouse = Path(tempfile.gettempdir(), "kg-spark-warehouse")
    builder = builder.config("spark.sql.warehouse.dir", warehouse.as_uri())
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError) as error:
        fault = str(error).strip().partition("\n")[0]
        raise KgError(f"Spark does not start ({fault}); check --master and Java") from error
    session.sparkContext.setLogLevel("ERROR")
    return session
