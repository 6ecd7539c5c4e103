"""Blocks hold all posts that a reference may mean: its decision in one is that in the corpus."""

from __future__ import annotations

import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg import read_posts
from kg.model import Post
from kg.references import find_references
from tests.references.blocked import assert_blocking_finds_all_that_matters

TITLES = st.text("矩阵分解的与：（）一二12《》ab—", min_size=1, max_size=14)
NAMES = st.text("ab-", min_size=1, max_size=6)
DAYS = st.sampled_from(["2020/01/01", "2020/01/02"])
CONTEXTS = st.sampled_from([
    *("{}", "{}", "文章{}", "上一篇{}", "{}系列的第二篇", "{}（二）", "{}的介绍文章", "{}这一小节"),
    *("去年的{}", "《矩阵分解》中的{}", "读{}笔记", "本系列的上一篇文章，{}"),
    *("[{}](/{day}/{name})", "[[{name}]]", "[它](https://blog.example/{day}/{name})"),
    *("[{}]({name}.md)", "[它](../{name}.md)", "[它](/{day}/ab/{name})", "[它](../../{name}/)"),
    "[它](/ab/{name})",
])  # fmt: skip


@st.composite
def blogs(draw: st.DrawFn) -> list[Post]:
    titles = draw(st.lists(TITLES, min_size=1, max_size=8))
    posts = []
    for number, title in enumerate(titles):
        lines = []
        for _ in range(draw(st.integers(0, 3))):
            named = draw(st.sampled_from(titles) | TITLES)
            cut = draw(st.integers(0, len(named)))
            named = draw(
                st.sampled_from([named, named[:cut] + named[cut + 1 :], named[:cut], "# "])
            )
            context = draw(CONTEXTS)
            lines.append(context.format(f"《{named}》", name=draw(NAMES), day=draw(DAYS)))
        heading = draw(st.sampled_from(titles) | TITLES)
        day, name = draw(DAYS), draw(NAMES)
        posts.append(
            Post(
                id=f"post/{number}",
                title=title,
                slug=draw(st.none() | NAMES),
                aliases=(draw(TITLES),) if draw(st.booleans()) else (),
                date=datetime.date.fromisoformat(day.replace("/", "-")),
                url=f"https://blog.example/{day}/{name}" if draw(st.booleans()) else None,
                source=draw(
                    st.sampled_from(
                        [
                            f"_posts/{day.replace('/', '-')}-{name}.md",
                            f"_posts/ab/{name}.md",
                            f"{name}.md",
                        ]
                    )
                ),
                text="\n\n".join([*lines, f"## {heading}"]),
            )
        )
    return posts


@given(blogs())
def test_a_block_decides_as_the_corpus_does(posts: list[Post]) -> None:
    references = [reference for post in posts for reference in find_references(post)]

    assert_blocking_finds_all_that_matters(references, posts)


def test_so_it_is_on_a_real_blog(kexue_posts: Path) -> None:
    posts = read_posts([kexue_posts])
    references = [reference for post in posts for reference in find_references(post)]

    assert_blocking_finds_all_that_matters(references, posts)
