"""Statements in, Turtle out: their terms as Turtle writes them, which takes a fraction of the time
that terms of pyoxigraph take.

Literals and names are pyoxigraph's, as is the way in which all is set out: the bytes are those of
its serializer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.rdf.iris import Minter
from kg.rdf.namespaces import PREFIXES, expand

Term = tuple[str, str]
"""A term as N-Triples writes it, by which objects are sorted, and as Turtle does."""

Said = dict[str, set[Term]]
"""What is said of a subject: the objects of each property, by its name with a prefix."""

Statements = dict[str, Said]
"""What is said of each subject, by its IRI."""

TYPE = "rdf:type"

RELATIONS = {"about": "schema:about", "mentions": "schema:mentions"}
"""The property of each relation between a post and a concept."""


class Terms:
    """The terms of one graph.

    Example:
        >>> terms = Terms("https://blog.example/")
        >>> terms.node("post/a")
        ('<https://blog.example/post/a>', '<https://blog.example/post/a>')
        >>> terms.node("https://kg.example/concept/svm")[1], terms.node("post/a", "part")[1]
        ('concept:svm', '<https://blog.example/post/a#part>')
    """

    def __init__(self, base: str) -> None:
        self.minter = Minter(base)
        self._known: dict[ox.NamedNode, Term] = {}

    def learn(self, ids: Iterable[str]) -> None:
        """Make the names of many nodes at once, which is faster than one by one."""
        nodes = [*{self.minter.iri(id_) for id_ in ids} - self._known.keys()]
        for node, name in zip(nodes, _in_turtle(nodes), strict=True):
            self._known[node] = f"<{node.value}>", name

    def node(self, id_: str, part: str = "") -> Term:
        """Return the node of an id of the model, or a part of it."""
        node = self.minter.iri(id_)
        return self.named(self.minter.part(node, part) if part else node)

    def named(self, node: ox.NamedNode) -> Term:
        """Return the term of an IRI."""
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = f"<{node.value}>", _in_turtle([node])[0]
        return known

    def of(self, term: ox.NamedNode | ox.Literal) -> Term:
        """Return a term of pyoxigraph."""
        if isinstance(term, ox.NamedNode):
            return self.named(term)
        return str(term), _in_turtle([term])[0]


@cache
def name(prefixed: str) -> Term:
    """Return the term of a name with a prefix.

    Example:
        >>> name("schema:BlogPosting")
        ('<https://schema.org/BlogPosting>', 'schema:BlogPosting')
    """
    return f"<{expand(prefixed)}>", prefixed


def text(value: str, language: str = "") -> Term:
    """Return a text, with its language if it has one."""
    literal = str(ox.Literal(value, language=language) if language else ox.Literal(value))
    return literal, literal


def value(lexical: str, datatype: str, *, bare: bool = False) -> Term:
    """Return a value of a datatype, which Turtle writes bare where its form tells the type.

    Example:
        >>> value("3", "xsd:integer", bare=True)
        ('"3"^^<http://www.w3.org/2001/XMLSchema#integer>', '3')
    """
    quoted = str(ox.Literal(lexical))
    return f"{quoted}^^<{expand(datatype)}>", lexical if bare else f"{quoted}^^{datatype}"


def integer(number: int) -> Term:
    """Return a whole number."""
    return value(str(number), "xsd:integer", bare=True)


def boolean(true: bool) -> Term:
    """Return a truth value."""
    return value("true" if true else "false", "xsd:boolean", bare=True)


def say(statements: Statements, subject: Term, property_: str, object_: Term) -> None:
    """Add a statement."""
    statements.setdefault(subject[0][1:-1], {}).setdefault(property_, set()).add(object_)


def render_prefixes() -> str:
    """Return the declarations of all prefixes."""
    lines = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())]
    return "".join([*lines, "\n"])


def render_subject(subject: str, said: Said) -> str:
    r"""Return all that is said of one subject, which is given as Turtle writes it: its type first,
    then by the IRIs of the properties and the objects.

    Example:
        >>> said = {"schema:name": {text("乙"), text("甲")}, "rdf:type": {name("schema:Person")}}
        >>> render_subject("<urn:a>", said)
        '<urn:a> a schema:Person ;\n\tschema:name "乙" , "甲" .\n'
    """
    lines = []
    for property_ in sorted(said, key=_order):
        objects = said[property_]
        words = (
            [word for _, word in sorted(objects)] if len(objects) > 1 else next(iter(objects))[1:]
        )
        lines.append(f"{'a' if property_ == TYPE else property_} {' , '.join(words)}")
    body = " ;\n\t".join(lines)
    return f"{subject} {body} .\n"


@dataclass(slots=True)
class Tally:
    """How many statements there are of each property and of each class, about how many subjects."""

    subjects: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)

    def count(self, said: Mapping[str, Iterable[Term]]) -> None:
        """Take in what is said of one subject."""
        self.subjects += 1
        for property_, objects in said.items():
            self.properties[property_] += len([*objects])
        self.classes.update(word for _, word in said.get(TYPE, ()))

    def add(self, plain: list[Any]) -> None:
        """Take in what another one is as plain values."""
        subjects, properties, classes = plain
        self.subjects += subjects
        self.properties.update(properties)
        self.classes.update(classes)

    def plain(self) -> list[Any]:
        """Return it as plain values."""
        return [self.subjects, dict(self.properties), dict(self.classes)]


@cache
def _order(property_: str) -> str:
    return "" if property_ == TYPE else expand(property_)


def _in_turtle(terms: Sequence[ox.NamedNode | ox.Literal]) -> list[str]:
    """Return terms as Turtle writes them, names with a prefix where they have one."""
    if not terms:
        return []
    # Each is the only object of a property of its own, so that none is left out.
    triples = [
        ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode(f"urn:p:{number}"), term)
        for number, term in enumerate(terms)
    ]
    content = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    assert content is not None  # without an output the text is returned
    statements = content.decode().partition("<urn:s> ")[2].removesuffix(" .\n")
    return [line.partition("> ")[2] for line in statements.split(" ;\n\t")]
