"""Files in, posts out: one module per input format, and the merging that all of them share.

`corpus.py` does the whole: it finds the files (`files.py`, `archives.py`), tells each file's format
(`formats.py`), hands it to the reader of that format, and merges the entries (`merging.py`).
"""

from __future__ import annotations

from kg.model import InputFormat
from kg.readers.corpus import (
    Corpus,
    Document,
    open_documents,
    parse_document,
    read_corpus,
    read_posts,
)
from kg.readers.entries import Entry
from kg.readers.skipped import Skipped, report_skipped

__all__ = [
    "Corpus",
    "Document",
    "Entry",
    "InputFormat",
    "Skipped",
    "open_documents",
    "parse_document",
    "read_corpus",
    "read_posts",
    "report_skipped",
]
