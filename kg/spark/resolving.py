"""Posts and what was found in them in, where each reference leads out.

Each reference is brought together with the posts that share a key with it, and decided by
`kg.references.resolve.decide` against these. What no post is becomes a work or an unlisted post by
all references to it, which are joined by what they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from kg.model import OpenReference, Reference, Resolution, UnknownKind
from kg.plain import decode_references
from kg.plain_links import Plain
from kg.references.addressbook import are_alike
from kg.references.anchors import words_of_title
from kg.references.blocking import FEW, HEADINGS
from kg.references.corpus import build_corpus
from kg.references.kinds import Guess
from kg.references.resolve import Decision, SeriesReference, decide
from kg.references.site import Site, make_site
from kg.references.unknown import (
    Tally,
    UnknownReference,
    make_thing,
)
from kg.spark.frames import Row, Rows, dump, load, map_rows
from kg.spark.posts import CARD, post_of
from kg.spark.storage import Storage

_DECIDED = (
    "id string, decisions string, series array<struct<at:int,part:string>>, "
    "unknown array<struct<at:int,keys:array<string>,kind:string,confidence:double,title:string,"
    "words:string,identifier:string,url:string>>"
)
# What addresses of posts tell of the site; of dated paths one is enough.
_OF_SITE = ("host", "shape", "shape of undated", "dated")
THING = "leader string, id string, title string, kind string, url string, identifier string"
"""What references lead to that no known post is; without an id, they lead nowhere."""


def find_site(found: DataFrame) -> Site:
    """Return which addresses are the blog's own: its hosts and the shapes of its paths tell."""

    def sample(rows: Rows) -> Iterator[Row]:
        told: dict[str, set[str]] = {kind: set() for kind in _OF_SITE}
        for one in (one for row in rows for one in row["addresses"]):
            known = told.get(one["kind"])
            if known is not None and not (known and one["kind"] == "dated"):
                known.add(one["value"])
        for kind, values in told.items():
            yield from ({"kind": kind, "value": value} for value in sorted(values))

    samples: dict[str, set[str]] = {kind: set() for kind in _OF_SITE}
    told = map_rows(found.select("addresses"), sample, "kind string, value string")
    for row in told.distinct().collect():
        samples[row["kind"]].add(row["value"])
    linked: list[tuple[str, str]] = []
    leading: list[tuple[str, str]] = []
    addresses = found.select(F.explode("addresses").alias("one")).select("one.*")
    if not samples["host"]:
        paths = addresses.where("kind = 'path'").select(F.col("value").alias("path")).distinct()
        links = found.select(F.explode("page_links").alias("one")).select("one.*")
        of_host = links.join(paths, "path").groupBy("host")
        for row in of_host.agg(F.min("path").alias("one"), F.max("path").alias("other")).collect():
            leading += [(row["host"], row["one"]), (row["host"], row["other"])]
    if samples["dated"] and not samples["host"]:
        dated = addresses.where("kind = 'dated'").select(F.col("value").alias("path")).distinct()
        links = found.select(F.explode("dated_links").alias("one")).select("one.*")
        met = links.where("host = ''").unionByName(links.join(dated, "path").select(*links.columns))
        by_day = F.size(F.split("path", "/")).alias("by_day")
        meeting = met.groupBy("host", by_day).agg(F.min("path").alias("path"))
        linked = [(row["host"], row["path"]) for row in meeting.collect()]
    return make_site(
        hosts=samples["host"],
        shapes=samples["shape"],
        of_undated=samples["shape of undated"],
        dated=samples["dated"] | {path for _, path in linked},
        linked=linked,
        leading=leading,
    )


def decide_references(
    posts: DataFrame, found: DataFrame, site: Site, storage: Storage
) -> DataFrame:
    """Return what each reference leads to as far as the posts tell, a row for each citing post."""

    def decide_rows(rows: Rows) -> Iterator[Row]:
        for row in rows:
            yield _decide_row(row, site)

    meeting = _find_candidates(found, site)
    cards = posts.select(*CARD)
    candidates = (
        meeting.join(cards, "id")
        .groupBy("citing")
        .agg(F.collect_list(F.struct(*CARD, "heading")).alias("candidates"))
        .withColumnRenamed("citing", "id")
    )
    citing = found.where("references != '[]'").select("id", "references")
    rows = posts.select(*CARD, "text").join(citing, "id").join(candidates, "id", "left")
    return storage.keep_by_id(map_rows(rows, decide_rows, _DECIDED), "decided")


