from __future__ import annotations

from pathlib import Path

import pytest

from kg import Vocabulary, load_vocabulary, skos
from kg.errors import VocabularyError
from kg.text import is_cjk
from tests.own_vocabularies import HEAD, load


def test_the_built_in_vocabulary_is_bilingual_and_explained(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.concepts) >= 2500
    assert len(vocabulary.schemes) == 10
    for concept in vocabulary.concepts.values():
        assert {label.language for label in concept.pref_label} == {"en", "zh"}, concept.id
        assert concept.field in vocabulary.schemes, concept.id
    assert sum(bool(concept.definition) for concept in vocabulary.concepts.values()) >= 1000


def test_nothing_of_the_built_in_vocabulary_is_related_to_what_is_above_it(
    vocabulary: Vocabulary,
) -> None:
    above = {id_: {one.id for one in vocabulary.with_broader([id_])} for id_ in vocabulary.concepts}

    both = {
        (id_, other)
        for id_, concept in vocabulary.concepts.items()
        for other in concept.related
        if other in above[id_] or id_ in above[other]
    }

    assert both == set()  # the integrity condition S27 of SKOS


def test_no_broader_concept_of_the_built_in_vocabulary_is_stated_that_another_implies(
    vocabulary: Vocabulary,
) -> None:
    implied = {
        (id_, parent)
        for id_, concept in vocabulary.concepts.items()
        for other in concept.broader
        for parent in concept.broader
        if parent != other and parent in {one.id for one in vocabulary.with_broader([other])}
    }

    assert implied == set()


def test_names_of_the_built_in_vocabulary_are_unclear_in_one_way_and_in_one_language(
    vocabulary: Vocabulary,
) -> None:
    for concept in vocabulary.concepts.values():
        assert not {*concept.ambiguous_labels}.intersection(concept.everyday_labels), concept.id
        others = (*concept.alt_labels, *concept.ambiguous_labels, *concept.everyday_labels)
        chinese = {text for text, language in others if language == "zh"}
        preferred = {text for text, _ in concept.pref_label}
        assert all(any(map(is_cjk, text)) for text in chinese - preferred), concept.id


@pytest.mark.parametrize("kind", [str, Path])
def test_one_file_or_folder_needs_no_list(kind: type[str | Path]) -> None:
    several = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)

    assert load_vocabulary(kind("tests/cases/vocabulary.ttl"), builtin=False) == several


@pytest.mark.parametrize("value", ["1.5", "-0.1", '"often"', ":often"])
def test_a_keyphraseness_is_a_number_from_0_to_1(tmp_path: Path, value: str) -> None:
    with pytest.raises(VocabularyError, match="is no number from 0 to 1; mend or drop it"):
        load(tmp_path, f':a a skos:Concept ; skos:prefLabel "a"@en ; kg:keyphraseness {value} .')


def test_the_keyphraseness_stated_last_holds(tmp_path: Path) -> None:
    vocabulary = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "a"@en ; kg:keyphraseness 0.2 .'
        ':b a skos:Concept ; skos:prefLabel "b"@en .',
        ":a kg:keyphraseness 0.7 .",
    )

    assert [concept.keyphraseness for concept in vocabulary.concepts.values()] == [0.7, None]


def test_the_words_of_its_labels_are_those_in_small_letters(tmp_path: Path) -> None:
    labels = '"Quokka dataset"@en, "dataset"@zh ; skos:altLabel "burrow data"@en, "wombat"@en'
    vocabulary = load(tmp_path, f":a a skos:Concept ; skos:prefLabel {labels} .")

    assert vocabulary.words == {"dataset", "burrow", "data"}


def test_symbols_are_read_and_an_empty_one_is_a_fault(tmp_path: Path) -> None:
    log = r':a a skos:Concept ; skos:prefLabel "a"@en ; kg:symbol "\\ln", "\\log" .'
    [concept] = load(tmp_path, log).concepts.values()
    assert concept.symbols == ("\\ln", "\\log")

    with pytest.raises(VocabularyError, match="has an empty kg:symbol; write its TeX or drop it"):
        load(tmp_path, log, ':a kg:symbol "" .')


def test_missing_languages_are_faults_where_they_are_required(tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text(HEAD + ':a a skos:Concept ; skos:prefLabel "a"@en .')

    with pytest.raises(VocabularyError, match="has no skos:prefLabel @zh; give it one"):
        load_vocabulary([tmp_path], builtin=False, languages=["en", "zh"])


def test_a_shared_label_that_is_marked_ambiguous_is_no_fault(tmp_path: Path) -> None:
    vocabulary = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "a"@en ; kg:ambiguousLabel "AE"@en .'
        ':b a skos:Concept ; skos:prefLabel "b"@en ; kg:ambiguousLabel "AE"@en .',
    )

    assert len(vocabulary.concepts) == 2


def test_files_add_to_one_concept_and_to_the_built_in_ones(tmp_path: Path) -> None:
    svm = "<https://kg.example/concept/support-vector-machine>"
    vocabulary = load(tmp_path, f'{svm} skos:altLabel "最大间隔机"@zh .', builtin=True)

    labels = vocabulary.concepts[svm.strip("<>")].alt_labels
    assert {"最大间隔机", "SVM"} <= {label.text for label in labels}


