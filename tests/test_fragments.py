from __future__ import annotations

import pytest

from kg import Vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import THRESHOLD, discover
from kg.fragments import FragmentFinder
from kg.model import Post


def fragments(names: set[str], *texts: str) -> set[str]:
    finder = FragmentFinder(names)
    for number, text in enumerate(texts):
        finder.read(Post(id=f"post/{number}", title="", text=text))
    return {name for name, one in finder.find_surroundings().items() if one.is_fragment}


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


def test_no_fragment_becomes_a_concept() -> None:
    texts = [f"看最优传输率{end}。{begin}最优传输率。" for end, begin in ("好用", "高求", "快找")]
    posts = [Post(id=f"post/{n}", title="", text=text * 3) for n, text in enumerate(texts)]

    found = discover(posts, ConceptMatcher(Vocabulary(concepts={}, schemes={}, version="")))

    assert "优传输率" in {one.name for one in found.candidates if one.score >= THRESHOLD}
    assert "优传输率" not in {label.text for one in found.concepts for label in one.labels}
