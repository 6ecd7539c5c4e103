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
from kg.language import post_language
from kg.model import (
    Concept,
    KnowledgeBase,
    Label,
    Notation,
    Post,
    PostLinks,
    Series,
    Snapshot,
    Work,
)
from kg.rdf.header import add_statistics, find_evidence, group
from kg.rdf.iris import Minter
from kg.rdf.namespaces import PREFIXES, RDF, VOID, XSD, Fact, Facts, Triple
from kg.rdf.statements import (
    RELATIONS,
    TYPE,
    Said,
    Statements,
    Term,
    Terms,
    boolean,
    integer,
    name,
    say,
    text,
    value,
)
from kg.titles import slugify

if TYPE_CHECKING:
    import rdflib  # takes longer to import than most graphs to build

_WORK_CLASSES = {
    "paper": "schema:ScholarlyArticle",
    "book": "schema:Book",
    "film": "schema:Movie",
    "web_page": "schema:WebPage",
    "work": "schema:CreativeWork",
}
_OTHER_CONCEPTS = "scheme/other"  # the scheme of concepts of which no vocabulary tells the field
_ITS_LABELS = (Label("other concepts", "en"), Label("其他概念", "zh"))


def state_frame(kb: KnowledgeBase, terms: Terms, *, version: str) -> Statements:
    """Return what is said of authors, pages, series, works and the graph itself.

    Of posts there is only their place in series; what is said of concepts, of each post and of what
    links rest on, and the statistics of the header, are stated elsewhere.

    Args:
        kb: what to state.
        terms: those of the graph.
        version: the version of the program, stated in the header.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> said = state_frame(kb, Terms("https://blog.example/"), version="")
        >>> sorted(words for _, words in said["https://blog.example/#program"]["schema:name"])
        ['"kg"']
    """
    terms.learn([one.id for things in (kb.works, kb.posts) for one in things])
    said: Statements = {}
    for post in kb.posts:
        _state_sources(post, terms, said)
    for series in kb.series:
        _state_series(series, terms, said)
    for work in kb.works:
        _state_work(work, terms, said)
    _state_header(kb, terms, version, said)
    return said


def state_concepts(kb: KnowledgeBase, terms: Terms) -> Statements:
    """Return all that is said of concepts and their schemes, which follows from these alone.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> said = state_concepts(kb, Terms("https://blog.example/"))
        >>> labels = said["https://kg.example/concept/support-vector-machine"]["skos:prefLabel"]
        >>> sorted(words for _, words in labels)
        ['"support vector machine"@en', '"支持向量机"@zh']
    """
    ids = {concept.id for concept in kb.concepts}
    terms.learn(ids.union(match.target for concept in kb.concepts for match in concept.matches))
    said: Statements = {}
    for concept in kb.concepts:
        _state_concept(concept, terms, said)
    for concept in kb.concepts:
        iri = terms.node(concept.id)
        for other in map(terms.node, ids.intersection(concept.related)):
            # Vocabularies state it once, though it holds both ways; queries start from either.
            say(said, iri, "skos:related", other)
            say(said, other, "skos:related", iri)
    for scheme in {scheme for concept in kb.concepts for scheme in _schemes(concept)}:
        say(said, terms.node(scheme), TYPE, name("skos:ConceptScheme"))
        for label in kb.schemes.get(scheme, _ITS_LABELS if scheme == _OTHER_CONCEPTS else ()):
            say(said, terms.node(scheme), "skos:prefLabel", text(*label))
    return said


def state_post(links: PostLinks, terms: Terms, known: Mapping[str, Collection[Term]]) -> Said:
    """Return what is said of a post: what is `known`, its own properties, and its links.

    Example:
        >>> said = state_post(PostLinks(post=Post(id="post/a", title="甲")), Terms("urn:x:"), {})
        >>> said["schema:headline"]
        {('"甲"', '"甲"')}
    """
    said: Said = {property_: {*objects} for property_, objects in known.items()}
    for property_, object_ in (*_properties(links.post, terms), *_links(links, terms)):
        said.setdefault(property_, set()).add(object_)
    return said


