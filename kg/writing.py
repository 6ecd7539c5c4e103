"""Finished files in, files on disk out: all of them, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write each content under its name in `folder`, which is made if it is missing.

    An interruption leaves the old files whole.

    Raises:
        InputError: the folder cannot be written to.
    """
    with drafts(folder, contents) as paths:
        for name, content in contents.items():
            paths[name].write_bytes(content)


@contextmanager
def drafts(folder: Path, names: Iterable[str]) -> Iterator[dict[str, Path]]:
    """Give for each name the path of an empty file to write, beside its place in `folder`.

    At the end all are synced and then moved into their places; if anything fails, none is.

    Raises:
        InputError: the folder cannot be written to, which may show in what the caller writes.
    """
    waiting: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name in names:
                handle, path = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
                os.close(handle)
                waiting[name] = Path(path)
            yield {**waiting}
            for draft in waiting.values():
                with draft.open("rb") as file:
                    os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            for name, draft in waiting.items():
                draft.chmod(0o666 & ~mask)  # mkstemp gives the owner alone access
                draft.replace(folder / name)
        finally:
            for draft in waiting.values():
                draft.unlink(missing_ok=True)
    except OSError as error:
        fault = f"cannot be written ({error.strerror or error})"
        place = error.filename2 or error.filename or folder  # where a draft was to be moved to
        raise InputError(place, fault, "choose another -o") from error
