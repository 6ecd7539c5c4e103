from __future__ import annotations

import pytest

from kg.model import Post
from kg.series import find_series, parse_part


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("从动力学角度看优化算法(七):SGD ≈ SVM?", ("从动力学角度看优化算法", 7)),
        ("从动力学角度看优化算法（十一）：标题", ("从动力学角度看优化算法", 11)),
        ("【不可思议的Word2Vec】 4.不一样的“相似”", ("不可思议的Word2Vec", 4)),
        ("路径积分系列(上)", ("路径积分系列", 1)),
        ("Transformer升级之路:12、无限外推的ReRoPE?", None),
        ("函数(2014):回顾", None),
        ("谈谈VAE(附代码)", None),
    ],
)
def test_what_a_title_says_of_its_series(title: str, part: tuple[str, int] | None) -> None:
    assert parse_part(title) == part


def test_parts_stand_in_order_whether_listed_or_not() -> None:
    titles = ["变分自编码器(二):从贝叶斯观点出发", "变分自编码器（一）：原来是这么一回事"]
    posts = [Post(id=title, title=title, listed=number > 0) for number, title in enumerate(titles)]

    [series] = find_series(posts)

    assert series.id == "series/变分自编码器"
    assert [(part.position, part.post_id) for part in series.parts] == [
        (1, titles[1]),
        (2, titles[0]),
    ]