def test_the_version_depends_on_content_alone(tmp_path: Path) -> None:
    body = ':a a skos:Concept ; skos:prefLabel "a"@en .'
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()

    assert load(tmp_path / "x", body).version == load(tmp_path / "y", body).version


def test_what_is_rejected_is_no_concept_and_nothing_leads_to_it(tmp_path: Path) -> None:
    vocabulary = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "K-Means"@en ; skos:broader :b ; skos:related :b .'
        ':b a skos:Concept ; skos:prefLabel "clustering"@en ; skos:altLabel "聚類"@zh .',
        ":b kg:status kg:discovered, kg:rejected .",
    )

    [concept] = vocabulary.concepts.values()
    assert (concept.id, concept.broader, concept.related) == ("https://example.org/a", (), ())
    assert vocabulary.rejected == {"clustering", "聚类"}


def test_a_built_in_concept_can_be_rejected(tmp_path: Path) -> None:
    svm = "https://kg.example/concept/support-vector-machine"

    vocabulary = load(tmp_path, f"<{svm}> kg:status kg:rejected .", builtin=True)

    assert svm not in vocabulary.concepts
    assert "支持向量机" in vocabulary.rejected
    assert all(svm not in concept.broader for concept in vocabulary.concepts.values())


def test_a_file_of_schemes_alone_may_stand_beside_one_of_their_concepts(tmp_path: Path) -> None:
    vocabulary = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:inScheme :s .',
        ':s a skos:ConceptScheme ; skos:prefLabel "letters"@en .',
    )

    assert [label.text for label in vocabulary.schemes["https://example.org/s"]] == ["letters"]


def test_a_preferred_label_is_no_alternative_one(tmp_path: Path) -> None:
    [concept] = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "vector"@en ; skos:altLabel "vector"@en, "arrow"@en .',
    ).concepts.values()

    assert [label.text for label in concept.alt_labels] == ["arrow"]
    assert [label.text for label in concept.labels] == ["vector", "arrow"]


def test_no_label_of_the_built_in_vocabulary_is_stated_as_of_two_kinds() -> None:
    """Which its files would pass on to whoever reads them elsewhere (S13 of SKOS)."""
    for file in Path("kg", "vocabulary").glob("*.ttl"):
        for id_, properties in skos.parse(file.read_bytes(), file).items():
            pref = skos.literals(properties, skos.PREF_LABEL)
            alt = skos.literals(properties, skos.ALT_LABEL)
            hidden = skos.literals(properties, skos.HIDDEN_LABEL)
            assert len({*pref, *alt, *hidden}) == len((*pref, *alt, *hidden)), id_


def test_a_hidden_label_is_no_other_label_but_may_be_ambiguous(tmp_path: Path) -> None:
    [concept] = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "vector"@en ; skos:altLabel "vectr"@en, "arrow"@en ;'
        'skos:hiddenLabel "vector"@en, "vectr"@en, "vec"@en ; kg:ambiguousLabel "vec"@en .',
    ).concepts.values()

    shown, hidden = {"vector", "arrow"}, {"vectr", "vec"}
    assert {label.text for label in concept.shown_labels} == shown
    assert {label.text for label in concept.hidden_labels} == hidden
    assert {label.text for label in concept.labels} == shown | hidden
    assert [label.text for label in concept.alt_labels] == ["arrow"]
    assert concept.clarity("vec") == "ambiguous"


def test_a_name_of_a_built_in_concept_can_be_hidden(tmp_path: Path) -> None:
    svm = "https://kg.example/concept/support-vector-machine"

    vocabulary = load(tmp_path, f'<{svm}> skos:hiddenLabel "SVM"@en .', builtin=True)

    assert "SVM" in {label.text for label in vocabulary.concepts[svm].labels}
    assert "SVM" not in {label.text for label in vocabulary.concepts[svm].shown_labels}


def test_a_hidden_label_that_another_concept_has_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r'"b"@en names .* mark it kg:ambiguousLabel on each'):
        load(
            tmp_path,
            ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:hiddenLabel "b"@en .'
            ':b a skos:Concept ; skos:prefLabel "b"@en .',
        )


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('dcterms:title "Terms"@en ; rdfs:label "T"@en', "Terms"),
        ('rdfs:label "Terms"', "Terms"),
        ('skos:prefLabel "Terms"@en ; dcterms:title "A thesaurus"@en', "Terms"),
    ],
)
def test_a_scheme_without_a_preferred_label_is_called_by_its_title(
    tmp_path: Path, said: str, name: str
) -> None:
    prefix = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    concept = ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:inScheme :s .'

    loaded = load(tmp_path, f"{prefix} :s a skos:ConceptScheme ; {said} . {concept}")

    assert [label.text for label in loaded.schemes["https://example.org/s"]] == [name]


def test_no_concept_is_related_to_itself(tmp_path: Path) -> None:
    """It would be a loop in the graph."""
    [concept] = load(
        tmp_path, ':a a skos:Concept ; skos:prefLabel "a"@en ; skos:related :a .'
    ).concepts.values()

    assert not concept.related
