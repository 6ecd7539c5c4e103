from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg import load_vocabulary, vocabulary
from kg.compiled import Compiled
from kg.concepts import ConceptMatcher, automaton
from kg.model import Label, Match, Notation

LABELLED = """@prefix : <https://example.org/> .
@prefix kg: <https://kg.example/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:field a skos:ConceptScheme ; skos:prefLabel "ML"@en, "机器学习"@zh .
:a a skos:Concept ; skos:prefLabel "SVM"@en, "支持向量机"@zh ; skos:altLabel "SVMs"@en ;
  kg:ambiguousLabel "机"@zh ; kg:everydayLabel "machine" ; skos:definition "A machine."@en ;
  skos:broader :b ; skos:related :c ; skos:inScheme :field, :other ; skos:hiddenLabel "SMV"@en ;
  kg:keyphraseness 0.5 ; kg:symbol "K(" ; skos:closeMatch <urn:x:svm> ; skos:notation "I.5"^^:acm .
:b a skos:Concept ; skos:prefLabel "model"@en .
:c a skos:Concept ; skos:prefLabel "kernel"@en .
"""

NAMED = """<https://example.org/d> a <http://www.w3.org/2004/02/skos/core#Concept> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> "{}"@en .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built-in vocabulary that is small."""
    (tmp_path / "small.ttl").write_text(LABELLED, encoding="utf-8")
    monkeypatch.setattr(vocabulary, "_BUILTIN", tmp_path)
    return tmp_path


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "__pycache__").iterdir()}


@pytest.mark.usefixtures("folder")
def test_what_is_kept_is_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = load_vocabulary()
    monkeypatch.setattr(vocabulary, "_read", pytest.fail)  # the second time, no file is

    found = load_vocabulary()

    assert found == read
    assert [*found.concepts] == [*read.concepts]
    assert found.concepts["https://example.org/a"].everyday_labels
    assert found.concepts["https://example.org/a"].keyphraseness == 0.5
    assert found.concepts["https://example.org/a"].symbols == ("K(",)
    assert found.concepts["https://example.org/a"].hidden_labels == (Label("SMV", "en"),)
    assert found.concepts["https://example.org/a"].other_schemes == ("https://example.org/other",)
    assert found.concepts["https://example.org/a"].matches == (Match("closeMatch", "urn:x:svm"),)
    assert found.concepts["https://example.org/a"].notations == (
        Notation("I.5", "https://example.org/acm"),
    )


@pytest.mark.usefixtures("folder")
def test_the_names_are_kept_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SVM是机器学习的model,支持向量机(SVMs)用kernel,这个machine也是"
    made = ConceptMatcher(load_vocabulary())
    monkeypatch.setattr(automaton, "find_wordings", pytest.fail)  # the second time, none are made

    found = ConceptMatcher(load_vocabulary())

    assert found.find_candidates(text) == made.find_candidates(text) != []


@pytest.mark.usefixtures("folder")
def test_names_of_a_vocabulary_that_was_made_of_it_are_not_those_kept() -> None:
    whole = load_vocabulary()
    ConceptMatcher(whole)
    less = replace(
        whole, concepts={"https://example.org/b": whole.concepts["https://example.org/b"]}
    )

    found = ConceptMatcher(less).find_candidates("the kernel of a model")

    assert [one.concept_ids for one in found] == [("https://example.org/b",)]


@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff", bytes(100)])
def test_what_is_damaged_is_made_again(folder: Path, damage: bytes) -> None:
    read = load_vocabulary()
    ConceptMatcher(read)
    whole = kept(folder)
    for name in whole:
        (folder / "__pycache__" / name).write_bytes(damage)

    assert load_vocabulary() == read
    assert ConceptMatcher(read).find_candidates("SVM")
    assert kept(folder) == whole


def test_one_changed_byte_is_noticed(folder: Path) -> None:
    ConceptMatcher(load_vocabulary())
    for name, content in kept(folder).items():
        for place in (0, 40, len(content) - 1):
            changed = bytearray(content)
            changed[place] ^= 1
            (folder / "__pycache__" / name).write_bytes(changed)

            ConceptMatcher(load_vocabulary())

            assert kept(folder)[name] == content


def test_a_changed_file_is_read_again(folder: Path) -> None:
    before = load_vocabulary()
    (folder / "small.ttl").write_text(LABELLED.replace("SVMs", "SVC"), encoding="utf-8")

    after = load_vocabulary()

    assert after.version != before.version
    assert {label.text for label in after.concepts["https://example.org/a"].alt_labels} == {"SVC"}


@pytest.mark.usefixtures("folder")
def test_own_files_are_always_read(tmp_path: Path) -> None:
    load_vocabulary()
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.ttl").write_text(LABELLED + ':d a skos:Concept ; skos:prefLabel "d"@en .')

    assert "https://example.org/d" in load_vocabulary([own]).concepts
    assert "https://example.org/d" not in load_vocabulary().concepts


def test_own_files_are_kept_where_wanted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, cache = tmp_path / "own.ttl", tmp_path / "out" / ".cache"
    own.write_text(NAMED.format("SVMD"), encoding="utf-8")
    text = "SVMD,支持向量机"
    read = load_vocabulary(own, keep_in=cache)
    made = ConceptMatcher(read).find_candidates(text)
    with monkeypatch.context() as second:
        second.setattr(vocabulary, "_read", pytest.fail)
        second.setattr(automaton, "find_wordings", pytest.fail)

        assert load_vocabulary(own, keep_in=cache) == read
        assert ConceptMatcher(load_vocabulary(own, keep_in=cache)).find_candidates(text) == made

    assert [one.surface for one in made] == ["SVMD", "支持向量机"]
    assert not (folder / "__pycache__").exists()
    own.write_text(NAMED.format("SVME"), encoding="utf-8")
    changed = load_vocabulary(own, keep_in=cache)
    assert "SVME" in changed.concepts["https://example.org/d"].label("en")


@pytest.mark.usefixtures("folder")
def test_kept_own_files_with_the_built_in_ones_are_not_those_without(tmp_path: Path) -> None:
    own, cache = tmp_path / "own.ttl", tmp_path / ".cache"
    own.write_text(NAMED.format("SVMD"), encoding="utf-8")

    whole = load_vocabulary(own, keep_in=cache)
    alone = load_vocabulary(own, builtin=False, keep_in=cache)

    assert len(alone.concepts) == 1 < len(whole.concepts)
    assert load_vocabulary(own, keep_in=cache) == whole


@pytest.mark.parametrize("place", ["file", "missing/missing/folder"])
def test_a_place_that_cannot_be_written_to_is_no_fault(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    compiled = Compiled(tmp_path / place, "1")

    assert compiled.recall("value", (), list[int], [1].copy) == [1]
    assert compiled.recall("value", (), list[int], [2].copy) == [2]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_another_version_of_a_library_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = Compiled(tmp_path / "kept", "1")

    def recall(value: list[int]) -> list[int]:
        return compiled.recall("value", (), list[int], value.copy, ["opencc"])

    assert recall([1]) == recall([2]) == [1]
    monkeypatch.setattr("kg.compiled.metadata.version", "{}.9".format)
    assert recall([3]) == [3]
