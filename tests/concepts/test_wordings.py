from __future__ import annotations

import pytest

from kg.concepts.wordings import find_wordings
from kg.model import Concept, Label


def concept(id_: str, *labels: str) -> Concept:
    return Concept(id=id_, pref_label=tuple(Label(text=one, language="zh") for one in labels))


def test_labels_that_fold_alike_are_wordings_of_one_name() -> None:
    wordings = find_wordings([concept("a", "K-Means"), concept("b", "KMEANS")], mixed=True)

    assert {name: [id_ for _, _, id_ in found] for name, found in wordings.items()} == {
        "kmeans": ["a", "b"]
    }


def test_a_chinese_label_may_have_an_english_word_unless_that_is_a_label_itself() -> None:
    linear, own = concept("a", "线性注意力"), concept("b", "线性attention")

    assert [id_ for _, _, id_ in find_wordings([linear], mixed=True)["线性attention"]] == ["a"]
    assert "线性attention" not in find_wordings([linear], mixed=False)
    assert [id_ for _, _, id_ in find_wordings([linear, own], mixed=True)["线性attention"]] == ["b"]


def test_an_english_label_may_end_in_what_the_chinese_one_ends_in() -> None:
    ridge = Concept(
        id="a",
        pref_label=(Label("ridge regression", "en"), Label("岭回归", "zh")),
        alt_labels=(Label("Newton's method", "en"), Label("牛顿法", "zh")),
    )
    other = Concept(id="b", pref_label=(Label(text="linear regression", language="en"),))

    found = find_wordings([ridge, other], mixed=True)

    assert {name for name, group in found.items() if group[0][0] != group[0][1]} == {
        "ridge回归", "newton法", "newtonmethod",
    }  # fmt: skip
    assert found["ridge回归"] == [("ridge回归", "ridge regression", "a")]


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        ([("gold", "en"), ("or", "fr")], {"gold"}),
        ([("金", "zh-Hans"), ("or", "fr"), ("Au", "")], {"金", "Au"}),
        ([("or", "fr"), ("ouro", "pt-BR")], {"or", "ouro"}),
        ([("C#", "mul"), ("C sharp", "de")], {"C#"}),
    ],
)
def test_labels_in_other_languages_are_looked_for_where_there_are_no_others(
    labels: list[tuple[str, str]], texts: set[str]
) -> None:
    gold = Concept(id="a", pref_label=tuple(Label(*label) for label in labels))

    found = find_wordings([gold], mixed=False)

    assert {wording for group in found.values() for wording, _, _ in group} == texts


@pytest.mark.parametrize(
    ("beside", "small"),
    [
        ("kNN分类", "kNN"),
        ("k-NN classifier", "kNN"),
        ("kernel NN", "kNN"),
        ("kernel NNet", None),
        ("a kernel NN", None),
        ("neural NN", None),
    ],
)
def test_an_abbreviation_has_a_small_letter_where_another_label_has_it(
    beside: str, small: str | None
) -> None:
    found = find_wordings([concept("a", "KNN", beside), concept("b", "CNN")], mixed=False)

    assert [text for text, _, _ in found["knn"]] == ["KNN", *([small] if small else [])]
    assert [text for text, _, _ in found["cnn"]] == ["CNN"]