def _find_candidates(found: DataFrame, site: Site) -> DataFrame:
    """Return the pairs of citing posts and posts that they may mean, by all keys they share."""
    key = F.xxhash64("kind", "value")  # two keys that are one number bring a post too many, no less
    heading = F.when(F.col("kind").isin(*HEADINGS), F.col("value")).alias("heading")
    owned = found.select("id", F.explode("keys").alias("one")).select("id", "one.*")
    few = F.col("kind").isin(*sorted(FEW))
    ends = F.array_distinct(F.array(F.min("id"), F.max("id")))
    some = owned.where(few).groupBy("kind", "value").agg(ends.alias("ids"))
    index = (
        owned.where(~few)
        .select("id", "kind", "value")
        .unionByName(some.select(F.explode("ids").alias("id"), "kind", "value"))
        .select("id", key.alias("key"), heading)
    )
    asked = found.select(F.col("id").alias("citing"), F.explode("asked").alias("one"))
    asked = asked.select("citing", "one.*").select("citing", key.alias("key"))
    meeting = asked.join(index, "key").select("citing", "id", "heading")
    return meeting.unionByName(_find_of_day(found, site)).distinct()


def _find_of_day(found: DataFrame, site: Site) -> DataFrame:
    """Return the posts that links which begin with a day, and lead nowhere, may mean."""

    def keep_alike(rows: Rows) -> Iterator[Row]:
        for row in rows:
            if are_alike(row["other"], row["name"]):
                yield {"citing": row["citing"], "id": row["id"], "heading": None}

    addresses = found.select("id", F.explode("addresses").alias("one")).select("id", "one.*")
    links = found.select(F.col("id").alias("citing"), F.explode("day_links").alias("one"))
    links = links.select("citing", "one.*").where(F.col("host").isin("", *sorted(site.hosts)))
    paths = addresses.where("kind = 'path'").select(F.col("value").alias("path")).distinct()
    broken = links.join(paths, "path", "left_anti")
    days = addresses.where("kind = 'day'").select(
        "id",
        F.regexp_extract("value", "^(.*)/[^/]*$", 1).alias("day"),
        F.substring_index("value", "/", -1).alias("other"),
    )
    return map_rows(
        broken.join(days, "day").select("citing", "name", "id", "other"),
        keep_alike,
        "citing string, id string, heading string",
    )


def _decide_row(row: Row, site: Site) -> Row:
    citing = post_of(row)
    cards: dict[str, Row] = {}
    headings: dict[str, set[str]] = defaultdict(set)
    for card in row["candidates"] or ():
        cards[card["id"]] = card
        if card["heading"]:
            headings[card["id"]].add(card["heading"])
    corpus = build_corpus(
        [post_of(card) for card in cards.values()], (), known_headings=headings, site=site
    )
    references = decode_references(load(row["references"]), citing.id)
    decisions = [decide(reference, citing, corpus) for reference in references]
    return {
        "id": citing.id,
        "decisions": dump([_encode(decision) for decision in decisions]),
        "series": [
            {"at": at, "part": one.part}
            for at, one in enumerate(decisions)
            if isinstance(one, SeriesReference)
        ],
        "unknown": [
            _unknown_row(at, one)
            for at, one in enumerate(decisions)
            if isinstance(one, UnknownReference)
        ],
    }


def _unknown_row(at: int, one: UnknownReference) -> Row:
    reference = one.reference
    identifiers = [value for name, value in one.keys if name == "identifier"]
    return {
        "at": at,
        "keys": [f"{name}\n{value}" for name, value in one.keys],
        "kind": one.guess.kind,
        "confidence": one.guess.confidence,
        "title": one.title or None,
        "words": words_of_title(reference) or None,
        "identifier": min(identifiers, default=None),
        "url": reference.link if "://" in reference.link else None,
    }


def _encode(decision: Decision) -> Plain:
    match decision:
        case None:
            return []
        case Resolution():
            one = decision
            return ["post", one.target, one.kind, one.how, one.confidence, one.reason, one.to_later]
        case OpenReference():
            return ["open", *decision.candidates]
        case SeriesReference():
            whole = decision
            return ["series", whole.key, whole.part, whole.how, whole.confidence, whole.reason]
        case UnknownReference():
            guess = decision.guess
            return ["unknown", guess.kind, guess.reason, guess.confidence]


