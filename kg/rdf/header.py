"""Triples in, what VoID says about them out: how many, of which classes, with which properties.

https://www.w3.org/TR/void/, section 4. The counts hold for the whole file, the header included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf.iris import Minter
from kg.rdf.namespaces import DCTERMS, OA, RDF, VOID, XSD, Facts, Triple, compact

_PARTS = (VOID.classPartition, VOID.propertyPartition, VOID.subset)
_COUNTS = (VOID.triples, VOID.distinctSubjects, VOID.classes, VOID.properties)
_NOT_IN_NAME = re.compile(r"[^\w.]+")


def group(triples: Iterable[Triple]) -> Facts:
    """Return statements by their subject.

    Example:
        >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
        >>> group([(a, RDF.type, b), (a, RDF.type, b)]) == {a: {(RDF.type, b)}}
        True
    """
    facts: Facts = {}
    last, own = None, set()
    for subject, predicate, object_ in triples:
        if subject is not last:  # most follow others of their subject
            last, own = subject, facts.setdefault(subject, set())
        own.add((predicate, object_))
    return facts


def find_evidence(facts: Facts) -> set[ox.NamedNode | ox.Literal]:
    """Return the annotations, their targets and the selectors of these.

    Example:
        >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
        >>> found = find_evidence(group([(a, RDF.type, OA.Annotation), (a, OA.hasTarget, b)]))
        >>> found == {a, b}
        True
    """
    is_annotation = (RDF.type, OA.Annotation)
    nodes: set[ox.NamedNode | ox.Literal] = {s for s, own in facts.items() if is_annotation in own}
    step = nodes
    for relation in (OA.hasTarget, OA.hasSelector):
        wholes = [facts.get(node, ()) for node in step if isinstance(node, ox.NamedNode)]
        step = {part for own in wholes for name, part in own if name == relation}
        nodes = nodes | step
    return nodes


def add_statistics(facts: Facts, dataset: ox.NamedNode) -> Facts:
    """Return the statements with the statistics of `dataset` renewed.

    Example:
        >>> dataset = ox.NamedNode("https://blog.example/")
        >>> said = {dataset: {(RDF.type, VOID.Dataset)}}
        >>> renewed = add_statistics(said, dataset)
        >>> (VOID.triples, _count(sum(map(len, renewed.values())))) in renewed[dataset]
        True
        >>> add_statistics(renewed, dataset) == renewed
        True
    """
    content = without_statistics(facts, dataset)
    statistics = state_counts(count_statements(content), dataset)
    return content | statistics | {dataset: content[dataset] | statistics[dataset]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many statements there are, about how many subjects, of which properties and classes."""

    triples: int = 0
    subjects: int = 0
    properties: Counter[ox.NamedNode]
    classes: Counter[ox.NamedNode | ox.Literal]
    evidence: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both, which must have no subject in common."""
        return Counts(
            triples=self.triples + other.triples,
            subjects=self.subjects + other.subjects,
            properties=self.properties + other.properties,
            classes=self.classes + other.classes,
            evidence=self.evidence + other.evidence,
        )


def count_statements(facts: Facts) -> Counts:
    """Count statements by their subject.

    Example:
        >>> a = ox.NamedNode("urn:a")
        >>> counts = count_statements({a: {(RDF.type, OA.Annotation), (OA.hasBody, a)}})
        >>> counts.triples, counts.subjects, counts.evidence
        (2, 1, 2)
    """
    evidence = find_evidence(facts)
    return Counts(
        triples=sum(map(len, facts.values())),
        subjects=len(facts),
        properties=Counter(p for own in facts.values() for p, _ in own),
        classes=Counter(o for own in facts.values() for p, o in own if p == RDF.type),
        evidence=sum(len(own) for subject, own in facts.items() if subject in evidence),
    )


def state_counts(counts: Counts, dataset: ox.NamedNode) -> Facts:
    """Return the statistics of a dataset, given the counts of all its other statements."""
    # What the statistics say includes themselves: renewed until nothing changes any more, which is
    # soon, as they name each class and property once whatever the counts are.
    statistics: Facts = {}
    while True:
        stated = [fact for own in statistics.values() for fact in own]
        renewed = group(
            _statistics(
                dataset,
                triples=counts.triples + len(stated),
                subjects=counts.subjects + len(statistics.keys() - {dataset}),
                properties=counts.properties + Counter(p for p, _ in stated),
                classes=counts.classes + Counter(o for p, o in stated if p == RDF.type),
                evidence=counts.evidence,
            )
        )
        if renewed == statistics:
            return statistics
        statistics = renewed


def without_statistics(facts: Facts, dataset: ox.NamedNode) -> Facts:
    """Return the statements but for the statistics of a dataset.

    Example:
        >>> dataset = ox.NamedNode("https://blog.example/")
        >>> said = {dataset: {(RDF.type, VOID.Dataset)}}
        >>> without_statistics(add_statistics(said, dataset), dataset) == said
        True
    """
    header = facts.get(dataset, set())
    parts = {o for p, o in header if p in _PARTS}
    content = {subject: own for subject, own in facts.items() if subject not in parts}
    return content | {dataset: {fact for fact in header if fact[0] not in (*_PARTS, *_COUNTS)}}


def evidence_graph(dataset: ox.NamedNode) -> ox.NamedNode:
    """Return the IRI of the part of a dataset that is its evidence.

    Example:
        >>> evidence_graph(ox.NamedNode("https://blog.example/")).value
        'https://blog.example/#evidence'
    """
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
    """Return what a part is called after a term, which may be of any vocabulary."""
    return _NOT_IN_NAME.sub("-", compact(term.value))


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=XSD.integer)
