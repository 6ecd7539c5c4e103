"""A file in; out comes the site that it is part of, by the settings that stand above it.

Settings are looked for in the folder of the file and in those above it, up to the first that has
some or is the top of a repository. They count for files that the generator makes pages of, and for
no others.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.readers.contents import read_bytes
from kg.readers.sites.names import FOLDERS, NAMES, is_settings
from kg.readers.skipped import Skipped

if TYPE_CHECKING:  # what reads settings is imported where there are some
    from kg.readers.sites.pages import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file's place in a site: the site, and the file's path below the folder of its settings."""

    site: Site
    file: PurePosixPath


class Sites(ABC):
    """The sites that files are parts of, each read once."""

    def __init__(self) -> None:
        self._known: dict[PurePath, Site | InputError | None] = {}
        self._roots: dict[PurePath, PurePath | None] = {}
        self._faults: dict[PurePath, Skipped] = {}

    @property
    def faults(self) -> list[Skipped]:
        """The settings that could not be read, of the files that were asked for so far."""
        return sorted(self._faults.values())

    def place_of(self, path: PurePath) -> Place | None:
        """Return the place of a file in the site it is part of, None if it is part of none."""
        folder = path.parent
        if folder not in self._roots:
            self._roots[folder] = next(filter(self._site_of, self._above(folder)), None)
        root = self._roots[folder]
        site = self._site_of(root) if root is not None else None
        if root is None or site is None:
            return None
        file = PurePosixPath(path.relative_to(root).as_posix())
        if not isinstance(site, InputError):
            return Place(site=site, file=file) if site.owns(file) else None
        # Where posts are unless settings say otherwise; what is elsewhere is none of theirs.
        if file.parts[0] == "content" or "_posts" in file.parts[:-1]:
            self._faults[root] = Skipped.of_error(site, self._name(PurePath(site.path)))
        return None

    def _site_of(self, root: PurePath) -> Site | InputError | None:
        if root not in self._known:
            self._known[root] = self._site_in(root)
        return self._known[root]

    def _site_in(self, folder: PurePath) -> Site | InputError | None:
        try:
            files = self._settings_in(folder)
            if not files:
                return None
            read_site = resolve_name("kg.readers.sites.settings:read_site")
            site: Site | None = read_site(files, lambda name: self._shown(folder / name))
        except InputError as error:
            return error
        return site

    @abstractmethod
    def _settings_in(self, folder: PurePath) -> Mapping[str, bytes]:
        """Return the content of the settings in a folder, by their paths below it."""

    @abstractmethod
    def _above(self, folder: PurePath) -> Iterator[PurePath]:
        """Yield a folder and those above it, from the inside out, as far as a site may reach."""

    @abstractmethod
    def _shown(self, path: PurePath) -> Path:
        """Return the path that errors name."""

    @abstractmethod
    def _name(self, shown: PurePath) -> str:
        """Return the name in the input of a file that errors name so."""


class FolderSites(Sites):
    """The sites in the folders of this machine; `name_of` makes the names of files in the input."""

    def __init__(self, name_of: Callable[[PurePath], str]) -> None:
        super().__init__()
        self._name_of = name_of

    def place_of(self, path: PurePath) -> Place | None:
        """Return the place of a file, as its links have it: a link is where it stands."""
        return super().place_of(Path(os.path.normpath(Path(path).absolute())))

    def _settings_in(self, folder: PurePath) -> Mapping[str, bytes]:
        found = [Path(folder, name) for name in NAMES]
        inner = (Path(folder, name) for name in FOLDERS)
        found += (path for one in inner if one.is_dir() for path in one.iterdir())
        names = {path.relative_to(folder).as_posix(): path for path in found if path.is_file()}
        return {name: read_bytes(path) for name, path in names.items() if is_settings(name)}

    def _above(self, folder: PurePath) -> Iterator[PurePath]:
        for one in (folder, *folder.parents):
            yield one
            if Path(one, ".git").exists():
                return

    def _shown(self, path: PurePath) -> Path:
        return Path(path)

    def _name(self, shown: PurePath) -> str:
        return self._name_of(shown)


class ArchiveSites(Sites):
    """The sites in an archive.

    Args:
        files: the content of the settings in it, by their paths in it.
        path: the archive, as errors name it.
        name: its name in the input.
    """

    def __init__(self, files: Mapping[str, bytes], path: Path, name: str) -> None:
        super().__init__()
        self._files = {PurePosixPath(file): content for file, content in files.items()}
        self._path, self._archive = path, name

    def _settings_in(self, folder: PurePath) -> Mapping[str, bytes]:
        inside = {
            file.relative_to(folder).as_posix(): content
            for file, content in self._files.items()
            if file.is_relative_to(folder)
        }
        return {file: content for file, content in inside.items() if is_settings(file)}

    def _above(self, folder: PurePath) -> Iterator[PurePath]:
        yield from (folder, *folder.parents)

    def _shown(self, path: PurePath) -> Path:
        return self._path / path

    def _name(self, shown: PurePath) -> str:
        return f"{self._archive}/{shown.relative_to(self._path).as_posix()}"
