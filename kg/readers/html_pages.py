"""A saved web page in, the post on it out, or the posts that it lists.

The post's text is found by the marks that pages have for it (microdata, the class names of themes,
`<article>`, `<main>`), else by trafilatura. Metadata come from JSON-LD, OpenGraph, meta tags and
microdata, then from what the page shows.
"""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import trafilatura
from lxml import etree

from kg.errors import InputError, NoPostsError
from kg.readers.dates import parse_date, parse_dated_path
from kg.readers.entries import Entry
from kg.readers.html_heads import Head, read_head
from kg.readers.markup import Extract, extract_element, is_junk, names_of, parse_html
from kg.readers.skipped import Skipped

# In the order of trust; the names of many themes and platforms.
_TEXT_CLASSES = (
    "articlebody", "post-content", "entry-content", "article-content", "post-body",
    "article-body", "postbody", "post__content", "post_content", "article__content",
    "article-entry", "markdown-body", "e-content", "post-text", "blog-content", "content-body",
    "cnblogs_post_body", "content_views", "js_content", "article_content",
    "rich_media_content", "post-rich-text", "richtext",
)  # fmt: skip
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "citation_publication_date", "pubdate",
    "publishdate", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_DATE_CLASS = re.compile(r"(?:^|[-_ ])(?:date|time|published|posted|postdate)(?:$|[-_ ])", re.I)
_TITLE_END = re.compile(r"\s+[|–—·«»-]\s+|\s*[_|]\s*")
_SPACE = re.compile(r"\s+")
_LOG = logging.getLogger("trafilatura")
_LOG.addHandler(logging.NullHandler())  # what it cannot read is no news for the user
_INDEX_NAMES = frozenset({"index", "default"})


def parse_html_page(text: str, *, path: Path, source: str) -> list[Entry | Skipped]:
    """Return the entry of a page, or of each post that it lists; `path` is named in errors.

    Raises:
        NoPostsError: there is no text on the page but its navigation.

    Example:
        >>> html = "<title>SVM - 博客</title><article><h1>SVM</h1><p>核方法是一类算法，用途很多。"
        >>> [entry] = parse_html_page(html, path=Path("a.html"), source="a.html")
        >>> entry.title, entry.text
        ('SVM', '核方法是一类算法，用途很多。')
    """
    try:
        root = parse_html(text)
    except etree.XMLSyntaxError as error:
        raise InputError(path, "is no HTML that can be read", "save the page again") from error
    if root is None:
        raise NoPostsError(path, "is empty", "save the page again")
    head = read_head(root)
    if listed := _listed(root, head, source):
        return [*listed]
    main = _main_element(root, text)
    title, heading = _title(root, head, main)
    extract = _extract(main, title, heading)
    if not extract.text:
        raise NoPostsError(path, "holds no text but its navigation", "name another file")
    return [
        Entry(
            title=title or _name(source),
            source=source,
            text=extract.text,
            lines=extract.lines,
            author=_author(root, head) or None,
            date=_date(root, head, main, source),
            url=head.canonical or head.first("og:url") or head.data("url") or None,
            tags=_tags(root, head),
            extent="whole",
        )
    ]


def _extract(main: etree._Element, title: str, heading: etree._Element | None) -> Extract:
    """Return the text, without the heading that is the title, and what stands above that."""
    left_out = [] if heading is None else [heading]
    left_out += [h for h in main.iter("header") if heading is not None and heading in [*h.iter()]]
    extract = extract_element(main, left_out=left_out)
    first, _, _ = extract.text.partition("\n")
    if first.startswith("# ") and _fold(first[2:]) == _fold(title):
        rest = extract.text[len(first) :].lstrip("\n")
        lines = extract.lines[extract.text[: len(extract.text) - len(rest)].count("\n") :]
        return Extract(text=rest, lines=lines if rest else ())
    return extract


def _main_element(root: etree._Element, text: str) -> etree._Element:
    body = next(root.iter("body"), root)
    marked = [e for e in body.iter(etree.Element) if "articleBody" in (e.get("itemprop") or "")]
    for name in _TEXT_CLASSES if not marked else ():
        marked = [e for e in body.iter(etree.Element) if name in names_of(e)]
        if marked:
            break
    articles = list(body.iter("article"))
    if len(articles) > 1:  # others may be recommended below
        articles = [one for one in articles if next(one.iter("h1"), None) is not None]
    mains = [e for e in body.iter(etree.Element) if e.tag == "main" or e.get("role") == "main"]
    for candidates in (marked, articles[:1] if len(articles) == 1 else [], mains[:1]):
        best = max(candidates, key=_length, default=None)
        if best is not None and _length(best):
            return best
    return _main_by_text(body, text)


def _main_by_text(body: etree._Element, text: str) -> etree._Element:
    """Return the smallest element that holds nearly all of the main text that trafilatura finds."""
    found = trafilatura.extract(text, output_format="txt", include_comments=False) or ""
    pieces = [_fold(line) for line in found.split("\n") if len(_fold(line)) >= 10]
    if not pieces:
        return body
    best = body
    while True:
        inside = (
            child
            for child in best.iterchildren(etree.Element)
            if not is_junk(child) and _share(child, pieces) >= 0.9
        )
        child = next(inside, None)
        if child is None:
            return best
        best = child


