"""A graph in, GraphML out (http://graphml.graphdrawing.org/specification.html).

NetworkX's writers build a tree of elements first, which takes several times as long and as much
memory as the graph itself. An attribute has one type in all of the graph: the narrowest that holds
all its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, Any

import networkx as nx

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
 http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser takes a carriage return for the end of a line, and in attributes any white space for one.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

_Keys = dict[str, tuple[str, str]]
"""The id and the type of each attribute."""


def write_graphml(graph: nx.MultiDiGraph[str], file: IO[bytes]) -> None:
    """Write the graph in UTF-8; characters that XML forbids become U+FFFD.

    Args:
        graph: attributes are strings, numbers and booleans; the key of an edge is its relation,
            which becomes its id and an attribute of that name.
        file: where to write it.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_edge("post/a", "post/b", key="cites", occurrences=2)
        'cites'
        >>> file = BytesIO()
        >>> write_graphml(graph, file)
        >>> [*nx.parse_graphml(file.getvalue().decode(), force_multigraph=True).edges(data=True)]
        [('post/a', 'post/b', {'relation': 'cites', 'occurrences': 2})]
    """
    of_nodes = _keys((attributes for _, attributes in graph.nodes(data=True)), 0)
    of_edges = _keys(
        ({"relation": relation, **own} for *_, relation, own in graph.edges(keys=True, data=True)),
        len(of_nodes),
    )
    file.write(_HEAD.encode())
    for domain, keys in (("node", of_nodes), ("edge", of_edges)):
        for name, (id_, type_) in keys.items():
            file.write(
                f'<key id="{id_}" for="{domain}" attr.name={_quoted(name)}'
                f' attr.type="{type_}"/>\n'.encode()
            )
    file.write(b'<graph edgedefault="directed">\n')
    for node, attributes in graph.nodes(data=True):
        data = "".join(_data(attributes, of_nodes))
        file.write(f"<node id={_quoted(node)}>\n{data}</node>\n".encode())
    for source, target, relation, attributes in graph.edges(keys=True, data=True):
        ends = f"source={_quoted(source)} target={_quoted(target)} id={_quoted(relation)}"
        data = "".join(_data({"relation": relation, **attributes}, of_edges))
        file.write(f"<edge {ends}>\n{data}</edge>\n".encode())
    file.write(b"</graph>\n</graphml>\n")


def render_graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return what `write_graphml` writes."""
    file = BytesIO()
    write_graphml(graph, file)
    return file.getvalue()


def replace_forbidden(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return attributes without the characters that XML forbids, U+FFFD in their place."""
    return {
        name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


def _keys(described: Iterable[dict[str, Any]], first: int) -> _Keys:
    types: dict[str, set[type]] = {}
    for attributes in described:
        for name, value in attributes.items():
            types.setdefault(name, set()).add(type(value))
    return {
        name: (f"d{number}", _type(own)) for number, (name, own) in enumerate(types.items(), first)
    }


def _type(types: set[type]) -> str:
    if types == {int, float}:
        return "double"
    return _TYPES[types.pop()] if len(types) == 1 else "string"


def _data(attributes: dict[str, Any], keys: _Keys) -> Iterator[str]:
    for name, value in attributes.items():
        text = value if isinstance(value, str) else _plain(value)
        yield f'  <data key="{keys[name][0]}">{_escaped(text)}</data>\n'


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _NOT_XML.sub("\ufffd", text).translate(_IN_TEXT)


def _quoted(text: str) -> str:
    value = _NOT_XML.sub("\ufffd", text).translate(_IN_ATTRIBUTE)
    return f'"{value}"'
