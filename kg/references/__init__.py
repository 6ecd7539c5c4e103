"""Posts in, their references to other posts and to works out: found in the text, then resolved.

`find.py` finds them, with the markup of `links.py` and the cues of `kinds.py`. `resolve.py` decides
where each leads, against the `corpus.py`: by where its link points (`addressbook.py`, with the
addresses of each post, `post_addresses.py`, and those of the blog, `site.py`), by its title
(`titles.py`, `likeness.py`), by the words around it (`wording.py`); `unknown.py` makes posts and
works of the rest, whose titles links may have, too (`anchors.py`). `known_titles.py` reads a list
of the blog's titles; `report.py` tells the blog's owner what came out.
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
