"""Triples in, what VoID says about them out: how many, of which classes, with which properties.

https://www.w3.org/TR/void/, section 4. The counts hold for the whole file, the header included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.iris import Minter
from kg.rdf.namespaces import DCTERMS, OA, RDF, VOID, XSD, Triple, compact

_PARTS = (VOID.classPartition, VOID.propertyPartition, VOID.subset)
_COUNTS = (VOID.triples, VOID.distinctSubjects, VOID.classes, VOID.properties)


def find_evidence(triples: Iterable[Triple]) -> set[ox.NamedNode | ox.Literal]:
    """Return the annotations, their targets and the selectors of these.

    Example:
        >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
        >>> find_evidence([(a, RDF.type, OA.Annotation), (a, OA.hasTarget, b)]) == {a, b}
        True
    """
    nodes: set[ox.NamedNode | ox.Literal] = set()
    parts: dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]] = {
        OA.hasTarget: [],
        OA.hasSelector: [],
    }
    for subject, predicate, object_ in triples:
        if object_ == OA.Annotation and predicate == RDF.type:
            nodes.add(subject)
        elif predicate in parts:
            parts[predicate].append((subject, object_))
    for step in parts.values():
        nodes |= {part for whole, part in step if whole in nodes}
    return nodes


def add_statistics(triples: Iterable[Triple], dataset: ox.NamedNode) -> set[Triple]:
    """Return the triples with the statistics of `dataset` renewed."""
    found = set(triples)
    header = {triple for triple in found if triple[0] == dataset}
    parts = {o for _, p, o in header if p in _PARTS}
    found -= {triple for triple in header if triple[1] in (*_PARTS, *_COUNTS)}
    content = {triple for triple in found if triple[0] not in parts}
    evidence = find_evidence(content)
    in_evidence = sum(s in evidence for s, _, _ in content)
    properties = Counter(p for _, p, _ in content)
    classes = Counter(o for _, p, o in content if p == RDF.type)
    subjects = len({s for s, _, _ in content} | {dataset})

    # What the statistics say includes themselves: renewed until nothing changes any more, which is
    # soon, as they name each class and property once whatever the counts are.
    statistics: set[Triple] = set()
    while True:
        own = {s for s, _, _ in statistics} - {dataset}
        renewed = set(
            _statistics(
                dataset,
                triples=len(content) + len(statistics),
                subjects=subjects + len(own),
                properties=properties + Counter(p for _, p, _ in statistics),
                classes=classes + Counter(o for _, p, o in statistics if p == RDF.type),
                evidence=in_evidence,
            )
        )
        if renewed == statistics:
            return content | statistics
        statistics = renewed


def evidence_graph(dataset: ox.NamedNode) -> ox.NamedNode:
    """Return the IRI of the part of a dataset that is its evidence."""
    return Minter(dataset.value).part(dataset, "evidence")


def _statistics(
    dataset: ox.NamedNode,
    *,
    triples: int,
    subjects: int,
    properties: Counter[ox.NamedNode],
    classes: Counter[ox.NamedNode | ox.Literal],
    evidence: int,
) -> Iterator[Triple]:
    minter = Minter(dataset.value)
    yield dataset, VOID.triples, _count(triples)
    yield dataset, VOID.distinctSubjects, _count(subjects)
    yield dataset, VOID.classes, _count(len(classes))
    yield dataset, VOID.properties, _count(len(properties))
    for class_, count in classes.items():
        part = minter.part(dataset, f"class-{_name(class_)}")
        yield dataset, VOID.classPartition, part
        yield part, VOID["class"], class_
        yield part, VOID.entities, _count(count)
    for property_, count in properties.items():
        part = minter.part(dataset, f"property-{_name(property_)}")
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, property_
        yield part, VOID.triples, _count(count)
    if evidence:
        subset = evidence_graph(dataset)
        yield dataset, VOID.subset, subset
        yield subset, RDF.type, VOID.Dataset
        yield subset, DCTERMS.title, ox.Literal("Evidence of the links", language="en")
        yield subset, DCTERMS.title, ox.Literal("各关系的依据", language="zh")
        yield subset, VOID.triples, _count(evidence)


def _name(term: ox.NamedNode | ox.Literal) -> str:
    return compact(term.value).replace("://", "-").replace(":", "-").replace("/", "-")


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=XSD.integer)
