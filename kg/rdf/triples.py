"""A knowledge base in, RDF triples out: all but what links rest on, which `annotations` writes.

Standard vocabularies carry nearly everything: schema.org for posts and works, SKOS for concepts,
CiTO for citations, PROV-O for sources, VoID and DCAT for the header. Own terms
(`kg:`) are in `ontology/kg.ttl`, the shapes of all that is written in `ontology/shapes.ttl`. There
are no blank nodes: every node can be named in a query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import KgError
from kg.model import Concept, KnowledgeBase, Label, Post, Series, Work
from kg.rdf.header import add_statistics, find_evidence, group
from kg.rdf.iris import Minter
from kg.rdf.namespaces import (
    CITO,
    DCAT,
    DCTERMS,
    KG,
    PREFIXES,
    PROV,
    RDF,
    SDO,
    SKOS,
    VOID,
    XSD,
    Fact,
    Facts,
    Triple,
)
from kg.titles import slugify

if TYPE_CHECKING:
    import rdflib  # takes longer to import than most graphs to build

_WORK_CLASSES = {
    "paper": SDO.ScholarlyArticle,
    "book": SDO.Book,
    "film": SDO.Movie,
    "web_page": SDO.WebPage,
    "work": SDO.CreativeWork,
}
_RELATIONS = {"about": SDO.about, "mentions": SDO.mentions}


def frame_facts(kb: KnowledgeBase, *, base: str, version: str) -> Facts:
    """Return all that is said but what links rest on, by subject, the header without statistics.

    Args:
        kb: what to state.
        base: the IRI that the ids of posts, works and series are relative to; ends in `/` or `#`.
        version: the version of the program, stated in the header.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> facts = frame_facts(kb, base="https://blog.example/", version="")
        >>> sum(predicate == CITO.cites for own in facts.values() for predicate, _ in own)
        36
    """
    minter = Minter(base)
    found: list[Triple] = []
    for post in kb.posts:
        found += _post(post, minter)
    for series in kb.series:
        found += _series(series, minter)
    for work in kb.works:
        found += _work(work, minter)
    for concept in kb.concepts:
        found += _concept(concept, minter)
    for scheme in {concept.field for concept in kb.concepts if concept.field}:
        found.append((minter.iri(scheme), RDF.type, SKOS.ConceptScheme))
        for label in kb.schemes.get(scheme, ()):
            found.append((minter.iri(scheme), SKOS.prefLabel, _text(label)))
    for link in kb.concept_links:
        ends = minter.iri(link.post_id), minter.iri(link.concept_id)
        found.append((ends[0], _RELATIONS[link.relation], ends[1]))
    for post_id, target in kb.citations:
        found.append((minter.iri(post_id), CITO.cites, minter.iri(target)))
    found += _header(kb, minter, version)
    return group(found)


def complete(triples: Iterable[Triple], *, base: str, evidence: bool = True) -> list[Triple]:
    """Return the triples sorted, with their statistics renewed, and with or without evidence."""
    facts = group(triples)
    if not evidence:
        nodes = find_evidence(facts)
        facts = {subject: own for subject, own in facts.items() if subject not in nodes}
    return sort_facts(add_statistics(facts, Minter(base).dataset))


def sort_facts(facts: Facts) -> list[Triple]:
    """Return statements by subject, then the type first, then by predicate and object."""
    order = _PredicateOrder()
    return [
        (subject, predicate, object_)
        for subject in sorted(facts, key=lambda node: node.value)
        for predicate, object_ in _sorted(facts[subject], order)
    ]


def dataset_base(triples: Iterable[Triple]) -> str:
    """Return the base IRI that the header of a graph states.

    Raises:
        KgError: it states none or several.
    """
    found = [object_.value for _, predicate, object_ in triples if predicate == VOID.uriSpace]
    if len(found) != 1:
        raise KgError("the graph does not say its base (void:uriSpace); build it with kg build")
    return found[0]


def as_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as an rdflib graph with the prefixes bound.

    Example:
        >>> [triple] = as_rdflib([(KG.text, SDO.name, ox.Literal("甲", language="zh"))])
        >>> triple[2]
        rdflib.term.Literal('甲', lang='zh')
    """
    import rdflib  # noqa: PLC0415 - only who wants such a graph needs it

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    nodes: dict[ox.NamedNode | ox.Literal, rdflib.term.Node] = {}

    def convert(term: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
        if term not in nodes:
            nodes[term] = _rdflib_term(term)
        return nodes[term]

    graph.addN((convert(s), convert(p), convert(o), graph) for s, p, o in triples)
    return graph


class _PredicateOrder(dict[ox.NamedNode, str]):
    """What predicates are sorted by: the type first."""

    def __missing__(self, predicate: ox.NamedNode) -> str:
        self[predicate] = "" if predicate == RDF.type else predicate.value
        return self[predicate]


def _sorted(facts: Collection[Fact], order: Mapping[ox.NamedNode, str]) -> list[Fact]:
    """Return what is said of one subject, by predicate, then by the object as N-Triples."""
    if len({predicate for predicate, _ in facts}) == len(facts):  # and the object is not asked
        return sorted(facts, key=lambda fact: order[fact[0]])
    return sorted(facts, key=lambda fact: (order[fact[0]], str(fact[1])))


def _post(post: Post, minter: Minter) -> Iterator[Triple]:
    iri = minter.iri(post.id)
    yield iri, RDF.type, SDO.BlogPosting
    yield iri, SDO.headline, ox.Literal(post.title)
    yield iri, KG.listed, ox.Literal(post.listed)
    if post.author:
        person = minter.iri(f"person/{slugify(post.author)}")
        yield iri, SDO.author, person
        yield person, RDF.type, SDO.Person
        yield person, SDO.name, ox.Literal(post.author)
    if post.date:
        yield iri, SDO.datePublished, ox.Literal(post.date.isoformat(), datatype=XSD.date)
    if post.url:
        yield iri, SDO.url, ox.Literal(post.url, datatype=XSD.anyURI)
    for tag in post.tags:
        yield iri, SDO.keywords, ox.Literal(tag)
    for name in post.aliases:
        if not name.startswith("/"):  # which are paths on the site
            yield iri, SDO.alternativeHeadline, ox.Literal(name)
    for snapshot in post.snapshots:
        source = minter.source(snapshot.source)
        yield iri, PROV.wasDerivedFrom, source
        yield source, RDF.type, PROV.Entity
        yield source, DCTERMS.identifier, ox.Literal(snapshot.source)
        if snapshot.readers is not None:
            counter = minter.part(iri, f"readers-{quote(snapshot.source, safe='')}")
            yield iri, SDO.interactionStatistic, counter
            yield counter, RDF.type, SDO.InteractionCounter
            yield counter, SDO.interactionType, SDO.ReadAction
            yield counter, SDO.userInteractionCount, ox.Literal(snapshot.readers)
            yield counter, PROV.wasDerivedFrom, source


def _series(series: Series, minter: Minter) -> Iterator[Triple]:
    iri = minter.iri(series.id)
    yield iri, RDF.type, SDO.CreativeWorkSeries
    yield iri, SDO.name, ox.Literal(series.name)
    for part in series.parts:
        yield minter.iri(part.post_id), SDO.isPartOf, iri
        yield minter.iri(part.post_id), SDO.position, ox.Literal(part.position)
    for position in series.missing:
        yield iri, KG.missingPosition, ox.Literal(position)


def _work(work: Work, minter: Minter) -> Iterator[Triple]:
    iri = minter.iri(work.id)
    yield iri, RDF.type, _WORK_CLASSES[work.kind]
    yield iri, SDO.name, ox.Literal(work.title)
    if work.identifier:
        yield iri, SDO.identifier, ox.Literal(work.identifier)
    if work.url:
        yield iri, SDO.url, ox.Literal(work.url, datatype=XSD.anyURI)


def _concept(concept: Concept, minter: Minter) -> Iterator[Triple]:
    iri = minter.iri(concept.id)
    yield iri, RDF.type, SKOS.Concept
    for label in concept.pref_label:
        yield iri, SKOS.prefLabel, _text(label)
    for label in {*concept.labels} - {*concept.pref_label}:
        yield iri, SKOS.altLabel, _text(label)
    for text in concept.definition:
        yield iri, SKOS.definition, _text(text)
    for parent in concept.broader:
        yield iri, SKOS.broader, minter.iri(parent)
    for other in concept.related:
        yield iri, SKOS.related, minter.iri(other)
    if concept.field:
        yield iri, SKOS.inScheme, minter.iri(concept.field)
    yield iri, KG.status, KG[concept.status]


def _header(kb: KnowledgeBase, minter: Minter, version: str) -> Iterator[Triple]:
    dataset = minter.dataset
    program, vocabulary = minter.part(dataset, "program"), minter.part(dataset, "vocabulary")
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, RDF.type, DCAT.Dataset
    yield dataset, DCTERMS.title, ox.Literal("Knowledge graph of posts and concepts", language="en")
    yield dataset, DCTERMS.title, ox.Literal("文章与概念的知识图谱", language="zh")
    yield dataset, VOID.uriSpace, ox.Literal(minter.base)
    yield dataset, PROV.wasDerivedFrom, vocabulary
    yield vocabulary, RDF.type, PROV.Entity
    yield vocabulary, SDO.version, ox.Literal(kb.vocabulary_version)
    yield dataset, PROV.wasAttributedTo, program
    yield program, RDF.type, PROV.SoftwareAgent
    yield program, SDO.name, ox.Literal("kg")
    yield program, SDO.softwareVersion, ox.Literal(version)
    for source in kb.sources:
        yield dataset, DCTERMS.source, minter.source(source)


def _text(label: Label) -> ox.Literal:
    if label.language:
        return ox.Literal(label.text, language=label.language)
    return ox.Literal(label.text)


def _rdflib_term(term: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
    import rdflib  # noqa: PLC0415 - only who wants such a graph needs it

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype == XSD.string:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
