"""The settings of Hexo in, the addresses of its posts and pages out.

See https://hexo.io/docs/permalinks.
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
    table_of,
    text_of,
    time_zone,
)

OWN_SETTINGS = frozenset({"source_dir", "public_dir", "new_post_name", "archive_dir", "tag_dir"})
"""What of the settings Jekyll, whose file has the same name, does not have."""

_SEPARATORS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_FILE_TOKENS = {
    "title": "(?P<title>.+)", "year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}",
    "i_month": r"\d{1,2}", "i_day": r"\d{1,2}",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hexo:
    """A site of Hexo.

    `file_name` is the pattern of new posts, which tells their titles; `category` is that of
    posts without one, None if the settings rename categories, and `case` how these are written.
    """

    base: str
    source: str
    permalink: str
    defaults: tuple[tuple[str, str], ...]
    file_name: str
    category: str | None
    case: str
    zone: str

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is a post, or a page beside the posts."""
        return file.is_relative_to(self.source) and not any(
            part.startswith("_") and part != "_posts" for part in file.parts
        )

    def path_of(self, page: Page) -> str | None:
        """Return the path of a post by a pattern, its own or the site's; of a page by its file."""
        inside = page.file.relative_to(self.source)
        if inside.parts[0] != "_posts":
            own = page.head.text("permalink")
            return own or f"/{inside.with_suffix('.html')}"
        slug = self._slug(inside.relative_to("_posts").with_suffix("").as_posix())
        values = {
            **dict(self.defaults),
            **{name: value for name in page.head.values if (value := page.head.text(name))},
            **date_values(self._day(page)),
            "title": slug,
            "slug": slug,
            "name": slug.rpartition("/")[2],
            "post_title": _slugize(page.head.text("title") or "").lower() or None,
            "category": self._category(page),
        }
        return fill_pattern(page.head.text("permalink") or self.permalink, values.get)

    def _day(self, page: Page) -> datetime.date | None:
        """Return the day of a post, None if it depends on the machine that made the site.

        This may be the author's or one in UTC; if the settings name a time zone, times without an
        offset are in that zone, but the day is the machine's.
        """
        day = page.date if page.stated or ":year" in self.file_name else None
        time, place = page.time, time_zone(self.zone)
        if not day or not place or (time and time.tzinfo and self.zone):
            return None
        if not time:
            time = datetime.datetime(day.year, day.month, day.day, tzinfo=place)
        elif not time.tzinfo:
            time = time.replace(tzinfo=place)
        return day if time.astimezone(datetime.UTC).date() == day else None

    def _slug(self, name: str) -> str:
        """Return what the pattern of new posts calls the title in a file's name."""
        pattern = fill_pattern(re.escape(self.file_name), _FILE_TOKENS.get)
        match = re.fullmatch(pattern, name) if pattern and "<title>" in pattern else None
        return match["title"] if match else _slugize(name)

    def _category(self, page: Page) -> str | None:
        """Return the path of the categories, each below the one before; None if lists are in it."""
        given = page.head.values.get("categories") or page.head.values.get("category")
        names = page.head.texts("categories") or page.head.texts("category")
        if isinstance(given, list) and any(isinstance(one, list | dict) for one in given):
            return None
        if self.category is None or not names:
            return self.category
        path = "/".join(map(_slugize, names))
        return {"1": path.lower(), "2": path.upper()}.get(self.case, path)


def _slugize(name: str) -> str:
    return _SEPARATORS.sub("-", name).strip("-")


def read_hexo(settings: Mapping[str, object]) -> Hexo:
    """Return the site that settings of Hexo describe.

    Example:
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_hexo({"url": "https://me.example", "permalink": "posts/:abbrlink.html"})
        >>> head = FrontMatter(values={"abbrlink": "3f2a"})
        >>> file = PurePosixPath("source/_posts/a.md")
        >>> site.path_of(Page(file=file, head=head))
        'posts/3f2a.html'
    """
    defaults = table_of(settings, "permalink_defaults")
    default = text_of(settings, "default_category")
    return Hexo(
        base=base_address(text_of(settings, "url")),
        source=text_of(settings, "source_dir").strip("/") or "source",
        permalink=text_of(settings, "permalink") or ":year/:month/:day/:title/",
        defaults=tuple(sorted((name, text_of(defaults, name)) for name in defaults)),
        file_name=(text_of(settings, "new_post_name") or ":title.md").rpartition(".")[0],
        category=None if table_of(settings, "category_map") else default or "uncategorized",
        case=text_of(settings, "filename_case"),
        zone=text_of(settings, "timezone"),
    )