def _share(element: etree._Element, pieces: Sequence[str]) -> float:
    text = _fold("".join(map(str, element.itertext())))
    return sum(piece in text for piece in pieces) / len(pieces)


def _listed(root: etree._Element, head: Head, source: str) -> list[Entry]:
    """Return the posts that a page lists: each an <article> with a linked heading of its own."""
    if head.first("og:type").lower() == "article" or head.linked_data.get("headline"):
        return []
    entries = []
    for article in root.iter("article"):
        heading = next((h for h in article.iter("h1", "h2", "h3") if _words(h)), None)
        if heading is None or any(True for _ in article.iterancestors("article")):
            continue
        link = next(
            (a for a in (*heading.iter("a"), *heading.iterancestors("a")) if a.get("href")), None
        )
        if link is None and len(anchors := [*article.iter("a")]) == 1:
            link = anchors[0]  # a theme may put one link over the whole entry
        if link is None:
            continue
        extract = extract_element(article, left_out=[heading])
        entries.append(
            Entry(
                title=_words(heading),
                source=source,
                text=extract.text,
                lines=extract.lines,
                date=_shown_date(article),
                url=link.get("href"),
                extent="excerpt",
            )
        )
    return entries if len(entries) > 1 else []


def _title(
    root: etree._Element, head: Head, main: etree._Element
) -> tuple[str, etree._Element | None]:
    """Return the post's title and, if it is inside the main element, the heading that shows it."""
    named = head.data("headline") or head.first("og:title", "twitter:title", "dc.title")
    whole = _words(next(root.iter("title"), None))
    named = named or whole
    headings = [h for h in root.iter("h1", "h2") if _words(h)]
    for heading in headings:
        words = _words(heading)
        if _fold(named) == _fold(words) or words in _TITLE_END.split(named):
            return words, heading if main in [*heading.iterancestors()] else None
    in_main = [h for h in main.iter("h1") if _words(h)]
    if not named and in_main:
        return _words(in_main[0]), in_main[0]
    site = head.first("og:site_name")
    parts = _TITLE_END.split(named)
    if site and len(parts) > 1 and _fold(parts[-1]) == _fold(site):
        return named[: named.rindex(parts[-1])].rstrip(" |–—·«»-_"), None
    if named == whole and not head.first("og:title") and len(parts) > 1:
        return parts[0], None
    return named, None


def _author(root: etree._Element, head: Head) -> str:
    named = head.data("author") or head.first("author", "article:author", "dc.creator")
    if named and not named.startswith(("http://", "https://")):
        return named
    shown = (
        e
        for e in root.iter(etree.Element)
        if e.get("rel") == "author" or (e.get("itemprop") == "author")
    )
    return next((words for e in shown if (words := _words(e))), "")


def _date(
    root: etree._Element, head: Head, main: etree._Element, source: str
) -> datetime.date | None:
    said = [head.data("datePublished"), *(head.first(name) for name in _DATE_NAMES)]
    if date := next((d for text in said if text and (d := parse_date(text))), None):
        return date
    article = next((e for e in (main, *main.iterancestors("article", "main"))), main)
    for place in (article, root):
        if date := _shown_date(place):
            return date
    places = head.canonical, head.first("og:url"), source
    return next((date for one in places if (date := parse_dated_path(one))), None)


def _shown_date(place: etree._Element) -> datetime.date | None:
    """Return the date that is marked as one in the page, when it was published if it says so."""
    marked = [e for e in place.iter(etree.Element) if e.get("itemprop") == "datePublished"]
    times = [e for e in place.iter("time") if "updated" not in names_of(e)]
    classed = [
        e
        for e in place.iter("span", "div", "p", "abbr")
        if _DATE_CLASS.search(f"{e.get('class') or ''} {e.get('id') or ''}")
    ]
    for element in (*marked, *times, *classed):
        said = element.get("content") or element.get("datetime") or element.get("title") or ""
        if date := parse_date(said) or parse_date(_words(element)):
            return date
    return None


def _tags(root: etree._Element, head: Head) -> tuple[str, ...]:
    tags = [*head.meta.get("article:tag", ())]
    for text in (*head.meta.get("keywords", ()), *head.all_data("keywords")):
        tags += re.split(r"[,，;]", text)
    tags += [_words(a).lstrip("#") for a in root.iter("a") if "tag" in (a.get("rel") or "").split()]
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _words(element: etree._Element | None) -> str:
    """Return the words of a heading, without the sign by which themes link to it."""
    if element is None:
        return ""
    text = extract_element(element).text if element.tag != "title" else element.text or ""
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    return _SPACE.sub(" ", text.lstrip("#")).strip(" #¶§\t\n")


def _length(element: etree._Element) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()


def _name(source: str) -> str:
    file = PurePosixPath(source)
    return file.parent.name if file.stem in _INDEX_NAMES and file.parent.name else file.stem
