"""The built-in vocabulary, kept as values beside its files, as Python keeps compiled modules.

What is kept goes by a digest of the files and of the program that reads them: it is right whenever
it is found. Where it is missing, damaged or cannot be written, the files are read, which takes
four times as long.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Concept, Label
from kg.writing import write_files

_PROGRAM = ("vocabulary.py", "compiled.py", "model.py")
_LABELS = ("pref_label", "alt_labels", "ambiguous_labels", "everyday_labels", "definition")

Known = tuple[dict[str, Concept], dict[str, tuple[Label, ...]]]
"""The concepts of a vocabulary and its schemes, each by id."""


def find_compiled(folder: Path, version: str) -> Known | None:
    """Return what is kept of the vocabulary files of a folder whose digest is `version`."""
    try:
        kept = json.loads(_place(folder).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("key") != _key(version):
        return None
    concepts = {
        id_: Concept(
            id=id_,
            pref_label=_decode(pref_label),
            alt_labels=_decode(alt_labels),
            ambiguous_labels=_decode(ambiguous),
            everyday_labels=_decode(everyday),
            definition=_decode(definition),
            broader=tuple(broader),
            related=tuple(related),
            field=field,
        )
        for id_, broader, related, field, (
            pref_label, alt_labels, ambiguous, everyday, definition
        ) in kept["concepts"]
    }  # fmt: skip
    return concepts, {id_: _decode(labels) for id_, labels in kept["schemes"]}


def keep_compiled(folder: Path, version: str, known: Known) -> None:
    """Keep a vocabulary without fault for the next time."""
    concepts, schemes = known
    kept: dict[str, Any] = {
        "key": _key(version),
        "concepts": [
            [id_, c.broader, c.related, c.field, [_encode(getattr(c, name)) for name in _LABELS]]
            for id_, c in concepts.items()
        ],
        "schemes": [[id_, _encode(labels)] for id_, labels in schemes.items()],
    }
    place = _place(folder)
    with contextlib.suppress(InputError):  # not to be written to: then it is read again
        write_files(place.parent, {place.name: json.dumps(kept, ensure_ascii=False).encode()})


def _place(folder: Path) -> Path:
    return folder / "__pycache__" / "vocabulary.json"


def _key(version: str) -> str:
    digest = hashlib.sha256(version.encode())
    for name in _PROGRAM:
        digest.update((files("kg") / name).read_bytes())
    return digest.hexdigest()


def _encode(labels: Iterable[Label]) -> list[str]:
    return [part for label in labels for part in (label.text, label.language)]


def _decode(parts: list[str]) -> tuple[Label, ...]:
    if not parts:  # as with most kinds of labels
        return ()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple([Label(text=text, language=language) for text, language in pairs])