def _properties(post: Post, terms: Terms) -> Iterator[tuple[str, Term]]:
    """Yield each property of a post with its value."""
    yield TYPE, name("schema:BlogPosting")
    yield "schema:headline", text(post.title)
    yield "kg:listed", boolean(post.listed)
    if post.listed:  # of others there is but a title
        yield "schema:inLanguage", text(post_language(post))
    if post.author:
        yield "schema:author", _person(post.author, terms)
    if post.date:
        yield "schema:datePublished", value(post.date.isoformat(), "xsd:date")
    if post.url and "://" in post.url:  # else a path on the site, whose host nobody told
        yield "schema:url", value(post.url, "xsd:anyURI")
    yield from (("schema:keywords", text(tag)) for tag in post.tags)
    for alias in post.aliases:
        if not alias.startswith("/"):  # which are paths on the site
            yield "schema:alternativeHeadline", text(alias)
    for snapshot in post.snapshots:
        yield "prov:wasDerivedFrom", terms.named(terms.minter.source(snapshot.source))
        if snapshot.readers is not None:
            yield "schema:interactionStatistic", _counter(post, snapshot, terms)


def _links(links: PostLinks, terms: Terms) -> Iterator[tuple[str, Term]]:
    """Yield each link of a post with where it leads."""
    for link in links.concepts:
        yield RELATIONS[link.relation], terms.node(link.concept_id)
    for target, _ in links.citations:
        yield "cito:cites", terms.node(target)


def complete(triples: Iterable[Triple], *, base: str, evidence: bool = True) -> list[Triple]:
    """Return the triples sorted, with their statistics renewed, and with or without evidence.

    Example:
        >>> from kg.rdf.formats import read_triples
        >>> triples = read_triples("output")
        >>> complete(triples, base=dataset_base(triples)) == triples
        True
    """
    facts = group(triples)
    if not evidence:
        nodes = find_evidence(facts)
        facts = {subject: own for subject, own in facts.items() if subject not in nodes}
    return sort_facts(add_statistics(facts, Minter(base).dataset))


