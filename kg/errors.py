"""What can go wrong with the input, as exceptions that read as one clear line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class KgError(Exception):
    """Base of every error that the user can mend; its text is one line."""


class InputError(KgError):
    """A file that cannot be used.

    Args:
        path: the file or folder at fault, as the user named it.
        fault: what is wrong with it.
        remedy: what to do about it.
        line: 1-based line of the fault, where there is one.

    Example:
        >>> print(InputError("a.txt", "the date 2020-13-01 is none", "mend it", line=3))
        a.txt, line 3: the date 2020-13-01 is none; mend it
    """

    def __init__(
        self, path: Path | str, fault: str, remedy: str, *, line: int | None = None
    ) -> None:
        self.path, self.fault, self.remedy, self.line = path, fault, remedy, line
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {fault}; {remedy}")


class NoPostsError(InputError):
    """A file that may be sound but is of no format that posts come in, or holds no post.

    In a folder it is passed over; named itself, it is a fault like any other.
    """


class VocabularyError(KgError):
    """Every fault of a vocabulary at once, so that one reading mends them all.

    Args:
        faults: one sentence for each, naming file and concept.
        notes: the same for what is no fault, but lost; see `kg.vocabulary.Vocabulary`.

    Example:
        >>> VocabularyError(["a.ttl: SVM has no label", "a.ttl: VAE has no label"]).faults[1]
        'a.ttl: VAE has no label'
    """

    def __init__(self, faults: Sequence[str], notes: Sequence[str] = ()) -> None:
        self.faults, self.notes = tuple(faults), tuple(notes)
        more = f" (and {len(faults) - 1} more: see kg vocabulary check)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}")


class RepeatedIdError(KgError):
    """Posts that cannot be told apart.

    Args:
        ids: those that several posts have.

    Example:
        >>> print(RepeatedIdError(["post/a", "post/b"]))
        post/a (and 1 more): several posts have this id; give each one of its own
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        more = f" (and {len(ids) - 1} more)" if len(ids) > 1 else ""
        super().__init__(f"{ids[0]}{more}: several posts have this id; give each one of its own")


class QueryError(KgError):
    """A query that is unknown, malformed or called with the wrong parameters."""


class UnknownNameError(KgError):
    """A name that no node of the graph has.

    Args:
        name: what was looked for.
        what: the kind of node that it should be.
        alike: names that there are and that are much like it.

    Example:
        >>> print(UnknownNameError("VEA", "concept", ["VAE"]))
        VEA: no concept of the graph is called so; perhaps VAE
    """

    def __init__(self, name: str, what: str, alike: Sequence[str] = ()) -> None:
        remedy = f"perhaps {', '.join(alike)}" if alike else "`kg stats` tells what there is"
        super().__init__(f"{name}: no {what} of the graph is called so; {remedy}")


class MissingExtraError(KgError, ImportError):
    """A library that kg installs only on demand.

    Args:
        module: the library.
        extra: the extra of kg that brings it.

    Example:
        >>> print(MissingExtraError("polars", "frames"))
        polars is not installed; pip install 'kg[frames]'
    """

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"{module} is not installed; pip install 'kg[{extra}]'")
