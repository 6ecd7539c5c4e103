"""What a user's folder may hold, read as a whole: every file is read, or skipped with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import read_corpus, read_posts

HEAD = "---\ntitle: {}\ndate: 2020-01-02\n---\n"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_faults_are_skipped_with_name_line_and_reason(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "good.md": HEAD.format("好") + "文",
            "yaml.md": "---\ntitle: [a\n---\n文",
            "toml.md": "+++\ntitle = \n+++\n文",
            "date.md": "---\ndate: tomorrow\n---\n文",
            "binary.md": b"\x89PNG\0\0",
            "cut.md": "模型".encode()[:-1],
            "feed.xml": "<rss>\n<channel>\n</rss>",
            "bomb.xml": "<!DOCTYPE r [<!ENTITY a 'a'>]><rss>&a;</rss>",
            "lines.jsonl": '{"title": "行", "text": "文"}\n{"title": ',
            "list.txt": "题\nBy 某 | 2020-01-02 | 7位读者 | 引用文",
        },
    )
    corpus = read_corpus([tmp_path])

    assert [post.title for post in corpus.posts] == ["好", "date", "行"]
    assert [(one.source, one.line, one.reason.partition(" (")[0]) for one in corpus.faults] == [
        ("binary.md", 0, "is a binary file"),
        ("bomb.xml", 1, "declares the entity a"),
        ("cut.md", 0, "is cut inside a character"),
        ("date.md", 2, "the date tomorrow is none"),
        ("feed.xml", 3, "is malformed XML"),
        ("lines.jsonl", 2, "the line is no JSON"),
        ("list.txt", 2, "the page is cut: the closing line 最近评论 is missing"),
        ("toml.md", 2, "the front matter is no TOML"),
        ("yaml.md", 2, "the front matter is no YAML"),
    ]
    with pytest.raises(InputError, match=r"binary\.md"):
        read_posts([tmp_path])


def test_what_is_no_post_is_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "posts/a.md": "文",
            "posts/empty.md": "",
            "posts/blank.md": "---\ntags: [a]\n---\n\n",
            "posts/draft.md": HEAD.format("稿")[:-4] + "draft: true\n---\n文",
            "posts/private.md": "---\npublished: false\n---\n文",
            "_drafts/b.md": "文",
            "sitemap.xml": "<urlset/>",
            "package.json": "{}",
            "data.csv": "a,b\n1,2\n",
            "index.html": "<html><body><nav>关于</nav></body></html>",
            # and without a word:
            "_layouts/post.html": "<p>布局",
            "node_modules/x/a.md": "x",
            "docs/_build/html/a.html": "<title>印</title><article>文</article>",
            ".obsidian/a.json": "{}",
            "style.css": "a {}",
            "README.md": "说明",
            "a_files/frame.html": "<p>广告",
            "a.html": "<title>页</title><article>文</article>",
        },
    )
    corpus = read_corpus([tmp_path])

    assert [post.title for post in corpus.posts] == ["a", "页"]
    assert [(one.source, one.reason) for one in corpus.skipped] == [
        ("_drafts/b.md", "a draft"),
        ("data.csv", "has no column title"),
        ("index.html", "holds no text but its navigation"),
        ("package.json", "holds no record with title or text"),
        ("posts/blank.md", "no text"),
        ("posts/draft.md", "a draft"),
        ("posts/empty.md", "is empty"),
        ("posts/private.md", "not published"),
        ("sitemap.xml", "is of no known format"),
    ]
    assert corpus.faults == ()


def test_formats_that_there_is_no_reader_for_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.org": "#+TITLE: 甲\n", "b.adoc": "---\ntitle: 乙\n---\n= 文", "c.py": "c"})

    with pytest.raises(InputError, match=r"passed over 2 \(is of no known format\): a.org, b.adoc"):
        read_corpus(tmp_path)


def test_what_a_generator_has_made_of_posts_is_not_read_beside_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "hugo.toml": "",
            "content/a.md": "文",
            "content/public/b.md": "文",
            "public/a/index.html": "<title>a</title><article>文</article>",
        },
    )

    assert [post.title for post in read_posts([tmp_path])] == ["a", "b"]
    assert [post.source for post in read_posts([tmp_path / "public"])] == ["a/index.html"]


def test_a_file_that_is_named_itself_must_be_one_of_posts(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "文", "sitemap.xml": "<urlset/>"})

    corpus = read_corpus([tmp_path / "a.md", tmp_path / "sitemap.xml"])

    assert [one.source for one in corpus.faults] == ["sitemap.xml"]


def test_a_blog_and_its_feed_and_its_list_page_are_one_blog(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": HEAD.format("甲") + "全文在此。",
            "feed.xml": "<rss><channel><item><title>甲</title><link>https://x.org/1</link>"
            "<pubDate>Thu, 02 Jan 2020 00:00:00 GMT</pubDate><description>摘要比全文还要长得多"
            "</description></item></channel></rss>",
            "list.txt": "甲\nBy 某 | 2020-01-02 | 7位读者 | 引用全文\n最近评论",
        },
    )
    [post] = read_corpus([tmp_path]).posts

    assert (post.text, post.source, post.url, post.author) == (
        "全文在此。", "a.md", "https://x.org/1", "某",
    )  # fmt: skip
    assert [(s.source, s.readers) for s in post.snapshots] == [
        ("a.md", None), ("feed.xml", None), ("list.txt", 7),
    ]  # fmt: skip


def test_notes_of_one_name_in_two_folders_are_two_posts(tmp_path: Path) -> None:
    write(tmp_path, {"a/概述.md": "甲的概述。", "b/概述.md": "乙的概述。", "c/概述.md": "丙"})

    posts = read_corpus([tmp_path]).posts

    assert [post.id for post in posts] == ["post/概述", "post/概述_2", "post/概述_3"]
    assert [post.text for post in posts] == ["甲的概述。", "乙的概述。", "丙"]


def test_links_between_folders_are_not_followed_and_circles_end(tmp_path: Path) -> None:
    write(tmp_path, {"blog/a.md": "文"})
    (tmp_path / "blog/loop").symlink_to(tmp_path / "blog")
    (tmp_path / "blog/b.md").symlink_to("b.md")

    corpus = read_corpus([tmp_path / "blog"])

    assert [post.title for post in corpus.posts] == ["a"]
    assert [(one.source, one.reason.partition(" (")[0]) for one in corpus.skipped] == [
        ("b.md", "cannot be read"),
        ("loop", "a link to a folder; name it to read it"),
    ]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030", "big5"]
TRADITIONAL = "變分自編碼器是一種生成模型，這裡介紹它的原理與實作。"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("suffix", ["md", "html", "xml"])
def test_traditional_chinese_reads_the_same_in_every_encoding(
    tmp_path: Path, encoding: str, suffix: str
) -> None:
    texts = {
        "md": f"# 題\r\n\r\n{TRADITIONAL}\r\n",
        "html": f"<title>題</title>\r\n<article>{TRADITIONAL}</article>",
        "xml": f"<rss><channel><item><title>題</title>\r\n<description>{TRADITIONAL}"
        "</description></item></channel></rss>",
    }
    (tmp_path / f"a.{suffix}").write_bytes(texts[suffix].encode(encoding))

    [post] = read_corpus([tmp_path]).posts

    assert (post.title, post.text.removeprefix("# 題\n\n")) == ("題", TRADITIONAL)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<meta charset='iso-8859-1'><article>café</article>".encode("latin-1"), "café"),
        ("<meta charset=gb2312><article>模型</article>".encode("gbk"), "模型"),
        ("<meta charset='big5'><article>模型</article>".encode("big5"), "模型"),
        ("<meta charset='gbk'><article>模型</article>".encode(), "模型"),
    ],
)
def test_a_declared_encoding_is_believed_unless_it_is_utf_8(
    tmp_path: Path, content: bytes, text: str
) -> None:
    (tmp_path / "a.html").write_bytes(content)

    assert [post.text for post in read_corpus([tmp_path]).posts] == [text]


def test_evidence_can_be_found_again_in_its_file(tmp_path: Path) -> None:
    lines = ["---", "title: 甲", "---", "", "一", "", "<!-- 二", "三 -->", "四"]
    write(tmp_path, {"a.md": "\n".join(lines)})

    [post] = read_corpus([tmp_path]).posts

    assert post.source_line(post.text.index("四")) == 9
    assert "三" not in post.text


def test_very_long_posts_are_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "模型$x$与`y`,[a](b)。\n" * 30_000, "b.html": "<p>模型" * 100_000})

    assert [len(post.text) > 400_000 for post in read_corpus([tmp_path]).posts] == [True, False]
