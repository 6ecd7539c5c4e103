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
        ("网络升级之路:12、无限外推?", ("网络升级之路", 12)),
        ("网络升级之路：21、好在哪里?（上）", ("网络升级之路", 21)),
        ("漫谈积分——2.曲率半径", ("漫谈积分", 2)),
        ("《漫谈积分》系列——2.曲率半径", ("《漫谈积分》系列", 2)),
        ("《漫谈积分》:来来去去(四)", ("漫谈积分", 4)),
        ("[春礼]《漫谈积分》:来来去去(七)", ("漫谈积分", 7)),
        ("《漫谈积分(2)》——为什么？", ("漫谈积分", 2)),
        ("《漫谈积分3》：行列式", ("漫谈积分", 3)),
        ("【漫谈积分】⋅（二）从头说起", ("漫谈积分", 2)),
        ("漫谈积分之二：曲率", ("漫谈积分", 2)),
        ("漫谈积分（下篇）", ("漫谈积分", 3)),
        ("漫谈积分 第3讲：曲率", ("漫谈积分", 3)),
        ("Curvature for Beginners Part 2: Circles", ("Curvature for Beginners", 2)),
        ("Curvature for Beginners (Part IV)", ("Curvature for Beginners", 4)),
        ("升级到：3.0的新特性", None),
        ("0.999…等于1", None),
        ("函数(2014):回顾", None),
        ("谈谈VAE(附代码)", None),
    ],
)
def test_what_a_title_says_of_its_series(title: str, part: tuple[str, int] | None) -> None:
    parsed = parse_part(title)

    assert (parsed and (parsed.name, parsed.position)) == part


def test_parts_stand_in_order_whether_listed_or_not() -> None:
    titles = ["变分自编码器(二):从贝叶斯观点出发", "变分自编码器（一）：原来是这么一回事"]
    posts = [Post(id=title, title=title, listed=number > 0) for number, title in enumerate(titles)]

    [series] = find_series(posts)

    assert series.id == "series/变分自编码器"
    assert [(part.position, part.post_id) for part in series.parts] == [
        (1, titles[1]),
        (2, titles[0]),
    ]


def series_of(*titles: str) -> list[tuple[str, list[int], tuple[int, ...]]]:
    found = find_series(Post(id=title, title=title) for title in titles)
    return [(one.name, [part.position for part in one.parts], one.missing) for one in found]


def test_gaps_are_visible() -> None:
    assert series_of("漫谈（二）：甲", "漫谈（五）：乙") == [("漫谈", [2, 5], (1, 3, 4))]


def test_the_first_part_may_be_known_by_the_second_alone() -> None:
    assert series_of("漫谈流形", "漫谈流形（二）") == [("漫谈流形", [1, 2], ())]
    assert series_of("漫谈流形？", "漫谈流形(2)", "漫谈流形(3)") == [("漫谈流形", [1, 2, 3], ())]
    assert series_of("漫谈流形", "漫谈流形（下）") == [("漫谈流形", [1, 2], ())]
    # There is another first part, or more than one is missing, or there are two, or no series.
    assert series_of("漫谈", "漫谈（一）", "漫谈（二）") == [("漫谈", [1, 2], ())]
    assert series_of("漫谈", "漫谈（三）") == [("漫谈", [3], (1, 2))]
    assert series_of("漫谈", "漫谈？", "漫谈（二）") == [("漫谈", [2], (1,))]
    assert series_of("漫谈", "漫谈：2、乙") == []


def test_two_halves_have_nothing_between_them() -> None:
    assert series_of("漫谈（上）", "漫谈（下）") == [("漫谈", [1, 2], ())]
    assert series_of("漫谈（上）", "漫谈（中）", "漫谈（下）") == [("漫谈", [1, 2, 3], ())]


def test_what_may_be_no_numbering_needs_two_parts() -> None:
    assert series_of("漫谈：1、甲") == []
    assert series_of("漫谈：1、甲", "漫谈：2、乙") == [("漫谈", [1, 2], ())]


def test_a_series_that_goes_on_under_a_shorter_name_is_one() -> None:
    assert series_of("漫谈——细说(1)", "漫谈——细说(2)", "漫谈(3)：丙") == [
        ("漫谈——细说", [1, 2, 3], ())
    ]


def test_a_part_may_be_known_by_another_title() -> None:
    first = Post(id="a", title="漫谈", aliases=("漫谈（上）",))

    [series] = find_series([first, Post(id="b", title="漫谈（下）")])

    assert [part.post_id for part in series.parts] == ["a", "b"]
