from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from kg.errors import InputError
from tests.conftest import ROOT

VOCABULARY = str(ROOT / "tests/cases/vocabulary.ttl")
CONFIG = {"vocabulary": [VOCABULARY], "builtin_vocabulary": False}


@pytest.mark.parametrize("language", ["zh", "en", "xx"])
def test_concepts_become_spans_in_any_pipeline(language: str) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("concept_linker", config=CONFIG)

    doc = nlp("WGAN and the VAE (variational autoencoder) in ORGANIC food")

    assert [(span.text, span.kb_id_.rpartition("/")[2]) for span in doc.spans["concepts"]] == [
        ("WGAN", "wgan"),
        ("VAE", "vae"),
        ("variational autoencoder", "vae"),
    ]


def test_chinese_text() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("concept_linker", config={**CONFIG, "spans_key": "terms"})

    doc = nlp("用EM算法训练变分自编码器,而非GAN")

    assert [span.text for span in doc.spans["terms"]] == ["EM算法", "变分自编码器", "GAN"]
    assert {span.label_ for span in doc.spans["terms"]} == {"CONCEPT"}


def test_a_pipeline_with_the_component_can_be_configured_from_its_config() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("concept_linker", config=CONFIG)

    again = spacy.util.load_model_from_config(nlp.config, auto_fill=True)

    assert again.pipe_names == ["concept_linker"]


def test_one_file_of_vocabulary_needs_no_list() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("concept_linker", config={**CONFIG, "vocabulary": VOCABULARY})

    doc = nlp("a VAE")

    assert [span.text for span in doc.spans["concepts"]] == ["VAE"]


def test_a_saved_pipeline_is_told_where_its_vocabulary_lies_now(tmp_path: Path) -> None:
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_bytes((ROOT / "tests/cases/vocabulary.ttl").read_bytes())
    nlp = spacy.blank("en")
    nlp.add_pipe("concept_linker", config={**CONFIG, "vocabulary": str(old)})
    nlp.to_disk(tmp_path / "pipeline")
    old.rename(new)

    with pytest.raises(InputError, match="no such file"):
        spacy.load(tmp_path / "pipeline")
    again = spacy.load(
        tmp_path / "pipeline", config={"components.concept_linker.vocabulary": str(new)}
    )
    doc = again("a VAE")

    assert [span.text for span in doc.spans["concepts"]] == ["VAE"]


def test_several_processes_find_the_same_spans() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("concept_linker", config=CONFIG)
    texts = ["用EM算法训练变分自编码器", "而非GAN"] * 4

    alone, shared = (
        [
            [(span.text, span.kb_id_) for span in doc.spans["concepts"]]
            for doc in nlp.pipe(texts, n_process=processes, batch_size=2)
        ]
        for processes in (1, 2)
    )

    assert alone == shared != [[]] * len(texts)
