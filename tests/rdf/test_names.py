from __future__ import annotations

import itertools

import pyoxigraph as ox

from kg.rdf.names import find_names
from kg.rdf.namespaces import SDO, SKOS, Triple

VAE = ox.NamedNode("https://x.org/vae")
POST = ox.NamedNode("https://x.org/post")


def test_a_concept_is_named_as_in_the_graph_whatever_the_order() -> None:
    labels = {"zh": "变分自编码器", "zh-hant": "變分自編碼器", "en": "VAE", "en-gb": "autoencoder"}
    triples: list[Triple] = [
        (POST, SDO.headline, ox.Literal("甲")),
        *((VAE, SKOS.prefLabel, ox.Literal(text, language=tag)) for tag, text in labels.items()),
    ]

    for order in itertools.permutations(triples):
        assert find_names(order, "zh") == {POST.value: "《甲》", VAE.value: "变分自编码器"}
        assert find_names(order, "en")[VAE.value] == "VAE"


def test_what_has_no_label_in_the_language_is_named_by_the_first_it_has() -> None:
    label = ox.Literal("オートエンコーダ", language="ja")

    assert find_names([(VAE, SKOS.prefLabel, label)], "zh") == {VAE.value: "オートエンコーダ"}
