"""Posts, what was found in them and where it leads in; triples, nodes and edges out.

A few posts at a time make a knowledge base, of which `kg.rdf` and `kg.graph` make what they make of
a whole one. What several of these state alike, such as an author's name, is stated once at the end,
and then the header says how many statements there are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.concepts.salience import link_concepts
from kg.frames import build_table
from kg.graph import build_graph
from kg.model import (
    KnowledgeBase,
    OpenReference,
    Resolution,
    Series,
    SeriesPart,
    Work,
)
from kg.plain import decode_references
from kg.rdf import Minter, build_triples, render
from kg.rdf.header import Counts, count_statements, group, without_statistics
from kg.rdf.namespaces import Facts, Triple
from kg.references.resolve import SeriesReference, reading_order
from kg.references.unknown import Thing, UnknownReference, lead_to
from kg.spark.frames import Row, Rows, in_chunks, load
from kg.spark.posts import load_mentions, post_of
from kg.spark.resolving import decode_decision
from kg.vocabulary import Vocabulary

RENDERED = "kind string, line string"
"""A line of output. Its kind is `own` for triples about nodes that nothing else tells of, `shared`
for those that may be stated elsewhere as well, `member` for those about nodes that are `own`
elsewhere; `node` and `edge` for rows of the tables, as JSON; `counts` for those of own triples.
"""

_POSTS_AT_ONCE = 50


@dataclass(frozen=True, kw_only=True)
class Renderer:
    """What all lines have in common, as `kg.rdf.build_triples` has it."""

    base: str
    version: str
    evidence: bool
    vocabulary_version: str

    def render_posts(self, rows: Rows, vocabulary: Vocabulary) -> Iterator[Row]:
        """Yield the lines of posts with their concepts and citations, and the counts at the end."""
        counts = Counts(properties=Counter(), classes=Counter())
        for chunk in in_chunks(rows, _POSTS_AT_ONCE):
            kb = self._base_of(chunk, vocabulary)
            facts = self._facts(kb)
            own = {node: said for node, said in facts.items() if not self._is_shared(node)}
            counts += count_statements(own)
            yield from _lines("own", own)
            yield from _lines("shared", _without(facts, own))
            yield from _table_rows(kb)
        yield {"kind": "counts", "line": encode_counts(counts)}

    def render_rest(self, kb: KnowledgeBase) -> Iterator[Row]:
        """Yield the lines of what is no post that was read: works, concepts, series, posts."""
        facts = self._facts(kb)
        listed = {self._minter.iri(part.post_id) for one in kb.series for part in one.parts}
        listed -= {self._minter.iri(post.id) for post in kb.posts}
        member = {node: said for node, said in facts.items() if node in listed}
        yield from _lines("member", member)
        yield from _lines("shared", _without(facts, member))
        yield from _table_rows(kb)

    def render_series(self, rows: Rows) -> Iterator[Row]:
        """Yield the lines of series."""
        for chunk in in_chunks(rows, _POSTS_AT_ONCE):
            series = tuple(
                Series(
                    id=row["id"],
                    name=row["name"],
                    parts=tuple(SeriesPart(**part) for part in row["parts"]),
                )
                for row in chunk
            )
            yield from self.render_rest(self.knowledge_base(series=series))

    def render_things(self, rows: Rows) -> Iterator[Row]:
        """Yield the lines of works and unlisted posts."""
        for chunk in in_chunks(rows, _POSTS_AT_ONCE):
            things = [Thing(**{name: row[name] for name in Thing.__slots__}) for row in chunk]
            posts = tuple(one.as_post() for one in things if one.kind == "unlisted_post")
            works: tuple[Work, ...] = tuple(
                one.as_work() for one in things if one.kind != "unlisted_post"
            )
            yield from self.render_rest(self.knowledge_base(posts=posts, works=works))

    def knowledge_base(self, **parts: object) -> KnowledgeBase:
        """Return a knowledge base of nothing but `parts`."""
        empty: dict[str, object] = dict.fromkeys(_PARTS, ())
        return KnowledgeBase(
            **(empty | {"schemes": {}, "vocabulary_version": self.vocabulary_version} | parts)  # type: ignore[arg-type]
        )

    def _base_of(self, rows: list[Row], vocabulary: Vocabulary) -> KnowledgeBase:
        posts = [post_of(row) for row in rows]
        mentions = [m for row in rows for m in load_mentions(row["mentions"], row["id"])]
        resolutions: list[Resolution] = []
        opened: list[OpenReference] = []
        for row in rows:
            for one in _resolve(row):
                if isinstance(one, Resolution):
                    resolutions.append(one)
                else:
                    opened.append(one)
        return self.knowledge_base(
            posts=tuple(posts),
            concept_links=tuple(link_concepts(mentions, posts, vocabulary)),
            references=tuple(sorted(resolutions, key=lambda one: reading_order(one.reference))),
            open_references=tuple(sorted(opened, key=lambda one: reading_order(one.reference))),
        )

    def _facts(self, kb: KnowledgeBase) -> Facts:
        triples = build_triples(kb, base=self.base, version=self.version, evidence=self.evidence)
        return without_statistics(group(triples), self._minter.dataset)

    def _is_shared(self, node: ox.NamedNode) -> bool:
        return node.value.startswith(self._shared) or node in self._header

    @cached_property
    def _minter(self) -> Minter:
        return Minter(self.base)

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        return tuple(self._minter.iri(name).value for name in ("person/", "source/"))

    @cached_property
    def _header(self) -> frozenset[ox.NamedNode]:
        return frozenset(self._facts(self.knowledge_base()))


_PARTS = (
    "posts", "concepts", "concept_links", "references", "open_references", "series", "works",
)  # fmt: skip


def _resolve(row: Row) -> Iterator[Resolution | OpenReference]:
    """Yield where the references of a post lead, now that works and series are known."""
    references = decode_references(load(row["references"]), row["id"])
    things = {one["at"]: one for one in row["things"] or ()}
    series = {one["at"]: one["target"] for one in row["series"] or ()}
    for at, value in enumerate(load(row["decisions"])):
        decision = decode_decision(value, references[at])
        match decision:
            case Resolution() | OpenReference():
                yield decision
            case SeriesReference():
                if at in series:
                    yield decision.lead_to(series[at])
            case UnknownReference():
                if things[at]["target"]:
                    yield lead_to(decision, things[at]["target"], things[at]["kind"])
                elif left := decision.left_open():
                    yield left


def _lines(kind: str, facts: Facts) -> Iterator[Row]:
    yield from ({"kind": kind, "line": line} for line in render_facts(facts))


def render_facts(facts: Facts) -> list[str]:
    """Return statements as lines of N-Triples, in order."""
    triples: list[Triple] = [
        (subject, *fact)
        for subject in sorted(facts, key=lambda node: node.value)
        for fact in sorted(facts[subject], key=str)
    ]
    return render(triples, "ntriples").decode().split("\n")[:-1]


def parse_lines(lines: Iterable[str]) -> list[Triple]:
    """Return the triples of lines of N-Triples."""
    content = "\n".join(lines)
    parsed = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
    return [(quad.subject, quad.predicate, quad.object) for quad in parsed]


def _without(facts: Facts, others: Facts) -> Facts:
    return {node: said for node, said in facts.items() if node not in others}


def _table_rows(kb: KnowledgeBase) -> Iterator[Row]:
    """Yield the rows of the tables; what is no node of this base is one of another."""
    graph = build_graph(kb)
    for row in build_table(graph, "nodes").to_pylist():
        if row["kind"]:
            yield {"kind": "node", "line": _json(row)}
    for row in build_table(graph, "edges").to_pylist():
        edge = {"src": row.pop("source"), "dst": row.pop("target"), **row}
        yield {"kind": "edge", "line": _json(edge)}


def _json(row: Row) -> str:
    known = {name: value for name, value in row.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, default=str)


def encode_counts(counts: Counts) -> str:
    """Return counts as a line of JSON."""
    return json.dumps(
        {
            "triples": counts.triples,
            "subjects": counts.subjects,
            "evidence": counts.evidence,
            "properties": {term.value: n for term, n in counts.properties.items()},
            "classes": {term.value: n for term, n in counts.classes.items()},
        },
        ensure_ascii=False,
    )


def decode_counts(line: str) -> Counts:
    """Return the counts of a line.

    Example:
        >>> properties = Counter({ox.NamedNode("urn:a"): 2})
        >>> counts = Counts(triples=2, properties=properties, classes=Counter())
        >>> decode_counts(encode_counts(counts)) == counts
        True
    """
    read = json.loads(line)
    return Counts(
        triples=read["triples"],
        subjects=read["subjects"],
        evidence=read["evidence"],
        properties=Counter({ox.NamedNode(iri): n for iri, n in read["properties"].items()}),
        classes=Counter({ox.NamedNode(iri): n for iri, n in read["classes"].items()}),
    )


def count_lines(rows: Rows) -> Iterator[Row]:
    """Yield the counts of lines of triples, but for subjects, which stand in several parts."""
    for chunk in in_chunks(rows, 10_000):
        counts = count_statements(group(parse_lines(row["line"] for row in chunk)))
        known = Counts(triples=counts.triples, properties=counts.properties, classes=counts.classes)
        yield {"kind": "counts", "line": encode_counts(known)}
