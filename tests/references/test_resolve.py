"""Where references lead: each way of naming a post, the easy ones first."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Post, Reference
from kg.references import ResolvedReferences, find_references, resolve_references
from tests.conftest import load_cases
from tests.references.blocked import assert_blocking_finds_all_that_matters

DAY = datetime.date(2020, 1, 1)


def post(title: str, text: str = "", *, year: int = 2020, **rest: Any) -> Post:
    rest = {"id": f"post/{title}", "date": DAY.replace(year=year), **rest}
    return Post(title=title, text=text, **rest)


def resolve_all(*posts: Post) -> ResolvedReferences:
    listed = [one for one in posts if one.listed]
    found = [reference for one in listed for reference in find_references(one)]
    assert_blocking_finds_all_that_matters(found, posts)
    return resolve_references(found, posts)


def resolve(*posts: Post) -> list[tuple[str, str, str]]:
    return [(r.target, r.kind, r.how) for r in resolve_all(*posts).resolutions]


def leads(text: str, *titles: str) -> list[tuple[str, str]]:
    """Return the titles that a text's references lead to, and how, in a corpus of `titles`."""
    resolved = resolve_all(post("引用者", text), *map(post, titles))
    return [(r.target.removeprefix("post/"), r.how) for r in resolved.resolutions]


@pytest.mark.parametrize("case", load_cases("references.json"), ids=lambda case: case["name"])
def test_references_found_and_what_they_are(case: dict[str, Any]) -> None:
    citing = post("引用者", case["text"])
    references = find_references(citing)

    resolved = resolve_references(references, [citing])

    found = [[r.reference.title, r.kind, r.reference.cue] for r in resolved.resolutions]
    assert found == case["finds"]
    for reference in references:
        spelled = citing.text[reference.start : reference.end]
        assert " ".join(spelled.split()) == reference.title


def test_a_title_of_the_corpus_decides_whatever_the_cue() -> None:
    assert leads("论文《甲:乙》", "甲:乙") == [("甲:乙", "exact")]


def test_a_path_on_the_site_tells_the_file_of_a_post_without_address() -> None:
    raft = post("Raft", source="content/posts/raft/index.md")
    citing = post(
        "引用者", "见[它](/posts/raft/)、[它](@/posts/raft/index.md)与{% link posts/raft %}"
    )

    assert resolve(citing, raft) == [("post/Raft", "post", "link")] * 3


def test_an_unlisted_post_has_no_marks_in_its_title_and_is_no_section() -> None:
    link = r"见[《4\. 从头再来的办法》](https://blog.example/archives/2#节)"
    citing = post("引用者", link, url="https://blog.example/archives/3")

    [unlisted] = (one for one in resolve_all(citing).posts if not one.listed)

    assert unlisted.title == "4. 从头再来的办法"
    assert unlisted.url == "https://blog.example/archives/2"


def test_titles_compare_after_folding() -> None:
    assert leads("《sgd≈svm?》", "SGD ≈ SVM？") == [("SGD ≈ SVM？", "folded")]


def test_where_a_link_points_decides_against_the_title() -> None:
    other = post("丙的历史", url="https://blog.example/archives/7")

    assert resolve(post("甲", "[《乙的历史》](/archives/7)"), post("乙的历史"), other) == [
        (other.id, "post", "link")
    ]


def test_a_link_to_a_paper_decides_against_a_post_about_it() -> None:
    notes = post("《Attention is Enough》浅读")
    [resolution] = resolve_all(
        notes, post("甲", "[《Attention is Enough》](https://arxiv.org/abs/1706.03762)")
    ).resolutions

    assert (resolution.target, resolution.kind) == ("https://arxiv.org/abs/1706.03762", "paper")


def test_a_post_never_references_itself() -> None:
    link = post(
        "甲乙丙：丁", "本文《甲乙丙：丁》和[它](/archives/1)", url="https://a.org/archives/1"
    )

    assert resolve(link) == []


# ---- the hard cases ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("种群竞争的模型", "种群竞争的模型：LaTeX+Python"),
        ("浅谈网络的初始化方法", "浅谈网络的初始化方法（附代码）"),
        ("浅谈网络的初始化、参数化", "浅谈网络的初始化、参数化与标准化"),
        ("更好的损失函数设计", "再谈分类——更好的损失函数设计"),
    ],
)
def test_a_shortened_title(written: str, title: str) -> None:
    assert leads(f"如《{written}》所述", title, "别的标题") == [(title, "fuzzy")]


def test_a_shortened_title_that_fits_two_is_left_open() -> None:
    resolved = resolve_all(
        post("引用者", "《种群竞争的模型》"), post("种群竞争的模型：甲"), post("种群竞争的模型：乙")
    )

    assert resolved.resolutions == ()
    [left] = resolved.open
    assert (left.status, left.candidates) == (
        "ambiguous",
        ("post/种群竞争的模型：乙", "post/种群竞争的模型：甲"),
    )


