"""The whole way from paths to outputs: what `kg.pipeline` and `kg.outputs` are for one machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyspark import Broadcast
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from kg import frames
from kg.concepts import ConceptMatcher
from kg.discovery import SMALL_VOCABULARY, Discovery, add_labels
from kg.errors import InputError, KgError
from kg.model import DEFAULT_BASE
from kg.rdf import Minter
from kg.rdf.header import Counts, state_counts
from kg.readers import InputFormat, Skipped
from kg.spark import extraction, rendering, resolving
from kg.spark import series as series_of
from kg.spark.discovery import discover
from kg.spark.frames import Row, Rows, map_rows, table
from kg.spark.posts import load_mentions
from kg.spark.reading import find_skipped, merge_posts, read_entries
from kg.spark.rendering import RENDERED, Renderer
from kg.spark.sources import find_sources
from kg.spark.storage import Storage
from kg.vocabulary import Vocabulary

_TYPES = {
    "string": "string",
    "int64": "bigint",
    "float64": "double",
    "bool_": "boolean",
    "date32": "date",
}
_ENDS = {"source": "src", "target": "dst"}
NODES, EDGES = (
    ", ".join(f"{_ENDS.get(name, name)} {_TYPES[kind]}" for name, kind in columns.items())
    for columns in (frames.NODES, frames.EDGES)
)
"""The tables' columns: those of `kg.frames`, the ends of an edge as GraphFrames calls them."""

