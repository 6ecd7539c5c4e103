"""A Markdown file in, its one entry out.

Metadata come from YAML front matter as Jekyll, Hugo, Hexo and Obsidian write it; what it lacks, the
file's name (`2021-07-11-title.md`) and first heading tell. The text stays Markdown, so that offsets
count in what the author wrote.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError
from kg.readers.entries import Entry
from kg.text import mask_verbatim

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.M | re.S)
_DATED_NAME = re.compile(r"^(?P<date>\d{4}-\d{2}-\d{2})-(?P<name>.+)$")
_HEADING = re.compile(r"^#[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def parse_markdown(text: str, *, path: Path, source: str) -> list[Entry]:
    r"""Return the entry of a file; `path` is named in errors, `source` in the entry.

    Raises:
        InputError: the front matter is no YAML mapping, or its date does not exist.

    Example:
        >>> text = "---\ntitle: 你好\ntags: [a, b]\n---\n正文"
        >>> [entry] = parse_markdown(text, path=Path("2020-01-02-x.md"), source="x")
        >>> entry.title, str(entry.date), entry.tags, entry.text
        ('你好', '2020-01-02', ('a', 'b'), '正文')
    """
    match = _FRONT_MATTER.match(text)
    head = _metadata(match["yaml"], path) if match else {}
    body = text[match.end() :] if match else text
    named = _DATED_NAME.match(path.stem)
    heading = _HEADING.search(mask_verbatim(body))  # what looks like one in code is none
    title = head.get("title") or (body[slice(*heading.span("title"))] if heading else None)
    url = head.get("url") or head.get("permalink")
    return [
        Entry(
            title=str(title or (named["name"] if named else path.stem)).strip(),
            source=source,
            text=body.strip("\n"),
            author=_text(head.get("author")),
            date=_date(head.get("date") or (named["date"] if named else None), path),
            url=_text(url),
            tags=_words(head.get("tags")),
            aliases=tuple(
                dict.fromkeys(
                    name
                    for key in ("aliases", "alias", "redirect_from")
                    for name in _names(head.get(key))
                )
            ),
        )
    ]


def _metadata(text: str, path: Path) -> dict[str, Any]:
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        line = mark.line + 2 if mark else 1
        raise InputError(
            path, f"the front matter is no YAML ({problem})", "mend it", line=line
        ) from error
    if head is None:
        return {}
    if not isinstance(head, dict):
        raise InputError(path, "the front matter is no list of `key: value`", "mend it", line=1)
    return head


def _date(value: object, path: Path) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip()[:10].replace("/", "-"))
    except ValueError:
        raise InputError(
            path, f"the date {value} is none", "write it as 2020-01-31", line=1
        ) from None


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _names(value: object) -> tuple[str, ...]:
    """Return further titles, or paths, which are one string or a list of them."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for item in values if (text := _text(item)))


def _words(value: object) -> tuple[str, ...]:
    """Return tags, which are a list or words separated by commas or, lacking these, by spaces."""
    if isinstance(value, str):
        value = value.split("," if "," in value else None)
    if not isinstance(value, list):
        return ()
    return tuple(text for item in value if (text := str(item).strip().lstrip("#")))
