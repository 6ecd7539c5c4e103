from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Post
from kg.references import find_references


def find(text: str) -> list[tuple[str, str, str]]:
    found = find_references(Post(id="p", title="", text=text))
    return [(r.title, r.link, r.form) for r in found]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("[《标题》](/archives/1)", ("标题", "/archives/1", "title")),
        ("《[标题](/archives/1)》", ("标题", "/archives/1", "title")),
        ("《[[笔记|标题]]》", ("标题", "笔记", "title")),
        ("[《甲乙》的介绍](/archives/1)", ("甲乙", "/archives/1", "title")),
        ("<a href='/archives/1'>《标题》</a>", ("标题", "/archives/1", "title")),
        ("[**一个词**](/archives/1)", ("一个词", "/archives/1", "link")),
        ("[<font color=blue>GAN</font>](/a/b)", ("GAN", "/a/b", "link")),
        ("https://x.org/a", ("", "https://x.org/a", "address")),
    ],
)
def test_a_title_and_its_link_are_one_reference(text: str, reference: tuple[str, str, str]) -> None:
    assert find(text) == [reference]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("参考博文“一个很长的标题”。", "一个很长的标题"),
        ("「一个很长的标题」一文", "一个很长的标题"),
        ("文章〈一个很长的标题〉", "一个很长的标题"),
        ("『一个很长的标题』一文", "一个很长的标题"),
        ("内积〈向量甲，向量乙〉", None),
        ("论文题为“Attention is All You Need”", "Attention is All You Need"),
        ('the paper "Deep residual learning"', "Deep residual learning"),
        ('名为"书籍"的数据库，其中包含"阅读清单"', None),
        ('有"书"，论文"Deep residual learning"', "Deep residual learning"),
        ('5" wide\nthe paper "Deep residual learning"', "Deep residual learning"),
        ('5" wide, the paper "Deep residual learning"', None),
        ('they say in the paper "...our goal is no new method"', None),
        ("他说“这是一句很长的话”。", None),
        ("这篇文章“写得实在是太长”了", None),
        ("命名为“一种很长的方法”", None),
    ],
)
def test_quotes_hold_a_title_only_where_a_word_says_so(text: str, title: str | None) -> None:
    assert find(text) == ([(title, "", "quoted")] if title else [])


@pytest.mark.parametrize(
    "text",
    [
        "论文《甲乙丙》（arXiv:1706.03762）",
        "论文《甲乙丙》[[arXiv](https://arxiv.org/abs/1706.03762)]",
        "论文《甲乙丙》，链接：https://papers.cool/arxiv/1706.03762",
    ],
)
def test_an_identifier_behind_a_title_belongs_to_it(text: str) -> None:
    assert "1706.03762" in find(text)[0][1]


def test_a_place_in_a_series_is_a_reference_where_the_series_is_named() -> None:
    assert [form for _, _, form in find("本系列的第一篇文章说过")] == ["place"]
    assert find("上一篇论文") == []
    assert [title for title, _, _ in find("本系列的上一篇《标题》")] == ["标题"]


@given(st.text("《》〈〉甲乙\n 电影论文", max_size=40))
def test_every_title_lies_between_brackets_and_none_overlaps_another(text: str) -> None:
    references = find_references(Post(id="p", title="", text=text))

    for reference in references:
        assert text[reference.start - 1] == "《"
        assert text[reference.end] == "》"
        inside = text[reference.start : reference.end]
        assert inside.count("《") == inside.count("》")
    for before, after in pairwise(references):
        assert before.end < after.start


@given(st.text("《》“”「」[]()<>!|#{}%\\ \n/:.文章1", max_size=60))
def test_references_lie_inside_the_text_and_none_overlaps_another(text: str) -> None:
    references = find_references(Post(id="p", title="", text=text))

    for reference in references:
        assert 0 <= reference.start <= reference.end <= len(text)
    for before, after in pairwise(references):
        assert before.end <= after.start
