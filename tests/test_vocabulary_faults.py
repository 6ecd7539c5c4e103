from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import load_vocabulary
from kg.errors import VocabularyError
from tests.own_vocabularies import HEAD, load


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(
            tmp_path,
            ':a a skos:Concept ; skos:prefLabel "SVM"@en .'
            ':b a skos:Concept ; skos:prefLabel "svm"@en ; skos:broader :c .'
            ":c a skos:Concept ; skos:broader :b .",
            ':d a skos:Concept ; skos:prefLabel "x"@en, "y"@en ; skos:broader :scheme .'
            ":scheme a skos:ConceptScheme ."
            ':e a skos:Concept ; skos:prefLabel "e"@en ; skos:broader :e, :b .',
        )

    assert raised.value.faults == (
        "0.ttl: <https://example.org/c> has no skos:prefLabel; give it one",
        "1.ttl: <https://example.org/d> has two skos:prefLabel @en; make one a skos:altLabel",
        "1.ttl: <https://example.org/d> has the unknown skos:broader "
        "<https://example.org/scheme>; declare or drop it",
        '0.ttl: "SVM"@en names <https://example.org/a> and <https://example.org/b>; '
        "mark it kg:ambiguousLabel on each or, if they are one, say skos:exactMatch",
        "0.ttl: skos:broader goes round <https://example.org/b> and <https://example.org/c>; "
        "break it",
        "1.ttl: skos:broader goes round <https://example.org/e>; break it",
    )


def test_what_is_no_turtle_hides_no_fault_of_other_files(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(
            tmp_path,
            "nonsense",
            ":a a skos:Concept ; skos:broader :of_the_other_file .",
            ':b skos:prefLabel "b"@en .',
        )

    unreadable, without_concept, *others = raised.value.faults
    assert "0.ttl, line 7: is no Turtle" in unreadable
    assert "2.ttl: tells of no skos:Concept; declare some, or leave it out" in without_concept
    assert others == ["1.ttl: <https://example.org/a> has no skos:prefLabel; give it one"]


@pytest.mark.parametrize("label", ['""', '" "', r'"\n"'])
@pytest.mark.parametrize("name", ["skos:prefLabel", "skos:altLabel", "kg:everydayLabel"])
def test_an_empty_label_is_a_fault(tmp_path: Path, name: str, label: str) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(tmp_path, f':a a skos:Concept ; skos:prefLabel "a"@en ; {name} {label}@zh .')

    assert raised.value.faults == (
        "0.ttl: <https://example.org/a> has an empty label; write its name or drop it",
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('skos:altlabel "b"', "skos:altLabel"),
        ('kg:ambiguouslabel "b"', "kg:ambiguousLabel"),
        ("kg:status kg:Rejected", "kg:rejected"),
        ("skos:closematch <urn:x:y>", "skos:closeMatch"),
        ("a skos:concept", "skos:Concept"),
        ('skos:altLable "b"', "skos:altLabel"),
        ('kg:ambigousLabel "b"', "kg:ambiguousLabel"),
        ("kg:status kg:reject", "kg:rejected"),
        ("skos:broaderMatch <urn:x:y>", "skos:broadMatch"),
        ("<https://www.w3.org/2004/02/skos/core#related> :a", "skos:related"),
        ("<http://www.w3.org/2008/05/skos#related> :a", "skos:related"),
        ("<http://www.w3.org/2004/02/skos/core/related> :a", "skos:related"),
    ],
)
def test_a_term_that_is_hardly_another_is_a_fault(tmp_path: Path, said: str, meant: str) -> None:
    with pytest.raises(VocabularyError, match=f"which is nothing; say {meant}$"):
        load(tmp_path, f':a a skos:Concept ; skos:prefLabel "a"@en ; {said} .')


