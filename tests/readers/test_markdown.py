from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import read_corpus, read_posts
from kg.readers.entries import Entry
from kg.readers.markdown import parse_markdown
from kg.readers.skipped import Skipped, report_skipped


def parse(text: str, name: str = "note.md") -> Entry:
    [entry] = parse_markdown(text, path=Path(name), source=name)
    assert isinstance(entry, Entry)
    return entry


def test_front_matter_tells_all() -> None:
    entry = parse(
        '---\ntitle: "甲：乙"\nauthor: 某\ndate: 2021-07-11 12:00:00\nurl: https://x.org/1\n'
        "tags: [vae, 生成模型]\n---\n\n正文。\n"
    )

    assert (entry.title, entry.author, str(entry.date), entry.url, entry.tags, entry.text) == (
        "甲：乙",
        "某",
        "2021-07-11",
        "https://x.org/1",
        ("vae", "生成模型"),
        "正文。",
    )


@pytest.mark.parametrize(
    ("text", "name", "title", "date"),
    [
        ("正文", "2020-01-02-some-name.md", "some-name", "2020-01-02"),
        ("正文", "blog/2020-01-02.md", "2020-01-02", "2020-01-02"),
        ("正文", "blog/2020-01-02 甲.md", "2020-01-02 甲", "2020-01-02"),
        ("正文", "blog/2020/1/2/svm.md", "svm", "2020-01-02"),
        ("正文", "blog/2020-01-02-svm/index.md", "svm", "2020-01-02"),
        ("正文", "blog/2020/12/3-svm.md", "3-svm", "None"),
        ("# 标题 #\n正文", "note.md", "标题", "None"),
        ("## 标题\n正文", "blog/2020-01-02.md", "标题", "2020-01-02"),
        ("正文\n## 一\n正文", "blog/2020-01-02.md", "2020-01-02", "2020-01-02"),
        ("## 一\n正文", "note.md", "note", "None"),
        ("正文", "笔记.md", "笔记", "None"),
        ("---\n---\n正文", "note.md", "note", "None"),
        ("---\ndate: 2020/01/02 08:00\n---\n文", "note.md", "note", "2020-01-02"),
        ("---\ntitle: 2048\n---\n", "note.md", "2048", "None"),
        (
            "---\ntitle: 甲&mdash;乙&#40;1&#41; AT&T &x;\n---\n",
            "note.md",
            "甲—乙(1) AT&T &x;",
            "None",
        ),
        ("\n\n---\ntitle: 甲\ndate: 2020-01-02\n---\n文", "note.md", "甲", "2020-01-02"),
        ("\n+++\ntitle = '甲'\n+++\n文", "note.md", "甲", "None"),
        ("\n---\n一句话。\n\n---\n文", "note.md", "note", "None"),
        ("正文", "20200102-svm.md", "svm", "2020-01-02"),
        ("正文", "日记/2020年1月2日 周四.md", "2020年1月2日 周四", "2020-01-02"),
        ("正文", "20209999-svm.md", "20209999-svm", "None"),
        ("前文\n\n---\n\n后文", "note.md", "note", "None"),
        ("---\n\ntitle: 不是\n", "note.md", "note", "None"),
        ("---\nNote: this is text.\n\ntitle: 不是\n", "note.md", "note", "None"),
    ],
)
def test_what_front_matter_lacks_is_told_by_name_and_heading(
    text: str, name: str, title: str, date: str
) -> None:
    entry = parse(text, name)

    assert (entry.title, str(entry.date)) == (title, date)


@pytest.mark.parametrize(
    ("tags", "words"),
    [("a b", ("a", "b")), ("a, b c", ("a", "b c")), ("[1, '#x']", ("1", "x")), ("", ())],
)
def test_tags_are_a_list_or_words(tags: str, words: tuple[str, ...]) -> None:
    assert parse(f"---\ntags: {tags}\n---\n文").tags == words


