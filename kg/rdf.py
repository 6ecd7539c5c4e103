"""A knowledge base in, RDF triples and Turtle out. No other module mints an IRI.

Standard vocabularies carry nearly everything: schema.org for posts and works, SKOS for concepts,
CiTO for citations, Web Annotation and PROV-O for evidence, VoID and DCAT for the header. Own terms
(`kg:`) are in `ontology/kg.ttl`. There are no blank nodes: every node can be named in a query.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCAT, DCTERMS, PROV, RDF, SDO, SKOS, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Identifier

from kg.evidence import Evidence, citation_evidence, mention_evidence, open_evidence, surest
from kg.model import Concept, KnowledgeBase, Post, Series, Work
from kg.titles import slugify

DEFAULT_BASE = "https://blog.example/"
"""The base IRI of a graph whose owner names no other; a reserved name that is nobody's."""

KG = Namespace("https://kg.example/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
CITO = Namespace("http://purl.org/spar/cito/")
BUILTIN_CONCEPTS = "https://kg.example/concept/"

PREFIXES = {
    "cito": str(CITO),
    "concept": BUILTIN_CONCEPTS,
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "kg": str(KG),
    "oa": str(OA),
    "prov": str(PROV),
    "schema": str(SDO),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}

Triple = tuple[URIRef, URIRef, Identifier]

_WORK_CLASSES = {
    "paper": SDO.ScholarlyArticle,
    "book": SDO.Book,
    "film": SDO.Movie,
    "web_page": SDO.WebPage,
    "work": SDO.CreativeWork,
}
_RELATIONS = {"about": SDO.about, "mentions": SDO.mentions}


def build_triples(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = ""
) -> list[Triple]:
    """Return every triple of the graph, sorted, each once.

    Args:
        kb: what to state.
        base: the IRI that the ids of posts, works and series are relative to; ends in `/` or `#`.
        version: the version of the program, stated in the header.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> triples = build_triples(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> sum(predicate == CITO.cites for _, predicate, _ in triples)
        36
    """
    minter = _Minter(base)
    triples: set[Triple] = set()
    for post in kb.posts:
        triples.update(_post(post, minter))
    for series in kb.series:
        triples.update(_series(series, minter))
    for work in kb.works:
        triples.update(_work(work, minter))
    for concept in kb.concepts:
        triples.update(_concept(concept, minter))
    for scheme in {concept.field for concept in kb.concepts if concept.field}:
        triples.add((URIRef(scheme), RDF.type, SKOS.ConceptScheme))
        for label in kb.schemes.get(scheme, ()):
            triples.add((URIRef(scheme), SKOS.prefLabel, Literal(label.text, lang=label.language)))
    triples.update(_concept_links(kb, minter))
    triples.update(_citations(kb, minter))
    triples.update(_open_references(kb, minter))
    header = set(_header(kb, minter, version))
    count = len(triples) + len(header) + 1
    header.add((minter.dataset, VOID.triples, Literal(count)))
    return sorted(triples | header, key=_sort_key)


def build_rdf_graph(kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "") -> Graph:
    """Return the triples as an rdflib graph with the prefixes bound."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in build_triples(kb, base=base, version=version):
        graph.add(triple)
    return graph


def render_turtle(triples: Iterable[Triple]) -> bytes:
    """Return sorted triples as RDF 1.1 Turtle in UTF-8, grouped by subject.

    Example:
        >>> triple = (URIRef("https://blog.example/post/a"), SDO.headline, Literal("甲"))
        >>> print(render_turtle([triple]).decode().splitlines()[-1])
        <https://blog.example/post/a> schema:headline "甲" .
    """
    nodes: dict[Identifier, ox.NamedNode | ox.Literal] = {}

    def convert(term: Identifier) -> ox.NamedNode | ox.Literal:
        if term not in nodes:
            nodes[term] = (
                _oxigraph_literal(term) if isinstance(term, Literal) else ox.NamedNode(term)
            )
        return nodes[term]

    statements = (
        ox.Triple(ox.NamedNode(subject), convert(predicate), convert(object_))  # type: ignore[arg-type]
        for subject, predicate, object_ in triples
    )
    turtle = ox.serialize(statements, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    assert turtle is not None  # without an output the text is returned
    lines = turtle.split(b"\n", len(PREFIXES))  # the prefixes come in no order
    return b"\n".join([*sorted(lines[: len(PREFIXES)]), b"", lines[-1]])


class _Minter:
    """IRIs under one base; ids are safe already, file names and foreign IRIs are made safe here."""

    def __init__(self, base: str) -> None:
        self.base = base

    @property
    def dataset(self) -> URIRef:
        return URIRef(self.base)

    def iri(self, id_: str) -> URIRef:
        return URIRef(id_ if "://" in id_ or id_.startswith("urn:") else self.base + id_)

    def source(self, name: str) -> URIRef:
        return URIRef(f"{self.base}source/{quote(name)}")

    def evidence(self, post_id: str, target_id: str) -> URIRef:
        """Name the evidence after the two ends of the link."""
        target = target_id.removeprefix(BUILTIN_CONCEPTS)
        if "://" in target or target.startswith("urn:"):
            digest = hashlib.sha256(target.encode()).hexdigest()[:8]
            target = f"{slugify(target.rstrip('/#').replace('#', '/').rpartition('/')[2])}-{digest}"
        return URIRef(f"{self.base}evidence/{post_id.removeprefix('post/')}/{target}")


def _post(post: Post, minter: _Minter) -> Iterator[Triple]:
    iri = minter.iri(post.id)
    yield iri, RDF.type, SDO.BlogPosting
    yield iri, SDO.headline, Literal(post.title)
    yield iri, KG.listed, Literal(post.listed)
    if post.author:
        person = minter.iri(f"person/{slugify(post.author)}")
        yield iri, SDO.author, person
        yield person, RDF.type, SDO.Person
        yield person, SDO.name, Literal(post.author)
    if post.date:
        yield iri, SDO.datePublished, Literal(post.date.isoformat(), datatype=XSD.date)
    if post.url:
        yield iri, SDO.url, Literal(post.url, datatype=XSD.anyURI)
    for tag in post.tags:
        yield iri, SDO.keywords, Literal(tag)
    for name in post.aliases:
        if not name.startswith("/"):  # which are paths on the site
            yield iri, SDO.alternativeHeadline, Literal(name)
    for snapshot in post.snapshots:
        source = minter.source(snapshot.source)
        yield iri, PROV.wasDerivedFrom, source
        yield source, RDF.type, PROV.Entity
        yield source, DCTERMS.identifier, Literal(snapshot.source)
        if snapshot.readers is not None:
            counter = URIRef(f"{iri}#readers-{quote(snapshot.source, safe='')}")
            yield iri, SDO.interactionStatistic, counter
            yield counter, RDF.type, SDO.InteractionCounter
            yield counter, SDO.interactionType, SDO.ReadAction
            yield counter, SDO.userInteractionCount, Literal(snapshot.readers)
            yield counter, PROV.wasDerivedFrom, source


def _series(series: Series, minter: _Minter) -> Iterator[Triple]:
    iri = minter.iri(series.id)
    yield iri, RDF.type, SDO.CreativeWorkSeries
    yield iri, SDO.name, Literal(series.name)
    for part in series.parts:
        yield minter.iri(part.post_id), SDO.isPartOf, iri
        yield minter.iri(part.post_id), SDO.position, Literal(part.position)
    for position in series.missing:
        yield iri, KG.missingPosition, Literal(position)


def _work(work: Work, minter: _Minter) -> Iterator[Triple]:
    iri = minter.iri(work.id)
    yield iri, RDF.type, _WORK_CLASSES[work.kind]
    yield iri, SDO.name, Literal(work.title)
    if work.identifier:
        yield iri, SDO.identifier, Literal(work.identifier)
    if work.url:
        yield iri, SDO.url, Literal(work.url, datatype=XSD.anyURI)


def _concept(concept: Concept, minter: _Minter) -> Iterator[Triple]:
    iri = minter.iri(concept.id)
    yield iri, RDF.type, SKOS.Concept
    for label in concept.pref_label:
        yield iri, SKOS.prefLabel, Literal(label.text, lang=label.language or None)
    for label in {*concept.labels} - {*concept.pref_label}:
        yield iri, SKOS.altLabel, Literal(label.text, lang=label.language or None)
    for text in concept.definition:
        yield iri, SKOS.definition, Literal(text.text, lang=text.language or None)
    for parent in concept.broader:
        yield iri, SKOS.broader, minter.iri(parent)
    for other in concept.related:
        yield iri, SKOS.related, minter.iri(other)
    if concept.field:
        yield iri, SKOS.inScheme, URIRef(concept.field)
    yield iri, KG.status, KG[concept.status]


def _concept_links(kb: KnowledgeBase, minter: _Minter) -> Iterator[Triple]:
    for link in kb.concept_links:
        post = kb.posts_by_id[link.post_id]
        relation = _RELATIONS[link.relation]
        yield minter.iri(post.id), relation, minter.iri(link.concept_id)
        annotation = minter.evidence(post.id, link.concept_id)
        yield annotation, OA.motivatedBy, OA.tagging
        yield annotation, OA.hasBody, minter.iri(link.concept_id)
        yield annotation, KG.supports, relation
        yield annotation, KG.salience, Literal(f"{link.salience:g}", datatype=XSD.decimal)
        yield annotation, KG.occurrences, Literal(len(link.mentions))
        evidence = mention_evidence(link, post)
        yield annotation, KG.decidedBy, KG.context if evidence.reason else KG.clearName
        if evidence.reason:
            yield annotation, KG.reason, Literal(evidence.reason)
        yield from _annotation(annotation, post, evidence, minter)


def _citations(kb: KnowledgeBase, minter: _Minter) -> Iterator[Triple]:
    for (post_id, target), resolutions in kb.citations.items():
        post = kb.posts_by_id[post_id]
        yield minter.iri(post_id), CITO.cites, minter.iri(target)
        annotation = minter.evidence(post_id, target)
        yield annotation, OA.motivatedBy, OA.linking
        yield annotation, OA.hasBody, minter.iri(target)
        yield annotation, KG.supports, CITO.cites
        yield annotation, KG.occurrences, Literal(len(resolutions))
        best = surest(resolutions)
        yield annotation, KG.resolvedBy, KG[best.how]
        yield annotation, KG.confidence, Literal(f"{best.confidence:g}", datatype=XSD.decimal)
        if best.reference.cue:
            yield annotation, KG.cueText, Literal(best.reference.cue)
        if best.reason:
            yield annotation, KG.reason, Literal(best.reason)
        if best.to_later:
            yield annotation, KG.toLaterPost, Literal(True)
        yield from _annotation(annotation, post, citation_evidence(resolutions, post), minter)


def _open_references(kb: KnowledgeBase, minter: _Minter) -> Iterator[Triple]:
    for one in kb.open_references:
        reference, post = one.reference, kb.posts_by_id[one.reference.post_id]
        annotation = minter.evidence(post.id, f"open/{reference.start}")
        yield annotation, OA.motivatedBy, OA.linking
        yield annotation, KG.leftOpen, KG[one.status]
        for candidate in one.candidates:
            yield annotation, KG.candidate, minter.iri(candidate)
        if reference.link:
            yield annotation, KG.linkTarget, Literal(reference.link)
        yield from _annotation(annotation, post, open_evidence(one, post), minter)


def _annotation(iri: URIRef, post: Post, evidence: Evidence, minter: _Minter) -> Iterator[Triple]:
    """The Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), section 4.2."""
    target, words, position = (URIRef(f"{iri}#{part}") for part in ("target", "quote", "position"))
    yield iri, RDF.type, OA.Annotation
    yield iri, OA.hasTarget, target
    if post.source:
        yield iri, PROV.wasDerivedFrom, minter.source(post.source)
    yield target, RDF.type, OA.SpecificResource
    yield target, OA.hasSource, minter.iri(post.id)
    yield target, KG.place, KG[evidence.place]
    yield target, OA.hasSelector, words
    yield words, RDF.type, OA.TextQuoteSelector
    yield words, OA.prefix, Literal(evidence.prefix)
    yield words, OA.exact, Literal(evidence.exact)
    yield words, OA.suffix, Literal(evidence.suffix)
    yield target, OA.hasSelector, position
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, Literal(evidence.start, datatype=XSD.nonNegativeInteger)
    yield position, OA.end, Literal(evidence.end, datatype=XSD.nonNegativeInteger)


def _header(kb: KnowledgeBase, minter: _Minter, version: str) -> Iterator[Triple]:
    dataset, program = minter.dataset, minter.iri("#program")
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, RDF.type, DCAT.Dataset
    yield dataset, DCTERMS.title, Literal("Knowledge graph of posts and concepts", lang="en")
    yield dataset, DCTERMS.title, Literal("文章与概念的知识图谱", lang="zh")
    yield dataset, VOID.uriSpace, Literal(minter.base)
    yield dataset, KG.vocabularyVersion, Literal(kb.vocabulary_version)
    yield dataset, PROV.wasAttributedTo, program
    yield program, RDF.type, PROV.SoftwareAgent
    yield program, SDO.name, Literal("kg")
    yield program, SDO.softwareVersion, Literal(version)
    for source in kb.sources:
        yield dataset, DCTERMS.source, minter.source(source)
    counts = {
        SDO.BlogPosting: len(kb.posts),
        SKOS.Concept: len(kb.concepts),
        SDO.CreativeWorkSeries: len(kb.series),
        OA.Annotation: len(kb.concept_links) + len(kb.citations) + len(kb.open_references),
    }
    for class_, count in counts.items():
        name = str(class_).replace("#", "/").rpartition("/")[2]
        partition = minter.iri(f"#partition-{name}")
        yield dataset, VOID.classPartition, partition
        yield partition, VOID["class"], class_
        yield partition, VOID.entities, Literal(count)


def _oxigraph_literal(literal: Literal) -> ox.Literal:
    if literal.language:
        return ox.Literal(str(literal), language=literal.language)
    if literal.datatype:
        return ox.Literal(str(literal), datatype=ox.NamedNode(literal.datatype))
    return ox.Literal(str(literal))


def _sort_key(triple: Triple) -> tuple[str, bool, str, str, str, str]:
    subject, predicate, object_ = triple
    language = getattr(object_, "language", None) or ""
    datatype = getattr(object_, "datatype", None) or ""
    # As plain strings, because comparing rdflib's terms takes ten times as long.
    return (
        str(subject),
        predicate != RDF.type,
        str(predicate),
        str(object_),
        language,
        str(datatype),
    )