def sort_facts(facts: Facts) -> list[Triple]:
    """Return statements by subject, then the type first, then by predicate and object.

    Example:
        >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
        >>> facts = {b: {(RDF.type, a)}, a: {(VOID.triples, a), (RDF.type, b), (RDF.type, a)}}
        >>> [(s.value, o.value) for s, _, o in sort_facts(facts)]
        [('urn:a', 'urn:a'), ('urn:a', 'urn:b'), ('urn:a', 'urn:a'), ('urn:b', 'urn:a')]
    """
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

    Example:
        >>> dataset = ox.NamedNode("https://blog.example/")
        >>> dataset_base([(dataset, VOID.uriSpace, ox.Literal(dataset.value))])
        'https://blog.example/'
    """
    found = [object_.value for _, predicate, object_ in triples if predicate == VOID.uriSpace]
    if len(found) != 1:
        raise KgError("the graph does not say its base (void:uriSpace); build it with kg build")
    return found[0]


def as_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as an rdflib graph with the prefixes bound.

    Example:
        >>> from kg.rdf.namespaces import KG, SDO
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


def _person(author: str, terms: Terms) -> Term:
    return terms.node(f"person/{slugify(author)}")


def _counter(post: Post, snapshot: Snapshot, terms: Terms) -> Term:
    return terms.node(post.id, f"readers-{quote(snapshot.source, safe='')}")


def _state_sources(post: Post, terms: Terms, said: Statements) -> None:
    """State what a post names: its author, its pages and how many readers these told of."""
    if post.author:
        person = _person(post.author, terms)
        say(said, person, TYPE, name("schema:Person"))
        say(said, person, "schema:name", text(post.author))
    for snapshot in post.snapshots:
        source = terms.named(terms.minter.source(snapshot.source))
        say(said, source, TYPE, name("prov:Entity"))
        say(said, source, "dcterms:identifier", text(snapshot.source))
        if snapshot.readers is not None:
            counter = _counter(post, snapshot, terms)
            say(said, counter, TYPE, name("schema:InteractionCounter"))
            say(said, counter, "schema:interactionType", name("schema:ReadAction"))
            say(said, counter, "schema:userInteractionCount", integer(snapshot.readers))
            say(said, counter, "prov:wasDerivedFrom", source)


def _state_series(series: Series, terms: Terms, said: Statements) -> None:
    iri = terms.node(series.id)
    say(said, iri, TYPE, name("schema:CreativeWorkSeries"))
    say(said, iri, "schema:name", text(series.name))
    for part in series.parts:
        say(said, terms.node(part.post_id), "schema:isPartOf", iri)
        say(said, terms.node(part.post_id), "schema:position", integer(part.position))
    for position in series.missing:
        say(said, iri, "kg:missingPosition", integer(position))


def _state_work(work: Work, terms: Terms, said: Statements) -> None:
    iri = terms.node(work.id)
    say(said, iri, TYPE, name(_WORK_CLASSES[work.kind]))
    say(said, iri, "schema:name", text(work.title))
    if work.identifier:
        say(said, iri, "schema:identifier", text(work.identifier))
    if work.url:
        say(said, iri, "schema:url", value(work.url, "xsd:anyURI"))


def _state_concept(concept: Concept, terms: Terms, said: Statements) -> None:
    iri = terms.node(concept.id)
    say(said, iri, TYPE, name("skos:Concept"))
    for label in concept.pref_label:
        say(said, iri, "skos:prefLabel", text(label.text, label.language))
    for label in concept.shown_labels[len({*concept.pref_label}) :]:  # which come first
        say(said, iri, "skos:altLabel", text(label.text, label.language))
    for label in concept.hidden_labels:
        say(said, iri, "skos:hiddenLabel", text(label.text, label.language))
    for definition in concept.definition:
        say(said, iri, "skos:definition", text(definition.text, definition.language))
    for parent in concept.broader:
        say(said, iri, "skos:broader", terms.node(parent))
    for scheme in _schemes(concept):
        say(said, iri, "skos:inScheme", terms.node(scheme))
    for kind, target in concept.matches:
        say(said, iri, f"skos:{kind}", terms.node(target))
    for notation in concept.notations:
        say(said, iri, "skos:notation", terms.of(_notation(notation)))
    say(said, iri, "kg:status", name(f"kg:{concept.status}"))


def _schemes(concept: Concept) -> tuple[str, ...]:
    return (concept.field or _OTHER_CONCEPTS, *concept.other_schemes)


def _notation(notation: Notation) -> ox.Literal:
    if not notation.datatype:
        return ox.Literal(notation.text)
    return ox.Literal(notation.text, datatype=ox.NamedNode(notation.datatype))


def _state_header(kb: KnowledgeBase, terms: Terms, version: str, said: Statements) -> None:
    dataset = terms.node("")
    program, vocabulary = terms.node("", "program"), terms.node("", "vocabulary")
    for class_ in ("void:Dataset", "dcat:Dataset"):
        say(said, dataset, TYPE, name(class_))
    say(said, dataset, "dcterms:title", text("Knowledge graph of posts and concepts", "en"))
    say(said, dataset, "dcterms:title", text("文章与概念的知识图谱", "zh"))
    say(said, dataset, "void:uriSpace", text(terms.minter.base))
    say(said, dataset, "prov:wasDerivedFrom", vocabulary)
    say(said, vocabulary, TYPE, name("prov:Entity"))
    say(said, vocabulary, "schema:version", text(kb.vocabulary_version))
    say(said, dataset, "prov:wasAttributedTo", program)
    say(said, program, TYPE, name("prov:SoftwareAgent"))
    say(said, program, "schema:name", text("kg"))
    say(said, program, "schema:softwareVersion", text(version))
    for source in kb.sources:
        say(said, dataset, "dcterms:source", terms.named(terms.minter.source(source)))


def _rdflib_term(term: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
    import rdflib  # noqa: PLC0415 - only who wants such a graph needs it

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype == XSD.string:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
