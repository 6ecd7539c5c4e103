from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg import build_triples
from kg.errors import InputError, KgError
from kg.model import KnowledgeBase
from kg.rdf import FORMATS, as_rdflib, read_triples, render
from kg.rdf.header import find_evidence, group
from kg.rdf.namespaces import RDF, SDO, SKOS, VOID, XSD, Triple
from kg.rdf.triples import complete, dataset_base
from tests.conftest import ROOT

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "trig": "trig", "jsonld": "json-ld"}
BASE = "https://blog.example/"

# What rdflib's Dataset calls within itself is deprecated, and replaced by nothing yet.
pytestmark = pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")


@pytest.fixture(scope="module")
def triples(sample: KnowledgeBase) -> list[Triple]:
    return build_triples(sample)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("evidence", [True, False])
def test_both_libraries_read_back_what_was_written(
    triples: list[Triple], format_: str, evidence: bool
) -> None:
    stated = complete(triples, base=BASE, evidence=evidence)

    content = render(stated, format_)

    expected = as_rdflib(stated)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=content, format=RDFLIB[format_])
    union = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        union.add(triple)
    assert {*union} == {*expected}  # which is isomorphism where no node is blank
    own = {quad.triple for quad in ox.parse(content, format=OXIGRAPH[format_])}
    assert own == {ox.Triple(*triple) for triple in stated}
    assert len(own) == len(stated)


TEXT = st.text(
    st.sampled_from("甲a\"'\\\n\r\t<>{}|^` 😀\u202eשלום《》#@_:%&")
    | st.characters(exclude_categories=["Cs"]),
    max_size=20,
)


@given(TEXT, TEXT, st.sampled_from(["en", "zh", "zh-Hant", ""]))
def test_any_literal_survives_every_format(text: str, other: str, language: str) -> None:
    node = ox.NamedNode("https://blog.example/post/a")
    label = ox.Literal(text, language=language) if language else ox.Literal(text)
    triples: list[Triple] = sorted(
        {
            (node, SDO.headline, ox.Literal(other)),
            (node, SKOS.prefLabel, label),
            (node, SDO.url, ox.Literal(text, datatype=XSD.anyURI)),
            (ox.NamedNode(BASE), VOID.uriSpace, ox.Literal(BASE)),
        },
        key=str,
    )
    expected = {ox.Triple(*triple) for triple in triples}

    for format_ in FORMATS:
        content = render(triples, format_)
        assert {q.triple for q in ox.parse(content, format=OXIGRAPH[format_])} == expected
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=content, format=RDFLIB[format_])
        headlines = {str(o) for o in dataset.objects(None, rdflib.SDO.headline)}
        assert headlines == {other}


def test_trig_has_the_evidence_in_a_graph_of_its_own(triples: list[Triple]) -> None:
    quads = list(ox.parse(render(triples, "trig"), format=ox.RdfFormat.TRIG))
    evidence = find_evidence(group(triples))

    graphs = {quad.graph_name for quad in quads if quad.subject in evidence}
    assert graphs == {ox.NamedNode(f"{BASE}#evidence")}
    others = {quad.graph_name for quad in quads if quad.subject not in evidence}
    assert others == {ox.DefaultGraph()}


def test_the_statistics_are_what_a_query_counts(triples: list[Triple]) -> None:
    for evidence in (True, False):
        stated = complete(triples, base=BASE, evidence=evidence)
        store = ox.Store()
        store.bulk_extend(ox.Quad(*triple) for triple in stated)

        def count(query: str, store: ox.Store = store) -> dict[str, int]:
            found = store.query(f"PREFIX void: <{VOID}> SELECT ?x ?n {{ {query} }}")
            return {s["x"].value if s["x"] else "": int(s["n"].value) for s in found}  # type: ignore[union-attr]

        total = "{ SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"
        assert count(f"<{BASE}> void:triples ?n") == count(total)
        subjects = "{ SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } }"
        assert count(f"<{BASE}> void:distinctSubjects ?n") == count(subjects)
        classes = "{ SELECT ?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x }"
        assert count("?part void:class ?x ; void:entities ?n") == count(classes)
        properties = "{ SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x }"
        assert count("?part void:property ?x ; void:triples ?n") == count(properties)
        assert bool(count("<https://blog.example/#evidence> void:triples ?n")) == evidence


def test_statistics_renewed_are_the_same(triples: list[Triple]) -> None:
    assert complete(triples, base=dataset_base(triples)) == triples


@pytest.mark.parametrize("class_", ["http://own.example/ns#Thing", "urn:x-own:a%20b", "tag:a,b:c"])
def test_statements_of_any_vocabulary_may_be_added(triples: list[Triple], class_: str) -> None:
    own: Triple = (ox.NamedNode(f"{BASE}own"), RDF.type, ox.NamedNode(class_))

    stated = complete([*triples, own], base=BASE)

    assert own in stated
    [part] = [s for s, p, o in stated if p == VOID["class"] and o == ox.NamedNode(class_)]
    assert (part, VOID.entities, ox.Literal("1", datatype=XSD.integer)) in stated


@pytest.mark.parametrize("format_", FORMATS)
def test_what_has_no_header_is_written_or_refused_in_one_line(format_: str) -> None:
    triple = (ox.NamedNode("urn:a"), SDO.about, ox.NamedNode("urn:b"))

    if format_ == "trig":  # whose graph of the evidence has a name under the base
        with pytest.raises(KgError, match="does not say its base"):
            render([triple], format_)
    else:
        assert b"urn:b" in render([triple], format_)


def test_the_context_names_every_class_and_property(triples: list[Triple]) -> None:
    document = json.loads(render(triples, "jsonld"))

    keys = {key for node in document["@graph"] for key in node}
    types = {
        name
        for node in document["@graph"]
        for name in (node["@type"] if isinstance(node.get("@type"), list) else [node.get("@type")])
        if name
    }
    assert not [name for name in keys | types if ":" in name]
    post = next(n for n in document["@graph"] if n.get("headline") == "It is time.")
    assert post["datePublished"] == "2015-05-24"
    assert post["listed"] is True


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.ttl: cannot be read .*build it first"):
        read_triples(ROOT / "nothing.ttl")
    nameless, broken = tmp_path / "a.ttl", tmp_path / "b.ttl"
    nameless.write_text("[] a <urn:x> .")
    broken.write_text("\n<urn:x> .")
    with pytest.raises(InputError, match="a node without a name"):
        read_triples(nameless)
    with pytest.raises(InputError, match=r"b\.ttl, line 2: is no Turtle"):
        read_triples(broken)