def test_a_title_that_is_the_beginning_of_another() -> None:
    assert leads("《种群竞争的模型》", "种群竞争的模型", "种群竞争的模型：补遗和例子") == [
        ("种群竞争的模型", "exact")
    ]
    assert leads("《种群竞争的模型》", "种群竞争的模型（补充）") != [
        ("种群竞争的模型（补充）", "fuzzy")
    ]


def test_a_section_instead_of_the_post() -> None:
    text = "## 引言\n\n## 数值计算与采样\n\n"
    target = post("再谈自编码器", text)
    by_post = post("甲", "《再谈自编码器》中的《数值计算与采样》一节")

    assert resolve(target, post("甲", "见《数值计算与采样》一节")) == [(target.id, "post", "cue")]
    assert resolve(target, by_post) == [
        (target.id, "post", "exact"),
        (target.id, "post", "cue"),
    ]


def test_a_section_of_a_post_that_was_not_read() -> None:
    unread = post("再谈自编码器", listed=False)

    assert resolve(unread, post("甲", "《再谈自编码器》中的[《数值计算》](#x)一节"))[1:] == [
        (unread.id, "unlisted_post", "cue")
    ]


def test_words_in_another_order() -> None:
    assert leads("《注意力机制的掩码与缩放》", "缩放与注意力机制掩码") == [
        ("缩放与注意力机制掩码", "fuzzy")
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("揭开迷物，来一顿美味的盛宴", "揭开迷雾，来一顿美味的盛宴"),
        ("浅谈Transfomer的初始化", "浅谈Transformer的初始化"),
    ],
)
def test_one_letter_changed(written: str, title: str) -> None:
    assert leads(f"《{written}》", title) == [(title, "fuzzy")]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("让人惊叹的引理：理论篇", "让人惊叹的引理：应用篇"),
        ("三角函数幂的定积分公式", "三角函数幂的积分公式"),
        ("有监督文本聚类的方法", "无监督文本聚类的方法"),
        ("从GAN到VAE的一些联想", "从GAN到VQ-VAE的一些联想"),
        ("优化算法漫谈（三）：动量", "优化算法漫谈（四）：动量"),
    ],
)
def test_a_letter_that_makes_another_title_is_no_slip(written: str, title: str) -> None:
    assert leads(f"博文《{written}》", title) == [(leads(f"博文《{written}》")[0][0], "cue")]


PARTS = ("漫谈流形（一）：起步", "漫谈流形（二）：度量", "漫谈流形（三）：曲率（上）")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("《漫谈流形（二）》", PARTS[1]),
        ("《漫谈流形2》", PARTS[1]),
        ("《2.基于切分的发现》", "【中文系列】 2. 基于切分的发现"),
        ("《基于切分的发现》", "【中文系列】 2. 基于切分的发现"),
        ("《漫谈流形》系列的第二篇", PARTS[1]),
        ("《漫谈流形》（二）", PARTS[1]),
        ("《漫谈流形（三）：曲率》", PARTS[2]),
        ("《漫谈流形（二）：曲率（上）》", PARTS[2]),
    ],
)
def test_a_part_of_a_series_by_its_number(text: str, part: str) -> None:
    assert leads(text, *PARTS, "【中文系列】 2. 基于切分的发现") == [(part, "series")]


def test_the_previous_part_of_the_series() -> None:
    citing = post(PARTS[1], "上一篇《漫谈流形》讲过，本系列的第一篇文章也讲过")

    assert resolve(post(PARTS[0]), citing, post(PARTS[2])) == [
        (f"post/{PARTS[0]}", "post", "series"),
        (f"post/{PARTS[0]}", "post", "series"),
    ]


def test_a_series_as_a_whole() -> None:
    resolved = resolve_all(post("引用者", "参考《漫谈流形》系列"), *map(post, PARTS))

    [resolution] = resolved.resolutions
    assert (resolution.target, resolution.kind) == ("series/漫谈流形", "series")
    assert [one.id for one in resolved.series] == ["series/漫谈流形"]


def test_a_part_that_was_called_otherwise_before_there_was_a_second() -> None:
    assert leads("《渐近估计的方法（上）》", "渐近估计的方法", "渐近估计的方法（下）") == [
        ("渐近估计的方法", "fuzzy")
    ]


def test_one_title_twice_is_left_open() -> None:
    posts = [post("节日快乐", year=year, id=f"post/{year}") for year in (2010, 2014)]

    [left] = resolve_all(*posts, post("乙", "《节日快乐》", year=2016)).open

    assert (left.status, left.candidates) == ("ambiguous", ("post/2010", "post/2014"))


