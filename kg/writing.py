"""Finished files in, files on disk out: all of them, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg.errors import InputError


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write each content under its name in `folder`, which is made if it is missing.

    Everything is written and synced beside its place first and then moved there, so that an
    interruption leaves the old files whole.

    Raises:
        InputError: the folder cannot be written to.
    """
    waiting: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, content in contents.items():
                handle, path = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
                waiting[Path(path)] = folder / name
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            for draft, place in waiting.items():
                draft.chmod(0o666 & ~mask)  # mkstemp gives the owner alone access
                draft.replace(place)
        finally:
            for draft in waiting:
                draft.unlink(missing_ok=True)
    except OSError as error:
        fault = f"cannot be written ({error.strerror or error})"
        raise InputError(error.filename or folder, fault, "choose another -o") from error
