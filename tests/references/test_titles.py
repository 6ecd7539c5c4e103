from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Post
from kg.references.likeness import halves, halves_near, is_slip, slip_key
from kg.references.titles import TitleIndex

TITLES = st.lists(st.text("甲乙丙丁戊己庚的与：（）二三AB", min_size=6, max_size=12), unique=True)


def index(*titles: str) -> TitleIndex:
    return TitleIndex([Post(id=title, title=title) for title in titles])


@given(TITLES.filter(len))
def test_every_title_finds_itself(titles: list[str]) -> None:
    for title in titles:
        match = index(*titles).match_exact(title)
        assert match
        assert title in [post.title for post in match.posts]


@given(st.text("甲乙丙丁戊己庚", min_size=6, max_size=16), st.data())
def test_any_single_slip_is_found(title: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(title) - 1))
    written = title[:at] + "辛" + title[at + 1 :]

    match = index(title, "另外一个很不同的标题").match_like(written)

    assert is_slip(written, title)
    assert match
    assert [post.title for post in match.posts] == [title]


@given(st.text("甲乙丙ab", max_size=12), st.integers(0, 12), st.sampled_from(["", "丁", "x"]))
def test_one_slip_leaves_one_half_whole(title: str, at: int, letter: str) -> None:
    key = slip_key(title)
    firsts, seconds = halves_near(key[:at] + letter + key[at + 1 :])

    assert len(key) < 2 or halves(key)[0] in firsts or halves(key)[1] in seconds


@given(st.text("甲乙丙的与一二abcde", max_size=10), st.text("甲乙丙的与一二abcde", max_size=10))
def test_a_slip_is_one_from_either_side(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)


def test_a_path_that_leads_to_a_post_is_no_title_of_it() -> None:
    index = TitleIndex([Post(id="a", title="支持向量机", aliases=("/kernels/", "核方法"))])

    assert index.match_exact("核方法")
    assert not index.match_exact("Kernels")