_LINE = "line string"
_RENDERED_POSTS = "posts-rendered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built: how many posts and triples, how many names the posts added to the vocabulary,
    and what was not read.
    """

    posts: int
    triples: int = 0
    discovered: int = 0
    skipped: tuple[Skipped, ...]

    @property
    def faults(self) -> tuple[Skipped, ...]:
        """What was skipped because something is wrong with it."""
        return tuple(one for one in self.skipped if one.is_fault)


def build(
    spark: SparkSession,
    paths: Sequence[str],
    out: str,
    vocabulary: Vocabulary,
    *,
    base: str = DEFAULT_BASE,
    version: str = "",
    evidence: bool = True,
    format_: InputFormat | None = None,
    strict: bool = False,
) -> Built:
    """Read posts and write their graph as N-Triples and as tables of nodes and edges.

    Args:
        spark: the session; see `kg.spark.session.start_session`.
        paths: files and folders on any file system that Hadoop knows: text files in every format
            that `kg.readers` reads, JSON Lines, Parquet with the columns of `kg.readers.records`.
        out: the folder to write to, on such a system; gets the folders triples, nodes and edges.
        vocabulary: at least 500 concepts.
        base: as for `kg.rdf.build_triples`, as are `version` and `evidence`.
        version: the version of the program.
        evidence: whether to state what each link rests on.
        format_: the format of all files; else the content tells.
        strict: whether to write nothing where a file has a fault.

    Raises:
        InputError: there is nothing to read, or `out` cannot be written to.
        KgError: the vocabulary is too small.
    """
    if len(vocabulary.concepts) < SMALL_VOCABULARY:
        raise KgError(
            f"with a vocabulary of fewer than {SMALL_VOCABULARY} concepts, what terms there are "
            "is learnt from all texts at once, on one machine; build without --engine spark"
        )
    sources = find_sources(spark, paths, format_)
    spark.conf.set("spark.sql.shuffle.partitions", str(sources.parts))
    storage = Storage(spark, out, sources.parts)
    try:
        entries = read_entries(sources, storage, format_)
        skipped = (*sources.skipped, *find_skipped(entries))
        faults = sorted(one for one in skipped if one.is_fault)
        if strict and faults:
            return Built(posts=0, skipped=tuple(sorted(skipped)))
        posts = merge_posts(entries, storage)
        count = posts.count()
        if not count and faults:
            raise faults[0].as_error()
        if not count:
            raise InputError(", ".join(paths), "holds no post", "name another path")
        triples, discovered = _build(posts, count, vocabulary, storage, base, version, evidence)
        storage.finish()
        return Built(
            posts=count, triples=triples, discovered=discovered, skipped=tuple(sorted(skipped))
        )
    finally:
        storage.discard()


def _build(
    posts: DataFrame,
    count: int,
    vocabulary: Vocabulary,
    storage: Storage,
    base: str,
    version: str,
    evidence: bool,
) -> tuple[int, int]:
    matcher = ConceptMatcher(vocabulary)
    shipped = storage.spark.sparkContext.broadcast(matcher)
    concepts = discover(posts, count, matcher, lambda: shipped.value, storage)
    new = storage.spark.sparkContext.broadcast(concepts.discovery)
    found = extraction.extract(posts, concepts.of_post, lambda: _extend(shipped, new), storage)
    site = resolving.find_site(found)
    decided = resolving.decide_references(posts, found, site, storage)
    things, led = resolving.find_things(decided, storage)
    series = series_of.find_series(posts, things, storage)

    renderer = Renderer(
        base=base, version=version, evidence=evidence, vocabulary_version=vocabulary.version
    )
    targets = _targets(decided, things, led, series)
    lines = _render_posts(posts, found, decided, targets, renderer, lambda: _extend(shipped, new))
    by_kind = lines.write.mode("overwrite").partitionBy("kind").option("compression", "gzip")
    by_kind.text(storage.path(_RENDERED_POSTS))
    known = concepts.discovery.extend(vocabulary)
    for_reading = add_labels(known, concepts.own_names)
    rest = _render_rest(found, things, series, for_reading, renderer, storage)
    added = len(concepts.discovery.concepts) + len(concepts.discovery.aliases.of_corpus)
    return _write(storage, rest, base), added


@lru_cache(maxsize=1)
def _extend(shipped: Broadcast[ConceptMatcher], new: Broadcast[Discovery]) -> ConceptMatcher:
    """Return the matcher with what was discovered; each process makes it once."""
    return shipped.value.extend(new.value.extend(shipped.value.vocabulary))


def _targets(
    decided: DataFrame, things: DataFrame, led: DataFrame, series: DataFrame
) -> tuple[DataFrame, DataFrame]:
    """Return what references lead to beside known posts, a row for each citing post."""
    thing = things.select("leader", F.col("id").alias("target"), "kind")
    of_things = led.join(thing, "leader").groupBy("id")
    parts = series.select(F.col("id").alias("target"), F.explode("parts").alias("one"))
    parts = parts.select("target", F.col("one.post_id").alias("part"))
    named = decided.select("id", F.explode("series").alias("one")).select("id", "one.*")
    of_series = named.join(parts, "part").groupBy("id")
    return (
        of_things.agg(F.collect_list(F.struct("at", "target", "kind")).alias("things")),
        of_series.agg(F.collect_list(F.struct("at", "target")).alias("series")),
    )


def _render_posts(
    posts: DataFrame,
    found: DataFrame,
    decided: DataFrame,
    targets: tuple[DataFrame, DataFrame],
    renderer: Renderer,
    matcher: Callable[[], ConceptMatcher],
) -> DataFrame:
    def render_posts(rows: Rows) -> Iterator[Row]:
        return renderer.render_posts(rows, matcher().vocabulary)

    things, series = targets
    whole = posts.join(found.select("id", "references", "mentions"), "id")
    whole = whole.join(decided.select("id", "decisions"), "id", "left")
    whole = whole.join(things, "id", "left").join(series, "id", "left")
    return map_rows(whole.sortWithinPartitions("id"), render_posts, RENDERED)


def _render_rest(
    found: DataFrame,
    things: DataFrame,
    series: DataFrame,
    vocabulary: Vocabulary,
    renderer: Renderer,
    storage: Storage,
) -> DataFrame:
    """Return the lines of concepts, which the driver makes, and those of works and series."""

    def mentioned(rows: Rows) -> Iterator[Row]:
        ids = {m.concept_id for row in rows for m in load_mentions(row["mentions"], row["id"])}
        yield from ({"id": id_} for id_ in ids)

    ids = map_rows(found.select("id", "mentions"), mentioned, "id string").distinct().collect()
    kb = renderer.knowledge_base(
        concepts=tuple(vocabulary.with_broader({row["id"] for row in ids})),
        schemes=dict(vocabulary.schemes),
    )
    of_concepts = table(storage.spark, renderer.render_rest(kb), RENDERED)
    works = map_rows(things.where("id IS NOT NULL"), renderer.render_things, RENDERED)
    return of_concepts.unionByName(works).unionByName(
        map_rows(series, renderer.render_series, RENDERED)
    )


def _write(storage: Storage, rest: DataFrame, base: str) -> int:
    """Write the tables and the triples that several posts share, and count the triples."""
    rest = storage.keep(rest, "rest")
    _write_tables(storage, rest)
    _write_shared(storage, rest)
    counts = _count(storage, rest)
    dataset = Minter(base).dataset
    statistics = rendering.render_facts(state_counts(counts, dataset))
    lines = table(storage.spark, ({"line": line} for line in statistics), _LINE).coalesce(1)
    lines.write.mode("overwrite").option("compression", "gzip").text(storage.path("statistics"))
    storage.name_files(f"{_RENDERED_POSTS}/kind=own", "triples", "posts", ".nt.gz")
    storage.name_files("shared", "triples", "shared", ".nt.gz")
    storage.name_files("statistics", "triples", "statistics", ".nt.gz")
    return counts.triples + len(statistics)


def _write_tables(storage: Storage, rest: DataFrame) -> None:
    for kind, name, schema, key in (
        ("node", "nodes", NODES, ["id"]),
        ("edge", "edges", EDGES, ["src", "dst", "relation"]),
    ):
        others = rest.where(F.col("kind") == kind)
        others = others.select(F.from_json("line", schema).alias("one")).select("one.*")
        rows = _of_posts(storage, kind, schema).unionByName(others).dropDuplicates(key)
        sorted_rows = rows.repartition(storage.parts, key[0]).sortWithinPartitions(*key)
        sorted_rows.write.mode("overwrite").parquet(storage.path(name))
        storage.name_files(name, name, "part", ".parquet")


def _write_shared(storage: Storage, rest: DataFrame) -> None:
    """Write each triple once that several posts may state."""
    lines = _of_posts(storage, "shared").unionByName(
        rest.where(F.col("kind").isin("shared", "member")).select("line")
    )
    lines = lines.distinct().repartition(storage.parts, "line").sortWithinPartitions("line")
    lines.write.mode("overwrite").option("compression", "gzip").text(storage.path("shared"))


def _count(storage: Storage, rest: DataFrame) -> Counts:
    """Count all triples: those of posts were counted where they were made."""
    shared = storage.spark.read.text(storage.path("shared")).withColumnRenamed("value", "line")
    subjects = _of_posts(storage, "shared").unionByName(
        rest.where("kind = 'shared'").select("line")
    )
    subjects = subjects.select(F.substring_index("line", " ", 1).alias("subject")).distinct()
    counted = _of_posts(storage, "counts").unionByName(
        map_rows(shared, rendering.count_lines, RENDERED).select("line")
    )
    counts = Counts(subjects=subjects.count(), properties=Counter(), classes=Counter())
    for row in counted.collect():
        counts += rendering.decode_counts(row["line"])
    return counts


def _of_posts(storage: Storage, kind: str, schema: str = _LINE) -> DataFrame:
    """Return the lines of a kind that posts were rendered as, or the rows that they stand for."""
    path = storage.path(f"{_RENDERED_POSTS}/kind={kind}")
    if not storage.exists(path):
        return storage.spark.createDataFrame([], schema)
    reader = storage.spark.read.schema(schema)
    return reader.text(path) if schema == _LINE else reader.json(path)
