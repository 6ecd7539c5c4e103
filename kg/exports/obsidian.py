"""A graph in, an Obsidian vault out: a note for each node, with front matter and `[[links]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import yaml

from kg.analysis.nodes import facts_of, label_of
from kg.exports.markdown import escape
from kg.graph import sentence_of

# By file systems, or by Obsidian's links.
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#^\[\]]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 200  # bytes of a file's name; most file systems allow 255
_FRONT = (
    "label_en", "label_zh", "date", "author", "url", "readers", "field", "definition", "status",
)  # fmt: skip


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return a note for each node, named after its title; equal names get a number.

    Example:
        >>> import kg
        >>> notes = render(kg.load("output").graph())
        >>> "支持向量机.md" in notes, "It is time.md" in notes
        (True, True)
    """
    names = _names(graph)
    return {f"{names[node]}.md": _note(graph, node, names).encode() for node in sorted(graph)}


def _note(graph: nx.MultiDiGraph[str], node: str, names: Mapping[str, str]) -> str:
    attributes = facts_of(graph, node)
    front: dict[str, Any] = {"title": attributes["label"], "kind": attributes["kind"], "id": node}
    if "alt_labels" in attributes:
        front["aliases"] = attributes["alt_labels"].split(" | ")
    front |= {name: attributes[name] for name in _FRONT if name in attributes}
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    return f"---\n{head}---\n\n" + "\n".join(_sections(graph, node, names))


def _sections(graph: nx.MultiDiGraph[str], node: str, names: Mapping[str, str]) -> Iterator[str]:
    out = sorted(graph.out_edges(node, keys=True, data=True), key=lambda edge: (edge[2], edge[1]))
    for relation in sorted({key for _, _, key, _ in out}):
        yield f"## {relation.replace('_', ' ')}\n"
        for _, target, key, attributes in out:
            if key == relation:
                sentence = sentence_of(attributes)
                quote = f" — {escape(sentence)}" if sentence else ""
                yield f"- [[{names[target]}]]{quote}"
        yield ""


def _names(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return a file name for each node, without its suffix, unique whatever the letter case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in sorted(graph):
        base = name = file_name(label_of(graph, node))
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} {number}"
        taken.add(name.casefold())
        names[node] = name
    return names


def file_name(title: str) -> str:
    """Return a title as a name that every file system and Obsidian accept.

    Example:
        >>> file_name('a/b: "c"?'), file_name("CON"), file_name("...")
        ('a b c', 'CON_', 'untitled')
    """
    name = " ".join(_REFUSED.sub(" ", title).split()).strip(". ")
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip(". ")
    if _RESERVED.match(name):
        stem, dot, rest = name.partition(".")
        name = f"{stem}_{dot}{rest}"
    return name or "untitled"
