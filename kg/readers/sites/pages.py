"""What all generators of sites have in common: a page, the address of a site, and patterns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kg.readers.front_matter import FrontMatter

_BASE = re.compile(r"(?P<origin>(?:https?:)?//(?P<host>[^/:?#\s]+)(?::\d+)?)?(?P<path>/[^?#\s]*)?")
# What stands in settings that nobody has filled in, or that are for trying out at home.
_NO_HOST = re.compile(
    r"[^.]+|[\d.]+|(?:.+\.)?example\.(?:com|org|net)|your-?(?:site|domain|blog|name)\.\w+", re.I
)
_TIME = re.compile(
    r"(?P<time>[12]\d{3}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?"
    r" ?(?P<offset>Z|[+-]\d{2}:?\d{2})?$"
)
_TOKEN = re.compile(r":(?P<name>[A-Za-z_]+)")
_SLASHES = re.compile("/{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of a site: its path below the folder of the settings, and what it says of itself.

    `date` is the day that its metadata tell or, if they tell none, its name.
    """

    file: PurePosixPath
    head: FrontMatter
    date: datetime.date | None = None

    @property
    def stated(self) -> datetime.date | None:
        """The day, if the metadata tell it: for some generators a name is but a name."""
        return self.date if self.head.text("date", "publishdate", "pubdate") else None

    @property
    def time(self) -> datetime.datetime | None:
        """The point in time that the metadata tell, with its offset if they tell one."""
        match = _TIME.match(self.head.text("date") or "")
        offset = (match["offset"] or "").replace("Z", "+00:00") if match else ""
        try:
            return datetime.datetime.fromisoformat(f"{match['time']}{offset}") if match else None
        except ValueError:
            return None


def time_zone(name: str) -> datetime.tzinfo | None:
    """Return a time zone by its name, UTC if it has none, None if it is not known here.

    Example:
        >>> time_zone(""), time_zone("Nowhere/City")
        (datetime.timezone.utc, None)
    """
    try:
        return ZoneInfo(name) if name else datetime.UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class Site(Protocol):
    """A generator with its settings; equal ones make the same addresses, and have the same repr."""

    @property
    def base(self) -> str:
        """The address of the site, as `base_address` returns it."""

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file, by its path below the settings, is one that pages are made of."""

    def path_of(self, page: Page) -> str | None:
        """Return the path of a page below the site's address, None if the settings do not tell."""


def base_address(written: str | None) -> str:
    """Return the address of a site without a slash at its end, or its path if the host is unknown.

    Example:
        >>> [base_address(one) for one in ("https://me.example/blog/", "http://localhost/", "/")]
        ['https://me.example/blog', '', '']
    """
    match = _BASE.fullmatch((written or "").strip())
    if not match:
        return ""
    host, path = match["host"], (match["path"] or "").rstrip("/")
    return path if not host or _NO_HOST.fullmatch(host) else match["origin"] + path


def join_address(base: str, path: str) -> str:
    """Return the address of a path on a site, as it stands in links.

    Example:
        >>> join_address("https://me.example/blog", "/笔记/a b/")
        'https://me.example/blog/%E7%AC%94%E8%AE%B0/a%20b/'
    """
    path = _SLASHES.sub("/", f"/{path}")
    return base + quote(path, safe="/:@!$&'()*+,;=~%", errors="replace")


def page_path(file: PurePosixPath, ending: str) -> str:
    """Return the path of a page that stands where its file does, an index where its folder does.

    Example:
        >>> [page_path(PurePosixPath(file), ".html") for file in ("ml/svm.md", "ml/index.md")]
        ['/ml/svm.html', '/ml/']
    """
    if file.stem == "index":
        return f"/{file.parent.as_posix()}/".replace("/./", "/")
    return f"/{file.with_suffix('').as_posix()}{ending}"


def is_in_folder(base: str) -> bool:
    """Tell whether a site is in a folder of its host.

    Example:
        >>> is_in_folder("https://me.example/blog"), is_in_folder("https://me.example")
        (True, False)
    """
    match = _BASE.fullmatch(base)
    return bool(match and match["path"])


def is_pattern(path: str) -> bool:
    """Tell whether a path has tokens such as `:title`, which a generator is to fill in.

    Example:
        >>> is_pattern("/:year/:title/"), is_pattern("https://me.example:80/a:b")
        (True, False)
    """
    return bool(re.search(r"(?:^|/):[A-Za-z_]", path))


def fill_pattern(pattern: str, value: Callable[[str], str | None]) -> str | None:
    """Return a pattern with the value of each token in its place, None if one has none.

    Example:
        >>> fill_pattern("/:year/:slug.html", {"year": "2020", "slug": "a"}.get)
        '/2020/a.html'
    """
    values = {token: value(token) for token in _TOKEN.findall(pattern)}
    if any(one is None for one in values.values()):
        return None
    return _TOKEN.sub(lambda token: values[token["name"]] or "", pattern)


def date_values(date: datetime.date | None) -> Mapping[str, str]:
    """Return the parts of a day under the names that they have in several generators.

    Example:
        >>> date_values(datetime.date(2020, 1, 31))["i_month"], date_values(None)
        ('1', {})
    """
    if not date:
        return {}
    return {
        "year": f"{date.year:04}",
        "month": f"{date.month:02}",
        "day": f"{date.day:02}",
        "i_month": str(date.month),
        "i_day": str(date.day),
    }


def text_of(values: Mapping[str, object], name: str) -> str:
    """Return a setting that is one string, nothing if it is none."""
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def is_true(values: Mapping[str, object], name: str) -> bool:
    """Tell what a switch says, in TOML a truth value, in YAML read as strings a word."""
    value = values.get(name)
    return value is True or (isinstance(value, str) and value.lower() in ("true", "yes", "on"))


def table_of(values: Mapping[str, object], name: str) -> dict[str, object]:
    """Return a table of settings, an empty one if there is none."""
    value = values.get(name)
    return value if isinstance(value, dict) else {}
