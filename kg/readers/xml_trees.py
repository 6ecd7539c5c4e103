"""XML of anyone in, a tree of its elements out, with the line that each begins in.

Documents that declare entities are refused unread, so that none can pull in a file or explode.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat  # no entity gets past `refuse`

from kg.errors import InputError

_MAX_DEPTH = 200
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED_CHARACTER = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?P<name>[A-Za-z][A-Za-z0-9]*;)")
_SEPARATOR = "}"


@dataclass(slots=True, eq=False)
class Element:
    """An XML element; `name` is its local name, `space` the IRI of its namespace."""

    name: str
    space: str
    attributes: dict[str, str]
    line: int
    text_line: int = 0
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """The elements directly in it."""
        return [one for one in self.content if isinstance(one, Element)]

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(one for one in self.content if isinstance(one, str))

    def find(self, name: str, space: str | None = None) -> Element | None:
        """Return the first child of that name, in any or in the one namespace."""
        return next(self.find_all(name, space), None)

    def find_all(self, name: str, space: str | None = None) -> Iterator[Element]:
        """Yield the children of that name."""
        for child in self.children:
            if child.name == name and (space is None or child.space == space):
                yield child

    def find_text(self, *names: str, space: str | None = None) -> str:
        """Return the text of the first child of these names that has one, else an empty string."""
        found = (c.text.strip() for name in names for c in self.find_all(name, space))
        return next(filter(None, found), "")

    def as_html(self) -> str:
        """Return what stands in it: text that is HTML, or elements of XHTML written as HTML."""
        if not self.children:
            return self.text
        written: list[str] = []
        waiting: list[Element | str] = [*reversed(self.content)]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                written.append(one)
                continue
            attributes = (f' {k}="{html.escape(v)}"' for k, v in one.attributes.items())
            written.append(f"<{one.name}{''.join(attributes)}>")
            texts = (c if isinstance(c, Element) else html.escape(c) for c in one.content)
            waiting += (f"</{one.name}>", *reversed([*texts]))
        return "".join(written)


def parse_xml(text: str, path: Path) -> Element:
    r"""Return the root of a document.

    Characters that XML forbids are read as spaces, and the names of characters that HTML has
    (`&nbsp;`) as these, since real exports hold both.

    Raises:
        InputError: the document declares entities, is malformed or nested beyond reason.

    Example:
        >>> root = parse_xml("<a><b>x&nbsp;y</b></a>", Path("a.xml"))
        >>> root.find_text("b"), root.find("b").line
        ('x\xa0y', 1)
    """
    text = _NOT_XML.sub(" ", text)
    text = _NAMED_CHARACTER.sub(lambda m: html.unescape(m.group()), text)
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=_SEPARATOR)
    document = Element(name="", space="", attributes={}, line=0)
    opened = [document]

    def refuse(name: str, *_: object) -> None:
        fault = f"declares the entity {name[:40]}"
        raise InputError(
            path, fault, "take out its DOCTYPE", line=parser.CurrentLineNumber
        ) from None

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(opened) > _MAX_DEPTH:
            fault = f"is nested deeper than {_MAX_DEPTH} elements"
            raise InputError(path, fault, "fetch it again", line=parser.CurrentLineNumber)
        space, _, local = name.rpartition(_SEPARATOR)
        element = Element(local, space, attributes, parser.CurrentLineNumber)
        opened[-1].content.append(element)
        opened.append(element)

    def end(_: str) -> None:
        opened.pop()

    def characters(piece: str) -> None:
        element = opened[-1]
        if not element.content:
            element.text_line = parser.CurrentLineNumber
        element.content.append(piece)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        fault = f"is malformed XML ({expat.ErrorString(error.code)})"
        raise InputError(path, fault, "fetch or export it again", line=error.lineno) from error
    return document.children[0]
