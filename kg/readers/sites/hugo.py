"""The settings of Hugo in, the addresses of its pages out.

See https://gohugo.io/content-management/urls/.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.readers.sites.pages import (
    Page,
    base_address,
    date_values,
    fill_pattern,
    is_pattern,
    is_true,
    table_of,
    text_of,
)

_KEPT = frozenset("./\\_#+~-@")
_SPACES = re.compile(r"-?\s+-?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hugo:
    """A site of Hugo.

    `folders` are those with content, each with the language of its pages, empty if their names tell
    it; `unprefixed` is the one whose name is not in paths. `permalinks` are patterns by section,
    None if the settings are of a form that is not known; `ugly` and `lower` tell how paths are
    written.
    """

    base: str
    folders: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    unprefixed: str
    permalinks: tuple[tuple[str, str], ...] | None
    ugly: bool
    lower: bool

    def owns(self, file: PurePosixPath) -> bool:
        """Tell whether a file is in a folder with content."""
        return any(file.is_relative_to(folder) for folder, _ in self.folders)

    def path_of(self, page: Page) -> str | None:
        """Return the path of a page: its own, or by the pattern of its section, or by its file."""
        if self.permalinks is None:
            return None
        folder, language = next(one for one in self.folders if page.file.is_relative_to(one[0]))
        inside = page.file.relative_to(folder)
        name, _, suffix = inside.stem.rpartition(".")
        if suffix.lower() in self.languages and name:
            language = suffix.lower()
        else:
            name = inside.stem
        prefix = f"/{language}" if language and language != self.unprefixed else ""
        if own := page.head.text("url"):
            return None if is_pattern(own) else own if own[0] == "/" else f"{prefix}/{own}"
        parts = list(inside.parent.parts)
        if name == "_index":
            return None if self.ugly else prefix + self._clean("/".join(("", *parts, "")))
        if name == "index":
            if not parts:
                return f"{prefix}/"
            name = parts.pop()
        path = self._path_of_post(page, tuple(parts), name)
        return None if path is None else prefix + path

    def _path_of_post(self, page: Page, folders: tuple[str, ...], name: str) -> str | None:
        section = folders[0] if folders else ""
        pattern = dict(self.permalinks or ()).get(section)
        slug, title = page.head.text("slug") or "", page.head.text("title") or ""
        if pattern is None:
            default = self._clean("/".join(("", *folders, slug or name)))
            return f"{default}.html" if self.ugly else f"{default}/"
        if self.ugly:
            return None
        values = {
            **date_values(page.stated),
            "section": section,
            # Which of the folders in a section are sections, too, other files tell.
            "sections": section if len(folders) <= 1 else "",
            "title": title,
            "slug": slug or title,
            "filename": name,
            "contentbasename": name,
            "slugorfilename": slug or name,
            "slugorcontentbasename": slug or name,
        }
        if day := page.stated:
            values |= {"monthname": day.strftime("%B"), "yearday": str(day.timetuple().tm_yday)}
        clean = {token: self._clean(value) for token, value in values.items() if value}
        path = fill_pattern(pattern, clean.get)
        return None if path is None or "[" in pattern else path.rstrip("/") + "/"

    def _clean(self, path: str) -> str:
        """Return a path as Hugo writes it: without most punctuation, spaces as hyphens."""
        kept = (letter for letter in path if letter.isspace() or _is_kept(letter))
        path = _SPACES.sub("-", "".join(kept).strip())
        return path.lower() if self.lower else path


def _is_kept(letter: str) -> bool:
    return letter in _KEPT or letter.isalnum() or unicodedata.category(letter)[0] == "M"


def read_hugo(settings: Mapping[str, object]) -> Hugo:
    """Return the site that settings of Hugo describe, whatever the case of their names.

    Example:
        >>> from pathlib import PurePosixPath
        >>> from kg.readers.front_matter import FrontMatter
        >>> site = read_hugo({"baseURL": "https://me.example/", "permalinks": {"posts": "/:slug"}})
        >>> file, head = PurePosixPath("content/posts/a.md"), FrontMatter(values={"slug": "B c"})
        >>> site.path_of(Page(file=file, head=head))
        '/b-c/'
    """
    values = {name.lower(): value for name, value in settings.items()}
    default = (text_of(values, "defaultcontentlanguage") or "en").lower()
    in_folder = is_true(values, "defaultcontentlanguageinsubdir")
    languages = {
        code.lower(): {name.lower(): one for name, one in table.items()}
        for code, table in table_of(values, "languages").items()
        if isinstance(table, dict)
    }
    folders = [
        (text_of(table, "contentdir"), code)
        for code, table in sorted(languages.items())
        if text_of(table, "contentdir")
    ]
    folders.append((text_of(values, "contentdir") or "content", default if in_folder else ""))
    patterns = table_of(values, "permalinks")
    is_known = not (
        any("baseurl" in table for table in languages.values())
        or isinstance(values.get("permalinks"), list)  # of patterns for pages of any kind
        or isinstance(values.get("uglyurls"), dict)  # by section
    )
    return Hugo(
        base=base_address(text_of(values, "baseurl")),
        folders=tuple((folder.strip("/"), code) for folder, code in folders),
        languages=tuple(sorted({default, *languages})),
        unprefixed="" if in_folder else default,
        permalinks=_patterns(patterns) if is_known else None,
        ugly=is_true(values, "uglyurls"),
        lower=not is_true(values, "disablepathtolower"),
    )


def _patterns(permalinks: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the patterns of posts by section, which may be in a table of their own."""
    tables = (permalinks, table_of(permalinks, "page"))
    found = {
        section.strip("/"): "/" + pattern.strip().lstrip("/")
        for table in tables
        for section, pattern in table.items()
        if isinstance(pattern, str)
    }
    return tuple(sorted(found.items()))
