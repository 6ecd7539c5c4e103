from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import NoPostsError
from kg.readers.entries import Entry
from kg.readers.html_pages import parse_html_page

BODY = "<p>变分自编码器是一种生成模型。</p><p>它由编码器和解码器组成。</p>"
TEXT = "变分自编码器是一种生成模型。\n\n它由编码器和解码器组成。"
SITE = (
    "<header><a href='/'>我的博客</a></header><nav><a href='/a'>关于</a></nav>{}"
    "<aside class='sidebar'>最新文章</aside><footer>版权所有</footer>"
)


def parse(html: str, name: str = "page.html") -> Entry:
    [entry] = parse_html_page(html, path=Path(name), source=name)
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize(
    "main",
    [
        "<article><header><h1>题</h1><time>2020-01-02</time></header>{}</article>",
        "<main><h1>题</h1>{}</main>",
        "<div role='main'><h1>题</h1>{}</div>",
        "<div><h1>题</h1><div class='entry-content'>{}</div><div class='comments'>好文</div></div>",
        "<div class='wrap'><h1>题</h1><div itemprop='articleBody'>{}</div></div>",
        "<article><h1>题</h1><div class='toc'>目录</div>{}<div class='share'>分享</div></article>",
        "<main><article><h1>题</h1>{}</article><p>推荐</p><article><h2>别的</h2></article></main>",
        "<div id='content'><h1>题</h1>{}</div><div id='postamble'><p class='date'>2020</p></div>",
    ],
)
def test_the_main_text_is_found_without_what_surrounds_it(main: str) -> None:
    entry = parse(f"<title>题 | 我的博客</title><body>{SITE.format(main.format(BODY))}")

    assert (entry.title, entry.text) == ("题", TEXT)


def test_a_page_without_any_marks_is_left_to_trafilatura() -> None:
    paragraphs = "".join(f"<p>{n}、{BODY[3:-4] * 4}</p>" for n in range(9))
    menu = "".join(f"<div><a href='/{n}'>栏目{n}</a></div>" for n in range(9))
    entry = parse(f"<title>题</title><body><div>{menu}</div><div>{paragraphs}</div>")

    assert entry.text.startswith("0、变分自编码器")
    assert "栏目" not in entry.text


@pytest.mark.parametrize(
    ("head", "title", "date", "author", "url", "tags"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},'
            '{"@type": "BlogPosting", "headline": "题", "datePublished": "2020-01-02T08:00:00Z",'
            '"author": [{"name": "某"}], "url": "https://x.org/1", "keywords": "a,b"}]}</script>',
            "题", "2020-01-02", "某", "https://x.org/1", ("a", "b"),
        ),
        (
            '<meta property="og:title" content="题 - 站">'
            '<meta property="og:site_name" content="站">'
            '<meta property="article:published_time" content="2020-01-02">'
            '<meta name="author" content="某"><meta property="og:url" content="https://x.org/1">'
            '<meta property="article:tag" content="a">',
            "题", "2020-01-02", "某", "https://x.org/1", ("a",),
        ),
        (
            '<title>题 | 站</title><link rel="canonical" href="https://x.org/2020/01/02/t/">'
            '<meta name="keywords" content="a，b">',
            "题", "2020-01-02", None, "https://x.org/2020/01/02/t/", ("a", "b"),
        ),
        ('<title>题</title><script type="application/ld+json">{broken</script>',
         "题", "None", None, None, ()),
        ('<title>-</title>', "-", "None", None, None, ()),
    ],
)  # fmt: skip
def test_metadata_come_from_json_ld_open_graph_and_meta_tags(
    head: str, title: str, date: str, author: str | None, url: str | None, tags: tuple[str, ...]
) -> None:
    entry = parse(f"<html><head>{head}</head><body><article>{BODY}</article>")

    found = (entry.title, str(entry.date), entry.author, entry.url, entry.tags)
    assert found == (title, date, author, url, tags)


@pytest.mark.parametrize(
    "shown",
    [
        "<time datetime='2020-01-02T00:00:00+08:00'>昨天</time>",
        "<span class='post-date'>2020年1月2日</span>",
        "posted @ <span id='post-date'>2020-01-02 12:00</span>",
        "<span class='date'>Posted on January 2, 2020</span>",
        "<meta itemprop='datePublished' content='2020-01-02'>",
    ],
)
def test_a_date_that_is_only_shown_is_read(shown: str) -> None:
    page = f"<title>题</title><body><article><h1>题</h1>{shown}<div>{BODY}</div></article>"

    assert str(parse(page).date) == "2020-01-02"


def test_a_list_of_posts_is_an_entry_for_each() -> None:
    listed = "".join(
        f"<article><h2><a href='/{n}'>题{n}</a></h2><time>2020-01-0{n}</time>"
        f"<p>摘要{n}</p></article>"
        for n in (1, 2)
    )
    entries = parse_html_page(SITE.format(listed), path=Path("i.html"), source="i.html")

    assert [(e.title, str(e.date), e.url, e.extent) for e in entries if isinstance(e, Entry)] == [
        ("题1", "2020-01-01", "/1", "excerpt"),
        ("题2", "2020-01-02", "/2", "excerpt"),
    ]


def test_the_line_of_each_paragraph_is_kept() -> None:
    entry = parse("<title>题</title>\n<body>\n<article>\n<p>一</p>\n\n<p>二</p></article>")

    assert (entry.text, entry.lines) == ("一\n\n二", (4, 4, 6))


@pytest.mark.parametrize(
    "html", ["<html></html>", "<body><nav>关于</nav></body>", "<!DOCTYPE html>"]
)
def test_a_page_without_text_is_no_post(html: str) -> None:
    with pytest.raises(NoPostsError):
        parse(html)


def test_a_saved_folder_gives_its_page_a_name() -> None:
    assert (
        parse(f"<body><main>{BODY}</main>", "2020-01-02-vae/index.html").title == "2020-01-02-vae"
    )
