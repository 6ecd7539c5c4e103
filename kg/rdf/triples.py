"""A knowledge base in, RDF triples out.

Standard vocabularies carry nearly everything: schema.org for posts and works, SKOS for concepts,
CiTO for citations, Web Annotation and PROV-O for evidence, VoID and DCAT for the header. Own terms
(`kg:`) are in `ontology/kg.ttl`, the shapes of all that is written in `ontology/shapes.ttl`. There
are no blank nodes: every node can be named in a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import KgError
from kg.evidence import (
    Evidence,
    citation_evidence,
    mention_confidence,
    mention_evidence,
    open_evidence,
    surest,
)
from kg.model import DEFAULT_BASE, Concept, KnowledgeBase, Label, Post, Series, Work
from kg.rdf.header import add_statistics, find_evidence
from kg.rdf.iris import Minter
from kg.rdf.namespaces import (
    CITO,
    DCAT,
    DCTERMS,
    KG,
    OA,
    PREFIXES,
    PROV,
    RDF,
    SDO,
    SKOS,
    VOID,
    XSD,
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


def build_triples(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "", evidence: bool = True
) -> list[Triple]:
    """Return every triple of the graph, sorted, each once.

    Args:
        kb: what to state.
        base: the IRI that the ids of posts, works and series are relative to; ends in `/` or `#`.
        version: the version of the program, stated in the header.
        evidence: whether to state what each link rests on, which is most of the graph.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> triples = build_triples(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> sum(predicate == CITO.cites for _, predicate, _ in triples)
        36
    """
    minter = Minter(base)
    found: set[Triple] = set()
    for post in kb.posts:
        found.update(_post(post, minter))
    for series in kb.series:
        found.update(_series(series, minter))
    for work in kb.works:
        found.update(_work(work, minter))
    for concept in kb.concepts:
        found.update(_concept(concept, minter))
    for scheme in {concept.field for concept in kb.concepts if concept.field}:
        found.add((minter.iri(scheme), RDF.type, SKOS.ConceptScheme))
        for label in kb.schemes.get(scheme, ()):
            found.add((minter.iri(scheme), SKOS.prefLabel, _text(label)))
    found.update(_concept_links(kb, minter))
    found.update(_citations(kb, minter))
    found.update(_open_references(kb, minter))
    found.update(_header(kb, minter, version))
    return complete(found, base=base, evidence=evidence)


def complete(triples: Iterable[Triple], *, base: str, evidence: bool = True) -> list[Triple]:
    """Return the triples sorted, with their statistics renewed, and with or without evidence."""
    kept = set(triples)
    if not evidence:
        nodes = find_evidence(kept)
        kept = {triple for triple in kept if triple[0] not in nodes}
    return sorted(add_statistics(kept, Minter(base).dataset), key=_sort_key)


def dataset_base(triples: Iterable[Triple]) -> str:
    """Return the base IRI that the header of a graph states.

    Raises:
        KgError: it states none or several.
    """
    found = [object_.value for _, predicate, object_ in triples if predicate == VOID.uriSpace]
    if len(found) != 1:
        raise KgError("the graph does not say its base (void:uriSpace); build it with kg build")
    return found[0]


def build_rdf_graph(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "", evidence: bool = True
) -> rdflib.Graph:
    """Return the triples as an rdflib graph with the prefixes bound."""
    return as_rdflib(build_triples(kb, base=base, version=version, evidence=evidence))


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


def _sort_key(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, object_ = triple
    return subject.value, predicate != RDF.type, predicate.value, str(object_)


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


def _concept_links(kb: KnowledgeBase, minter: Minter) -> Iterator[Triple]:
    for link in kb.concept_links:
        post = kb.posts_by_id[link.post_id]
        relation = _RELATIONS[link.relation]
        yield minter.iri(post.id), relation, minter.iri(link.concept_id)
        annotation = minter.evidence(post.id, link.concept_id)
        yield annotation, OA.motivatedBy, OA.tagging
        yield annotation, OA.hasBody, minter.iri(link.concept_id)
        yield annotation, KG.supports, relation
        yield annotation, KG.salience, _decimal(link.salience)
        yield annotation, KG.occurrences, ox.Literal(len(link.mentions))
        evidence = mention_evidence(link, post)
        yield annotation, KG.decidedBy, KG.context if evidence.reason else KG.clearName
        yield annotation, KG.confidence, _decimal(mention_confidence(link, post))
        if evidence.reason:
            yield annotation, KG.reason, ox.Literal(evidence.reason)
        yield from _annotation(annotation, post, evidence, minter)


def _citations(kb: KnowledgeBase, minter: Minter) -> Iterator[Triple]:
    for (post_id, target), resolutions in kb.citations.items():
        post = kb.posts_by_id[post_id]
        yield minter.iri(post_id), CITO.cites, minter.iri(target)
        annotation = minter.evidence(post_id, target)
        yield annotation, OA.motivatedBy, OA.linking
        yield annotation, OA.hasBody, minter.iri(target)
        yield annotation, KG.supports, CITO.cites
        yield annotation, KG.occurrences, ox.Literal(len(resolutions))
        best = surest(resolutions)
        yield annotation, KG.resolvedBy, KG[best.how]
        yield annotation, KG.confidence, _decimal(best.confidence)
        if best.reference.cue:
            yield annotation, KG.cueText, ox.Literal(best.reference.cue)
        if best.reason:
            yield annotation, KG.reason, ox.Literal(best.reason)
        if best.to_later:
            yield annotation, KG.toLaterPost, ox.Literal(True)
        yield from _annotation(annotation, post, citation_evidence(resolutions, post), minter)


def _open_references(kb: KnowledgeBase, minter: Minter) -> Iterator[Triple]:
    for one in kb.open_references:
        reference, post = one.reference, kb.posts_by_id[one.reference.post_id]
        annotation = minter.evidence(post.id, f"open/{reference.start}")
        yield annotation, OA.motivatedBy, OA.linking
        yield annotation, KG.leftOpen, KG[one.status]
        for candidate in one.candidates:
            yield annotation, KG.candidate, minter.iri(candidate)
        if reference.link:
            yield annotation, KG.linkTarget, ox.Literal(reference.link)
        yield from _annotation(annotation, post, open_evidence(one, post), minter)


def _annotation(
    iri: ox.NamedNode, post: Post, evidence: Evidence, minter: Minter
) -> Iterator[Triple]:
    """The Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), section 4.2."""
    target, words, position = (minter.part(iri, name) for name in ("target", "quote", "position"))
    yield iri, RDF.type, OA.Annotation
    yield iri, OA.hasTarget, target
    if post.source:
        yield iri, PROV.wasDerivedFrom, minter.source(post.source)
    yield target, RDF.type, OA.SpecificResource
    yield target, OA.hasSource, minter.iri(post.id)
    yield target, KG.place, KG[evidence.place]
    yield target, OA.hasSelector, words
    yield words, RDF.type, OA.TextQuoteSelector
    yield words, OA.prefix, ox.Literal(evidence.prefix)
    yield words, OA.exact, ox.Literal(evidence.exact)
    yield words, OA.suffix, ox.Literal(evidence.suffix)
    yield target, OA.hasSelector, position
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, ox.Literal(str(evidence.start), datatype=XSD.nonNegativeInteger)
    yield position, OA.end, ox.Literal(str(evidence.end), datatype=XSD.nonNegativeInteger)


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


def _decimal(value: float) -> ox.Literal:
    text = f"{value:.6f}".rstrip("0").rstrip(".")  # a decimal has no exponent
    return ox.Literal(text, datatype=XSD.decimal)


def _rdflib_term(term: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
    import rdflib  # noqa: PLC0415 - only who wants such a graph needs it

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype == XSD.string:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
