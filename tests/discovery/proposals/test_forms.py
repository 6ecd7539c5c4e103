from __future__ import annotations

import pytest

from kg.discovery.proposals.forms import is_no_concept, is_no_term, looks_like_a_name


@pytest.mark.parametrize("name", ["GLANN", "BytePiece", "GPT2", "Wikipedia Extractor"])
def test_names_are_told_by_their_form(name: str) -> None:
    assert looks_like_a_name(name)


@pytest.mark.parametrize("name", ["Qwen2.5", "ID2", "YOLOv8", "Lion", "COCO", "SeqSeq"])
def test_versions_and_numbers_belong_to_names(name: str) -> None:
    assert not is_no_concept(name)


@pytest.mark.parametrize("name", ["network", "Recall", "xy", "the Wikipedia"])
def test_words_do_not_look_like_names(name: str) -> None:
    assert not looks_like_a_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("ICML2020", "EMNLP21", "Vaswani2017", "arXiv2006", "cs.CL", "W.S.McCulloch"),
        *("Matrix67.com", "5GHz", "a-c", "itemId", "n×nY", "X", "HFWA48.70", "qTqT", "LATEXLATEX"),
    ],
)
def test_venues_keys_units_and_variables_are_no_concepts(name: str) -> None:
    assert is_no_concept(name)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Martin Quokka", True),
        ("Quokka Zhang", True),
        ("Quokka Martin", False),
        ("Zhang Quokka", False),
        ("Martin Quokka Net", False),
        ("Martin", False),
        ("MARTIN QuokkaNet", False),
    ],
)
def test_people_are_no_concepts(name: str, *, person: bool) -> None:
    assert is_no_concept(name) == person


@pytest.mark.parametrize(
    ("name", "no_term"),
    [
        ("进行互信息", True),
        ("一个互信息", True),
        ("图像进行互信息", True),
        ("图像通过卷积", True),
        ("分布中采样", True),
        ("对互信息", True),
        ("中互信息", True),
        ("策略三", True),
        ("毛糙互信息", False),
        ("对偶形式", False),
        ("中间特征", False),
        ("脑中枢神经", False),
        ("毛糙归一", False),
    ],
)
def test_a_term_neither_begins_nor_goes_on_with_a_verb(name: str, *, no_term: bool) -> None:
    assert is_no_term(name) == no_term


@pytest.mark.parametrize(
    ("name", "no_term"),
    [
        *(("式编程", True), ("式子变换", False), ("否合法", True), ("否定推理", False)),
        *(("时检测", True), ("时序检测", False), ("上预测", True), ("上三角矩阵", False)),
        *(("待优化", True), ("待定系数", False), ("基本原理", True), ("基本粒子", False)),
        *(("无需微调", True), ("捕捉特征", True)),
    ],
)
def test_terms_begin_with_no_rest_of_a_word_and_no_verb(name: str, no_term: bool) -> None:
    assert is_no_term(name) is no_term


@pytest.mark.parametrize(
    ("name", "no_concept"),
    [
        *(("Fn-A", True), ("Page Down", True), ("Left Arrow", True), ("Alt-Wombat", True)),
        *(("Martin-Quokka Wombat", True), ("Martin-Quokka", False)),
    ],
)
def test_keys_and_people_are_no_concepts(name: str, no_concept: bool) -> None:
    assert is_no_concept(name) is no_concept


def test_no_name_goes_on_for_pages() -> None:
    assert is_no_concept("SVM" * 20_000)
