"""Posts in, the concepts that the vocabulary lacks and the names that posts give to concepts out.

What each post proposes is merged by Spark; what enough speaks for is as much as a vocabulary holds,
and so the driver decides on it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - as all users of Spark call it

from kg.concepts import ConceptMatcher
from kg.concepts.aliases import AGREEING_POSTS, Aliases
from kg.discovery import (
    SEVERAL_POSTS,
    THRESHOLD,
    Discovery,
    accept,
    add_spellings,
    find_proposals,
    find_strong,
    is_common,
    make_concepts,
    may_be_common,
)
from kg.discovery.fragments import Bonds, FragmentFinder, Neighbours, Surroundings, count_pairs
from kg.discovery.proposals import Candidate, Compound, Compounds, named_sites
from kg.model import Post
from kg.spark.frames import Row, Rows, map_rows, table
from kg.spark.posts import post_of
from kg.spark.storage import Storage

_PROPOSALS = (
    "id string, candidates array<struct<name:string,reasons:array<struct<reason:string,"
    "weight:double>>,aliases:array<string>,broader:string>>, compounds array<struct<name:string,"
    "concept_id:string,titled:boolean>>, aliases array<struct<name:string,concept_id:string>>"
)
_MANY = 3  # occurrences of a compound: more do not matter
_SLACK = 0.01  # Spark and Python round alike, but the sums are of different orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """What holds for all posts, and the table of names that hold for one.

    `own_names` are these again, each once with its concept, `of_post` has the columns id and names.
    """

    discovery: Discovery
    own_names: tuple[tuple[str, str], ...]
    of_post: DataFrame


def discover(
    posts: DataFrame,
    count: int,
    matcher: ConceptMatcher,
    shipped: Callable[[], ConceptMatcher],
    storage: Storage,
) -> Discovered:
    """Find concepts and names that the vocabulary lacks.

    `count` is the number of posts; `shipped` returns the matcher in the processes that do the work.
    """

    def propose(rows: Rows) -> Iterator[Row]:
        for row in rows:
            yield _propose(row, shipped())

    proposals = storage.keep(
        map_rows(posts.select("id", "title", "text"), propose, _PROPOSALS), "proposals"
    )
    scored = find_strong(_merge(proposals))
    no_terms = _find_no_terms(posts, count, scored) | _find_known(proposals)
    ids = accept(scored, matcher, no_terms.__contains__)
    given = _given_names(proposals, ids, storage).persist()
    agreed = _agree(given)
    of_corpus = {row["name"]: row["concept_id"] for row in agreed.orderBy("name").collect()}
    known = [name for name in of_corpus if matcher.has(name)]  # and so for some posts only
    for name in known:
        del of_corpus[name]
    agreed = agreed.where(~F.col("name").isin(known))
    own = given.join(agreed.select("name"), "name", "left_anti")
    own = own.groupBy("id", "name").agg(F.min("concept_id").alias("concept_id"))
    own_names = own.select("name", "concept_id").distinct().collect()
    names = F.sort_array(F.collect_list(F.struct("name", "concept_id")))
    return Discovered(
        discovery=Discovery(
            concepts=make_concepts(scored, ids, matcher),
            aliases=Aliases(add_spellings(of_corpus, ids, matcher), {}),
            candidates=(),
        ),
        own_names=tuple(sorted((row["name"], row["concept_id"]) for row in own_names)),
        of_post=own.groupBy("id").agg(names.alias("names")),
    )


def _propose(row: Row, matcher: ConceptMatcher) -> Row:
    found = find_proposals(post_of(row), matcher, unknown_words=False)
    return {
        "id": row["id"],
        "candidates": [
            {
                "name": one.name,
                "reasons": [{"reason": r, "weight": w} for r, w in one.reasons.items()],
                "aliases": [*one.aliases],
                "broader": one.broader,
            }
            for one in found.candidates
        ],
        "compounds": [
            {"name": one.name, "concept_id": one.concept_id, "titled": one.titled}
            for one in found.compounds
        ],
        "aliases": [{"name": one.name, "concept_id": one.concept_id} for one in found.aliases],
    }


def _merge(proposals: DataFrame) -> list[Candidate]:
    """Return the candidates for which enough may speak, as merging them post by post makes them.

    What a later post says of the weight of a reason counts, and the first broader concept named;
    compounds come last.
    """
    place = F.struct("id", "at")
    names = proposals.select("id", F.posexplode("candidates").alias("at", "one")).select(
        "id", "at", "one.*"
    )
    weights = (
        names.select("name", "id", "at", F.explode("reasons").alias("one"))
        .groupBy("name", F.col("one.reason").alias("reason"))
        .agg(F.max_by("one.weight", place).alias("weight"))
        .groupBy("name")
        .agg(
            F.collect_list(F.struct("reason", "weight")).alias("reasons"),
            F.sum("weight").alias("score"),
        )
    )
    where = names.groupBy("name").agg(
        F.min("id").alias("first"),
        F.max("id").alias("last"),
        F.min_by("broader", F.when(F.col("broader").isNotNull(), place)).alias("broader"),
        F.array_distinct(F.flatten(F.collect_set("aliases"))).alias("aliases"),
    )
    compounds = (
        proposals.select("id", F.posexplode("compounds").alias("at", "one"))
        .groupBy("one.name")
        .agg(
            F.count("*").alias("count"),
            F.max("one.titled").alias("titled"),
            F.max_by("one.concept_id", place).alias("head"),
            F.min("id").alias("c_first"),
            F.max("id").alias("c_last"),
        )
        .where("count > 1")
    )
    several = F.when(
        F.coalesce("first", "c_first") != F.coalesce("last", "c_last"), SEVERAL_POSTS
    ).otherwise(0.0)
    rows = (
        weights.join(where, "name")
        .join(compounds, "name", "full_outer")
        .where(F.col("count").isNotNull() | (F.col("score") + several > THRESHOLD - _SLACK))
        .collect()
    )
    return [_candidate(row.asDict(recursive=True)) for row in rows]


def _candidate(row: Row) -> Candidate:
    candidate = Candidate(
        name=row["name"],
        reasons={one["reason"]: one["weight"] for one in row["reasons"] or ()},
        aliases={alias: set() for alias in row["aliases"] or ()},
        posts={row[name] for name in ("first", "last") if row[name]},
        broader=row["broader"],
    )
    if row["count"]:
        counted, compound = Compounds(), Compound(row["name"], row["head"], row["titled"])
        counted.count(row["c_first"], [compound] * (min(row["count"], _MANY) - 1))
        counted.count(row["c_last"], [compound])
        for one in counted.recurring():
            candidate.merge(one)
    return candidate


def _find_no_terms(posts: DataFrame, count: int, scored: Mapping[str, Candidate]) -> set[str]:
    """Return which names are those of sites, pieces of words, or short words that much of the blog
    uses.
    """
    sites, around = _find_surroundings(posts, sorted(scored))
    return {
        name
        for name, one in scored.items()
        if name in sites
        or around.is_fragment(name)
        or (may_be_common(name) and is_common(one, around.count_posts(name), count))
    }


def _find_surroundings(posts: DataFrame, names: Sequence[str]) -> tuple[set[str], Surroundings]:
    """Return which of the names are those of sites, and what surrounds each in all posts."""

    def find(rows: Rows) -> Iterator[Row]:
        counts: Counter[tuple[str, str, str]] = Counter()
        finder = FragmentFinder(names)

        def read() -> Iterator[Post]:
            for post in map(post_of, rows):
                counts.update([("site", name, "") for name in named_sites(post, names)])
                finder.read(post)
                yield post

        counts.update({("pair", pair, ""): n for pair, n in count_pairs(read()).items()})
        for name, one in finder.find_neighbours().items():
            counts["posts", name, ""] = one.posts
            counts.update({("before", name, character): n for character, n in one.before.items()})
            counts.update({("after", name, character): n for character, n in one.after.items()})
        for (what, name, character), n in counts.items():
            yield {"what": what, "name": name, "character": character, "count": n}

    counted = map_rows(
        posts.select("id", "title", "text"),
        find,
        "what string, name string, character string, count bigint",
    )
    totals = counted.groupBy("what", "name", "character").agg(F.sum("count").alias("count"))
    sites: set[str] = set()
    pairs: dict[str, int] = {}
    neighbours: dict[str, Neighbours] = defaultdict(Neighbours)
    for what, name, character, n in totals.collect():
        match what:
            case "site":
                sites.add(name)
            case "pair":
                pairs[name] = n
            case "posts":
                neighbours[name].add({}, {}, n)
            case "before":
                neighbours[name].add({character: n}, {}, 0)
            case _:
                neighbours[name].add({}, {character: n}, 0)
    return sites, Surroundings(neighbours, Bonds([pairs]))


def _find_known(proposals: DataFrame) -> set[str]:
    """Return the names of known concepts: those that several posts give to one, and those that
    each post which proposes them gives to one.
    """
    given = proposals.select("id", F.explode("aliases").alias("one")).select("id", "one.*")
    proposed = [
        proposals.select("id", F.explode(f"{kind}.name").alias("name"))
        for kind in ("candidates", "compounds")
    ]
    others = proposed[0].unionByName(proposed[1]).join(given, ["id", "name"], "left_anti")
    known = given.join(others, "name", "left_anti").select("name")
    return {row["name"] for row in known.union(_agree(given).select("name")).distinct().collect()}


def _agree(given: DataFrame) -> DataFrame:
    """Return the names that several posts give to one concept and none to another, with it."""
    judged = given.groupBy("name").agg(
        F.count_distinct("id", "concept_id").alias("times"),
        F.count_distinct("concept_id").alias("concepts"),
        F.min("concept_id").alias("concept_id"),
    )
    return judged.where((F.col("concepts") == 1) & (F.col("times") >= AGREEING_POSTS))


def _given_names(proposals: DataFrame, ids: Mapping[str, str], storage: Storage) -> DataFrame:
    """Return which post gives which name to which concept: known ones, and those just found."""
    known = proposals.select("id", F.explode("aliases").alias("one")).select("id", "one.*")
    new = table(
        storage.spark,
        ({"first": name, "concept_id": id_} for name, id_ in ids.items()),
        "first string, concept_id string",
    )
    candidates = proposals.select("id", F.explode("candidates").alias("one"))
    named = candidates.select(
        "id", F.col("one.name").alias("first"), F.explode("one.aliases").alias("name")
    )
    found = named.where("name != first").join(F.broadcast(new), "first")
    return known.unionByName(found.select("id", "name", "concept_id"))
