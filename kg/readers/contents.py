"""A file in, its text out, whatever its encoding; every fault is an `InputError` that names it."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

from kg.errors import InputError

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*(?P<name>[A-Za-z][\w.:-]{1,30})""")
_KNOWN_ENCODING = re.compile(
    r"gb\w*|big5\w*|(?:iso8859|cp125|koi8|euc|shift_?jis|utf)[\w-]*", re.IGNORECASE
)
_SAMPLE = 20_000  # characters of a text that tell whether its encoding is likely


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


def read_json(path: Path) -> object:
    """Return what a file of JSON says.

    Raises:
        InputError: the file cannot be read, or is no JSON.
    """
    try:
        return json.loads(decode(read_bytes(path), path))
    except (ValueError, RecursionError) as error:
        fault = f"is no JSON ({getattr(error, 'msg', 'it is nested too deep')})"
        raise InputError(path, fault, "mend it", line=getattr(error, "lineno", None)) from error


def decode(content: bytes, path: Path) -> str:
    r"""Return the text of `content`, which is in UTF-8, UTF-16 with a mark, GBK or Big5.

    What an XML declaration or a meta tag names is tried as well. Line ends become `\n` and a byte
    order mark is dropped.

    Raises:
        InputError: the bytes are in none of these encodings, or cut inside a character.

    Example:
        >>> decode("模型\r\n".encode("gbk"), Path("page.txt"))
        '模型\n'
    """
    encoding = next((name for bom, name in _BOMS.items() if content.startswith(bom)), None)
    is_utf_16 = encoding == "utf-16"
    if b"\0" in content and not is_utf_16:
        raise InputError(path, "is a binary file", "name a text file")
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if not is_utf_16 and _is_cut(content, error):
            fault = f"is cut inside a character (byte {error.start})"
            raise InputError(path, fault, "fetch the file again") from error
        other = None if encoding else _decode_other(content)
        if other is None:
            line = content.count(b"\n", 0, error.start) + 1
            fault = "is neither UTF-8, UTF-16 nor GBK or Big5"
            raise InputError(path, fault, "save it as UTF-8", line=line) from error
        text = other
    if "\0" in text:  # UTF-32, whose mark begins as that of UTF-16 does
        raise InputError(path, "is a binary file", "name a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_other(content: bytes) -> str | None:
    """Return the text of what is not in UTF-8, None if no encoding fits."""
    declared = _DECLARED.search(content[:1024])
    if declared and (text := _decode_as(content, declared["name"].decode())):
        return text
    # Nearly all bytes mean something in both: the likelier text is that of commoner characters.
    texts = [text for name in ("gb18030", "big5") if (text := _decode_as(content, name))]
    return max(texts, key=_share_of_common, default=None)


def _share_of_common(text: str) -> float:
    characters = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(map(_is_common, characters)) / max(1, len(characters))


def _is_common(character: str) -> bool:
    """Tell whether one of the lists of common characters has it: GB 2312, Big5's first level."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return b"\xa1" <= character.encode("big5", "replace")[:1] < b"\xc9"


def _decode_as(content: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        if not _KNOWN_ENCODING.fullmatch(name):
            return None
        name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)
        return content.decode({"iso8859-1": "cp1252"}.get(name, name))
    except (LookupError, UnicodeDecodeError):
        return None


def _is_cut(content: bytes, error: UnicodeDecodeError) -> bool:
    """Tell a UTF-8 text that stops inside its last character from a text in another encoding."""
    cut_at_end = error.reason == "unexpected end of data" and error.end == len(content)
    return cut_at_end and any(byte >= 0x80 for byte in content[: error.start])
