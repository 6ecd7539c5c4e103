"""The settings of Zola in, the addresses of its pages out.

See https://www.getzola.org/documentation/content/page/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import Page, base_address, table_of, text_of

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(?:T[\d:Z+-]*)?[_-](?=.)")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zola:
    """A site of Zola; `slugify` is how it makes a path of a name: `on`, `safe` or `off`."""

    base: str
    languages: tuple[str, ...]
    slugify: str

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in the folder with content."""
        return file.parts[0] == "content"

    def path_of(self, page: Page) -> str | None:
        """Return the path of a page: its own, or its folder's with its slug or its file's name."""
        name, _, language = page.file.stem.rpartition(".")
        if language not in self.languages or not name:
            name, language = page.file.stem, ""
        if own := page.head.text("path"):
            return f"/{own.strip('/')}/"
        prefix = f"/{language}/" if language else "/"
        folders = list(page.file.parts[1:-1])
        if name in ("index", "_index"):
            if name == "_index" or not folders:
                return f"{prefix}{'/'.join(folders)}/"
            name = folders.pop()
        slug = self._slug(page.head.text("slug") or _DATE.sub("", name))
        return f"{prefix}{'/'.join((*folders, slug))}/" if slug else None

    def _slug(self, name: str) -> str:
        """Return a name as Zola writes it, nothing where that needs tables of its own."""
        if self.slugify == "off":
            return name
        if self.slugify == "on" and name.isascii():
            return _NO_WORD.sub("-", name.lower()).strip("-")
        return name if self.slugify == "safe" and _PLAIN.fullmatch(name) else ""


def read_zola(settings: Mapping[str, object]) -> Zola:
    """Return the site that settings of Zola describe.

    Example:
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_zola({"base_url": "https://me.example"})
        >>> file = PurePosixPath("content/blog/2020-01-31-My post.md")
        >>> site.path_of(Page(file=file, head=FrontMatter()))
        '/blog/my-post/'
    """
    return Zola(
        base=base_address(text_of(settings, "base_url")),
        languages=tuple(sorted(table_of(settings, "languages"))),
        slugify=text_of(table_of(settings, "slugify"), "paths") or "on",
    )
