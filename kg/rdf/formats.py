"""Triples in, the bytes of Turtle, N-Triples, TriG or JSON-LD out, and back from Turtle.

Equal triples give equal bytes. All writing is pyoxigraph's, but for JSON-LD, whose point is to be
read as plain JSON: one object a node, with the short names of `ontology/context.jsonld`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kg.errors import InputError
from kg.rdf.header import evidence_graph, find_evidence, group
from kg.rdf.iris import Minter
from kg.rdf.namespaces import PREFIXES, RDF, XSD, Triple, expand
from kg.rdf.triples import dataset_base

if TYPE_CHECKING:
    import rdflib  # takes longer to import than most graphs to write

Json = dict[str, Any]
Renderer = Callable[[Sequence[Triple]], bytes]
RdflibTriple: TypeAlias = "tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]"


def read_triples(path: Path | str) -> list[Triple]:
    """Read a Turtle file, or `graph.ttl` in a folder.

    Raises:
        InputError: the file is missing or no Turtle.

    Example:
        >>> len(read_triples("output")) == len(read_triples("output/graph.ttl")) > 10_000
        True
    """
    file = graph_file(path)
    try:
        return [_triple(quad) for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    except (OSError, SyntaxError) as error:
        raise unreadable(file, error) from error


def parse_turtle(content: bytes) -> list[Triple]:
    """Return the triples of Turtle that `kg` wrote.

    Raises:
        SyntaxError: it is no Turtle, or has blank nodes, of which kg writes none.

    Example:
        >>> [(subject, _, _)] = parse_turtle(b"<urn:a> <urn:b> <urn:c> .")
        >>> subject
        <NamedNode value=urn:a>
    """
    return [_triple(quad) for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]


def graph_file(path: Path | str) -> Path:
    """Return the Turtle file that `kg build` wrote into a folder, or the file that is named.

    Example:
        >>> graph_file("output").as_posix(), graph_file("copy.ttl").as_posix()
        ('output/graph.ttl', 'copy.ttl')
    """
    return Path(path) / "graph.ttl" if Path(path).is_dir() else Path(path)


def unreadable(path: Path, error: OSError | SyntaxError) -> InputError:
    """Return the error to raise for a Turtle file that cannot be read."""
    if isinstance(error, SyntaxError):
        fault = f"is no Turtle ({error.msg})"
        return InputError(path, fault, "build it again", line=error.lineno)
    fault = f"cannot be read ({error.strerror or error})"
    return InputError(path, fault, "build it first: kg build PATH -o DIR")


def render(triples: Sequence[Triple], format_: str) -> bytes:
    r"""Return sorted triples in a format, one of `FORMATS`.

    Example:
        >>> from kg.rdf.namespaces import SDO
        >>> triple = (ox.NamedNode("urn:a"), SDO.headline, ox.Literal("甲"))
        >>> render([triple], "ntriples").decode()
        '<urn:a> <https://schema.org/headline> "甲" .\n'
    """
    return FORMATS[format_][1](triples)


def render_turtle(
    triples: Iterable[Triple | RdflibTriple], *, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Return sorted triples, of pyoxigraph or rdflib, as RDF 1.1 Turtle in UTF-8.

    Example:
        >>> from rdflib import SDO, Literal, URIRef
        >>> triple = (URIRef("https://blog.example/post/a"), SDO.headline, Literal("甲"))
        >>> print(render_turtle([triple]).decode().splitlines()[-1])
        <https://blog.example/post/a> schema:headline "甲" .
    """
    own = (ox.Triple(*(map(_own_term, t) if isinstance(t[0], str) else t)) for t in triples)
    return _with_sorted_prefixes(_serialize(own, ox.RdfFormat.TURTLE, prefixes), len(prefixes))


def _render_ntriples(triples: Sequence[Triple]) -> bytes:
    return _serialize((ox.Triple(*triple) for triple in triples), ox.RdfFormat.N_TRIPLES)


