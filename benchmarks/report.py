"""What the benchmarks share: where their tables go, and how they say whether an aim is met."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path


def options(about: str | None) -> argparse.ArgumentParser:
    """Return a parser of arguments for a benchmark that `about` tells of, with `--write`."""
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--write", type=Path, help="the file to write; else it is printed")
    return parser


def publish(section: str, path: Path | None) -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version.

    A section begins with a heading of the second level and may hold several.
    """
    if path is None:
        sys.stdout.write(section)
        return
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    headings = re.findall(r"^## .*$", section, re.MULTILINE)
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE) if page else []
    old = [number for number, part in enumerate(parts) if part.partition("\n")[0] in headings]
    place = old[0] if old else len(parts)
    kept = [part for part in parts[place:] if part.partition("\n")[0] not in headings]
    written = [*parts[:place], section, *kept]
    path.write_text("\n\n".join(part.strip("\n") for part in written) + "\n", encoding="utf-8")


def tell_aim(words: str, part: float) -> str:
    """Say whether an aim is met, given what was measured as a part of what is aimed at.

    Example:
        >>> tell_aim("a build within 3 s", 4.5 / 3)
        'The aim of a build within 3 s is missed by a factor of 1.50.'
    """
    return f"The aim of {words} is {'met' if part <= 1 else f'missed by a factor of {part:.2f}'}."
