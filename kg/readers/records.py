"""A record, as JSON and CSV hold posts, in, its entry out.

The fields, of which `title` or `text` is needed:

| field | what | other names |
| --- | --- | --- |
| `title` | the title | `headline` |
| `text` | the text as Markdown | `body`, `content`, `markdown`, `content_text` |
| `html` | the text as HTML, where there is no `text` | `content_html` |
| `date` | the day, as 2020-01-31 or with a time | `published`, `date_published`, `pubdate` |
| `url` | the post's address | `link`, `permalink` |
| `author` | its author, or a list of authors | `authors` |
| `tags` | a list, or words with commas between them | `keywords` |
| `category` | one more tag | `categories` |
| `aliases` | further titles or addresses on the site | |
| `readers` | how often it was read, a whole number | `views` |
| `draft` | true for what is not to be read | |
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.readers.dates import parse_date, unread_date
from kg.readers.entries import Entry
from kg.readers.markup import Extract, extract_html
from kg.readers.skipped import Skipped

TITLE = ("title", "headline")
TEXT = ("text", "body", "content", "markdown", "content_text")
HTML = ("html", "content_html")
_DATE = ("date", "published", "date_published", "pubdate")


def parse_record(
    record: Mapping[str, Any], *, path: Path, source: str, line: int | None
) -> list[Entry | Skipped]:
    """Return the entry of a record, whose names are in small letters, and its date if that is none.

    `line` is where it begins in the file, None if that is not known.

    Raises:
        InputError: it has neither title nor text, or a field of another kind.

    Example:
        >>> record = {"title": "甲", "body": "文", "date": "2020-01-31", "tags": "a, b"}
        >>> [entry] = parse_record(record, path=Path("a.json"), source="a.json", line=3)
        >>> str(entry.date), entry.tags, entry.lines
        ('2020-01-31', ('a', 'b'), (3,))
    """

    def string(*names: str) -> str:
        for name in names:
            value = record.get(name)
            if isinstance(value, list | dict):
                fault = f"the field {name} is no string"
                raise InputError(path, fault, "write one", line=line)
            if value not in (None, "") and (text := str(value).strip("\r\n")):
                return text
        return ""

    if str(record.get("draft", "")).lower() in ("true", "1", "yes"):
        return [Skipped(source=source, line=line or 0, reason="a draft")]
    extract = _text(string(*TEXT), string(*HTML), line)
    title = " ".join(string(*TITLE).split()) or extract.text.strip().partition("\n")[0][:80]
    if not title:
        fault = "the record has neither title nor text"
        raise InputError(path, fault, "give it a title", line=line)
    written = string(*_DATE)
    date = parse_date(written)
    is_unread = written and not date
    authors = _words(record, "author", "authors", split=False)
    entry = Entry(
        title=title,
        source=source,
        text=extract.text,
        lines=extract.lines,
        author=", ".join(authors) or None,
        date=date,
        url=string("url", "link", "permalink") or None,
        tags=(*_words(record, "tags", "keywords"), *_words(record, "category", "categories")),
        aliases=_words(record, "aliases", split=False),
        readers=_count(string("readers", "views"), path, line),
        extent="whole",
    )
    unread = [unread_date(written, path=path, source=source, line=line)] if is_unread else []
    return [entry, *unread]


def _text(text: str, html: str, line: int | None) -> Extract:
    if text or not html:
        return Extract(text=text, lines=(line,) * (text.count("\n") + 1) if line else ())
    extract = extract_html(html)
    return Extract(text=extract.text, lines=(line,) * len(extract.lines) if line else ())


def _words(record: Mapping[str, Any], *names: str, split: bool = True) -> tuple[str, ...]:
    words: list[str] = []
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and split:
            value = value.split(",") if "," in value else value.split(";")
        for item in value if isinstance(value, list) else [value]:
            named = item.get("name") if isinstance(item, dict) else item
            if isinstance(named, str | int) and (text := str(named).strip()):
                words.append(text)
    return tuple(dict.fromkeys(words))


def _count(text: str, path: Path, line: int | None) -> int | None:
    if not text:
        return None
    digits = text.replace(",", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 18:
        fault = f"the number of readers {text[:40]} is none"
        raise InputError(path, fault, "write a whole number", line=line)
    return int(digits)
