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
from collections.abc import Callable, Sequence
from importlib import metadata
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

    Without a folder nothing is kept.
    """

    folder: Path | None
    version: str

    def recall(
        self,
        name: str,
        program: Sequence[str],
        kind: type[T],
        make: Callable[[], T],
        libraries: Sequence[str] = (),
    ) -> T:
        """Return the value that is kept under a name, or make it and keep it for the next time.

        It is of a `kind` of plain types, or tuples with names. `program` names the files of this
        package that make it, `libraries` what they make it with: where these change, it is made
        again.
        """
        if self.folder is None:
            return make()
        # As with a module: another version of Python may fold names otherwise.
        place = self.folder / f"{name}.{sys.implementation.cache_tag}.kept"
        made_by = self.version + "".join(map(metadata.version, libraries))
        with contextlib.suppress(OSError):
            kept = memoryview(place.read_bytes())
            digest, packed = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
            if digest == _digest(made_by, program, packed):
                return msgspec.msgpack.decode(zstandard.decompress(packed), type=kind)
        value = make()
        if self.folder.parent.parent.is_dir():  # else this came from another machine
            plain = msgspec.msgpack.encode(value, order="deterministic")
            content = zstandard.compress(plain, _LEVEL)
            with contextlib.suppress(InputError):  # not to be written to: then it is made again
                digested = _digest(made_by, program, content) + content
                write_files(self.folder, {place.name: digested})
        return value


def _digest(made_by: str, program: Sequence[str], content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(made_by.encode())
    for name in program:
        digest.update((files("kg") / name).read_bytes())
    digest.update(content)
    return digest.digest()
