"""What is made of a vocabulary, kept in files: that of the built-in one beside its own, as Python
keeps compiled modules.

What is kept goes by a digest of the vocabulary and of the program that made it, and by one of its
own bytes: it is right whenever it is found. Where it is missing, damaged or cannot be written, it
is made again, which takes several times as long. It is plain data, never code, and compressed.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
import zstandard

from kg.errors import InputError
from kg.writing import write_files

T = TypeVar("T")

_DIGEST_BYTES = 32
_LEVEL = 1  # of compression: for speed, as it is read far more than once


class Compiled(NamedTuple):
    """A folder, and what is kept there of a vocabulary; `version` is a digest of its files.

    Each value has a name. `program` names the files of this package that make it: where these
    change, it is made again.
    """

    folder: Path
    version: str

    def find(self, name: str, program: Sequence[str], kind: type[T]) -> T | None:
        """Return the value of some kind that is kept under a name, if it is."""
        with contextlib.suppress(OSError):
            content = memoryview(self._place(name).read_bytes())
            value = content[_DIGEST_BYTES:]
            if content[:_DIGEST_BYTES] == self._digest(program, value):
                return msgspec.msgpack.decode(zstandard.decompress(value), type=kind)
        return None

    def keep(self, name: str, program: Sequence[str], value: object) -> None:
        """Keep a value of plain types, or tuples with names, for the next time."""
        if not self.folder.parent.parent.is_dir():
            return  # this came from another machine
        content = zstandard.compress(msgspec.msgpack.encode(value, order="deterministic"), _LEVEL)
        place = self._place(name)
        with contextlib.suppress(InputError):  # not to be written to: then it is made again
            write_files(place.parent, {place.name: self._digest(program, content) + content})

    def _place(self, name: str) -> Path:
        # As with a module: another version of Python may fold names otherwise.
        return self.folder / f"{name}.{sys.implementation.cache_tag}.kept"

    def _digest(self, program: Sequence[str], content: bytes | memoryview) -> bytes:
        digest = hashlib.sha256(self.version.encode())
        for name in program:
            digest.update((files("kg") / name).read_bytes())
        digest.update(content)
        return digest.digest()