@pytest.mark.parametrize(
    ("text", "year", "target"),
    [
        ("《节日快乐》", 2012, "post/2010"),
        ("2010年的《节日快乐》", 2016, "post/2010"),
        ("去年的《节日快乐》", 2015, "post/2014"),
        ("[《节日快乐》](/archives/14)", 2016, "post/2014"),
    ],
)
def test_one_title_twice_where_something_decides(text: str, year: int, target: str) -> None:
    posts = [
        post("节日快乐", year=y, id=f"post/{y}", url=f"https://blog.example/archives/{y - 2000}")
        for y in (2010, 2014)
    ]

    assert [target for target, _, _ in resolve(*posts, post("乙", text, year=year))] == [target]


def test_a_namesake_is_not_the_post_itself() -> None:
    first = post("甲", year=2010, id="post/a")
    again = post("甲", "去年的《甲》", year=2011, id="post/b")

    assert resolve(first, again) == [("post/a", "post", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "参考《〈论语新探〉札记（附代码）》",
        "参考《《论语新探》札记（附代码）》",
        "参考《论语新探》札记（附代码）。",
    ],
)
def test_a_title_that_holds_brackets_itself(text: str) -> None:
    title = "《论语新探》札记（附代码）"

    assert [target for target, _ in leads(text, title)] == [title]


def test_a_work_and_the_post_about_it() -> None:
    title = "《Attention is Enough》浅读"

    assert leads("早在《Attention is Enough》的介绍文章中", title) == [(title, "cue")]
    assert leads("Google的《Attention is Enough》提出", title) == [
        ("work/attention-is-enough", "cue")
    ]


# ---- what is not in the corpus -------------------------------------------------------------------


def test_one_work_named_in_two_posts_is_one() -> None:
    citing = [post("甲", "论文《Focal Loss》"), post("乙", "论文《focal loss》")]

    resolved = resolve_all(*citing)

    assert [(work.id, work.title, work.kind) for work in resolved.works] == [
        ("work/focal-loss", "Focal Loss", "paper")
    ]
    assert {r.target for r in resolved.resolutions} == {"work/focal-loss"}
    assert len(resolved.posts) == 2


def test_a_paper_is_identified_by_its_id_wherever_it_is_linked() -> None:
    texts = [
        "论文《Focal Loss》",
        "[《Focal Loss》](https://arxiv.org/abs/1708.02002)",
        "[Lin et al. 2017](https://papers.cool/arxiv/1708.02002v2)",
        "arXiv:1708.02002",
    ]

    resolved = resolve_all(*(post(str(n), text) for n, text in enumerate(texts)))

    [work] = resolved.works
    assert (work.id, work.title, work.kind, work.identifier) == (
        "https://arxiv.org/abs/1708.02002",
        "Focal Loss",
        "paper",
        "arXiv:1708.02002",
    )
    assert len(resolved.resolutions) == len(texts)


def test_a_title_behind_a_link_to_a_paper_names_the_paper() -> None:
    texts = [
        "[A Small Model of Words](https://arxiv.org/pdf/2001.00001.pdf)",
        "论文《A Small Model of Words》",
        "[[2001.00002] Words: A Larger Model](https://arxiv.org/abs/2001.00002)",
    ]

    resolved = resolve_all(*(post(str(n), text) for n, text in enumerate(texts)))

    assert [(work.id, work.title) for work in resolved.works] == [
        ("https://arxiv.org/abs/2001.00001", "A Small Model of Words"),
        ("https://arxiv.org/abs/2001.00002", "Words: A Larger Model"),
    ]
    assert len(resolved.resolutions) == len(texts)


def test_a_post_of_the_blog_that_was_not_read_has_the_address_of_its_links() -> None:
    known = post("乙", url="https://blog.example/archives/1")
    links = "[《没有读到的文章》](https://blog.example/archives/2)和[它](/archives/2)"

    resolved = resolve_all(known, post("甲", links))

    assert [(r.target, r.kind) for r in resolved.resolutions] == [
        ("post/没有读到的文章", "unlisted_post")
    ] * 2
    [unread] = [one for one in resolved.posts if not one.listed]
    assert unread.url == "https://blog.example/archives/2"


def test_an_address_that_no_known_post_has_is_dead() -> None:
    known = post("乙", url="https://blog.example/archives/1")

    resolved = resolve_all(known, post("甲", "[这里](/archives/2) [[没有的笔记]] [标签](/tag/x)"))

    assert [(one.reference.link, one.status) for one in resolved.open] == [
        ("/archives/2", "dead"),
        ("没有的笔记", "dead"),
    ]
    assert resolved.resolutions == ()


