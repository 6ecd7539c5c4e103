"""The settings of Quarto in, the addresses of its pages out.

See https://quarto.org/docs/websites/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import Page, base_address, page_path, table_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarto:
    """A website or book of Quarto."""

    base: str

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in none of the folders that are passed over."""
        return not any(part.startswith(("_", ".")) for part in file.parts)

    def path_of(self, page: Page) -> str | None:
        """Return the path of a page: that of its file, or beside it."""
        own = PurePosixPath(page.head.text("output-file") or "").name
        return page_path(page.file.with_name(own) if own else page.file, ".html")


def read_quarto(settings: Mapping[str, object]) -> Quarto:
    """Return the site that settings of Quarto describe.

    Example:
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_quarto({"website": {"site-url": "https://me.example"}})
        >>> site.path_of(Page(file=PurePosixPath("posts/svm/index.qmd"), head=FrontMatter()))
        '/posts/svm/'
    """
    addresses = (text_of(table_of(settings, kind), "site-url") for kind in ("website", "book"))
    return Quarto(base=base_address(next(filter(None, addresses), "")))