@pytest.mark.parametrize(
    "head",
    [
        "title:\t甲\ntags: [a,\tb]",
        "title: \t 甲\t# 乙\ntags:\n-\ta\n- b",
        "title: 甲 \t\ntags:\ta, b",
        "title: 甲\ntags:\n\t- a\n\t- b",
    ],
)
def test_tabs_separate_what_stands_in_a_line_and_indent_it(head: str) -> None:
    post = parse(f"---\n{head}\n---\n文")

    assert (post.title, post.tags) == ("甲", ("a", "b"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("---\ntitle: [a\n---\n", "note.md, line 2: the front matter is no YAML"),
        ('---\ntitle: "a\ndate: 2020-01-02\n---\n', "note.md, line 2: the front matter is no YAML"),
        ("---\ntitle: a\ntags b\nlayout: c\n---\n", "note.md, line 3: the front matter is no YAML"),
        ("---\ntitle: a\n- b\n---\n", "note.md, line 3: the front matter is no YAML"),
        (
            "---\nslug: a\ntitle: 甲\n\n正文",
            "note.md, line 1: the front matter has no end; put a line `---`",
        ),
        ("+++\ntitle = '甲'\n正文", "line 1: the front matter has no end; put a line `\\+\\+\\+`"),
        ("---\n- a\n---\n", "note.md, line 1: the front matter is no list"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse(text)


@pytest.mark.parametrize(
    ("name", "date"),
    [("note.md", "None"), ("_posts/2020-01-02-note.md", "2020-01-02")],
)
def test_a_date_that_is_none_is_left_out_and_named(name: str, date: str) -> None:
    text = "---\ntitle: 甲\ndate: 16/05/20\n---\n文"
    entry, skipped = parse_markdown(text, path=Path(name), source=name)

    assert isinstance(entry, Entry)
    assert (entry.text, str(entry.date)) == ("文", date)
    assert isinstance(skipped, Skipped)
    assert report_skipped([skipped]) == [
        f"skipped the date in {name}, line 3: the date 16/05/20 is none; write it as 2020-01-31"
    ]


@pytest.mark.parametrize("date", ["today", "last-modified", "'`r Sys.Date()`'"])
def test_a_date_that_is_worked_out_when_the_page_is_made_is_no_fault(date: str) -> None:
    post = parse(f"---\ntitle: 甲\ndate: {date}\n---\n文")

    assert post.date is None


def test_the_day_of_a_post_of_mkdocs_is_the_one_it_was_created() -> None:
    post = parse("---\ndate:\n  created: 2023-12-31\n  updated: 2024-01-02\n---\n文")

    assert str(post.date) == "2023-12-31"


def test_a_folder_is_read_without_its_readme(tmp_path: Path) -> None:
    for name in ("README.md", "一.md", "sub/二.markdown"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("正文", encoding="utf-8")

    assert {post.title for post in read_posts([tmp_path])} == {"一", "二"}


def test_aliases_and_old_addresses_are_kept() -> None:
    head = "---\nslug: a-name\naliases:\n  - 别名\n  - Other Name\nredirect_from: /old/\n---\n"

    entry = parse(head + "正文")

    assert entry.aliases == ("别名", "Other Name", "/old/")
    assert entry.slug == "a-name"


@pytest.mark.parametrize(
    ("head", "author", "tags"),
    [
        ("+++\n[taxonomies]\ntags = ['a']\ncategories = ['b']\n+++\n", None, ("a", "b")),
        ("+++\ntags = ['a']\n[params]\nauthor = '某'\n+++\n", "某", ("a",)),
        ("---\nauthor: {name: 某, email: x}\ncategories: a b\n---\n", "某", ("a", "b")),
        (
            "---\nauthors:\n- name: 某\n- b\ncategories:\n- [a, b]\n- c\n---\n",
            "某",
            ("a", "b", "c"),
        ),
        ("---\ntags:\n- label: a\n  permalink: /a\n- {}\n---\n", None, ("a",)),
    ],
)
def test_authors_and_tags_are_found_wherever_generators_have_them(
    head: str, author: str | None, tags: tuple[str, ...]
) -> None:
    entry = parse(f"{head}正文")

    assert (entry.author, entry.tags) == (author, tags)


@pytest.mark.parametrize(
    ("head", "title", "author", "tags"),
    [
        (
            "Title: 甲: 乙\nDate: 2020-01-02 10:20\nTags: a, b\nAuthor: 某\n",
            "甲: 乙",
            "某",
            ("a", "b"),
        ),
        ("date: 2020-01-02\nsummary: 一\n    二: 三\ntags: [a, b]\n", "note", None, ("a", "b")),
        (
            "<!--\n.. title: 甲\n.. slug: a\n.. date: 2020-01-02 UTC\n.. link: \n-->\n",
            "甲",
            None,
            (),
        ),
    ],
)
def test_lines_of_metadata_need_no_fence(
    head: str, title: str, author: str | None, tags: tuple[str, ...]
) -> None:
    entry = parse(f"{head}\n正文")

    assert (entry.title, entry.author, entry.tags, entry.text) == (title, author, tags, "正文")
    assert (str(entry.date), entry.lines) == ("2020-01-02", (head.count("\n") + 2,))


@pytest.mark.parametrize(
    "text", ["Note: 一\n\n文", "Title: 一\n二\n\n文", "Title: 一", "\nTitle: 一\n\n文"]
)
def test_a_first_line_with_a_colon_may_be_text(text: str) -> None:
    assert parse(text).text == text.strip("\n")


@pytest.mark.parametrize("status", ["draft", "Draft", "private"])
def test_what_is_not_for_readers_is_passed_over(status: str) -> None:
    text = f"Title: 甲\nStatus: {status}\n\n文"

    [skipped] = parse_markdown(text, path=Path("a.md"), source="a.md")

    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("title: 标签\ntype: tags\n---\n", "tags/index.md"),
        ("title: 归档\nlayout: archives\n---\n", "archives.md"),
        ("title: Posts\n---\n", "posts/_index.zh.md"),
        ("title: Home\n---\n{% for p in site.posts %}<p>{{ p.title }}{% endfor %}", "a.html"),
    ],
)
def test_a_page_on_which_a_generator_lists_posts_is_none(head: str, name: str) -> None:
    [skipped] = parse_markdown(f"---\n{head}", path=Path(name), source=name)

    assert isinstance(skipped, Skipped)
    assert not skipped.is_fault


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: {{date}}\ntags: [a]\n---\n文",
        '---\ndate: "{{date:YYYY-MM-DD}}"\n---\n文',
        "---\ncreated: <% tp.date.now() %>\n---\n文",
        "---\ntags: [a]\n---\n# {{title}}\n文",
    ],
)
def test_a_template_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "b.md").write_text("# Vue 的 {{ }}\n文", encoding="utf-8")

    corpus = read_corpus([tmp_path])

    assert [post.title for post in corpus.posts] == ["Vue 的 {{ }}"]
    assert [(one.reason, one.is_fault) for one in corpus.skipped] == [("a template", False)]


