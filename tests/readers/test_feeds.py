from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import NoPostsError
from kg.readers.entries import Entry
from kg.readers.feeds import parse_feed

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>站</title>
{}
</channel></rss>"""


def parse(text: str) -> list[Entry]:
    parsed = parse_feed(text, path=Path("feed.xml"), source="feed.xml")
    return [entry for entry in parsed if isinstance(entry, Entry)]


def test_full_text_is_preferred_to_the_summary() -> None:
    [entry] = parse(
        RSS.format(
            "<item><title>甲 &amp;amp; 乙</title><link>https://x.org/1</link>"
            "<pubDate>Thu, 02 Jan 2020 23:00:00 +0800</pubDate><dc:creator>某</dc:creator>"
            "<category>a</category><category>b</category><description>摘要</description>"
            "<content:encoded><![CDATA[<p>一</p>\n<p>二</p>]]></content:encoded></item>"
        )
    )

    found = (entry.title, entry.url, str(entry.date), entry.author, entry.tags, entry.text)
    assert found == ("甲 & 乙", "https://x.org/1", "2020-01-02", "某", ("a", "b"), "一\n\n二")
    assert entry.lines == (5, 5, 6)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid>https://x.org/1</guid>", "https://x.org/1"),
        ("<guid isPermaLink='false'>https://x.org/1</guid>", None),
        ("<guid>17</guid>", None),
        ("<link>https://x.org/2</link><guid>https://x.org/1</guid>", "https://x.org/2"),
    ],
)
def test_the_address_is_the_link_or_a_permanent_id(item: str, url: str | None) -> None:
    [entry] = parse(RSS.format(f"<item><title>甲</title>{item}</item>"))

    assert entry.url == url


def test_atom() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom"><title>站</title>
    <author><name>某</name></author>
    <entry>
    <title type="html">&lt;b&gt;甲&lt;/b&gt;</title><published>2020-01-02T00:00:00Z</published>
    <updated>2021-01-01T00:00:00Z</updated><link rel="self" href="/x"/><link href="https://x.org/1"/>
    <category term="a"/><summary>摘要</summary>
    <content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>一</p><p>二</p></div>
    </content>
    </entry>
    <entry><title>乙</title><updated>2021-01-01T00:00:00Z</updated><author><name>别人</name></author>
    <summary type="text">1 &lt; 2</summary></entry></feed>"""
    first, second = parse(text)

    found = (first.title, str(first.date), first.url, first.author, first.tags, first.text)
    assert found == ("甲", "2020-01-02", "https://x.org/1", "某", ("a",), "一\n\n二")
    assert (str(second.date), second.author, second.text) == ("2021-01-01", "别人", "1 < 2")


def test_an_entry_without_a_title_is_called_after_its_first_words() -> None:
    [entry] = parse(RSS.format("<item><description>今天很好。</description></item><item/>"))

    assert entry.title == "今天很好。"


def test_xml_of_another_kind_is_no_feed() -> None:
    with pytest.raises(NoPostsError, match="another kind"):
        parse("<urlset/>")


@pytest.mark.parametrize(
    ("feed", "url"),
    [
        (RSS.format("<link>https://x.org/</link><item><link>/a</link>"), "https://x.org/a"),
        (RSS.format("<item><link>/a</link>"), "/a"),
        (RSS.format("<link>http://[x</link><item><link>/a</link>"), "/a"),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.org/b/">'
            '<entry><link href="a"/></entry></feed>',
            "https://x.org/b/a",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://y.org"/>'
            '<link href="https://x.org/"/><entry><link href="a"/></entry></feed>',
            "https://x.org/a",
        ),
    ],
)
def test_a_link_may_start_from_the_address_of_the_site(feed: str, url: str) -> None:
    feed = feed.replace("</link>\n</channel>", "</link><title>甲</title></item>\n</channel>")

    assert [entry.url for entry in parse(feed.replace("<entry>", "<entry><title>甲</title>"))] == [
        url
    ]
