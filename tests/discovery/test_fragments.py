from __future__ import annotations

import pytest

from kg import Vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import THRESHOLD, discover
from kg.discovery.fragments import find_surroundings
from kg.model import Post


def fragments(names: set[str], *texts: str) -> set[str]:
    posts = [Post(id=f"post/{n}", title="", text=text) for n, text in enumerate(texts)]
    around = find_surroundings(posts, names)
    return {name for name in names if around.is_fragment(name)}


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("优传输", ["用最优传输", "再谈最优传输的代价"]),
        ("视觉骨干网", ["一个视觉骨干网络", "视觉骨干网络好,视觉骨干网络快"]),
    ],
)
def test_a_piece_of_a_word_has_one_neighbour(name: str, texts: list[str]) -> None:
    assert fragments({name}, *texts) == {name}


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("最优传输", ["用最优传输", "再谈最优传输的代价"]),
        ("光滑准确率", ["的光滑准确率", "它的光滑准确率"]),  # a particle says nothing
        ("光滑准确率", ["、光滑准确率", "、光滑准确率"]),
        ("光滑准确率", ["看光滑准确率"]),  # once is too little to tell by
        ("GLANN模型", ["新GLANN模型", "新GLANN模型"]),  # Latin begins where it begins
    ],
)
def test_a_term_stands_free(name: str, texts: list[str]) -> None:
    assert fragments({name}, *texts) == set()


OTHER_WORDS = ",".join(chr(n) + chr(n + 1) for n in range(0x8300, 0x8600, 2))
WORDS = 30 * "参数,函数,系数,矩阵,性能,稀疏性,主张,一,两," + 9 * OTHER_WORDS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("数矩阵", "参数矩阵、函数矩阵、系数矩阵"),  # 数 belongs to any of them
        ("数矩阵", "参数矩阵、函数矩阵、数矩阵"),
        ("矩阵性", "看矩阵性能,矩阵性能高"),
        ("张矩阵", "用一张矩阵,两张矩阵,16张矩阵"),
        ("张矩阵", "用一张矩阵,大张矩阵"),
    ],
)
def test_a_piece_of_a_word_belongs_to_its_neighbours(name: str, text: str) -> None:
    assert fragments({name}, WORDS, text) == {name}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("负矩阵", "参负矩阵、函负矩阵、系负矩阵"),  # which hold together nowhere else
        ("数矩阵", "的数矩阵、函数矩阵、有数矩阵"),  # for once only
        ("稀疏性", "看稀疏性高,稀疏性与模型"),
        ("参数矩阵", "用一参数矩阵,两参数矩阵"),  # 参 belongs to 数
        ("数A矩阵", "参数A矩阵、函数A矩阵"),  # what 数 is held by there is not known
    ],
)
def test_a_term_belongs_to_no_neighbour(name: str, text: str) -> None:
    assert fragments({name}, WORDS, text) == set()


def test_no_fragment_becomes_a_concept() -> None:
    texts = [f"看更优传输率{end}。{begin}更优传输率。" for end, begin in ("好用", "高求", "快找")]
    posts = [Post(id=f"post/{n}", title="", text=text * 3) for n, text in enumerate(texts)]

    found = discover(posts, ConceptMatcher(Vocabulary(concepts={}, schemes={}, version="")))

    assert "优传输率" in {one.name for one in found.candidates if one.score >= THRESHOLD}
    assert "优传输率" not in {label.text for one in found.concepts for label in one.labels}
