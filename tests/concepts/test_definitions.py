from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.concepts.definitions import find_definitions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SVM(Support Vector Machine,支持向量机)", ["SVM", "Support Vector Machine", "支持向量机"]),
        (
            "变分自编码器（Variational Auto-Encoder，VAE）",
            ["变分自编码器", "Variational Auto-Encoder", "VAE"],
        ),
        ("“层次分解”(下面简称LRA)", ["层次分解", "LRA"]),
        ("用的策略梯度(Policy Gradient)", ["策略梯度", "Policy Gradient"]),
        ("其中间状态(Intermediate State)", ["中间状态", "Intermediate State"]),
        ("使用最大似然估计(MLE)", ["最大似然估计", "MLE"]),
        ("的端到端训练(End-to-End Training)", ["端到端训练", "End-to-End Training"]),
        ("在线性空间(Linear Space)", ["线性空间", "Linear Space"]),
        (
            "**EDA** (*Easy Data Augmentation*; [Wei & Zou 2019](https://a.example/a/long/address))",
            ["EDA", "Easy Data Augmentation"],
        ),
        (
            "Virtual Adversarial Training (VAT; Miyato et al.)",
            ["Virtual Adversarial Training", "VAT"],
        ),
        ("今天谈Kolmogorov散度，简称“K散度”。", ["Kolmogorov散度", "K散度"]),
        ("an *entropic auto-encoder* (EAE)", ["entropic auto-encoder", "EAE"]),
        ("A **Product of Experts** (**PoE**)", ["Product of Experts", "PoE"]),
        ("[Evolved Policy Gradient](/a/b) (EPG)", ["Evolved Policy Gradient", "EPG"]),
        ("the area under the curve (AUC)", ["area under the curve", "AUC"]),
        ("we use foundation models (FMs)", ["foundation models", "FM"]),
        ("## BBN: Bilateral-Branch Network with", ["BBN", "Bilateral-Branch Network"]),
    ],
)
def test_names_of_one_thing(text: str, names: list[str]) -> None:
    [definition] = find_definitions(text)

    assert [name.text for name in definition.names] == names
    for name in definition.names:
        assert text[name.start : name.end] == name.text


@pytest.mark.parametrize(
    "text",
    [
        "优化器(SGD、Adam等)",
        "对抗训练(附Keras实现)",
        "模型(见下图)",
        "(GAN)",
        "CNN+Attention(所以足够快速)",
        "$f(x)$",
        "`SVM(x,kernel)`",
        "GAN: a short survey",
        "see BBN: Bilateral-Branch Network",
        "Denoising Autoencoder (Vincent et al. 2008)",
        "VGG (Simonyan and Zisserman, 2014)",
        "the prior (i.e. Gaussian)",
    ],
)
def test_remarks_are_no_definitions(text: str) -> None:
    assert find_definitions(text) == []


@given(st.text("甲乙的是AB c(,)（）,、", max_size=30))
def test_every_name_stands_where_it_says(text: str) -> None:
    for definition in find_definitions(text):
        assert len(definition.names) > 1
        for name in definition.names:
            assert text[name.start : name.end] == name.text


@pytest.mark.parametrize("piece", ["简称", "又称为a", "(", "A: ", "also known as "])
def test_repeated_text_takes_no_more_than_its_share_of_time(piece: str) -> None:
    begin = time.perf_counter()

    find_definitions(piece * 20_000)

    assert time.perf_counter() - begin < 3
