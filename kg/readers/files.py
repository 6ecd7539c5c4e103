"""Paths in, files and their text out; every fault is an `InputError` that names the file."""

from __future__ import annotations

import codecs
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from kg.errors import InputError

_ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "changelog", "contributing"})
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def find_files(paths: Sequence[Path | str], *, suffixes: Collection[str]) -> dict[str, Path]:
    """Return the files to read under their names, sorted by name.

    A name is the path relative to the folder that holds all of `paths`, so that no output depends
    on where the input lies. Hidden files, those of an unknown suffix and a README or the like are
    passed over, unless they are named themselves.

    Raises:
        InputError: a path does not exist, or a folder holds no file of a known format.
    """
    found: set[Path] = set()
    roots: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            roots.append(path)
            inside = [
                file
                for file in _walk(path)
                if file.suffix.lower() in suffixes and file.stem.lower() not in _ABOUT_THE_FOLDER
            ]
            if not inside:
                wanted = ", ".join(f"*{suffix}" for suffix in suffixes)
                raise InputError(path, f"the folder holds no post ({wanted})", "name another")
            found.update(inside)
        elif path.exists():
            roots.append(path.parent)
            found.add(path)
        else:
            raise InputError(path, "there is no such file or folder", "check the path")
    if not roots:
        raise InputError("(no path)", "nothing to read", "name a file or folder")
    # Not resolved: a symbolic link keeps the name that it has in the input.
    common = os.path.commonpath([root.absolute() for root in roots])
    by_name = {Path(os.path.relpath(file, common)).as_posix(): file for file in found}
    return dict(sorted(by_name.items()))


def _walk(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(folder, f"cannot be read ({error.strerror})", "check its permissions")

    files = []
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    return files


def read_bytes(path: Path) -> bytes:
    """Return the file's content.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        fault = f"cannot be read ({error.strerror})"
        raise InputError(path, fault, "check the file and its permissions") from error


def decode(content: bytes, path: Path) -> str:
    r"""Return the text of `content`, which is in UTF-8, UTF-16 with a mark, or GBK (GB 18030).

    Line ends become `\n` and a byte order mark is dropped.

    Raises:
        InputError: the bytes are in none of these encodings, or cut inside a character.

    Example:
        >>> decode("模型\r\n".encode("gbk"), Path("page.txt"))
        '模型\n'
    """
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(path, "is a binary file", "name a text file")
    encodings = [name for bom, name in _BOMS.items() if content.startswith(bom)]
    for encoding in encodings or ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding.startswith("utf-8") and _is_cut(content, error):
                fault = f"is cut inside a character (byte {error.start})"
                raise InputError(path, fault, "fetch the file again") from error
        else:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise InputError(path, "is neither UTF-8, UTF-16 nor GBK", "save it as UTF-8")


def _is_cut(content: bytes, error: UnicodeDecodeError) -> bool:
    """Tell a UTF-8 text that stops inside its last character from a text in another encoding."""
    cut_at_end = error.reason == "unexpected end of data" and error.end == len(content)
    return cut_at_end and any(byte >= 0x80 for byte in content[: error.start])
