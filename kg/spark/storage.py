"""Tables in, files on a Hadoop file system out: all under names of their own, or none.

What a build makes on its way lies in a folder of the output's, `_building`, until everything is
done; then the finished folders are moved in the place of those of an earlier build. A build that
fails leaves these as they were, and the next one begins anew.
"""

from __future__ import annotations

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from kg.errors import InputError
from kg.spark.hadoop import Hadoop, Java

_BUILDING = "_building"


class Storage:
    """The folder that is written to, and what lies there while a build goes on."""

    def __init__(self, spark: SparkSession, out: str, parts: int) -> None:
        self.spark = spark
        self.parts = parts
        self._out = out
        self._place = f"{out}/{_BUILDING}"
        hadoop = Hadoop(spark)
        self._path = hadoop.path
        self._fs = hadoop.system(self._path(out))
        try:
            self._fs.delete(self._path(self._place), True)
            self._fs.mkdirs(self._path(self._place))
            self._fs.setWriteChecksum(False)  # else a folder of this machine gets a file for each
        except Exception as error:
            raise InputError(out, "cannot be written", "choose another -o") from error

    def path(self, name: str) -> str:
        """Return where something lies while the build goes on."""
        return f"{self._place}/{name}"

    def keep(self, frame: DataFrame, name: str) -> DataFrame:
        """Write a table, so that it is not computed again, and return it."""
        frame.write.mode("overwrite").parquet(self.path(name))
        return self.spark.read.schema(frame.schema).parquet(self.path(name))

    def keep_by_id(self, frame: DataFrame, name: str) -> DataFrame:
        """Write a table in buckets by its ids: what is joined with it by these comes to it.

        Tables made of one kept so, row by row, are in the same buckets already.
        """
        known = f"kg_{name}"
        self.spark.sql(f"DROP TABLE IF EXISTS {known}")
        writer = frame.write.mode("overwrite").bucketBy(self.parts, "id").sortBy("id")
        writer.option("path", self.path(name)).saveAsTable(known)
        return self.spark.table(known)

    def exists(self, path: str) -> bool:
        """Tell whether there is anything at a path."""
        return bool(self._fs.exists(self._path(path)))

    def name_files(self, source: str, folder: str, prefix: str, suffix: str) -> None:
        """Move the files of a written table into a finished folder, named by their numbers."""
        target = self.path(f"finished/{folder}")
        self._fs.mkdirs(self._path(target))
        place = self._path(self.path(source))
        found = self._fs.listStatus(place) if self._fs.exists(place) else []
        paths = sorted((one.getPath() for one in found), key=lambda path: path.getName())
        written = [path for path in paths if path.getName().startswith("part-")]
        for number, path in enumerate(written):
            self._rename(path, self._path(f"{target}/{prefix}-{number:05}{suffix}"))

    def finish(self) -> None:
        """Put all finished folders in the place of earlier ones, and remove what is left."""
        for status in self._fs.listStatus(self._path(self.path("finished"))):
            target = self._path(f"{self._out}/{status.getPath().getName()}")
            self._fs.delete(target, True)
            self._rename(status.getPath(), target)
        self.discard()

    def discard(self) -> None:
        """Remove what lies there while a build goes on."""
        for row in self.spark.sql("SHOW TABLES").collect():
            if row["tableName"].startswith("kg_"):
                self.spark.sql(f"DROP TABLE IF EXISTS {row['tableName']}")
        self._fs.delete(self._path(self._place), True)

    def _rename(self, source: Java, target: Java) -> None:
        if not self._fs.rename(source, target):
            raise PySparkException(f"{source} cannot be moved to {target}")
