from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg import Vocabulary, load_vocabulary, skos
from kg.errors import InputError, VocabularyError
from kg.model import Label

SKOS = "http://www.w3.org/2004/02/skos/core#"
HEAD = f"@prefix : <https://example.org/> . @prefix skos: <{SKOS}> .\n"
HEAD += "@prefix concept: <https://kg.example/concept/> . @prefix kg: <https://kg.example/ns#> .\n"
OWN = "https://example.org/"
SVM = "https://kg.example/concept/support-vector-machine"
CASES: list[dict[str, Any]] = json.loads(Path("tests/cases/same_concepts.json").read_text())


def load(tmp_path: Path, body: str, *, builtin: bool = False) -> Vocabulary:
    (tmp_path / "own.ttl").write_text(HEAD + body, encoding="utf-8")
    return load_vocabulary(tmp_path / "own.ttl", builtin=builtin)


@pytest.mark.parametrize(
    ("ending", "format_"),
    [
        *(("ttl", "turtle"), ("nt", "nt11"), ("rdf", "xml"), ("xml", "xml"), ("owl", "xml")),
        ("jsonld", "json-ld"),
    ],
)
def test_every_format_says_the_same(tmp_path: Path, ending: str, format_: str) -> None:
    turtle = Path("tests/cases/vocabulary.ttl")
    graph = rdflib.Graph().parse(turtle)
    own = tmp_path / f"own.{ending}"
    own.write_text(graph.serialize(format=format_), encoding="utf-8")

    assert load_vocabulary(own, builtin=False).concepts == (
        load_vocabulary(turtle, builtin=False).concepts
    )


def test_a_mark_of_byte_order_is_no_fault(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(HEAD + ':a a skos:Concept ; skos:prefLabel "甲"@zh .', encoding="utf-8-sig")

    assert load_vocabulary(own, builtin=False).concepts


def test_white_space_in_a_label_is_one_space_and_none_at_its_ends(tmp_path: Path) -> None:
    [concept] = load(
        tmp_path, r':a a skos:Concept ; skos:prefLabel " a \n b "@en .'
    ).concepts.values()

    assert concept.label("en") == "a b"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.ttl", "\nnonsense", r"a\.ttl, line 2: is no Turtle"),
        ("a.rdf", "<nonsense", r"a\.rdf.*: is no RDF/XML"),
        ("a.jsonld", "{", r"a\.jsonld.*: is no JSON-LD"),
        (
            "a.jsonld",
            '{"@context": "https://example.org/c"}',
            r"a\.jsonld: has its @context at another address, which is not fetched; write",
        ),
        ("a.trig", ":g {}", r"a\.trig.*: is no Turtle.*or end its name in \.ttl, .* or \.jsonld"),
        (
            "a.ttl",
            f"{HEAD} [] a skos:Concept . _:b a skos:Concept . :c a skos:Concept .",
            r"a\.ttl: has 2 skos:Concept without an IRI; give each one",
        ),
        (
            "a.rdf",
            '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
            r"a\.rdf: declares entities made of others; write them out",
        ),
        ("a.ttl", "<a:b> <a:c> <a:d> .", r"a\.ttl: tells of no skos:Concept"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(
    tmp_path: Path, name: str, content: str, fault: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=fault):
        load_vocabulary(tmp_path / name)


def test_what_is_narrower_or_at_the_top_says_what_is_broader_and_in_the_scheme(
    tmp_path: Path,
) -> None:
    vocabulary = load(
        tmp_path,
        ":one a skos:ConceptScheme ; skos:hasTopConcept :a . :two a skos:ConceptScheme ."
        ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:narrower :b .'
        ':b a skos:Concept ; skos:prefLabel "b"@en ; skos:topConceptOf :two .',
    )

    a, b = vocabulary.concepts.values()
    assert (a.field, b.field, b.broader) == (f"{OWN}one", f"{OWN}two", (a.id,))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_which_known_concept_is_meant(case: dict[str, Any]) -> None:
    def nodes(concepts: dict[str, dict[str, list[str]]]) -> skos.Nodes:
        turtle = "".join(
            f":{id_} a skos:Concept; {predicate} {', '.join(values)} ."
            for id_, said in concepts.items()
            for predicate, values in said.items()
        )
        return skos.parse((HEAD + turtle).encode(), Path("own.ttl"))

    same = skos.find_same(nodes(case["own"]), nodes(case["known"]))

    assert same == {f"{OWN}{a}": f"{OWN}{b}" for a, b in case["same"].items()}


def test_ones_own_concept_takes_the_place_of_the_built_in_one(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    extended = load(
        tmp_path,
        ':svms a skos:Concept ; skos:prefLabel "Support Vector Machines"@en ; skos:broader :top .'
        ':top a skos:Concept ; skos:prefLabel "my classifiers"@en .',
        builtin=True,
    )

    own = extended.concepts[f"{OWN}svms"]
    assert SVM not in extended.concepts
    assert (own.label("en"), own.label("zh")) == ("Support Vector Machines", "支持向量机")
    assert {"SVM", "support vector machine"} <= {label.text for label in own.alt_labels}
    assert own.broader == (f"{OWN}top",)  # as one's own files say
    assert own.definition == vocabulary.concepts[SVM].definition  # of which they say nothing
    narrower = {id_ for id_, c in vocabulary.concepts.items() if SVM in c.broader}
    assert narrower
    assert {id_ for id_, c in extended.concepts.items() if own.id in c.broader} == narrower


def test_what_is_said_of_a_built_in_iri_counts_in_its_language(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    extended = load(
        tmp_path,
        f'<{SVM}> skos:prefLabel "widest street"@en ; skos:definition "A street."@en ;'
        "skos:broader concept:python .",
        builtin=True,
    )

    svm, before = extended.concepts[SVM], vocabulary.concepts[SVM]
    assert (svm.label("en"), svm.label("zh")) == ("widest street", "支持向量机")
    assert Label("support vector machine", "en") in svm.alt_labels
    assert {label.text for label in svm.definition if label.language == "en"} == {"A street."}
    assert [one for one in svm.definition if one.language == "zh"] == [
        one for one in before.definition if one.language == "zh"
    ]
    assert {*svm.broader} == {*before.broader, "https://kg.example/concept/python"}


def test_a_definition_in_one_language_leaves_that_in_the_other(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    body = ':s a skos:Concept ; skos:prefLabel "SVM"@en ; skos:definition "一条街。"@zh .'

    own = load(tmp_path, body, builtin=True).concepts[f"{OWN}s"]

    english = [label for label in vocabulary.concepts[SVM].definition if label.language == "en"]
    assert {*own.definition} == {Label("一条街。", "zh"), *english}


def test_a_name_of_another_built_in_concept_is_a_fault_with_two_remedies(tmp_path: Path) -> None:
    body = ':m a skos:Concept ; skos:prefLabel "my machine"@en ; skos:altLabel "支持向量机"@zh'

    with pytest.raises(VocabularyError, match="on each or, if they are one, say skos:exactMatch"):
        load(tmp_path, f"{body} .", builtin=True)

    matched = load(tmp_path, f"{body} ; skos:exactMatch <{SVM}> .", builtin=True)
    assert Label("SVM", "en") in matched.concepts[f"{OWN}m"].labels
    marked = load(tmp_path, f'{body} ; kg:ambiguousLabel "支持向量机"@zh .', builtin=True)
    assert {f"{OWN}m", SVM} <= marked.concepts.keys()
