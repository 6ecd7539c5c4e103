"""What is made of the built-in vocabulary, kept beside its files as Python keeps compiled modules.

What is kept goes by a digest of the files and of the program that made it, and by one of its own
bytes: it is right whenever it is found. Where it is missing, damaged or cannot be written, it is
made again, which takes several times as long.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.model import Concept, Label
from kg.writing import write_files

_DIGEST_BYTES = 32

Plain = Any
"""A value of built-in types."""


class Compiled(NamedTuple):
    """What is kept of the vocabulary files in a folder; `version` is a digest of their content.

    Each value has a name and is of built-in types. `program` names the files of this package that
    make it: where these change, it is made again.
    """

    folder: Path
    version: str

    def find(self, name: str, program: Sequence[str]) -> Plain | None:
        """Return the value that is kept under a name, if it is."""
        with contextlib.suppress(OSError):
            content = memoryview(self._place(name).read_bytes())
            value = content[_DIGEST_BYTES:]
            if content[:_DIGEST_BYTES] == self._digest(program, value):
                return marshal.loads(value)  # noqa: S302 - just as it was written: so its digest says
        return None

    def keep(self, name: str, program: Sequence[str], value: Plain) -> None:
        """Keep a value for the next time."""
        if not self.folder.is_dir():
            return  # this came from another machine
        content = marshal.dumps(value)
        place = self._place(name)
        with contextlib.suppress(InputError):  # not to be written to: then it is made again
            write_files(place.parent, {place.name: self._digest(program, content) + content})

    def _place(self, name: str) -> Path:
        # As with a module: another version of Python would write it otherwise.
        return self.folder / "__pycache__" / f"{name}.{sys.implementation.cache_tag}.kept"

    def _digest(self, program: Sequence[str], content: bytes | memoryview) -> bytes:
        digest = hashlib.sha256(self.version.encode())
        for name in program:
            digest.update((files("kg") / name).read_bytes())
        digest.update(content)
        return digest.digest()


Known = tuple[dict[str, Concept], dict[str, tuple[Label, ...]]]
"""The concepts of a vocabulary and its schemes, each by id."""


def encode_concepts(
    concepts: Mapping[str, Concept], schemes: Mapping[str, Sequence[Label]]
) -> Plain:
    """Return concepts and schemes as built-in types."""
    return [
        (
            c.id, _plain(c.pref_label), _plain(c.alt_labels), _plain(c.ambiguous_labels),
            _plain(c.everyday_labels), _plain(c.definition), c.broader, c.related, c.field,
            c.keyphraseness, c.symbols,
        )
        for c in concepts.values()
    ], [(id_, _plain(labels)) for id_, labels in schemes.items()]  # fmt: skip


def decode_concepts(plain: Plain) -> Known:
    """Return what `encode_concepts` was given."""
    concepts, schemes = plain
    return {
        id_: Concept(
            id_, _labels(pref), _labels(alt), _labels(ambiguous), _labels(everyday),
            _labels(definition), broader, related, field, keyphraseness=keyphraseness,
            symbols=symbols,
        )
        for (
            id_, pref, alt, ambiguous, everyday, definition, broader, related, field, keyphraseness,
            symbols,
        ) in concepts
    }, {id_: _labels(labels) for id_, labels in schemes}  # fmt: skip


def _labels(plain: Sequence[tuple[str, str]]) -> tuple[Label, ...]:
    return tuple(starmap(Label, plain)) if plain else ()


def _plain(labels: Sequence[Label]) -> tuple[tuple[str, str], ...]:
    return tuple([(label.text, label.language) for label in labels])
