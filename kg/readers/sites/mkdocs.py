"""The settings of MkDocs in, the addresses of its pages out.

See https://www.mkdocs.org/user-guide/configuration/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import Page, base_address, is_true, page_path, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MkDocs:
    """A site of MkDocs.

    `ending` is what the paths of pages end in; `has_blog` tells that a plugin gives those in a
    folder `posts` other paths.
    """

    base: str
    source: str
    ending: str
    has_blog: bool

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in the folder of the pages."""
        return file.is_relative_to(self.source)

    def path_of(self, page: Page) -> str | None:
        """Return the path of a page: that of its file."""
        inside = page.file.relative_to(self.source)
        if self.has_blog and "posts" in inside.parts[:-1]:
            return None
        return page_path(inside, self.ending)


def read_mkdocs(settings: Mapping[str, object]) -> MkDocs:
    """Return the site that settings of MkDocs describe.

    Example:
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_mkdocs({"site_url": "https://me.example/notes"})
        >>> site.path_of(Page(file=PurePosixPath("docs/ml/svm.md"), head=FrontMatter()))
        '/ml/svm/'
    """
    has_folders = is_true({"use_directory_urls": "true", **settings}, "use_directory_urls")
    return MkDocs(
        base=base_address(text_of(settings, "site_url")),
        source=PurePosixPath(text_of(settings, "docs_dir") or "docs").as_posix(),
        ending="/" if has_folders else ".html",
        has_blog=any(name.rpartition("/")[2] == "blog" for name in _plugins(settings)),
    )


def _plugins(settings: Mapping[str, object]) -> Iterator[str]:
    """Yield the names of plugins, which are in a list or a table, with options or without."""
    plugins = settings.get("plugins")
    for one in plugins if isinstance(plugins, list) else [plugins]:
        yield from one if isinstance(one, dict) else [str(one)]
