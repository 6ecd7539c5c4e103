"""The settings of Nikola in, the addresses of its posts and pages out.

See https://getnikola.com/conf.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import Page, base_address, text_of

_NO_WORD = re.compile(r"[^+\w\s-]")
_GAP = re.compile(r"[-\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nikola:
    """A site of Nikola: its folders of posts and pages, each with what paths begin with.

    `ending` is what they end in.
    """

    base: str
    folders: tuple[tuple[str, str], ...]
    ending: str

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in a folder of posts or pages."""
        return any(file.is_relative_to(folder) for folder, _ in self.folders)

    def path_of(self, page: Page) -> str | None:
        """Return the path of a page: its folder's, with its slug or the name of its file."""
        folder, start = next(one for one in self.folders if page.file.is_relative_to(one[0]))
        name = page.file.stem
        slug = page.head.text("slug") or (_slugify(name) if name.isascii() else "")
        if not slug or "." in name:  # a language, which may have a folder of its own
            return None
        inside = page.file.relative_to(folder).parent
        return f"/{PurePosixPath(start, inside, slug).as_posix()}{self.ending}"


def _slugify(name: str) -> str:
    return _GAP.sub("-", _NO_WORD.sub("", name).strip().lower())


def read_nikola(settings: Mapping[str, object]) -> Nikola:
    """Return the site that settings of Nikola describe.

    Example:
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_nikola({"POSTS": (("posts/*.rst", "blog", "post.tmpl"),)})
        >>> site.path_of(Page(file=PurePosixPath("posts/2020/My kernel.rst"), head=FrontMatter()))
        '/blog/2020/my-kernel/'
    """
    return Nikola(
        base=base_address(text_of(settings, "SITE_URL")),
        folders=tuple(dict.fromkeys([*_folders(settings, "POSTS"), *_folders(settings, "PAGES")])),
        ending=".html" if settings.get("PRETTY_URLS") is False else "/",
    )


def _folders(settings: Mapping[str, object], name: str) -> Iterator[tuple[str, str]]:
    """Yield the folder of each pattern of files, and the one that their paths begin with."""
    rows = settings.get(name)
    for row in rows if isinstance(rows, tuple) else ():
        match row:
            case (str(pattern), str(start), *_):
                yield PurePosixPath(pattern).parent.as_posix(), start
