from __future__ import annotations

from pathlib import Path

import pytest

from kg import Vocabulary, load_vocabulary, vocabulary
from kg.compiled import find_compiled, keep_compiled

LABELLED = """@prefix : <https://example.org/> .
@prefix kg: <https://kg.example/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:field a skos:ConceptScheme ; skos:prefLabel "ML"@en, "机器学习"@zh .
:a a skos:Concept ; skos:prefLabel "SVM"@en, "支持向量机"@zh ; skos:altLabel "SVMs"@en ;
  kg:ambiguousLabel "机"@zh ; kg:everydayLabel "machine" ; skos:definition "A machine."@en ;
  skos:broader :b ; skos:related :c ; skos:inScheme :field .
:b a skos:Concept ; skos:prefLabel "model"@en .
:c a skos:Concept ; skos:prefLabel "kernel"@en .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built-in vocabulary that is small."""
    (tmp_path / "small.ttl").write_text(LABELLED, encoding="utf-8")
    monkeypatch.setattr(vocabulary, "_BUILTIN", tmp_path)
    return tmp_path


def kept(folder: Path) -> Path:
    return folder / "__pycache__" / "vocabulary.json"


@pytest.mark.usefixtures("folder")
def test_what_is_kept_is_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = load_vocabulary()
    monkeypatch.setattr(vocabulary, "_read", None)  # the second time, no file is

    found = load_vocabulary()

    assert found == read
    assert [*found.concepts] == [*read.concepts]
    assert found.concepts["https://example.org/a"].everyday_labels


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"key": ""}', b"\xff"])
def test_what_is_damaged_is_read_again(folder: Path, damage: bytes) -> None:
    read = load_vocabulary()
    whole = kept(folder).read_bytes()
    kept(folder).write_bytes(damage)

    assert load_vocabulary() == read
    assert kept(folder).read_bytes() == whole


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


def test_a_place_that_cannot_be_written_to_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    small = Vocabulary(concepts={}, schemes={}, version="")

    keep_compiled(file, "1", (dict(small.concepts), {}))

    assert find_compiled(file, "1") is None
