"""Triples in, what VoID says about them out: how many, of which classes, with which properties.

https://www.w3.org/TR/void/, section 4. The counts hold for the whole file, the header included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.rdf.iris import Minter
from kg.rdf.namespaces import DCTERMS, OA, RDF, VOID, XSD, Facts, Triple, compact

_PARTS = (VOID.classPartition, VOID.propertyPartition, VOID.subset)
_COUNTS = (VOID.triples, VOID.distinctSubjects, VOID.classes, VOID.properties)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many subjects there are, how many triples with each property, how many of each class."""

    subjects: int = 0
    properties: Counter[ox.NamedNode] = field(default_factory=Counter)
    classes: Counter[ox.NamedNode | ox.Literal] = field(default_factory=Counter)

    @property
    def triples(self) -> int:
        """The number of all triples."""
        return self.properties.total()

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of two sets of triples that have no subject in common."""
        return Counts(
            self.subjects + other.subjects,
            self.properties + other.properties,
            self.classes + other.classes,
        )


def count(facts: Facts) -> Counts:
    """Return the counts of statements.

    Example:
        >>> a = ox.NamedNode("urn:a")
        >>> count(group([(a, RDF.type, OA.Annotation), (a, OA.hasTarget, a)])).triples
        2
    """
    return Counts(
        len(facts),
        Counter(p for own in facts.values() for p, _ in own),
        Counter(o for own in facts.values() for p, o in own if p == RDF.type),
    )


def group(triples: Iterable[Triple]) -> Facts:
    """Return statements by their subject."""
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


def add_statistics(facts: Facts, dataset: ox.NamedNode, elsewhere: Counts | None = None) -> Facts:
    """Return the statements with the statistics of `dataset` renewed.

    `elsewhere` are the counts of evidence that stands in the file beside `facts`.
    """
    header = facts.get(dataset, set())
    parts = {o for p, o in header if p in _PARTS}
    content = {subject: own for subject, own in facts.items() if subject not in parts}
    content[dataset] = {fact for fact in header if fact[0] not in (*_PARTS, *_COUNTS)}
    evidence = find_evidence(content)
    in_evidence = sum(len(own) for subject, own in content.items() if subject in evidence)
    known = count(content)
    if elsewhere:
        known += elsewhere
        in_evidence += elsewhere.triples

    # What the statistics say includes themselves: renewed until nothing changes any more, which is
    # soon, as they name each class and property once whatever the counts are.
    statistics: Facts = {}
    while True:
        own = count(statistics)
        new_subjects = len(statistics.keys() - content.keys())
        counts = known + Counts(new_subjects, own.properties, own.classes)
        renewed = group(_statistics(dataset, counts, in_evidence))
        if renewed == statistics:
            return content | statistics | {dataset: content[dataset] | statistics[dataset]}
        statistics = renewed


def evidence_graph(dataset: ox.NamedNode) -> ox.NamedNode:
    """Return the IRI of the part of a dataset that is its evidence."""
    return Minter(dataset.value).part(dataset, "evidence")


def _statistics(dataset: ox.NamedNode, counts: Counts, evidence: int) -> Iterator[Triple]:
    minter = Minter(dataset.value)
    yield dataset, VOID.triples, _number(counts.triples)
    yield dataset, VOID.distinctSubjects, _number(counts.subjects)
    yield dataset, VOID.classes, _number(len(counts.classes))
    yield dataset, VOID.properties, _number(len(counts.properties))
    for class_, number in counts.classes.items():
        part = minter.part(dataset, f"class-{_name(class_)}")
        yield dataset, VOID.classPartition, part
        yield part, VOID["class"], class_
        yield part, VOID.entities, _number(number)
    for property_, number in counts.properties.items():
        part = minter.part(dataset, f"property-{_name(property_)}")
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, property_
        yield part, VOID.triples, _number(number)
    if evidence:
        subset = evidence_graph(dataset)
        yield dataset, VOID.subset, subset
        yield subset, RDF.type, VOID.Dataset
        yield subset, DCTERMS.title, ox.Literal("Evidence of the links", language="en")
        yield subset, DCTERMS.title, ox.Literal("各关系的依据", language="zh")
        yield subset, VOID.triples, _number(evidence)


def _name(term: ox.NamedNode | ox.Literal) -> str:
    return compact(term.value).replace("://", "-").replace(":", "-").replace("/", "-")


def _number(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=XSD.integer)
