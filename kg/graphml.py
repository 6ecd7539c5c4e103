"""A graph in, GraphML out, and back (http://graphml.graphdrawing.org/specification.html).

NetworkX's reader and writers build a tree of elements first, which takes several times as long and
as much memory as the graph itself. An attribute has one type in all of the graph: the narrowest
that holds all its values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

import networkx as nx
from lxml import etree

from kg.graph import Attributes, Edge, Node
from kg.parts import Part, Waiting

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
 http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_SPACE = "{http://graphml.graphdrawing.org/xmlns}"
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_READ: dict[str, Callable[[str], Any]] = {
    "boolean": "true".__eq__,
    "long": int,
    "double": float,
    "string": str,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser takes a carriage return for the end of a line, and in attributes any white space for one.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

Keys = dict[str, tuple[str, Callable[[str], Any]]]
"""The attribute that each key stands for, and what makes its values of what is written."""

Types = dict[str, list[str]]
"""The types of the values of each attribute, by the id of its key: what GraphML calls them."""


def write_graphml(nodes: Iterable[Node], edges: Iterable[Edge], file: IO[bytes]) -> None:
    """Write a graph in UTF-8; characters that XML forbids become U+FFFD.

    Args:
        nodes: ids with strings, numbers and booleans.
        edges: likewise; the relation becomes the id and an attribute of that name.
        file: where to write it.

    Example:
        >>> file = BytesIO()
        >>> write_graphml([("post/a", {})], [("post/a", "post/b", "cites", {"how": "exact"})], file)
        >>> [*nx.parse_graphml(file.getvalue().decode(), force_multigraph=True).edges(data=True)]
        [('post/a', 'post/b', {'relation': 'cites', 'how': 'exact'})]
    """
    of_nodes = (render_nodes([node]) for node in nodes)
    of_edges = (render_edges([edge]) for edge in edges)
    write_parts(chain(of_nodes, of_edges), file, {})


def render_nodes(nodes: Iterable[Node]) -> Part:
    """Return nodes in GraphML; its facts are the types of their attributes."""
    types: Types = {}
    text = []
    for node, attributes in nodes:
        text.append(f"<node id={_quoted(node)}>\n")
        text += _data("node", attributes, types)
        text.append("</node>\n")
    return Part("".join(text).encode(), types)


def render_edges(edges: Iterable[Edge]) -> Part:
    """Return edges in GraphML; its facts are the types of their attributes."""
    types: Types = {}
    text = []
    for source, target, relation, attributes in edges:
        ends = f"source={_quoted(source)} target={_quoted(target)} id={_quoted(relation)}"
        text.append(f"<edge {ends}>\n")
        text += _data("edge", {"relation": relation, **attributes}, types)
        text.append("</edge>\n")
    return Part("".join(text).encode(), types)


def write_parts(parts: Iterable[Part], file: IO[bytes], graph: Attributes) -> None:
    """Write a graph whose nodes and edges are rendered, with attributes of its own."""
    types: Types = {}
    own = "".join(_data("graph", graph, types))
    with Waiting() as waiting:  # the types of the attributes come first
        for part in parts:
            waiting.add(part)
            for key, names in part.facts.items():
                known = types.setdefault(key, [])
                known += [name for name in names if name not in known]
        file.write(_HEAD.encode())
        for key, names in types.items():
            domain, _, name = key.partition("-")
            file.write(
                f'<key id={_quoted(key)} for="{domain}" attr.name={_quoted(name)}'
                f' attr.type="{_type(names)}"/>\n'.encode()
            )
        file.write(f'<graph edgedefault="directed">\n{own}'.encode())
        waiting.write_to(file)
        file.write(b"</graph>\n</graphml>\n")


def render_graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return a graph, the keys of whose edges are their relations, as GraphML."""
    file = BytesIO()
    nodes = ((node, data) for node, data in graph.nodes(data=True))
    write_graphml(nodes, graph.edges(keys=True, data=True), file)
    return file.getvalue()


def read_graphml(path: Path) -> nx.MultiDiGraph[str]:
    """Return the graph of a file that `write_graphml` wrote; a relation is the key of its edge.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such file, or damaged.

    Example:
        >>> graph = read_graphml(Path("output/graph.graphml"))
        >>> [*graph["post/年三十折腾极路由之ssh反向代理"]["https://kg.example/concept/ssh"]]
        ['mentions']
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    keys: Keys = {}
    last = ""
    try:
        with path.open("rb") as file:
            tags = [f"{_SPACE}{kind}" for kind in ("key", "node", "edge", "graph")]
            for _, element in etree.iterparse(file, tag=tags, resolve_entities=False):
                _add(element, graph, keys)
                last = element.tag
                element.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    except KeyError as error:
        raise ValueError(f"{error} is not said of something") from error
    if last != f"{_SPACE}graph":
        raise ValueError("it holds no graph")
    return graph


def _add(element: etree._Element, graph: nx.MultiDiGraph[str], keys: Keys) -> None:
    """Add what an element says to the graph, or to the keys of attributes, which come first."""
    own, kind = _attributes(element), element.tag.removeprefix(_SPACE)
    if kind == "key":
        keys[own["id"]] = own["attr.name"], _READ[own["attr.type"]]
        return
    attributes = {}
    for data in element.iterfind(f"{_SPACE}data"):
        name, read = keys[data.get("key", "")]
        attributes[name] = read(data.text or "")
    if kind == "node":
        graph.add_node(own["id"], **attributes)
    elif kind == "edge":
        relation = attributes.pop("relation")
        graph.add_edge(own["source"], own["target"], key=relation, **attributes)
    else:
        graph.graph |= attributes


def _attributes(element: etree._Element) -> Mapping[str, str]:
    return cast("Mapping[str, str]", element.attrib)  # in which there are bytes in Python 2 only


def replace_forbidden(attributes: Attributes) -> Attributes:
    """Return attributes without the characters that XML forbids, U+FFFD in their place."""
    return {
        name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


def _type(names: Sequence[str]) -> str:
    if {*names} == {"long", "double"}:
        return "double"
    return names[0] if len(names) == 1 else "string"


def _data(domain: str, attributes: Attributes, types: Types) -> Iterator[str]:
    for name, value in attributes.items():
        type_ = _TYPES[type(value)]
        key = f"{domain}-{name}"
        known = types.get(key)
        if known is None:
            types[key] = [type_]
        elif type_ not in known:
            known.append(type_)
        text = str(value).lower() if type_ == "boolean" else str(value)
        yield f"  <data key={_quoted(key)}>{_escaped(text)}</data>\n"


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _NOT_XML.sub("\ufffd", text).translate(_IN_TEXT)


@lru_cache(maxsize=2**14)
def _quoted(text: str) -> str:
    value = _NOT_XML.sub("\ufffd", text).translate(_IN_ATTRIBUTE)
    return f'"{value}"'
