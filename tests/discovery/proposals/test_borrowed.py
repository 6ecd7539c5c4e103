from __future__ import annotations

import pytest

from kg.discovery.proposals import borrowed_words
from kg.model import Post

TITLES = ("Improving Wombats", "Wombats using Single Burrows", "Into the Free Burrow")


def borrowed(*texts: str, titles: tuple[str, ...] = TITLES) -> set[str]:
    posts = [Post(id=f"post/{i}", title=titles[i], text=text) for i, text in enumerate(texts)]
    return {one.name for one in borrowed_words(posts) if one.score >= 0.6}


def test_a_word_among_chinese_ones_is_a_term() -> None:
    assert borrowed("每个token的向量,与token无关", "把**token**打乱") == {"token"}


@pytest.mark.parametrize(
    "field",
    ["- paper：[论文](/a)\n", "> [!icon] 图标\n", "![info]\n"],
)
def test_a_word_in_a_field_of_a_post_is_none(field: str) -> None:
    assert borrowed(field * 3, field, field + "看icon、info和paper的图") == set()


def test_a_word_of_english_phrases_is_none_whatever_its_capitals() -> None:
    text = "方法single很多single和single"

    assert borrowed(text) == {"single"}
    assert borrowed(text, "a single one, a single two, a single burrow") == set()
    assert borrowed(text, "Single Burrow, Single Wombat, Single One") == set()


def test_a_name_is_also_in_phrases() -> None:
    text = "用Wombat计算,用Wombat存储,Wombat很快。Wombat Streaming、Wombat Core、Wombat Kernel"

    assert borrowed(text) == {"Wombat"}


def test_of_several_spellings_the_most_frequent_is_the_name() -> None:
    assert borrowed("用wombat计算,用Wombat存储,用Wombat缓存,用Wombat压缩") == {"Wombat"}


def test_what_a_chinese_title_names_is_taken_up() -> None:
    text = "作者提出wombat。"

    assert borrowed(text, titles=("wombat:新的方法",)) == {"wombat"}
    assert borrowed(text) == set()
