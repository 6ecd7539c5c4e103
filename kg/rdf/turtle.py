"""A knowledge base in, the Turtle file of all that is known out.

The file is sorted by subject. What the links of a post rest on stands together in it, and is
written post by post: it never lies in memory as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import accumulate, pairwise
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.model import DEFAULT_BASE, KnowledgeBase, PostLinks
from kg.parts import Part, Parts, Waiting
from kg.plain_links import with_mentions
from kg.rdf.annotations import AnnotationWriter
from kg.rdf.formats import parse_turtle
from kg.rdf.header import Counts, state_counts
from kg.rdf.namespaces import Triple, compact, expand
from kg.rdf.statements import (
    Said,
    Statements,
    Tally,
    Term,
    Terms,
    render_prefixes,
    render_subject,
    say,
)
from kg.rdf.triples import as_rdflib, state_concepts, state_frame, state_post

if TYPE_CHECKING:
    import rdflib  # takes longer to import than most graphs to build


def write_turtle(
    kb: KnowledgeBase,
    file: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    version: str = "",
    evidence: bool = True,
    parts: Parts | None = None,
) -> int:
    """Write the graph and return the number of triples; each is there once, in a fixed order.

    Args:
        kb: what to state.
        file: where to write it.
        base: the IRI that the ids of posts, works and series are relative to; ends in `/` or `#`.
        version: the version of the program, stated in the header.
        evidence: whether to state what each link rests on, which is most of the graph.
        parts: the evidence that is kept from an earlier build.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> file = BytesIO()
        >>> write_turtle(kb, file) > 10_000
        True
        >>> file.getvalue().startswith(b"@prefix cito: ")
        True
    """
    parts = parts or Parts()
    terms = Terms(base)
    dataset = terms.minter.dataset
    with Waiting() as waiting:  # the header, which counts all, comes first
        of_evidence, of_rest = Tally(), Tally()
        if evidence:
            _add_evidence(kb, waiting, base, parts, of_evidence)
        said = state_frame(kb, terms, version=version)
        blocks = _render_concepts(kb, terms, said, parts, of_rest)
        blocks |= _render_posts(kb, terms, said, parts, of_rest)
        for own in said.values():
            of_rest.count(own)
        counts = _counts(of_rest) + _counts(of_evidence, evidence=True)
        statistics = state_counts(counts, dataset)
        for subject, facts in statistics.items():
            for predicate, object_ in facts:
                name = compact(predicate.value)
                say(said, terms.named(subject), name, terms.of(object_))
        blocks |= {iri: _render(iri, own, terms) for iri, own in said.items()}
        begin = terms.minter.iri("evidence/").value
        file.write(render_prefixes().encode())
        file.writelines(blocks[iri] for iri in sorted(iri for iri in blocks if iri < begin))
        waiting.write_to(file)
        file.writelines(blocks[iri] for iri in sorted(iri for iri in blocks if iri >= begin))
    return counts.triples + sum(map(len, statistics.values()))


def build_triples(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "", evidence: bool = True
) -> list[Triple]:
    """Return every triple of the graph, each once, in the order of `write_turtle`.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> from kg.rdf import CITO
        >>> triples = build_triples(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> sum(predicate == CITO.cites for _, predicate, _ in triples)
        36
    """
    file = BytesIO()
    write_turtle(kb, file, base=base, version=version, evidence=evidence)
    return parse_turtle(file.getvalue())


def build_rdf_graph(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "", evidence: bool = True
) -> rdflib.Graph:
    """Return the triples as an rdflib graph with the prefixes bound."""
    return as_rdflib(build_triples(kb, base=base, version=version, evidence=evidence))


def _add_evidence(
    kb: KnowledgeBase, waiting: Waiting, base: str, parts: Parts, tally: Tally
) -> None:
    writer = AnnotationWriter(base)

    def make(links: PostLinks) -> Part:
        turtle, own = writer.write(with_mentions(links))
        return Part(turtle.encode(), own.plain())

    for links in sorted(kb.links_by_post, key=lambda links: links.post.id + "/"):
        part = parts.find("evidence in Turtle", links, make, base)
        waiting.add(part)
        tally.add(part.facts)


def _render_concepts(
    kb: KnowledgeBase, terms: Terms, said: Statements, parts: Parts, tally: Tally
) -> dict[str, bytes]:
    """Return what is said of each concept and scheme, by its IRI, or add it to what is `said` if
    one has the IRI of something else.
    """

    def make() -> Part:
        own = state_concepts(kb, terms)
        blocks = [_render(iri, facts, terms) for iri, facts in own.items()]
        tally = Tally()
        for facts in own.values():
            tally.count(facts)
        return Part(b"".join(blocks), [[*own], [*map(len, blocks)], tally.plain()])

    part = parts.find_concepts("concepts in Turtle", make, terms.minter.base)
    iris, lengths, counted = part.facts
    others = {*said, *(terms.minter.iri(post.id).value for post in kb.posts)}
    if not others.isdisjoint(iris):
        for iri, facts in state_concepts(kb, terms).items():
            for property_, objects in facts.items():
                said.setdefault(iri, {}).setdefault(property_, set()).update(objects)
        return {}
    tally.add(counted)
    bounds = pairwise(accumulate(lengths, initial=0))
    content = part.content
    return {iri: content[start:end] for iri, (start, end) in zip(iris, bounds, strict=True)}


def _render(iri: str, said: Said, terms: Terms) -> bytes:
    return render_subject(terms.named(ox.NamedNode(iri))[1], said).encode()


def _render_posts(
    kb: KnowledgeBase, terms: Terms, said: Statements, parts: Parts, tally: Tally
) -> Iterator[tuple[str, bytes]]:
    """Yield the IRI of each post and all that is said of it; its part of `said` is taken out."""
    for links in kb.links_by_post:
        post = links.post
        iri = terms.minter.iri(post.id)
        known = {name: sorted(objects) for name, objects in said.pop(iri.value, {}).items()}
        facts = replace(post, text="", lines=()), sorted(known.items())

        def make(links: PostLinks, known: Mapping[str, Collection[Term]] = known) -> Part:
            own = state_post(links, terms, known)
            tally = Tally()
            tally.count(own)
            return Part(render_subject(terms.node(links.post.id)[1], own).encode(), tally.plain())

        part = parts.find("post in Turtle", links, make, terms.minter.base, facts)
        tally.add(part.facts)
        yield iri.value, part.content


def _counts(tally: Tally, *, evidence: bool = False) -> Counts:
    """Return what subjects add up to, all of them evidence or none."""
    return Counts(
        triples=tally.properties.total(),
        subjects=tally.subjects,
        properties=Counter({ox.NamedNode(expand(p)): n for p, n in tally.properties.items()}),
        classes=Counter({ox.NamedNode(expand(c)): n for c, n in tally.classes.items()}),
        evidence=tally.properties.total() if evidence else 0,
    )
