from __future__ import annotations

import pytest

from kg.discovery.proposals import frequent_terms
from kg.model import Post

_REST = "天气很好,山上有风,河里有鱼,路边开花,他们说笑,大家都去了,孩子在玩,老人喝茶。"
"""Enough else for two characters side by side to be more than chance."""


def recurring(*texts: str) -> set[str]:
    posts = [Post(id=f"post/{i}", title="甲", text=text) for i, text in enumerate((*texts, _REST))]
    return {one.name for one in frequent_terms(posts) if one.score >= 0.6}


@pytest.mark.parametrize(
    ("texts", "terms"),
    [
        (["用袋鼠变换。", "袋鼠变换很快"], {"袋鼠变换"}),
        (["用袋鼠变换。"], set()),
        (["用袋鼠索引。", "袋鼠索引很快"], {"袋鼠索引"}),  # of programs
        (["用袋鼠磁场。", "袋鼠磁场很强"], {"袋鼠磁场"}),  # of physics
        (["袋鼠方式。", "袋鼠方式很多"], set()),  # what anything has
        (["袋鼠的可读性。", "可读性很重要"], set()),
        (["无需袋鼠变换。", "无需袋鼠变换。"], set()),
    ],
)
def test_words_that_recur_and_end_like_terms_are_proposed(
    texts: list[str], terms: set[str]
) -> None:
    assert recurring(*texts) == terms


def test_words_that_never_begin_a_run_are_to_hold_together() -> None:
    """Of 先验概率 and 后验概率 no piece is left; 概率 stands with anything, and so does 验."""
    texts = ["先验概率。后验概率。", "试验。验证。概率。概念。概率", "检验,经验,概率,验算,概率"]

    assert "验概率" not in recurring(*texts)


def test_words_that_happen_to_stand_side_by_side_are_no_term() -> None:
    """Each of 鱼 and 类 stands beside much else more often than beside the other."""
    apart = "鱼肉,鱼汤,鱼塘,鱼竿,鱼网。种类,分类,人类,同类,门类。" * 9

    assert "袋鱼类样本" in recurring("袋鱼类样本。", "袋鱼类样本好")
    assert "袋鱼类样本" not in recurring("袋鱼类样本。", "袋鱼类样本好", apart)
