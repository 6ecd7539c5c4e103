"""A file's text and name in, its format out: content first, the name where content is silent."""

from __future__ import annotations

import json
import re

from kg.model import InputFormat
from kg.readers.list_pages import is_list_page

_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_XML_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_CSV_SUFFIXES = (".csv", ".tsv")
_DATA_SUFFIXES = (*_XML_SUFFIXES, *_JSON_SUFFIXES, *_CSV_SUFFIXES)

# What the content does not tell. Those that there is no reader for are named as passed over.
_BY_NAME = {
    ".rst": InputFormat.rst, ".rest": InputFormat.rst, ".ipynb": InputFormat.notebook,
    ".org": None, ".adoc": None, ".asciidoc": None, ".textile": None,
}  # fmt: skip
UNREAD_SUFFIXES = tuple(suffix for suffix, form in _BY_NAME.items() if not form)

SUFFIXES = (
    *_MARKDOWN_SUFFIXES, *(suffix for suffix, form in _BY_NAME.items() if form), ".txt",
    *_HTML_SUFFIXES, *_DATA_SUFFIXES,
)  # fmt: skip
ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")

# Atomic groups: what was read as a comment is not read again as something else.
_ROOT = re.compile(
    r"\A\s*(?>(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?>\[.*?\]\s*)?>)\s*)*"
    r"<(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[^<>]{0,4000})",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE_HTML = re.compile(r"\A\s*(?><!--.*?-->\s*)*<!DOCTYPE\s+html", re.DOTALL | re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)[ \t]*\n(?:[\w\"'-]+[ \t]*[:=].*|#.*|\s*)\n")
_CSV_HEAD = re.compile(
    r"\A(?=[^\n]*\btitle\b)(?=[^\n]*\b(?:text|body|content)\b)[\w\"' -]+(?:[,;\t][\w\"' -]*)+\n",
    re.IGNORECASE,
)
_BEGINNINGS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml|<rss|<feed|<rdf:RDF|<!doctype\s+html|<html)", re.IGNORECASE
)


def detect_format(text: str, suffix: str) -> InputFormat | None:
    r"""Return the format of a file's text, None if it is none that posts come in.

    `suffix` is that of the file's name, in small letters.

    Example:
        >>> found = [detect_format(*file) for file in (
        ...     ("<?xml version='1.0'?><rss version='2.0'>", ".html"), ('{"title": "a"}\n', ".txt"),
        ...     ("# SVM\n", ".md"), ("<svg>", ".xml"))]
        >>> [format and format.value for format in found]
        ['feed', 'json', 'markdown', None]
    """
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    is_markdown = suffix in _MARKDOWN_SUFFIXES
    root = _ROOT.match(text)
    is_page = _DOCTYPE_HTML.match(text)
    if form := InputFormat.html if is_page else root and _of_root(root, text):
        return form
    if text.lstrip()[:1] in ("{", "[") and _is_json(text, suffix):
        return InputFormat.json
    # What is data by its name and has front matter is a template, of a feed or an index.
    if is_markdown or (_FRONT_MATTER.match(text) and suffix not in _DATA_SUFFIXES):
        return InputFormat.markdown
    if suffix in (*_CSV_SUFFIXES, *_HTML_SUFFIXES):
        return InputFormat.csv if suffix in _CSV_SUFFIXES else InputFormat.html
    return None if root or suffix in _XML_SUFFIXES else _of_plain_text(text, suffix)


def _of_plain_text(text: str, suffix: str) -> InputFormat | None:
    if _CSV_HEAD.match(text) and not is_list_page(text):
        return InputFormat.csv
    if text.startswith("# "):
        return InputFormat.markdown
    return InputFormat.list_page if suffix == ".txt" or is_list_page(text) else None


def looks_like_posts(beginning: bytes, *, suffix: str) -> bool:
    """Tell whether a file of a name that says nothing may hold posts."""
    if b"\0" in beginning:
        return False
    if not suffix and beginning.startswith((b"---\n", b"---\r\n", b"+++\n")):
        return True
    return bool(_BEGINNINGS.match(beginning)) or "位读者".encode() in beginning


def _of_root(root: re.Match[str], text: str) -> InputFormat | None:
    name = root["name"].lower()
    spaces = root["attributes"] + text[root.end() :][:2000]
    if name == "rss":
        is_export = "wordpress.org/export" in spaces
        return InputFormat.wordpress if is_export else InputFormat.feed
    if name == "feed" or (name == "rdf:rdf" and "purl.org/rss" in spaces):
        return InputFormat.feed
    return InputFormat.html if name == "html" else None


def _is_json(text: str, suffix: str) -> bool:
    if suffix in _JSON_SUFFIXES:
        return True
    first, _, _ = text.lstrip().partition("\n")
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
