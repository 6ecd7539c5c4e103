from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg import Vocabulary, skos
from kg.errors import VocabularyError
from kg.joining import find_same
from kg.model import Label
from tests.conftest import load_cases
from tests.own_vocabularies import HEAD, load

OWN = "https://example.org/"
SVM = "https://kg.example/concept/support-vector-machine"
CASES: list[dict[str, Any]] = load_cases("same_concepts.json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_which_known_concept_is_meant(case: dict[str, Any]) -> None:
    def nodes(concepts: dict[str, dict[str, list[str]]]) -> skos.Nodes:
        turtle = "".join(
            f":{id_} a skos:Concept; {predicate} {', '.join(values)} ."
            for id_, said in concepts.items()
            for predicate, values in said.items()
        )
        return skos.parse((HEAD + turtle).encode(), Path("own.ttl"))

    same = find_same(nodes(case["own"]), nodes(case["known"]))

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


THEIRS = """
:y a skos:Concept ; skos:prefLabel "SVMs"@en, "支持向量机"@zh ; skos:altLabel "max margin"@en ;
  skos:broader :w ; skos:notation "I.5" ; skos:exactMatch <urn:x:svm> ; kg:status kg:discovered .
:w a skos:Concept ; skos:prefLabel "models"@en .
:z a skos:Concept ; skos:prefLabel "least squares SVM"@en ; skos:broader :y ; skos:related :y .
"""


def test_concepts_of_two_files_are_one_by_an_exact_match(tmp_path: Path) -> None:
    mine = ':x a skos:Concept ; skos:prefLabel "support machine"@en ; skos:exactMatch :y .'

    for files in ((mine, THEIRS), (THEIRS, mine)):
        concepts = load(tmp_path, *files).concepts

        x, z = concepts[f"{OWN}x"], concepts[f"{OWN}z"]
        assert f"{OWN}y" not in concepts
        assert {*x.pref_label} == {Label("support machine", "en"), Label("支持向量机", "zh")}
        assert {label.text for label in x.alt_labels} == {"SVMs", "max margin"}
        assert (x.broader, z.broader, z.related) == ((f"{OWN}w",), (x.id,), (x.id,))
        assert {match.target for match in x.matches} == {f"{OWN}y", "urn:x:svm"}
        assert [notation.text for notation in x.notations] == ["I.5"]
        assert x.status == "vocabulary"


@pytest.mark.parametrize(
    ("matches", "left"),
    [
        ({"a": "b", "b": "a"}, "b"),  # the last of those that say so
        ({"a": "b", "b": "c", "c": "a"}, "c"),
        ({"b": "a", "c": "b"}, "c"),  # what nothing is said to be
        ({"a": "b", "c": "b"}, "c"),
        ({"a": "a"}, "abc"),
        ({"a": "elsewhere"}, "abc"),
    ],
)
def test_which_of_several_exact_matches_is_left(
    tmp_path: Path, matches: dict[str, str], left: str
) -> None:
    files = [f':{id_} a skos:Concept ; skos:prefLabel "{id_}"@en .' for id_ in "abc"]
    files.append(" ".join(f":{id_} skos:exactMatch :{match} ." for id_, match in matches.items()))

    concepts = load(tmp_path, *files).concepts

    ones = {*matches, *matches.values()}
    assert {id_.removeprefix(OWN) for id_ in concepts} == {*left} | ({*"abc"} - ones)


def test_concepts_that_match_a_third_thing_are_one_if_they_share_a_name(tmp_path: Path) -> None:
    """A third thing alone is not enough: two concepts of one thesaurus may match it carelessly."""
    concept = "a skos:Concept ; skos:exactMatch <http://www.wikidata.org/entity/Q1>"

    own = load(
        tmp_path,
        f':a {concept} ; skos:prefLabel "Neural net"@en ; skos:altLabel "NN"@en .'
        f':other {concept} ; skos:prefLabel "perceptron"@en .',
        f':b {concept} ; skos:prefLabel "neural net"@en, "神经网络"@zh .'
        f':same {concept} ; skos:prefLabel "neural net"@en ; kg:status kg:rejected .'
        ':c a skos:Concept ; skos:prefLabel "deep net"@en ; skos:broader :a .',
    ).concepts

    assert own.keys() == {f"{OWN}{name}" for name in ("b", "c", "other")}
    assert {label.text for label in own[f"{OWN}b"].labels} == {
        *("Neural net", "neural net", "NN", "神经网络")
    }
    assert own[f"{OWN}c"].broader == (f"{OWN}b",)


def test_an_exact_match_leads_on_to_the_built_in_concept(tmp_path: Path) -> None:
    extended = load(
        tmp_path,
        ':x a skos:Concept ; skos:prefLabel "街"@zh ; skos:exactMatch :y .',
        f':y a skos:Concept ; skos:prefLabel "widest street"@en ; skos:exactMatch <{SVM}> .',
        builtin=True,
    )

    assert SVM not in extended.concepts
    assert {"街", "widest street", "SVM"} <= {
        one.text for one in extended.concepts[f"{OWN}x"].labels
    }


def test_what_is_rejected_is_one_with_nothing(tmp_path: Path) -> None:
    concepts = load(
        tmp_path,
        ':x a skos:Concept ; skos:prefLabel "x"@en ; skos:exactMatch :y .',
        ':y a skos:Concept ; skos:prefLabel "y"@en ; kg:status kg:rejected .',
    ).concepts

    assert [label.text for label in concepts[f"{OWN}x"].labels] == ["x"]


OLD = """
:old a skos:Concept ; skos:prefLabel "neural nets"@en ; skos:altLabel "connectionism"@en, "net"@en ;
  kg:ambiguousLabel "net"@en ; owl:deprecated true ; dcterms:isReplacedBy :new .
:new a skos:Concept ; skos:prefLabel "neural network"@en ; skos:altLabel "Connectionism"@en .
:kind a skos:Concept ; skos:prefLabel "perceptron"@en ; skos:broader :old, :new .
"""


def test_what_is_deprecated_is_no_concept_but_its_names_find_what_replaces_it(
    tmp_path: Path,
) -> None:
    vocabulary = load(tmp_path, OLD)

    new = vocabulary.concepts[f"{OWN}new"]
    assert {*vocabulary.concepts} == {f"{OWN}new", f"{OWN}kind"}
    assert vocabulary.concepts[f"{OWN}kind"].broader == (new.id,)
    assert {label.text for label in new.shown_labels} == {"neural network", "Connectionism"}
    assert {label.text for label in new.hidden_labels} == {"neural nets", "net"}
    assert new.clarity("net") == "ambiguous"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (":a owl:deprecated true ; dcterms:isReplacedBy :b .", {"b"}),
        (':a owl:deprecated "1" . :b dcterms:replaces :a .', {"b"}),
        (":a owl:deprecated true .", set()),
        (":a owl:deprecated false ; dcterms:isReplacedBy :b .", {"a"}),
        (":a owl:deprecated true ; dcterms:isReplacedBy :b, :c .", set()),  # which is not said
        (":a owl:deprecated true ; dcterms:isReplacedBy <urn:x:y>, :a .", set()),
        (":a owl:deprecated true ; dcterms:isReplacedBy :b ."
         ":b owl:deprecated true ; dcterms:isReplacedBy :c .", {"c"}),
        (":a owl:deprecated true ; dcterms:isReplacedBy :b ."
         ":b owl:deprecated true ; dcterms:isReplacedBy :a .", set()),
        (':a owl:deprecated true ; dcterms:isReplacedBy :b . :c skos:altLabel "A"@en .', {"c"}),
        (":a owl:deprecated true ; dcterms:isReplacedBy :b . :d a skos:Concept ;"
         'skos:prefLabel "a"@en ; owl:deprecated true ; dcterms:isReplacedBy :c .', set()),
        (":a owl:deprecated true ; dcterms:isReplacedBy :b . :c skos:exactMatch :b .", {"c"}),
        (":a owl:deprecated true ; skos:exactMatch :b .", set()),
    ],
)  # fmt: skip
def test_who_gets_the_names_of_what_is_deprecated(
    tmp_path: Path, said: str, found: set[str]
) -> None:
    concepts = [f':{id_} a skos:Concept ; skos:prefLabel "{id_}"@en .' for id_ in "abc"]

    vocabulary = load(tmp_path, *concepts, said)

    named = {
        id_.removeprefix(OWN)
        for id_, concept in vocabulary.concepts.items()
        if any(label.text.casefold() == "a" for label in concept.labels)
    }
    assert named == found
    assert ("a" in vocabulary.rejected) == (f"{OWN}a" not in vocabulary.concepts)


def test_a_deprecated_record_leaves_the_built_in_concept_of_its_name(tmp_path: Path) -> None:
    said = ':svm a skos:Concept ; skos:prefLabel "SVM"@en ; owl:deprecated true'

    vocabulary = load(tmp_path, f"{said} ; skos:exactMatch <{SVM}> .", builtin=True)

    assert SVM in vocabulary.concepts
    assert f"{OWN}svm" not in vocabulary.concepts


def test_a_built_in_concept_can_be_deprecated(tmp_path: Path) -> None:
    said = f"<{SVM}> owl:deprecated true ; dcterms:isReplacedBy concept:kernel-method ."

    vocabulary = load(tmp_path, said, builtin=True)

    assert SVM not in vocabulary.concepts
    heir = vocabulary.concepts["https://kg.example/concept/kernel-method"]
    assert "支持向量机" in {label.text for label in heir.hidden_labels}