def _render_trig(triples: Sequence[Triple]) -> bytes:
    """Put the evidence into a graph of its own, and all else into the default graph."""
    evidence = find_evidence(group(triples))
    graph = evidence_graph(Minter(dataset_base(triples)).dataset)
    links = [ox.Quad(*triple) for triple in triples if triple[0] not in evidence]
    rest = [ox.Quad(*triple, graph) for triple in triples if triple[0] in evidence]
    return _with_sorted_prefixes(_serialize([*links, *rest], ox.RdfFormat.TRIG), len(PREFIXES))


def _render_jsonld(triples: Sequence[Triple]) -> bytes:
    document = {"@context": context(), "@graph": jsonld_nodes(triples)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS: dict[str, tuple[str, Renderer]] = {
    "turtle": ("ttl", render_turtle),
    "ntriples": ("nt", _render_ntriples),
    "trig": ("trig", _render_trig),
    "jsonld": ("jsonld", _render_jsonld),
}
"""The suffix of each format's files, and what renders it."""


@cache
def context() -> Json:
    """Return the JSON-LD context: short names for all classes and properties of the graph.

    Example:
        >>> context()["headline"]
        'schema:headline'
    """
    loaded: Json = json.loads(context_file())["@context"]
    return loaded


def context_file() -> bytes:
    """Return the file of the context, which other documents can name."""
    return (files("kg") / "ontology/context.jsonld").read_bytes()


def jsonld_nodes(triples: Iterable[Triple]) -> list[Json]:
    """Return an object for each subject, in the order of the triples, in the terms of the context.

    Example:
        >>> from kg.rdf.namespaces import SDO
        >>> post = ox.NamedNode("urn:a")
        >>> jsonld_nodes([(post, SDO.about, ox.NamedNode("urn:b"))])
        [{'@id': 'urn:a', 'about': 'urn:b'}]
    """
    names, types = _terms()
    nodes = []
    for subject, facts in groupby(triples, key=itemgetter(0)):
        node: Json = {"@id": subject.value}
        for predicate, same in groupby(facts, key=itemgetter(1)):
            objects = [object_ for _, _, object_ in same]
            if predicate == RDF.type:
                key = "@type"
                values = [names.get(one.value, one.value) for one in objects]
            else:
                key = names.get(predicate.value, predicate.value)
                values = [_value(one, types.get(key)) for one in objects]
            node[key] = values[0] if len(values) == 1 else values
        nodes.append(node)
    return nodes


@cache
def _terms() -> tuple[dict[str, str], dict[str, str]]:
    """Return the name of each IRI in the context, and the type that a name gives its values."""
    names, types = {}, {}
    for name, definition in context().items():
        if isinstance(definition, str) and definition.endswith(("/", "#")):
            continue  # a prefix
        iri = definition["@id"] if isinstance(definition, dict) else definition
        names[expand(iri)] = name
        if isinstance(definition, dict) and "@type" in definition:
            types[name] = expand(definition["@type"])
    return names, types


def _value(term: ox.NamedNode | ox.Literal, type_: str | None) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(term, ox.NamedNode):
        return term.value if type_ == "@id" else {"@id": term.value}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype == XSD.string:
        return {"@value": term.value} if type_ else term.value
    if term.datatype.value == type_:
        return term.value
    if term.datatype == XSD.boolean and term.value in ("true", "false") and not type_:
        return term.value == "true"
    return {"@type": term.datatype.value, "@value": term.value}


def _serialize(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    format_: ox.RdfFormat,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    content = ox.serialize(statements, format=format_, prefixes={**prefixes})  # if it has any
    assert content is not None  # without an output the text is returned
    return content


def _with_sorted_prefixes(content: bytes, number: int) -> bytes:
    lines = content.split(b"\n", number)  # which come in no order
    return b"\n".join([*sorted(lines[:number]), b"", lines[-1]])


def _triple(quad: ox.Quad) -> Triple:
    subject, predicate, object_, _ = quad
    if not isinstance(subject, ox.NamedNode) or isinstance(object_, ox.BlankNode | ox.Triple):
        raise SyntaxError(f"a node without a name in {quad.triple}; kg writes none")  # noqa: TRY004
    return subject, predicate, object_


def _own_term(term: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    import rdflib  # noqa: PLC0415 - only who has such a term has it imported

    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string.value)))
