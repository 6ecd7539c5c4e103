"""A WordPress export (WXR) in, its published posts and pages out."""

from __future__ import annotations

import re
from pathlib import Path

from kg.addresses import split_address
from kg.errors import NoPostsError
from kg.readers.dates import parse_date
from kg.readers.entries import Entry
from kg.readers.feeds import CONTENT, DC, find_items, plain_title
from kg.readers.markup import Extract, extract_html
from kg.readers.skipped import Skipped
from kg.readers.xml_trees import Element, parse_xml

_KINDS = ("post", "page")
_BLOCK = re.compile(
    r"\A\s*</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|pre|blockquote|table|tr|td|th|thead|tbody|figure|"
    r"hr|form|section|article|address|script|style)\b",
    re.IGNORECASE,
)
_VERBATIM = re.compile(
    r"(?P<pre><(?P<tag>pre|script|style|textarea)\b.*?</(?P=tag)\s*>)", re.DOTALL | re.IGNORECASE
)
_BLANK_LINES = re.compile(r"(\n[ \t]*\n\s*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LATEX = re.compile(r"\[latex[^\]]*\](?P<a>.*?)\[/latex\]|\$latex\s+(?P<b>[^$]+?)\$", re.DOTALL)
_CODE = re.compile(
    r"\[(?P<tag>sourcecode|code|source)(?P<options>[^\]]*)\](?P<code>.*?)\[/(?P=tag)\]", re.DOTALL
)
_LANGUAGE = re.compile(r"lang(?:uage)?=[\"']?(\w+)")
_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|audio|video|playlist|soundcloud|youtube|vimeo|"
    r"polldaddy|slideshare|googlemaps|tweet|twitter|contact-form|contact-field|archives|"
    r"blog_subscription_form|recent_posts|tagcloud)\b[^\]\n]*\]"
)
_EMBED = re.compile(r"\[(?P<tag>embed|youtube|audio|video)\b[^\]]*\][^\[\n]*\[/(?P=tag)\]")


def parse_wordpress(text: str, *, path: Path, source: str) -> list[Entry | Skipped]:
    """Return the published posts and pages of an export; `path` is named in errors.

    What is protected by a password keeps its title only. Attachments and menus are no posts.

    Raises:
        InputError: the export is malformed XML or declares entities.
        NoPostsError: it is no export of WordPress.
    """
    root = parse_xml(text, path)
    channel = root.find("channel")
    if channel is None:
        raise NoPostsError(path, "is no WordPress export", "name a feed or an export")
    authors = {
        one.find_text("author_login"): one.find_text("author_display_name")
        for one in channel.find_all("author")
    }
    _, folder = split_address(channel.find_text("base_blog_url"))
    return [
        _entry(item, source, authors, folder)
        for item in find_items(root)
        if item.find_text("post_type") in _KINDS
    ]


def _entry(item: Element, source: str, authors: dict[str, str], folder: str) -> Entry | Skipped:
    status = item.find_text("status")
    if status != "publish":
        return Skipped(source=source, line=item.line, reason=f"not published ({status or '?'})")
    title, number = plain_title(item), item.find_text("post_id")
    extract = _extract(item)
    if not title:
        title = next((line for line in extract.text.split("\n") if line), "")[:80]
    if not title:
        title = f"{item.find_text('post_type')} {number}".strip()
    login = item.find_text("creator", space=DC)
    return Entry(
        title=title,
        source=source,
        text=extract.text,
        lines=extract.lines,
        author=authors.get(login) or login or None,
        date=parse_date(item.find_text("post_date")) or parse_date(item.find_text("pubDate")),
        url=item.find_text("link") or None,
        tags=tuple(
            dict.fromkeys(
                text
                for one in item.find_all("category")
                if (text := one.text.strip())
                and text != "Uncategorized"
                and one.attributes.get("domain") in ("category", "post_tag")
            )
        ),
        # These lead there, too, whatever the address; the second to pages alone.
        aliases=tuple(f"{folder}/?{name}={number}" for name in ("p", "page_id") if number),
        extent="whole",
    )


def _extract(item: Element) -> Extract:
    content = item.find("encoded", CONTENT)
    if content is None or item.find_text("post_password"):
        return Extract(text="", lines=())
    html = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), content.text)
    html = _LATEX.sub(lambda m: f"${m['a'] or m['b']}$", html)
    html = _CODE.sub(_as_pre, html)
    html = _SHORTCODE.sub("", _EMBED.sub("", html))
    return extract_html(_with_paragraphs(html), first_line=content.text_line or content.line)


def _as_pre(match: re.Match[str]) -> str:
    language = _LANGUAGE.search(match["options"])
    code = match["code"].replace("<", "&lt;")
    return f'<pre class="language-{language[1] if language else ""}">{code}</pre>'


def _with_paragraphs(html: str) -> str:
    """Make paragraphs of what blank lines divide, and breaks of line ends, as WordPress does.

    Nothing that is added holds a line end, so that lines stay in place.
    """
    pieces = _VERBATIM.split(html)
    written: list[str] = []
    for number in range(0, len(pieces), 3):  # prose, then what is verbatim, and its tag
        written += map(_with_paragraph, _BLANK_LINES.split(pieces[number]))
        written += pieces[number + 1 : number + 2]
    return "".join(written)


def _with_paragraph(part: str) -> str:
    lines = part.strip("\n")
    if not lines.strip() or _BLOCK.match(part):
        return part
    before, _, after = part.partition(lines)
    return "".join([before, "<p>", lines.replace("\n", "<br>\n"), "</p>", after])
