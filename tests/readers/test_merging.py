from __future__ import annotations

import datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kg.readers.entries import Entry
from kg.readers.merging import merge_entries

DAY = datetime.date(2020, 1, 2)
LATER = datetime.date(2021, 1, 2)
OTHER = "另一篇。在别的页上它有标题,在这一页上没有。"


def entry(text: str, source: str = "a", title: str = "甲", readers: int | None = 1) -> Entry:
    return Entry(title=title, source=source, text=text, author="某", date=DAY, readers=readers)


def test_copies_become_one_post_with_a_reader_count_for_each_page() -> None:
    [post] = merge_entries([entry("文", "a", readers=5), entry("文", "b", readers=7)])

    assert [(s.source, s.readers) for s in post.snapshots] == [("a", 5), ("b", 7)]


def test_titles_compare_after_folding() -> None:
    posts = merge_entries([entry("文", "a", "SGD ≈ SVM？"), entry("文", "b", "sgd≈SVM?")])

    assert len(posts) == 1


def test_the_fuller_excerpt_wins() -> None:
    [post] = merge_entries([entry("前半句,", "a"), entry("前半句,后半句。\n下一段。", "b")])

    assert (post.text, post.source) == ("前半句,后半句。\n下一段。", "b")


def test_an_empty_excerpt_gives_way_to_any_other() -> None:
    [post] = merge_entries([entry("", "a"), entry("一。\n二。", "b")])

    assert post.text == "一。\n二。"


def test_what_follows_where_the_other_copy_ends_is_a_post_of_its_own() -> None:
    first, passage = merge_entries(
        [entry("一。\n二。", "a"), entry("一。\n二。\n后台提示,第1000篇。\n想到哪写到哪。", "b")]
    )

    assert first.text == "一。\n二。"
    assert passage.title == "后台提示,第1000篇。"
    assert passage.text == "后台提示,第1000篇。\n想到哪写到哪。"
    assert (passage.author, passage.date, passage.source) == (None, None, "b")
    assert [(s.source, s.readers) for s in passage.snapshots] == [("b", None)]


def test_a_passage_whose_heading_stands_on_another_page_goes_to_its_post() -> None:
    copies = [entry("一。", "a"), entry("一。\n" + OTHER, "b")]
    other, first = merge_entries([*copies, entry(OTHER, "c", title="乙", readers=9)])

    assert (first.text, other.title, other.text) == ("一。", "乙", OTHER)
    assert [(s.source, s.readers) for s in other.snapshots] == [("b", None), ("c", 9)]


def test_a_passage_on_two_pages_is_one_post() -> None:
    long = "一。\n迷路的一段。还有。"
    posts = merge_entries([entry("一。", "a"), entry(long, "b"), entry(long, "c")])

    assert [post.text for post in posts] == ["一。", "迷路的一段。还有。"]


def test_one_title_on_two_dates_is_two_posts_and_the_older_keeps_the_bare_id() -> None:
    again = Entry(title="祝大家端午节快乐！", source="a", date=LATER)
    first = Entry(title="祝大家端午节快乐！", source="b", date=DAY)

    assert [post.id for post in merge_entries([again, first])] == [
        "post/祝大家端午节快乐",
        "post/祝大家端午节快乐_2021-01-02",
    ]


def test_three_posts_of_one_title_and_day_have_three_ids() -> None:
    posts = merge_entries(
        Entry(title="甲", source=str(n), text=str(n), date=DAY, extent="whole") for n in range(3)
    )

    assert [post.id for post in posts] == ["post/甲", "post/甲_2020-01-02", "post/甲_2020-01-02_2"]


LINES = st.lists(st.sampled_from(["一。", "二。", "三。", "四,五"]), max_size=4)
ENTRIES = st.lists(
    st.builds(
        lambda title, source, lines, date: Entry(
            title=title, source=source, text="\n".join(lines), date=date
        ),
        st.sampled_from(["甲", "乙", "C++", "C"]),
        st.sampled_from("abc"),
        LINES,
        st.sampled_from([DAY, LATER, None]),
    ),
    max_size=8,
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_the_pages_does_not_matter(entries: list[Entry], random: Random) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)

    assert merge_entries(shuffled) == merge_entries(entries)


@given(ENTRIES)
def test_no_id_is_given_twice(entries: list[Entry]) -> None:
    posts = merge_entries(entries)

    assert len({post.id for post in posts}) == len(posts)


@given(st.text("一二三。\n", max_size=12), st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_of_copies_that_end_at_different_places_nothing_is_lost(text: str, cuts: list[int]) -> None:
    whole = entry(text.strip(), "whole")
    copies = [entry(whole.text[:cut].strip(), f"cut{cut}") for cut in cuts]

    posts = merge_entries([whole, *copies])

    assert "".join(post.text for post in posts).replace("\n", "") == whole.text.replace("\n", "")
