from __future__ import annotations

import pytest
import spacy

from tests.conftest import ROOT

CONFIG = {"vocabulary": [str(ROOT / "tests/cases/vocabulary.ttl")], "builtin_vocabulary": False}


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