def decode_decision(value: Plain, reference: Reference) -> Decision:
    """Return the decision that plain values are; without the keys of what is unknown."""
    match value:
        case ["post", target, kind, how, confidence, reason, to_later]:
            return Resolution(
                reference=reference, target=target, kind=kind, how=how, confidence=confidence,
                reason=reason, to_later=to_later,
            )  # fmt: skip
        case ["open", *candidates]:
            return OpenReference(
                reference=reference, status="ambiguous", candidates=tuple(candidates)
            )
        case ["series", key, part, how, confidence, reason]:
            return SeriesReference(
                reference=reference, key=key, part=part, how=how, confidence=confidence,
                reason=reason,
            )  # fmt: skip
        case ["unknown", kind, reason, confidence]:
            guess = Guess(kind=kind, reason=reason, confidence=confidence)
            return UnknownReference(reference=reference, keys=(), guess=guess)
    return None


def find_things(decided: DataFrame, storage: Storage) -> tuple[DataFrame, DataFrame]:
    """Return the things that no known posts are, and which reference leads to which of them.

    The columns of the second are id, at and leader: the citing post, the place of the reference
    among its references, and the thing.
    """
    unknown = decided.select("id", F.explode("unknown").alias("one")).select("id", "one.*")
    unknown = unknown.withColumn("key", F.col("keys")[0])
    leaders = connect(
        unknown.select(F.col("key").alias("one"), F.explode("keys").alias("other"))
        .where("one != other")
        .distinct(),
        storage,
    )
    led = unknown.join(leaders, "key", "left").withColumn("leader", F.coalesce("leader", "key"))
    led = storage.keep(led.drop("keys", "key"), "unknown")
    same = ("leader", "kind", "confidence", "title", "words")
    counted = led.groupBy(*same).agg(
        F.count("*").alias("count"),
        F.min("identifier").alias("identifier"),
        F.min("url").alias("url"),
    )
    said = F.collect_list(F.struct(*same[1:], "count", "identifier", "url"))
    tallies = counted.groupBy("leader").agg(said.alias("said"))
    return storage.keep(map_rows(tallies, _make_things, THING), "things"), led.select(
        "id", "at", "leader"
    )


def _make_things(rows: Rows) -> Iterator[Row]:
    for row in rows:
        thing = make_thing(_tally(row["said"]))
        names = ("id", "title", "kind", "url", "identifier")
        yield {"leader": row["leader"], **{name: getattr(thing, name, None) for name in names}}


def _tally(said: list[Row]) -> Tally:
    guesses: Counter[tuple[UnknownKind, float]] = Counter()
    titles: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for one in said:
        guesses[one["kind"], one["confidence"]] += one["count"]
        titles[one["title"]] += one["count"]
        words[one["words"]] += one["count"]
    return Tally(
        guesses=guesses,
        titles={title: count for title, count in titles.items() if title is not None},
        words={title: count for title, count in words.items() if title},
        identifier=min((one["identifier"] for one in said if one["identifier"]), default=None),
        url=min((one["url"] for one in said if one["url"]), default=None),
    )


def connect(edges: DataFrame, storage: Storage) -> DataFrame:
    """Return for each key that an edge has the least of all keys that edges connect it with.

    Args:
        edges: pairs of keys, in the columns one and other.
        storage: where what is found in each round is kept.

    Each round takes the least of the neighbours' and then of what these have found, so that the
    number of rounds grows with the logarithm of the longest way.
    """
    both = edges.unionByName(edges.select(F.col("other").alias("one"), F.col("one").alias("other")))
    both = storage.keep(both.distinct(), "edges")
    labels = both.groupBy(F.col("one").alias("key")).agg(F.min("other").alias("least"))
    labels = labels.select("key", F.least("key", "least").alias("leader"), F.lit("").alias("was"))
    rounds = 0
    while True:
        rounds += 1
        known = storage.keep(labels, f"leaders-{rounds}")
        if known.where("leader != was").isEmpty():
            return known.select("key", "leader")
        of_others = known.select(F.col("key").alias("other"), F.col("leader").alias("found"))
        near = both.join(of_others, "other").groupBy(F.col("one").alias("key"))
        nearest = known.join(near.agg(F.min("found").alias("found")), "key")
        nearer = nearest.select("key", "leader", F.least("leader", "found").alias("better"))
        further = known.select(F.col("key").alias("better"), F.col("leader").alias("best"))
        labels = nearer.join(further, "better").select(
            "key", F.least("better", "best").alias("leader"), F.col("leader").alias("was")
        )
