"""An RSS 2.0, RSS 1.0 or Atom feed in, its entries out: full texts where it has them, or summaries.

The elements are read as they stand, so that the lines of the source are known; what a parser of
feeds adds, such as guesses at broken XML, would lose them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.addresses import complete_address
from kg.errors import NoPostsError
from kg.readers.dates import parse_date
from kg.readers.entries import Entry
from kg.readers.markup import Extract, extract_html
from kg.readers.skipped import Skipped
from kg.readers.xml_trees import Element, parse_xml

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
_ATOM = "http://www.w3.org/2005/Atom"
_BASE = "http://www.w3.org/XML/1998/namespace}base"
_LONGEST_TITLE = 80


def parse_feed(text: str, *, path: Path, source: str) -> list[Entry | Skipped]:
    """Return the entries of a feed, in its order; `path` is named in errors.

    Raises:
        InputError: the feed is malformed XML or declares entities.
        NoPostsError: it is no feed.

    Example:
        >>> feed = "<rss><channel><item><title>甲</title><description>&lt;p>文</description>"
        >>> [entry] = parse_feed(feed + "</item></channel></rss>", path=Path("f"), source="f")
        >>> entry.title, entry.text
        ('甲', '文')
    """
    root = parse_xml(text, path)
    if root.name not in ("rss", "feed", "RDF"):
        raise NoPostsError(path, f"is XML of another kind (<{root.name}>)", "name a feed")
    author, base = _person(root), _base(root)
    return [_entry(item, source, author, base) for item in find_items(root)]


def find_items(root: Element) -> Iterator[Element]:
    """Yield the items of RSS and the entries of Atom."""
    for parent in (root, *root.find_all("channel")):
        yield from parent.find_all("item")
        yield from parent.find_all("entry")


def plain_title(item: Element) -> str:
    """Return the title of an item; it may be HTML."""
    return " ".join(extract_html(item.find_text("title")).text.replace("\n", " ").split())


def _base(root: Element) -> str:
    """Return what the links of a feed start from: as it says, or else the page that it is of."""
    site = root.find("channel") or root
    return root.attributes.get(_BASE, "") or _link(site)


def _entry(item: Element, source: str, author: str, base: str) -> Entry | Skipped:
    extract = _item_html(
        item, ("encoded", CONTENT), ("content", _ATOM), ("description", None), ("summary", None)
    )
    title = plain_title(item) or _first_words(extract.text)
    url = _link(item)
    if not title:
        return Skipped(source=source, line=item.line, reason="an entry without title and text")
    return Entry(
        title=title,
        source=source,
        text=extract.text,
        lines=extract.lines,
        author=_author(item) or author or None,
        date=parse_date(item.find_text("pubDate", "published", "date", "issued", "updated")),
        url=complete_address(url, item.attributes.get(_BASE, base)) if url else None,
        tags=tuple(
            dict.fromkeys(
                text
                for one in item.find_all("category")
                if (text := one.attributes.get("term", "") or one.text.strip())
            )
        ),
        extent="excerpt",
    )


def _item_html(item: Element, *names: tuple[str, str | None]) -> Extract:
    """Return the text of the first child of these names and namespaces that is not empty."""
    for name, space in names:
        for child in item.find_all(name, space):
            html = child.as_html()
            if html.strip():
                if child.attributes.get("type") in ("text", "text/plain"):
                    lines = range(child.text_line, child.text_line + html.count("\n") + 1)
                    return Extract(text=html, lines=tuple(lines))
                return extract_html(html, first_line=child.text_line or child.line)
    return Extract(text="", lines=())


def _link(item: Element) -> str:
    for link in item.find_all("link"):
        if link.attributes.get("rel", "alternate") == "alternate" and "href" in link.attributes:
            return link.attributes["href"].strip()
    guid = item.find("guid")
    is_link = guid is not None and guid.attributes.get("isPermaLink", "true") == "true"
    link_text = item.find_text("link")
    named = guid.text.strip() if guid is not None and is_link else ""
    return link_text or (named if named.startswith("http") else "")


def _author(item: Element) -> str:
    names = _person(item), item.find_text("creator", space=DC), _name_of(item.find_text("author"))
    return next(filter(None, names), "")


def _person(element: Element) -> str:
    """Return the name of the author in Atom."""
    person = element.find("author", _ATOM)
    return person.find_text("name") if person else ""


def _name_of(author: str) -> str:
    """Return the name in `mail@example.org (Name)`."""
    before, bracket, name = author.partition("(")
    return name.rstrip(") ") if bracket else before.strip()


def _first_words(text: str) -> str:
    line = text.partition("\n")[0].strip("#>*- ")
    return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE] + "…"
