"""A knowledge base in, RDF out: triples, and these in the formats that other tools read."""

from __future__ import annotations

from kg.model import DEFAULT_BASE
from kg.rdf.formats import FORMATS, RdflibTriple, read_triples, render, render_turtle
from kg.rdf.iris import Minter
from kg.rdf.namespaces import BUILTIN_CONCEPTS, CITO, KG, OA, PREFIXES
from kg.rdf.triples import as_rdflib
from kg.rdf.turtle import build_rdf_graph, build_triples, write_turtle

__all__ = [
    "BUILTIN_CONCEPTS",
    "CITO",
    "DEFAULT_BASE",
    "FORMATS",
    "KG",
    "OA",
    "PREFIXES",
    "Minter",
    "RdflibTriple",
    "as_rdflib",
    "build_rdf_graph",
    "build_triples",
    "read_triples",
    "render",
    "render_turtle",
    "write_turtle",
]
