"""A graph in, BibTeX of the papers and books that its posts cite out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import networkx as nx

from kg.analysis.nodes import nodes_of_kind, sources

_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_NOT_IN_KEY = re.compile(r"[^\w:./+-]+", re.ASCII)
_ARXIV = re.compile(r"arxiv\.org/abs/(.+)$", re.IGNORECASE)
_DOI = re.compile(r"doi\.org/(.+)$", re.IGNORECASE)


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `references.bib`: an entry for each paper and book, with what is known of it.

    Example:
        >>> import kg
        >>> render(kg.load("output").graph())["references.bib"].count(b"@")
        12
    """
    entries = [_entry(graph, work) for work in nodes_of_kind(graph, "paper", "book")]
    return {"references.bib": "\n".join(entries).encode()}


def _entry(graph: nx.MultiDiGraph[str], work: str) -> str:
    attributes = graph.nodes[work]
    kind = "book" if attributes["kind"] == "book" else "misc"
    fields = [f"  title = {{{{{_escape(attributes['label'])}}}}}"]
    fields += [f"  {name} = {{{value}}}" for name, value in _places(work, attributes.get("url"))]
    citing = len(sources(graph, work, "cites"))
    fields.append(f"  note = {{cited by {citing} post{'s' if citing != 1 else ''}}}")
    return f"@{kind}{{{_key(work)},\n" + ",\n".join(fields) + "\n}\n"


def _key(work: str) -> str:
    """Return what LaTeX cites a work by, whatever other works there are.

    Example:
        >>> _key("https://arxiv.org/abs/1312.6114"), _key("work/layer-normalization")
        ('arxiv:1312.6114', 'layer-normalization')
        >>> _key("work/变分自编码器")
        'work-21b769f2'
    """
    name = work.removeprefix("work/")
    for prefix, pattern in (("arxiv", _ARXIV), ("doi", _DOI)):
        if match := pattern.search(work):
            name = f"{prefix}:{match[1]}"
    key = _NOT_IN_KEY.sub("-", name).strip("-")
    if key == name:
        return key
    return f"{key or 'work'}-{hashlib.sha256(work.encode()).hexdigest()[:8]}"


def _places(work: str, url: str | None) -> Iterator[tuple[str, str]]:
    if match := _ARXIV.search(work):
        yield "eprint", _escape(match[1])
        yield "archiveprefix", "arXiv"
    elif match := _DOI.search(work):
        yield "doi", _escape(match[1])
    if url:
        yield "url", _escape(url)


def _escape(text: str) -> str:
    r"""Escape what TeX takes for a command.

    Example:
        >>> print(_escape("50% of {a_b}"))
        50\% of \{a\_b\}
    """
    return _SPECIAL.sub(
        lambda match: _ESCAPES.get(match.group(), "\\" + match.group()), " ".join(text.split())
    )
