from __future__ import annotations

import pytest
import rdflib
from rdflib import RDF, SDO, SH, SKOS, Literal

from kg import build_rdf_graph, build_triples
from kg.model import KnowledgeBase
from kg.rdf.triples import complete
from kg.validation import read_shapes, validate, validate_graph
from tests.conftest import ROOT

KG = rdflib.Namespace("https://kg.example/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
EX = rdflib.Namespace("https://blog.example/")


@pytest.fixture(scope="module")
def graph(sample: KnowledgeBase) -> rdflib.Graph:
    return build_rdf_graph(sample)


@pytest.mark.parametrize("evidence", [True, False])
def test_the_sample_is_valid(sample: KnowledgeBase, evidence: bool) -> None:
    triples = build_triples(sample)
    if not evidence:
        triples = complete(triples, base="https://blog.example/", evidence=False)

    assert validate(triples) == []


def test_every_class_and_property_has_its_shape(graph: rdflib.Graph) -> None:
    shapes = read_shapes()
    targets = {*shapes.objects(None, SH.targetClass)}
    paths = {*shapes.objects(None, SH.path)}

    assert {*graph.objects(None, RDF.type)} <= targets
    assert {*graph.predicates()} <= paths


SVM = rdflib.URIRef("https://kg.example/concept/support-vector-machine")
FAULTS = {
    "lacks schema:headline": ("remove", (None, SDO.headline, Literal("It is time."))),
    "is 'soon', which is no xsd:date": ("add", (None, SDO.datePublished, Literal("soon"))),
    "has kg:nonsense 1, which nothing like it has": ("add", (None, KG.nonsense, Literal(1))),
    "schema:about is https://blog.example/person/x, which is no skos:Concept": (
        "add",
        (None, SDO.about, EX["person/x"]),
    ),
    "kg:listed is 'yes', which is no xsd:boolean": ("add", (None, KG.listed, Literal("yes"))),
    "has more than 1 kg:listed": ("add", (None, KG.listed, Literal(False))),
    "rdf:type is schema:Thing, which is not among": ("add", (None, RDF.type, SDO.Thing)),
    "schema:inLanguage is 'Chinese', which is not among": (
        "add",
        (None, SDO.inLanguage, Literal("Chinese")),
    ),
    "is not exactly one of listed post or unlisted post": (
        "remove",
        (None, SDO.inLanguage, Literal("zh")),
    ),
    "schema:url is /archives/1, which has no '://'": (
        "add",
        (None, SDO.url, Literal("/archives/1", datatype=rdflib.XSD.anyURI)),
    ),
    "schema:headline is empty": ("add", (None, SDO.headline, Literal(""))),
}


@pytest.mark.parametrize("says", FAULTS)
def test_a_violation_is_a_sentence(graph: rdflib.Graph, says: str) -> None:
    [post] = graph.subjects(SDO.headline, Literal("It is time."))
    action, (_, predicate, object_) = FAULTS[says]
    small = rdflib.Graph()
    for triple in graph.triples((post, None, None)):
        small.add(triple)
        if isinstance(triple[2], rdflib.URIRef):
            for more in graph.triples((triple[2], RDF.type, None)):
                small.add(more)
    getattr(small, action)((post, predicate, object_))

    sentences = [line for line in validate_graph(small) if str(post) in line]

    assert [line for line in sentences if f" {post}: " in line and says in line]
    assert all("\n" not in line for line in sentences)


def test_evidence_without_a_quote_or_a_confidence_is_a_violation(graph: rdflib.Graph) -> None:
    [annotation, *_] = graph.subjects(OA.motivatedBy, OA.tagging)
    changed = rdflib.Graph()
    for triple in graph:
        changed.add(triple)
    changed.remove((annotation, KG.confidence, None))
    changed.remove((rdflib.URIRef(f"{annotation}#quote"), OA.exact, None))
    changed.remove((rdflib.URIRef(f"{annotation}#position"), OA.start, None))
    changed.add((rdflib.URIRef(f"{annotation}#position"), OA.start, Literal(-1)))
    changed.remove((SVM, SKOS.prefLabel, None))

    sentences = validate_graph(changed)

    assert f"evidence {annotation}: is not exactly one of" in " ".join(sentences)
    assert f"quotation {annotation}#quote: lacks oa:exact" in sentences
    assert "concept concept:support-vector-machine: lacks skos:prefLabel" in sentences


def test_shapes_and_ontology_are_valid_themselves() -> None:
    import pyshacl  # noqa: PLC0415

    empty = rdflib.Graph()
    conforms, _, text = pyshacl.validate(empty, shacl_graph=read_shapes(), meta_shacl=True)
    assert conforms, text
    ontology = rdflib.Graph().parse(ROOT / "kg/ontology/kg.ttl")
    terms = {s for s in ontology.subjects() if str(s).startswith(KG)}
    for term in terms:
        for property_ in (rdflib.RDFS.label, rdflib.RDFS.comment):
            languages = [getattr(o, "language", None) for o in ontology.objects(term, property_)]
            assert sorted(map(str, languages)) == ["en", "zh"], (term, property_)
