"""Posts in, their references to other posts and to works out: found in the text, then resolved.

`find.py` finds them, with the markup of `links.py`; `resolve.py` decides where each leads, by
`addressbook.py` (links) and `titles.py` (titles), or else what `kinds.py` makes of the words around
it; `known_titles.py` reads a list of the blog's titles; `report.py` tells the owner what came out.
"""

from __future__ import annotations

from kg.references.find import find_references
from kg.references.known_titles import add_known_titles, read_titles
from kg.references.report import ReportRow, count_references, report_references
from kg.references.resolve import ResolvedReferences, resolve_references

__all__ = [
    "ReportRow",
    "ResolvedReferences",
    "add_known_titles",
    "count_references",
    "find_references",
    "read_titles",
    "report_references",
    "resolve_references",
]