def test_a_heading_in_code_is_no_title() -> None:
    text = "```\n# 例子\n```\n\n# 标题\n"

    entry = parse(text)

    assert entry.title == "标题"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# 从C到C# ##", "从C到C#"),
        ("# VAE {#vae .first}", "VAE"),
        ("# VAE {: #vae }", "VAE"),
        ("# 集合 {x}", "集合 {x}"),
        ("# [SVM](/svm) 与 [核](https://x.org)", "SVM 与 核"),
        ("题目\n====", "题目"),
        ("引言\n\n题目 {#a}\n====", "题目"),
        ("两行的\n段落\n====", "note"),
        pytest.param(f"# 甲{' ' * 20_000}乙", f"甲{' ' * 20_000}乙", id="blanks"),
    ],
)
def test_of_a_heading_only_its_words_are_the_title(heading: str, title: str) -> None:
    assert parse(f"{heading}\n\n文").title == title


@pytest.mark.parametrize(
    ("tag", "link"),
    [
        ("{% post_link some-post %}", "[[some-post]]"),
        ("{% post_link some-post '那篇' %}", "[[some-post|那篇]]"),
        ("{%\npost_link some-post\n%}", "[[some-post]]"),
        ('[那篇]({{< ref\n"some-post.md" >}})', "[那篇]({% link some-post.md %}"),
        ('[那篇]({{< ref path="a.md" lang="en" >}})', "[那篇]({% link a.md %}"),
    ],
)
def test_links_of_generators_leave_lines_in_place(tag: str, link: str) -> None:
    entry = parse(f"---\ntitle: 甲\n---\n前 {tag}\n后")

    assert link in entry.text
    assert entry.text.count("\n") == tag.count("\n") + 1
    assert entry.lines[-1] == 5 + tag.count("\n")


@pytest.mark.parametrize(
    "code",
    [
        "import Tabs from '@theme/Tabs';",
        'import {\n  A as B,\n} from "./a"',
        "import './a.css';",
        "export const A = ({children}) => (\n  <b>{children}</b>\n);",
        "{/* truncate\n*/}",
        "<Tabs\n  values={[\n    {label: 'GAN', f: () => 1},\n  ]}>",
        "<Tab label='a > b' /> </Tab>",
    ],
)
def test_what_is_no_text_in_mdx_is_cut_out_and_lines_stay_in_place(code: str) -> None:
    text = f"甲\n\n{code}\n\n乙 <b>import</b>\n"

    entry = parse(text, "a.mdx")

    assert entry.text.split() == ["甲", "乙", "<b>import</b>"]
    assert entry.lines[-1] == text.count("\n")
    assert code in parse(f"甲\n\n```mdx\n{code}\n```\n", "a.mdx").text
    assert parse(text, "a.md").text == text.strip()


@pytest.mark.parametrize("piece", ["<A {", '<A "', "{/* ", "import {", "export const {\n"])
def test_mdx_that_is_never_closed_takes_no_time(piece: str) -> None:
    assert parse(f"甲 {piece * 20_000}", "a.mdx").text.startswith("甲")


def test_indented_code_is_fenced_and_every_line_told_where_it_was() -> None:
    entry = parse("---\ntitle: 甲\n---\n\n文\n\n    RNN\n\n文")

    assert entry.text == "文\n\n```\n    RNN\n```\n\n文"
    assert entry.lines == (5, 6, 7, 7, 7, 8, 9)