def test_a_page_elsewhere_that_is_no_paper_counts_only_with_a_title() -> None:
    text = "[《别人的文章》](https://other.example/a) [那里](https://other.example/b)"

    assert [(r.target, r.kind) for r in resolve_all(post("甲", text)).resolutions] == [
        ("work/别人的文章", "web_page")
    ]


def test_a_paper_elsewhere_counts_without_an_identifier() -> None:
    texts = [
        '["Learning to Simulate."](https://openreview.net/forum?id=1)',
        "[Ruiz et al., 2019](https://openreview.net/forum?id=1)",
        "[iDNA: a model for DNA](https://home.example/idna.pdf)",
        "[IDNA: A Model for DNA](https://other.example/paper/7.pdf)",
        # Nobody says what this paper is called, and these are none.
        "[Ho et al., 2021](https://openreview.net/forum?id=2)",
        "[the slides of my talk](https://home.example/a.pdf)",
        "[Slides of My Talk There](https://home.example/b.pdf)",
        "[Some Words About Other Things](https://home.example/c)",
    ]

    resolved = resolve_all(*(post(str(n), text) for n, text in enumerate(texts)))

    assert [(r.target, r.kind) for r in resolved.resolutions] == [
        ("work/learning-to-simulate", "paper"),
        ("work/learning-to-simulate", "paper"),
        ("work/idna-a-model-for-dna", "paper"),
        ("work/idna-a-model-for-dna", "paper"),
    ]
    assert len(resolved.works) == 2
    assert resolved.open == ()


def test_pages_elsewhere_that_differ_by_their_query_alone_are_two() -> None:
    texts = [
        "[《一篇文章》](https://forum.example/s?id=a&from=x)",
        "[《另一篇》](https://forum.example/s?id=b)",
        "[《一篇文章（转载）》](https://forum.example/s?id=a)",
    ]

    resolved = resolve_all(*(post(str(n), text) for n, text in enumerate(texts)))

    assert [r.target for r in resolved.resolutions] == [
        "work/一篇文章",
        "work/另一篇",
        "work/一篇文章",
    ]


def test_what_the_list_of_all_titles_lacks_is_no_post_of_the_blog() -> None:
    text = "《又是一篇没有提示的标题》"
    later = post("别的标题", year=2021, listed=False)

    assert resolve(post("甲", text))[0][1] == "unlisted_post"
    assert resolve(post("甲", text), later)[0][1] == "work"
    assert resolve(post("甲", text, year=2022), later)[0][1] == "unlisted_post"


# ---- time, evidence, order -----------------------------------------------------------------------


def test_a_reference_to_a_later_post_is_kept_and_flagged() -> None:
    posts = [post("早", "见《晚》", year=2010), post("晚", "见《早》", year=2012)]

    assert [(r.target, r.to_later) for r in resolve_all(*posts).resolutions] == [
        ("post/晚", True),
        ("post/早", False),
    ]


def test_every_way_tells_how_sure_it_is_and_why() -> None:
    text = "《种群竞争的模型》、电影《某某》、[《x》](https://arxiv.org/abs/1708.02002)"
    resolved = resolve_all(post("引用者", text), post("种群竞争的模型：甲"))

    assert [(r.how, 0 < r.confidence < 1, r.reason) for r in resolved.resolutions] == [
        ("fuzzy", True, "a part of the title"),
        ("cue", True, "the word 电影"),
        ("link", True, "a link to arXiv:1708.02002"),
    ]


@given(st.permutations(range(6)))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    texts = [
        "《漫谈流形》系列",
        "《漫谈流形》",
        "论文《Focal Loss》",
        "《Focal Loss》",
        "[[甲]]",
        "《甲甲》",
    ]
    posts = [post(str(n), text) for n, text in enumerate(texts)] + [*map(post, PARTS)]
    references = [reference for one in posts for reference in find_references(one)]
    shuffled = [posts[n] for n in order] + posts[6:][::-1]

    assert resolve_references(references[::-1], shuffled) == resolve_references(references, posts)


@given(st.lists(st.text("甲乙丙（一二）：《》", min_size=1, max_size=8), max_size=8, unique=True))
def test_every_reference_is_resolved_to_a_node_or_left_open(titles: list[str]) -> None:
    posts = [Post(id=f"post/{n}", title=title) for n, title in enumerate(titles)]
    citing = Post(id="post/citing", title="引用者", text="".join(titles))
    references = [
        Reference(post_id=citing.id, title=title, start=0, end=1) for title in titles[::2]
    ]

    resolved = resolve_references(references, [*posts, citing])

    nodes = {one.id for group in (resolved.posts, resolved.works, resolved.series) for one in group}
    assert {r.target for r in resolved.resolutions} <= nodes - {citing.id}
    assert {id_ for one in resolved.open for id_ in one.candidates} <= nodes
    assert len(resolved.resolutions) + len(resolved.open) == len(references)
