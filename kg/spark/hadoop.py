"""Hadoop's own interface to file systems, which Spark has but does not offer to Python."""

from __future__ import annotations

from typing import Any, TypeAlias

from pyspark.sql import SparkSession

from kg.errors import InputError

Java: TypeAlias = Any
"""An object of Java's."""


class Hadoop:
    """The file systems that a session can reach."""

    def __init__(self, spark: SparkSession) -> None:
        self._jvm: Java = spark.sparkContext._jvm
        self._settings: Java = spark.sparkContext._jsc.hadoopConfiguration()

    def path(self, name: str) -> Java:
        """Return a path as Hadoop has it."""
        return self._jvm.org.apache.hadoop.fs.Path(name)

    def system(self, path: Java) -> Java:
        """Return the file system that a path is on."""
        return path.getFileSystem(self._settings)

    def files(self, name: str) -> list[tuple[str, int]]:
        """Return the files that a path is or holds, with their sizes.

        Raises:
            InputError: there is no such path, or it cannot be read.
        """
        try:
            path = self.path(name)
            found = self.system(path).listFiles(path, True)
            files = []
            while found.hasNext():
                status = found.next()
                files.append((status.getPath().toString(), int(status.getLen())))
        except Exception as error:
            fault = str(getattr(error, "java_exception", error)).partition("\n")[0]
            raise InputError(name, f"cannot be read ({fault})", "check the path") from error
        return files

    def qualify(self, name: str) -> str:
        """Return a path with the system and the folder that it is relative to."""
        path = self.path(name)
        return str(self.system(path).makeQualified(path).toString())

    def head(self, name: str, size: int) -> bytes:
        """Return the beginning of a file."""
        path = self.path(name)
        stream = self.system(path).open(path)
        try:
            return bytes(stream.readNBytes(size))
        finally:
            stream.close()