def test_misspelt_terms_are_told_of_each_of_two_files_of_one_name(tmp_path: Path) -> None:
    for folder, said in (("x", 'skos:altlabel "b"'), ("y", 'skos:hiddenlabel "c"')):
        (tmp_path / folder).mkdir()
        body = f':{folder} a skos:Concept ; skos:prefLabel "{folder}"@en ; {said} .'
        (tmp_path / folder / "own.ttl").write_text(HEAD + body, encoding="utf-8")

    with pytest.raises(VocabularyError) as raised:
        load_vocabulary(tmp_path, builtin=False)

    assert raised.value.faults == (
        "own.ttl: says skos:altlabel, which is nothing; say skos:altLabel",
        "own.ttl: says skos:hiddenlabel, which is nothing; say skos:hiddenLabel",
    )


def test_terms_of_other_vocabularies_are_no_fault(tmp_path: Path) -> None:
    body = ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:notation "510" ; :preflabel "x"'

    assert load(tmp_path, f"{body} ; kg:listed true ; skos:relatedPartOf :b .").concepts


def test_a_required_language_may_be_a_variant_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        HEAD + ':a a skos:Concept ; skos:prefLabel "甲"@zh-Hans, "a"@en-GB .', encoding="utf-8"
    )

    assert load_vocabulary(tmp_path, builtin=False, languages=["zh", "en"]).concepts


def test_languages_are_required_of_ones_own_concepts_alone(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        HEAD + ':a a skos:Concept ; skos:prefLabel "gâteau"@fr .'
        ':b a skos:Concept ; skos:prefLabel "xyz cake"@en .'
        'concept:dropout skos:altLabel "réseau"@fr .',
        encoding="utf-8",
    )

    with pytest.raises(VocabularyError) as raised:
        load_vocabulary(tmp_path, languages=["fr"])

    assert raised.value.faults == (
        "a.ttl: <https://example.org/b> has no skos:prefLabel @fr; give it one",
    )


def test_a_vocabulary_error_says_where_all_faults_are_told() -> None:
    assert str(VocabularyError(["a", "b", "c"])) == "a (and 2 more: see kg vocabulary check)"


def test_exact_matches_that_lead_nowhere_or_to_one_concept_are_faults(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(
            tmp_path,
            ':a a skos:Concept ; skos:prefLabel "甲"@zh ; skos:exactMatch concept:lstm-cells .'
            ':b a skos:Concept ; skos:prefLabel "乙"@zh ; skos:exactMatch concept:dropout .',
            ':c a skos:Concept ; skos:prefLabel "丙"@zh ; skos:exactMatch concept:dropout .'
            ':d a skos:Concept ; skos:prefLabel "丁"@zh ; skos:exactMatch <urn:x:y> .',
            builtin=True,
        )

    assert raised.value.faults == (
        "0.ttl: <https://example.org/a> has the unknown skos:exactMatch "
        "<https://kg.example/concept/lstm-cells>; mend or drop it",
        "0.ttl, 1.ttl: <https://example.org/b> and <https://example.org/c> each say "
        "skos:exactMatch <https://kg.example/concept/dropout>; keep one",
    )


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('skos:broader "x"', 'has the text "x" as skos:broader; give an IRI'),
        ('skos:narrower "x"', 'has the text "x" as skos:narrower; give an IRI'),
        ('skos:exactMatch "http://x.org/Q1"', 'has the text "http://x.org/Q1" as skos:exactMatch;'),
        ('owl:deprecated true ; dcterms:isReplacedBy "b"', "as dcterms:isReplacedBy; give an IRI"),
        ('kg:status "rejected"', 'has the text "rejected" as kg:status; give an IRI'),
        ("skos:altLabel :x", "has <https://example.org/x> as skos:altLabel, which is no text;"),
        ("skos:notation :x", "has <https://example.org/x> as skos:notation, which is no text;"),
        ('owl:deprecated "yes"', "has an owl:deprecated that is neither true nor false; say which"),
        ("owl:deprecated :true", "has an owl:deprecated that is neither true nor false; say which"),
    ],
)
def test_a_value_that_a_term_cannot_have_is_a_fault(tmp_path: Path, said: str, fault: str) -> None:
    with pytest.raises(VocabularyError, match=re.escape(fault)) as raised:
        load(tmp_path, f':a a skos:Concept ; skos:prefLabel "a"@en ; {said} .')

    assert len(raised.value.faults) == 1


