"""The root of a web page in; out comes what the page tells programs of its post.

That stands in its head, mostly: meta tags, JSON-LD, and the address that it calls canonical.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

_POST_TYPES = frozenset(
    {"article", "blogposting", "newsarticle", "techarticle", "scholarlyarticle", "report"}
    | {"socialmediaposting", "webpage"}
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says in its head: `meta` tags by their names in small letters, the JSON-LD of the
    post, and the address that it calls `canonical`.
    """

    meta: Mapping[str, Sequence[str]]
    linked_data: Mapping[str, Any]
    canonical: str

    def first(self, *names: str) -> str:
        """Return what the first of these meta tags says that the page has, else nothing."""
        return next((v for name in names for v in self.meta.get(name, ()) if v), "")

    def data(self, name: str) -> str:
        """Return a property of the post in JSON-LD, the first if it has several, else nothing."""
        return next(iter(self.all_data(name)), "")

    def all_data(self, name: str) -> list[str]:
        """Return all values of a property of the post in JSON-LD; of a thing, its name."""
        return _strings(self.linked_data.get(name))


def read_head(root: etree._Element) -> Head:
    """Return what the head of a page says.

    Example:
        >>> root = etree.fromstring("<head><meta name='Author' content='某'/></head>")
        >>> read_head(root).first("author")
        '某'
    """
    return Head(meta=_meta(root), linked_data=_linked_data(root), canonical=_canonical(root))


def _meta(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _SPACE.sub(" ", element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _canonical(root: etree._Element) -> str:
    links = (e for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    *_, last = ("", *(link.get("href", "") for link in links))
    return last


def _linked_data(root: etree._Element) -> Mapping[str, Any]:
    """Return the first thing in the page's JSON-LD that is a post; what is malformed is none."""
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            document = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue  # a page is read without it, as by a browser
        for thing in _things(document):
            types = {t.lower() for t in _strings(thing.get("@type"))}
            if types & _POST_TYPES and (thing.get("headline") or thing.get("datePublished")):
                return thing
    return {}


def _things(document: object) -> Iterator[Mapping[str, Any]]:
    waiting = [document]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            yield one
            waiting.append(one.get("@graph"))


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in values)
    return [_SPACE.sub(" ", name).strip() for name in names if isinstance(name, str) and name]
