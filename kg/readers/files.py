"""Paths in, the files that may hold posts out, each under its name in the input."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.errors import InputError
from kg.readers.formats import ARCHIVE_SUFFIXES, SUFFIXES, UNREAD_SUFFIXES, looks_like_posts
from kg.readers.skipped import Skipped

_NO_POSTS = frozenset(
    {"readme", "license", "licence", "changelog", "contributing"}
    | {"robots", "humans", "ads", "requirements", "404"}
)
# What generators of sites keep their programs, layouts and results in.
_NO_FOLDERS_OF_POSTS = frozenset(
    {
        "_site",
        "_build",
        "_book",
        "_layouts",
        "_includes",
        "_sass",
        "_data",
        "layouts",
        "themes",
        "archetypes",
    }
    | {"scaffolds", "node_modules", "__pycache__"}
)
# And what they put, under names that say less, beside their settings.
_SETTINGS = re.compile(
    r"(?:hugo|config|_config|mkdocs|book|_quarto)\.(?:toml|ya?ml)|(?:pelican)?conf\.py"
    r"|(?:docusaurus\.config|astro\.config|gatsby-config)\.[cm]?[jt]s"
)
_NO_FOLDERS_BESIDE_SETTINGS = frozenset({"public", "build", "dist", "output", "site", "templates"})
_SNIFFED = 2048  # bytes of a file whose name says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFiles:
    """The files to read, under their names, and what was passed over.

    `named` are the names of those that the user named one by one; `root` is the folder that names
    are relative to.
    """

    files: dict[str, Path]
    named: frozenset[str]
    skipped: tuple[Skipped, ...]
    root: str

    def name_of(self, path: PurePath) -> str:
        """Return the name in the input that a file has, or would have if it were read."""
        return _name(path, self.root)


def find_post_files(paths: Sequence[Path | str]) -> PostFiles:
    """Return the files under `paths` that may hold posts.

    Passed over, unless they are named themselves, are hidden files, those that by name and
    beginning are of no format of posts, a README or the like, and the folders in which generators
    of sites keep their layouts and results. Links to folders are not followed.

    Raises:
        InputError: a path does not exist, or a folder holds no file of a known format.
    """
    files = find_files(paths, accept=_may_hold_posts, wanted=f"post ({' '.join(SUFFIXES)})")
    given = {Path(path).absolute() for path in paths}
    links = {link for path in map(Path, paths) if path.is_dir() for link in _linked_folders(path)}
    root = _common(paths)
    return PostFiles(
        files=files,
        named=frozenset(name for name, path in files.items() if path.absolute() in given),
        skipped=tuple(
            Skipped(source=_name(link, root), reason="a link to a folder; name it to read it")
            for link in sorted(links)
        ),
        root=root,
    )


def find_files(
    paths: Sequence[Path | str], *, accept: Callable[[Path], bool], wanted: str
) -> dict[str, Path]:
    """Return the files to read under their names, sorted by name.

    A name is the path relative to the folder that holds all of `paths`, so that no output depends
    on where the input lies. In folders, hidden files and those that `accept` refuses are passed
    over; `wanted` says in errors what it looks for.

    Raises:
        InputError: a path does not exist, or a folder holds no file that is accepted.
    """
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            inside = [file for file in _walk(path) if accept(file)]
            if not inside:
                raise InputError(path, f"the folder holds no {wanted}", "name another")
            found.update(inside)
        elif path.exists():
            found.add(path)
        else:
            raise InputError(path, "there is no such file or folder", "check the path")
    if not found:
        raise InputError("(no path)", "nothing to read", "name a file or folder")
    root = _common(paths)
    folders = {folder: _name(folder, root) for folder in {file.parent for file in found}}
    named = ((f"{folders[file.parent]}/{file.name}".removeprefix("./"), file) for file in found)
    return dict(sorted(named))


def _common(paths: Sequence[Path | str]) -> str:
    # Not resolved: a symbolic link keeps the name that it has in the input.
    roots = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    return os.path.commonpath([os.path.normpath(root.absolute()) for root in roots])


def _name(path: PurePath, root: str) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def is_hidden_or_none(parts: Sequence[str]) -> bool:
    """Tell whether a path inside a folder or archive is of no post, judged by its names.

    Example:
        >>> is_hidden_or_none(["_layouts", "a.html"]), is_hidden_or_none(["_posts", "a.md"])
        (True, False)
    """
    *folders, name = parts
    return (
        any(part.startswith(".") for part in parts)
        or not _NO_FOLDERS_OF_POSTS.isdisjoint(folders)
        or "__MACOSX" in folders
        or name.partition(".")[0].lower() in _NO_POSTS
    )


def _walk(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(folder, f"cannot be read ({error.strerror})", "check its permissions")

    files = []
    for parent, folders, names in os.walk(folder, onerror=refuse):
        # What a browser saves beside a page is no page.
        passed = {Path(name).stem + "_files" for name in names}
        if any(map(_SETTINGS.fullmatch, names)):
            passed |= _NO_FOLDERS_BESIDE_SETTINGS
        folders[:] = [n for n in folders if not is_hidden_or_none([n, "x"]) and n not in passed]
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    return files


def _linked_folders(folder: Path) -> list[Path]:
    return [
        path
        for parent, folders, _ in os.walk(folder)
        for name in folders
        if not name.startswith(".") and (path := Path(parent, name)).is_symlink()
    ]


def _may_hold_posts(path: Path) -> bool:
    """Tell by a file's name, or else by how it begins; pipes and devices hold none."""
    if is_hidden_or_none([path.name]):
        return False
    known = path.name.lower().endswith((*SUFFIXES, *UNREAD_SUFFIXES, *ARCHIVE_SUFFIXES))
    if path.is_symlink() and not path.exists():
        return known  # it leads nowhere or in a circle, which is worth a word
    if known or not path.is_file():
        return known and path.is_file()
    try:
        with path.open("rb") as file:
            return looks_like_posts(file.read(_SNIFFED), suffix=path.suffix)
    except OSError:
        return False  # by its name it is no post
