from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kg import Vocabulary, load_vocabulary
from kg.errors import InputError

SKOS = "http://www.w3.org/2004/02/skos/core#"
HEAD = f"@prefix : <https://example.org/> . @prefix skos: <{SKOS}> .\n"
HEAD += "@prefix concept: <https://kg.example/concept/> . @prefix kg: <https://kg.example/ns#> .\n"
OWN = "https://example.org/"


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
        (
            "a.jsonld",
            f'{{"@id": "a", "@type": "{SKOS}Concept", "{SKOS}prefLabel": "a"}}',
            r"a\.jsonld: has IRIs without a base, such as a; give a base",
        ),
        ("a.ttl", "<#a> <a:b> <a:c> .", r"a\.ttl, line 1: is no Turtle .*; give a base"),
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


@pytest.mark.parametrize("ending", [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_labels_and_definitions_that_are_things_are_their_texts(
    tmp_path: Path, ending: tuple[str, str]
) -> None:
    """So AGROVOC has them: with and without IRIs, before and after the concept."""
    text = (
        HEAD + "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> ."
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        ':one a xl:Label ; xl:literalForm " support vector machine"@en .'
        ":a a skos:Concept ; xl:prefLabel :one, :two ; xl:hiddenLabel :nowhere ;"
        '  xl:altLabel [ a xl:Label ; xl:literalForm "SVM"@en ] ;'
        '  skos:definition [ rdf:value "A classifier."@en, "一种分类器。"@zh ] .'
        ':two a xl:Label ; xl:literalForm "支持向量机"@zh .'
    )
    path = tmp_path / f"own.{ending[0]}"
    path.write_text(rdflib.Graph().parse(data=text).serialize(format=ending[1]), encoding="utf-8")

    [concept] = load_vocabulary(path, builtin=False).concepts.values()

    assert {*concept.pref_label} == {
        ("support vector machine", "en"),
        ("支持向量机", "zh"),
    }
    assert concept.alt_labels == (("SVM", "en"),)
    assert {*concept.definition} == {("A classifier.", "en"), ("一种分类器。", "zh")}


def test_jsonld_may_give_its_own_base(tmp_path: Path) -> None:
    own = tmp_path / "a.jsonld"
    own.write_text(
        f'{{"@context": {{"@base": "{OWN}"}}, "@id": "a", "@type": "{SKOS}Concept",'
        f'"{SKOS}prefLabel": "a"}}',
        encoding="utf-8",
    )

    assert load_vocabulary(own, builtin=False).concepts.keys() == {f"{OWN}a"}


@pytest.mark.parametrize("encoding", ["utf-16", "gbk"])
def test_a_file_in_another_encoding_is_to_be_saved_in_utf_8(tmp_path: Path, encoding: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(HEAD + ':a a skos:Concept ; skos:prefLabel "支持"@zh .', encoding=encoding)

    with pytest.raises(InputError, match=r"save it in UTF-8$"):
        load_vocabulary(own)
