"""The namespaces of the graph, their usual prefixes, and terms by attribute.

The terms are pyoxigraph's, as the triples are: making and sorting those of a large blog takes a
small part of the time that rdflib's terms take.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

_LOCAL_NAME = re.compile(r"\w(?:[\w-]*\w)?")

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
"""A statement without blank nodes; a tuple because `pyoxigraph.Triple` makes new terms of itself
whenever it is asked for one.
"""


Fact = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
"""What is said of a subject: predicate and object."""

Facts = dict[ox.NamedNode, set[Fact]]
"""Statements by their subject, each once."""


class Namespace:
    """An IRI that terms begin with.

    Example:
        >>> Namespace("https://schema.org/").about
        <NamedNode value=https://schema.org/about>
        >>> Namespace("http://rdfs.org/ns/void#")["class"].value
        'http://rdfs.org/ns/void#class'
    """

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __str__(self) -> str:
        return self._iri

    def __getitem__(self, name: str) -> ox.NamedNode:
        term: ox.NamedNode = getattr(self, name)
        return term

    def __getattr__(self, name: str) -> ox.NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        term = self.__dict__[name] = ox.NamedNode(self._iri + name)
        return term


CITO = Namespace("http://purl.org/spar/cito/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
KG = Namespace("https://kg.example/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SDO = Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

BUILTIN_CONCEPTS = "https://kg.example/concept/"

PREFIXES = {
    "cito": str(CITO),
    "concept": BUILTIN_CONCEPTS,
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "kg": str(KG),
    "oa": str(OA),
    "prov": str(PROV),
    "rdf": str(RDF),
    "schema": str(SDO),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}


def compact(iri: str) -> str:
    """Return an IRI with its prefix, or as it is if it has none.

    Example:
        >>> compact("https://schema.org/about"), compact("urn:x")
        ('schema:about', 'urn:x')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(name := iri[len(namespace) :]):
            return f"{prefix}:{name}"
    return iri


def expand(name: str) -> str:
    """Return the IRI of a name with a prefix, or the name as it is if it has none of these.

    Example:
        >>> expand("schema:about"), expand("urn:x")
        ('https://schema.org/about', 'urn:x')
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
