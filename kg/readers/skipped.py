"""What was not read, and why: a fault to mend, or something that is no post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import InputError

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Skipped:
    """A file or a part of one that was not read.

    `source` is its name in the input, `line` the 1-based line, 0 if there is none; `path` is the
    file as the user named it, where that is known. `remedy` says how to mend a fault; it is empty
    for what was passed over as no post, such as a draft. `part` is what of it was not read where
    the rest was: its date.
    """

    source: str
    line: int = 0
    reason: str
    remedy: str = ""
    path: str = ""
    part: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong with it."""
        return bool(self.remedy)

    @classmethod
    def of_error(cls, error: InputError, source: str, *, part: str = "") -> Skipped:
        """Return what a reader's error says, under the file's name in the input."""
        return cls(
            source=source,
            line=error.line or 0,
            reason=error.fault,
            remedy=error.remedy,
            path=str(error.path),
            part=part,
        )

    def as_error(self) -> InputError:
        """Return the fault as an error to raise."""
        return InputError(
            self.path or self.source, self.reason, self.remedy, line=self.line or None
        )


def report_skipped(skipped: Iterable[Skipped]) -> list[str]:
    """Return one line for each fault, then one for each reason that others were passed over.

    Example:
        >>> draft = [Skipped(source=f"{n}.md", reason="a draft") for n in range(5)]
        >>> fault = Skipped(source="x.md", line=2, reason="the date is none", remedy="mend it")
        >>> for line in report_skipped([*draft, fault]):
        ...     print(line)
        skipped x.md, line 2: the date is none; mend it
        passed over 5 (a draft): 0.md, 1.md, 2.md and 2 more
    """
    ordered = sorted(skipped)
    lines = [f"skipped {_part(one)}{one.as_error()}" for one in ordered if one.is_fault]
    passed = [one for one in ordered if not one.is_fault]
    for reason, count in sorted(Counter(one.reason for one in passed).items()):
        named = [_place(one) for one in passed if one.reason == reason][:_NAMES_SHOWN]
        more = f" and {count - len(named)} more" if count > len(named) else ""
        lines.append(f"passed over {count} ({reason}): {', '.join(named)}{more}")
    return lines


def _part(one: Skipped) -> str:
    return f"the {one.part} in " if one.part else ""


def _place(one: Skipped) -> str:
    return f"{one.source}, line {one.line}" if one.line else one.source
