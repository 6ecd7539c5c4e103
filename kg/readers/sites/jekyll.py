"""The settings of Jekyll in, the addresses of its posts out.

See https://jekyllrb.com/docs/permalinks/.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import (
    Page,
    base_address,
    date_values,
    fill_pattern,
    is_pattern,
    table_of,
    text_of,
    time_zone,
)

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATED = re.compile(r"^\d{2,4}-\d{1,2}-\d{1,2}-(?P<name>.+)$")
_NOT_PRETTY = re.compile(r"[^\w.~!$&'()+,;=@]+")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jekyll:
    """A site of Jekyll.

    `permalinks` are patterns of posts by the folder they hold for, of which the first that fits
    counts; `style` is the pattern of the site, which tells how the paths of other pages end.
    """

    base: str
    source: str
    style: str
    zone: str
    permalinks: tuple[tuple[str, str], ...]

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in the folder of the site."""
        return file.is_relative_to(self.source)

    def path_of(self, page: Page) -> str | None:
        """Return the path of a post: its own, or by the pattern that holds for its folder."""
        inside = page.file.relative_to(self.source)
        folders, own = inside.parts[:-1], page.head.text("permalink")
        dated = _DATED.match(inside.stem)
        if "_posts" not in folders or not dated:
            path = fill_pattern(own, lambda _: None) if own else self._path_of_page(inside)
            return path if page.head.values else None
        before = folders[: folders.index("_posts")]
        slug, day = page.head.text("slug") or dated["name"], _day(page, self.zone)
        categories = {one.lower(): None for one in (*before, *_categories(page))}
        values = {
            **date_values(day),
            "title": _NOT_PRETTY.sub("-", slug).strip("-"),
            "slug": _slugify(slug),
            "categories": "/".join(categories),
            "slugified_categories": "/".join(map(_slugify, categories)),
            "output_ext": ".html",
        }
        if day:
            values |= {
                "short_year": day.strftime("%y"),
                "y_day": day.strftime("%j"),
                "short_month": day.strftime("%b"),
                "long_month": day.strftime("%B"),
            }
        patterns = (one for folder, one in self.permalinks if inside.is_relative_to(folder))
        pattern = own or next(patterns)
        pattern = _STYLES.get(pattern, pattern)
        return fill_pattern(pattern, values.get) if own or is_pattern(pattern) else None

    def _path_of_page(self, file: PurePosixPath) -> str | None:
        """Return the path of what is no post: it ends as those of posts do."""
        if any(folder.startswith("_") for folder in file.parts[:-1]):
            return None
        path = file.with_suffix("").as_posix()
        if file.stem == "index":
            return path.removesuffix("index")
        if self.style.endswith((":output_ext", "/")) or self.style in _STYLES:
            is_folder = _STYLES.get(self.style, self.style).endswith("/")
            return f"{path}/" if is_folder else f"{path}.html"
        return path


def _day(page: Page, zone: str) -> datetime.date | None:
    """Return the day of a post in the time zone of the site, None if that is not sure.

    A time without an offset is one in UTC. Without a zone the machine's own counts, which is the
    author's, or one in UTC.
    """
    time, place = page.time, time_zone(zone)
    if not time or not (zone or time.tzinfo):
        return page.date
    if not time.tzinfo:
        time = time.replace(tzinfo=datetime.UTC)
    there = time.astimezone(place).date() if place else None
    return there if zone or there == page.date else None


def _slugify(name: str) -> str:
    return _NO_LETTERS.sub("-", name).strip("-").lower()


def _categories(page: Page) -> tuple[str, ...]:
    """Return the categories of a post, which as one string are words."""
    if one := page.head.text("category"):
        return (one,)
    several = page.head.text("categories")
    return tuple(several.split()) if several else page.head.texts("categories")


def read_jekyll(settings: Mapping[str, object]) -> Jekyll:
    """Return the site that settings of Jekyll describe.

    Example:
        >>> import datetime
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_jekyll({"url": "https://me.example", "permalink": "pretty"})
        >>> day, file = datetime.date(2020, 1, 31), PurePosixPath("_posts/2020-01-31-a.md")
        >>> site.path_of(Page(file=file, head=FrontMatter(), date=day))
        '//2020/01/31/a/'
    """
    collection = table_of(table_of(settings, "collections"), "posts")
    of_all = text_of(collection, "permalink") or text_of(settings, "permalink") or "date"
    defaults = settings.get("defaults")
    scopes = (
        [one for one in defaults if isinstance(one, dict)] if isinstance(defaults, list) else []
    )
    found = [
        (text_of(table_of(one, "scope"), "path").strip("/"), pattern)
        for one in scopes
        if text_of(table_of(one, "scope"), "type") in ("", "posts", "post")
        and (pattern := text_of(table_of(one, "values"), "permalink"))
    ]
    # The one of the inmost folder counts, and of those the last.
    found.reverse()
    patterns = sorted(found, key=lambda pair: -len(pair[0]))
    url, folder = base_address(text_of(settings, "url")), text_of(settings, "baseurl").strip("/")
    return Jekyll(
        base=f"{url}/{folder}" if folder else url,
        source=text_of(settings, "source").strip("./"),
        style=text_of(settings, "permalink") or "date",
        zone=text_of(settings, "timezone"),
        permalinks=(*patterns, ("", of_all)),
    )
