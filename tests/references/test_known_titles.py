from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.model import Post
from kg.references import add_known_titles, read_titles
from kg.references.known_titles import KnownTitle

DAY = datetime.date(2020, 1, 31)


def write(folder: Path, text: str) -> Path:
    path = folder / "titles.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_may_stand_in_any_order_and_url_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "title\tid\tdate\tmore\n“甲”\t1\t2020-01-31\tx\n乙\t2\t\t\n\n")

    assert read_titles(path) == [
        KnownTitle(id="1", title="“甲”", date=DAY),
        KnownTitle(id="2", title="乙"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: there is no column id"),
        ("id\ttitle\n1\t甲\n", "line 1: there is no column date"),
        ("id\tdate\ttitle\n", "line 1: lists no title"),
        ("id\tdate\ttitle\n1\t2020-01-31\n", "line 2: has 2 fields, not 3"),
        ("id\tdate\ttitle\n1\t2020-13-01\t甲\n", "line 2: the date 2020-13-01 is none"),
        ("id\tdate\ttitle\n1\t\t\n", "line 2: the title is missing"),
        ("id\tdate\ttitle\n\t\t甲\n", "line 2: the id is missing"),
        ("id\tdate\ttitle\n1\t\t甲\n1\t\t乙\n", "line 3: 1 stands in line 2 already"),
        ("id\tdate\ttitle\turl\n1\t\t甲\t/a\n2\t\t乙\t/a\n", "line 3: /a stands in line 2 already"),
    ],
)
def test_a_bad_list_is_one_clear_line(tmp_path: Path, text: str, fault: str) -> None:
    path = write(tmp_path, text)

    with pytest.raises(InputError) as raised:
        read_titles(path)

    assert str(raised.value).startswith(f"{path}, {fault}")
    assert "\n" not in str(raised.value)


def read(number: int, title: str, **rest: Any) -> Post:
    url = f"https://blog.example/archives/{number}"
    return Post(id=f"post/{title}", title=title, url=url, **rest)


def test_a_line_becomes_a_post_with_date_and_address() -> None:
    known = [KnownTitle(id=str(n), title=title, date=DAY) for n, title in enumerate("零一二")]

    *_, unread = add_known_titles([read(0, "零"), read(1, "一")], known)

    assert unread == Post(
        id="post/二", title="二", date=DAY, url="https://blog.example/archives/2", listed=False
    )


def test_a_post_that_was_read_gains_what_it_lacks() -> None:
    known = [KnownTitle(id="1", title="从前的标题", date=DAY)]

    assert add_known_titles([read(1, "现在的标题")], known) == [
        read(1, "现在的标题", date=DAY, aliases=("从前的标题",))
    ]


def test_of_two_lines_with_one_title_each_is_its_own_post() -> None:
    lines = [
        KnownTitle(id=str(n), title="节日快乐", date=DAY.replace(year=n)) for n in (2010, 2011)
    ]
    later = Post(id="post/节日快乐", title="节日快乐", date=DAY.replace(year=2011))

    assert [post.id for post in add_known_titles([], lines)] == [
        "post/节日快乐",
        "post/节日快乐_2011-01-31",
    ]
    assert [(post.id, post.listed) for post in add_known_titles([later], lines)] == [
        ("post/节日快乐", True),
        ("post/节日快乐_2010-01-31", False),
    ]
