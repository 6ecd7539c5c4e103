"""A graph in, a sentence for each violation of the shapes of `ontology/shapes.ttl` out.

pySHACL does the checking; it is the extra `validate`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from kg.extras import require
from kg.rdf.namespaces import Triple, compact
from kg.rdf.triples import as_rdflib

_LONGEST = 80


def validate(triples: Sequence[Triple]) -> list[str]:
    """Return a sentence for each violation, sorted; none if the graph is valid.

    Raises:
        MissingExtraError: pySHACL is not installed.

    Example:
        >>> from kg.rdf.namespaces import RDF, SDO
        >>> import pyoxigraph as ox
        >>> post = ox.NamedNode("https://blog.example/post/a")
        >>> print(validate([(post, RDF.type, SDO.BlogPosting)])[-1])
        post https://blog.example/post/a: lacks schema:headline
    """
    return validate_graph(as_rdflib(triples))


def validate_graph(graph: rdflib.Graph) -> list[str]:
    """Do the same for any rdflib graph."""
    shapes = read_shapes()
    _, report, _ = require("pyshacl", "validate").validate(graph, shacl_graph=shapes)
    return sorted({_sentence(result, report, shapes) for result in report.objects(None, SH.result)})


@cache
def read_shapes() -> rdflib.Graph:
    """Return the shapes of all that kg writes."""
    text = (files("kg") / "ontology/shapes.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _sentence(result: Node, report: rdflib.Graph, shapes: rdflib.Graph) -> str:
    shape = report.value(result, SH.sourceShape)
    component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    owner = shape if (shape, RDFS.label, None) in shapes else shapes.value(None, SH.property, shape)
    labels = {getattr(label, "language", ""): label for label in shapes.objects(owner, RDFS.label)}
    named = f"{labels['en']} {_show(focus)}" if "en" in labels else _show(focus)

    def rule(name: str) -> str:
        return ", ".join(_show(one, shapes) for one in shapes.objects(shape, SH[name]))

    what = _path(report.value(result, SH.resultPath), report)
    say = _FAULTS.get(component.removesuffix("ConstraintComponent"))
    if say is None:
        return f"{named}: {what} {report.value(result, SH.resultMessage)}".replace("\n", " ")
    return f"{named}: {say(what, _show(value), rule)}".replace("\n", " ")


_Fault = Callable[[str, str, Callable[[str], str]], str]

_FAULTS: dict[str, _Fault] = {
    "MinCount": lambda path, _, rule: f"lacks {path}" + _at_least(rule("minCount")),
    "MaxCount": lambda path, _, rule: f"has more than {rule('maxCount')} {path}",
    "Datatype": lambda path, value, rule: f"{path} is {value}, which is no {rule('datatype')}",
    "Class": lambda path, value, rule: (
        f"{path or 'it'} is {value or 'there'}, which is no {rule('class')}"
    ),
    "NodeKind": lambda path, value, rule: f"{path or 'it'} is {value}, not a {rule('nodeKind')}",
    "In": lambda path, value, rule: f"{path} is {value}, which is not among {rule('in')}",
    "HasValue": lambda path, _, rule: f"{path} is not {rule('hasValue')}",
    "MinLength": lambda path, _, __: f"{path} is empty",
    "MinInclusive": lambda path, value, rule: f"{path} is {value}, below {rule('minInclusive')}",
    "MinExclusive": lambda path, value, rule: (
        f"{path} is {value}, not above {rule('minExclusive')}"
    ),
    "MaxInclusive": lambda path, value, rule: f"{path} is {value}, above {rule('maxInclusive')}",
    "Pattern": lambda path, value, rule: f"{path} is {value}, which has no {rule('pattern')}",
    "UniqueLang": lambda path, _, __: f"has several {path} in one language",
    "Disjoint": lambda path, value, rule: f"{value} is both {path} and {rule('disjoint')}",
    "LessThan": lambda path, value, rule: f"{path} is {value}, not less than {rule('lessThan')}",
    "Closed": lambda path, value, _: f"has {path} {value}, which nothing like it has",
    "Or": lambda path, value, rule: f"{path} is {value}, which is neither {rule('or')}",
    "Xone": lambda _, __, rule: f"is not exactly one of {rule('xone')}",
    "Node": lambda path, value, rule: f"{path} is {value}, which does not fit {rule('node')}",
}


def _at_least(count: str) -> str:
    return "" if count == "1" else f" (at least {count})"


def _path(path: Node | None, report: rdflib.Graph) -> str:
    if isinstance(path, rdflib.BNode):
        return f"a node whose {_show(report.value(path, SH.inversePath))} it is"
    return _show(path)


def _show(node: Node | None, shapes: rdflib.Graph | None = None) -> str:
    """Write a node as a person would; one of the shapes by what it asks for."""
    if node is None:
        return ""
    if isinstance(node, rdflib.Literal):
        return str(node)[:_LONGEST] if node.datatype else repr(str(node)[:_LONGEST])
    return (shapes and _asked(node, shapes)) or compact(str(node))


def _asked(node: Node, shapes: rdflib.Graph) -> str:
    """Return the label of a shape, the class, datatype or property that it asks for, or nothing."""
    if (node, RDF.first, None) in shapes:
        return " or ".join(_show(one, shapes) for one in Collection(shapes, node))
    labels = {getattr(one, "language", ""): str(one) for one in shapes.objects(node, RDFS.label)}
    if "en" in labels:
        return labels["en"]
    part = shapes.value(node, SH.property)
    asked = shapes.value(node, SH["class"]) or shapes.value(node, SH.datatype)
    return _show(asked) or (f"with {_show(shapes.value(part, SH.path))}" if part else "")
