"""The settings of Pelican in, the addresses of its articles and pages out.

What counts are the strings that they assign. See
https://docs.getpelican.com/en/latest/settings.html#url-settings.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import Page, base_address, text_of

_DEFAULTS = {
    "SITEURL": "",
    "PATH": "content",
    "ARTICLE_URL": "{slug}.html",
    "PAGE_URL": "pages/{slug}.html",
    "FILENAME_METADATA": r"(?P<date>\d{4}-\d{2}-\d{2}).*",
    "SLUGIFY_SOURCE": "title",
    "DEFAULT_CATEGORY": "misc",
    "DEFAULT_LANG": "en",
}
# What makes slugs and categories by rules of its own, if it is set at all.
_RULES = (
    "SLUG_SUBSTITUTIONS", "SLUG_REGEX_SUBSTITUTIONS", "CATEGORY_SUBSTITUTIONS",
    "CATEGORY_REGEX_SUBSTITUTIONS", "PATH_METADATA", "SLUGIFY_USE_UNICODE",
)  # fmt: skip
# A file's name that is the slug, or the day and the slug. No other pattern is tried out: it is the
# site's own, and may take for ever.
_NAME_IS_SLUG = re.compile(
    r"(?P<day>\(\?P<date>\\d\{4\}-\\d\{2\}-\\d\{2\}\)(?:[-_]|\[[-_]{2}\]))?"
    r"\(\?P<slug>\.[*+]\)\$?"
)
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_](?P<slug>.+)")
_DAY_FORMATS = frozenset(("%Y", "%y", "%m", "%d", "%b", "%B", "%j"))
_TAG = re.compile(r"<[^<>]*>")
_NO_WORD = re.compile(r"[^\w\s-]")
_GAP = re.compile(r"[-\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pelican:
    """A site of Pelican.

    `values` are the settings that are strings; `by_folder` tells that folders are categories, and
    `has_rules` that slugs are made by rules of the site's own.
    """

    base: str
    source: str
    values: tuple[tuple[str, str], ...]
    by_folder: bool
    has_rules: bool

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in the folder with content."""
        return file.is_relative_to(self.source)

    def path_of(self, page: Page) -> str | None:
        """Return the path of an article or page: its own, or by the pattern of its kind."""
        if own := page.head.text("url"):
            return own
        values = dict(self.values)
        folders = page.file.relative_to(self.source).parts[:-1]
        is_page = folders[:1] == ("pages",)
        pattern = values["PAGE_URL" if is_page else "ARTICLE_URL"]
        language = values["DEFAULT_LANG"]
        if page.head.text("lang") not in (None, language):
            return None
        known = {
            "slug": self._slug(page, values),
            "category": self._category(page, folders, values),
            "lang": language,
        }
        return _fill(pattern, page, known)

    def _slug(self, page: Page, values: Mapping[str, str]) -> str | None:
        if slug := page.head.text("slug"):
            return slug
        name, told = page.file.stem, values["FILENAME_METADATA"]
        if "<slug>" in told:
            form = _NAME_IS_SLUG.fullmatch(told)
            if not form or not form["day"]:
                return name if form else None
            if dated := _DATED.fullmatch(name):
                return dated["slug"]
        title = page.head.text("title") or ""
        source = {"title": title, "basename": name}.get(values["SLUGIFY_SOURCE"], "")
        return None if self.has_rules else _slugify(source)

    def _category(
        self, page: Page, folders: tuple[str, ...], values: Mapping[str, str]
    ) -> str | None:
        category = page.head.text("category")
        of_folder = folders[-1] if folders and self.by_folder else values["DEFAULT_CATEGORY"]
        return None if self.has_rules else _slugify(category or of_folder)


def _slugify(name: str) -> str | None:
    """Return a name as Pelican writes it, None where that needs a table of sounds."""
    if not name.isascii():
        return None
    return _GAP.sub("-", _NO_WORD.sub("", _TAG.sub("", name)).strip()).lower() or None


def _fill(pattern: str, page: Page, known: Mapping[str, str | None]) -> str | None:
    """Return a pattern in Python's own notation with its fields filled in, None if one is open."""
    pieces: list[str] = []
    try:
        fields = list(string.Formatter().parse(pattern))
    except ValueError:
        return None
    for text, name, form, _ in fields:
        value = ""
        if name is not None:
            value = _day(page, name, form or "") or (not form and known.get(name)) or ""
            if not value:
                return None
        pieces += [text, value]
    return "".join(pieces)


def _day(page: Page, name: str, form: str) -> str:
    """Return what of the day a field asks for: `date:%Y` or `date.year`."""
    if not page.date:
        return ""
    if name in ("date.year", "date.month", "date.day") and not form:
        return str(getattr(page.date, name.rpartition(".")[2]))
    is_day = name == "date" and form and set(re.findall("%.", form)) <= _DAY_FORMATS
    return page.date.strftime(form) if is_day else ""


def read_pelican(settings: Mapping[str, object]) -> Pelican:
    """Return the site that settings of Pelican describe.

    Example:
        >>> import datetime
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_pelican({"ARTICLE_URL": "{date:%Y}/{slug}"})
        >>> file, day = PurePosixPath("content/a.md"), datetime.date(2020, 1, 31)
        >>> head = FrontMatter(values={"title": "Kernels, again"})
        >>> site.path_of(Page(file=file, head=head, date=day))
        '2020/kernels-again'
    """
    # What is worked out only when the program runs leaves open what is made of it.
    values = {name: text_of(settings, name) for name in _DEFAULTS.keys() & settings.keys()}
    values = {**_DEFAULTS, **values}
    return Pelican(
        base=base_address(values["SITEURL"]),
        source=PurePosixPath(values["PATH"] or _DEFAULTS["PATH"]).as_posix(),
        values=tuple(sorted(values.items())),
        by_folder=settings.get("USE_FOLDER_AS_CATEGORY", True) is True,
        has_rules=any(name in settings for name in _RULES)
        or not isinstance(settings.get("FILENAME_METADATA", ""), str),
    )
