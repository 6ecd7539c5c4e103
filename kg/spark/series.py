"""Posts in, the series that their titles say they are parts of out.

Which series goes on which is decided by the driver, from the keys and positions of those alone that
begin late and of those with a name that begins as theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from kg.series import PartTitle, make_series, part_of, rejoin, series_key
from kg.spark.frames import Row, Rows, map_rows, table
from kg.spark.posts import post_of
from kg.spark.storage import Storage

_PART = "key string, name string, position int, sure boolean, half boolean, id string"
SERIES = "id string, name string, parts array<struct<position:int,post_id:string>>"


def find_series(posts: DataFrame, things: DataFrame, storage: Storage) -> DataFrame:
    """Return the series of the posts that were read and of those that are only referenced."""
    unlisted = things.where("kind = 'unlisted_post'").select("id", "title")
    unlisted = unlisted.withColumn("aliases", F.array().cast("array<string>"))
    titles = posts.select("id", "title", "aliases").unionByName(unlisted)
    parts = storage.keep(map_rows(titles, _find_parts, _PART), "parts")
    positions = parts.groupBy("key").agg(F.collect_set("position").alias("positions"))
    late = positions.where("array_min(positions) > 1").select("key").collect()
    if late:
        akin = _akin_to({row["key"] for row in late}, positions)
        joined = rejoin({row["key"]: row["positions"] for row in akin.collect()})
        pairs = ({"key": later, "earlier": earlier} for later, earlier in joined.items())
        earlier = table(storage.spark, pairs, "key string, earlier string")
        parts = parts.join(F.broadcast(earlier), "key", "left")
        parts = parts.withColumn("key", F.coalesce("earlier", "key")).drop("earlier")
    group = F.collect_list(F.struct("name", "position", "sure", "half", "id"))
    groups = parts.groupBy("key").agg(group.alias("parts"))
    named = _namesakes(titles, {row["key"] for row in late})
    groups = groups.join(F.broadcast(named), "key", "left")
    return storage.keep(map_rows(groups, _make_series, SERIES), "series")


def _find_parts(rows: Rows) -> Iterator[Row]:
    for row in rows:
        if part := part_of(post_of(row)):
            yield {
                "key": part.key,
                "name": part.name,
                "position": part.position,
                "sure": part.sure,
                "half": part.half,
                "id": row["id"],
            }


def _namesakes(titles: DataFrame, keys: Collection[str]) -> DataFrame:
    """Return the posts whose titles are the names of series."""

    def find(rows: Rows) -> Iterator[Row]:
        for row in rows:
            post = post_of(row)
            if (key := series_key(post.title)) in keys and not part_of(post):
                yield {"key": key, "id": post.id}

    found = map_rows(titles, find, "key string, id string")
    return found.groupBy("key").agg(F.collect_list("id").alias("namesakes"))


def _akin_to(late: Collection[str], positions: DataFrame) -> DataFrame:
    """Return the series that late ones may go on, and these."""
    beginnings = {key[:length] for key in late for length in range(len(key) + 1)}

    def keep(rows: Rows) -> Iterator[Row]:
        for row in rows:
            key = row["key"]
            if key in beginnings or any(key[:length] in late for length in range(len(key))):
                yield row

    return map_rows(positions, keep, "key string, positions array<int>")


def _make_series(rows: Rows) -> Iterator[Row]:
    for row in rows:
        parts = [
            (
                PartTitle(
                    name=part["name"],
                    position=part["position"],
                    sure=part["sure"],
                    half=part["half"],
                ),
                part["id"],
            )
            for part in row["parts"]
        ]
        if series := make_series(parts, row["namesakes"] or ()):
            placed = [{"position": p.position, "post_id": p.post_id} for p in series.parts]
            yield {"id": series.id, "name": series.name, "parts": placed}
