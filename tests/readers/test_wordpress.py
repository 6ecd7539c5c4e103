from __future__ import annotations

from pathlib import Path

from kg.readers.entries import Entry
from kg.readers.skipped import Skipped
from kg.readers.wordpress import parse_wordpress

WXR = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:author><wp:author_login>su</wp:author_login>
<wp:author_display_name><![CDATA[苏]]></wp:author_display_name></wp:author>
{}
</channel></rss>"""


def item(content: str = "", *, status: str = "publish", kind: str = "post", more: str = "") -> str:
    return (
        f"<item><title>甲</title><link>https://x.org/1</link><dc:creator>su</dc:creator>"
        f"<category domain='post_tag'>a</category><category domain='nav_menu'>m</category>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_date>2020-01-02 23:59:00</wp:post_date><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def parse(*items: str) -> list[Entry | Skipped]:
    return parse_wordpress(WXR.format("".join(items)), path=Path("a.xml"), source="a.xml")


def text_of(content: str) -> str:
    [entry] = parse(item(content))
    assert isinstance(entry, Entry)
    return entry.text


def test_published_posts_and_pages_are_read_and_the_rest_is_told() -> None:
    kinds = [item(kind=kind) for kind in ("post", "page", "attachment", "nav_menu_item")]
    parsed = parse(*kinds, item(status="draft"))

    assert [type(one) for one in parsed] == [Entry, Entry, Skipped]
    assert parsed[2] == Skipped(source="a.xml", line=6, reason="not published (draft)")


def test_metadata() -> None:
    [entry] = parse(item("文"))

    assert isinstance(entry, Entry)
    found = (entry.title, str(entry.date), entry.url, entry.author, entry.tags)
    assert found == ("甲", "2020-01-02", "https://x.org/1", "苏", ("a",))


def test_a_number_leads_to_a_post_and_a_page_whatever_their_addresses() -> None:
    base = "<wp:base_blog_url>https://x.org/blog</wp:base_blog_url>"
    [entry] = parse(base, item(more="<wp:post_id>7</wp:post_id>"))

    assert isinstance(entry, Entry)
    assert entry.aliases == ("/blog/?p=7", "/blog/?page_id=7")


def test_blank_lines_divide_paragraphs_and_lines_stay_in_place() -> None:
    [entry] = parse(item("一\n二\n\n<h2>三</h2>\n<pre>a\n\nb</pre>"))

    assert isinstance(entry, Entry)
    assert entry.text == "一\n二\n\n## 三\n\n```\na\n\nb\n```"
    assert entry.lines == (6, 6, 6, 9, 9, 10, 10, 11, 12, 12)


def test_blocks_shortcodes_and_formulas() -> None:
    assert text_of("<!-- wp:paragraph --><p>一</p><!-- /wp:paragraph -->") == "一"
    assert text_of("[gallery ids='1,2']文[caption id=x]图[/caption]") == "文图"
    assert text_of("设[latex]x^2[/latex]与$latex y$") == "设$x^2$与$y$"
    assert text_of("[code language='py']\nif a<b:\n[/code]") == "```py\nif a<b:\n```"


def test_what_a_password_protects_is_kept_out() -> None:
    [entry] = parse(item("秘密", more="<wp:post_password>x</wp:post_password>"))

    assert isinstance(entry, Entry)
    assert (entry.title, entry.text) == ("甲", "")