@pytest.mark.parametrize("truth", ["true", "false", '"1"', '"0"^^<urn:x:boolean>'])
def test_any_way_to_write_what_is_true_or_false_is_no_fault(tmp_path: Path, truth: str) -> None:
    a, b = (f':{name} a skos:Concept ; skos:prefLabel "{name}"@en' for name in "ab")

    loaded = load(tmp_path, f"{a} . {b} ; owl:deprecated {truth} .")

    assert len(loaded.concepts) == (1 if "1" in truth or truth == "true" else 2)


def test_what_is_spoken_of_as_a_concept_and_is_none_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(
            tmp_path,
            ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:narrower :d . :b skos:broader :a .'
            'concept:drop-out skos:altLabel "dropping"@en . concept:dropout skos:altLabel "x"@en .'
            ':c a skos:Collection ; skos:prefLabel "c"@en ; skos:member :a .',
            ':d a skos:Concept ; skos:prefLabel "d"@en .',
            builtin=True,
        )

    assert raised.value.faults == (
        "0.ttl: <https://example.org/b> is narrower than one, but is no skos:Concept; "
        "declare or drop it",
        "0.ttl: <https://kg.example/concept/drop-out> has a skos:altLabel, but is no skos:Concept; "
        "declare or drop it",
    )


OPEN = [
    ("skos:broader", "declare it, or say skos:broadMatch"),
    ("skos:narrower", "declare it, or say skos:narrowMatch"),
    ("skos:related", "declare it, or say skos:relatedMatch"),
    ("dcterms:isReplacedBy", "declare it, or drop this"),
    ("owl:deprecated true ; dcterms:isReplacedBy", "declare it, or drop this"),
]


@pytest.mark.parametrize(("said", "remedy"), OPEN)
@pytest.mark.parametrize("builtin", [True, False])
def test_a_relation_to_what_is_declared_nowhere_is_left_out_and_told_once(
    tmp_path: Path, said: str, remedy: str, builtin: bool
) -> None:
    concepts = ":a a skos:Concept ; skos:prefLabel 'xyz a'@en . :b a skos:Concept ;"
    related = f"{concepts} skos:prefLabel 'xyz b'@en ; {said} <urn:x:y>, :a ."

    vocabulary = load(tmp_path, related, f":b {said} <urn:x:y> .", builtin=builtin)

    assert vocabulary.notes == (
        f"0.ttl: <https://example.org/b> has the {said.rpartition(' ')[-1]} <urn:x:y>, "
        f"which is declared nowhere and left out; {remedy}",
    )
    if "deprecated" not in said:
        concept = vocabulary.concepts["https://example.org/b"]
        assert "urn:x:y" not in (*concept.broader, *concept.related)


def test_what_is_left_out_is_told_beside_faults(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(tmp_path, ":a a skos:Concept ; skos:related <urn:x:y> .")

    assert len(raised.value.faults) == len(raised.value.notes) == 1


def test_an_unknown_concept_of_the_built_in_vocabulary_is_a_fault(tmp_path: Path) -> None:
    own = ':a a skos:Concept ; skos:prefLabel "xyz"@en ; skos:broader concept:drop-out .'

    with pytest.raises(VocabularyError, match="has the unknown skos:broader"):
        load(tmp_path, own, builtin=True)


def test_labels_without_a_language_are_named_so(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as raised:
        load(
            tmp_path,
            ':a a skos:Concept ; skos:prefLabel "x", "y" .',
            ':b a skos:Concept ; skos:prefLabel "x" .',
        )

    one, other = raised.value.faults
    assert "has two skos:prefLabel without a language;" in one
    assert '"x" without a language names' in other
