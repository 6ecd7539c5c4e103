"""SKOS files in, what they say of each subject out: Turtle, N-Triples, RDF/XML or JSON-LD.

`skos:narrower`, `skos:hasTopConcept` and `skos:topConceptOf` are read as the `skos:broader` and
`skos:inScheme` that they imply, so that there is one way to say each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import InputError
from kg.folding import fold_names, singulars
from kg.model import Label
from kg.rdf.namespaces import RDF, SKOS

ALT_LABEL = SKOS.altLabel.value
AMBIGUOUS_LABEL = "https://kg.example/ns#ambiguousLabel"
BROADER = SKOS.broader.value
DEFINITION = SKOS.definition.value
DISCOVERED = "https://kg.example/ns#discovered"
EVERYDAY_LABEL = "https://kg.example/ns#everydayLabel"
HIDDEN_LABEL = SKOS.hiddenLabel.value
IN_SCHEME = SKOS.inScheme.value
KEYPHRASENESS = "https://kg.example/ns#keyphraseness"
PREF_LABEL = SKOS.prefLabel.value
RELATED = SKOS.related.value
STATUS = "https://kg.example/ns#status"
SYMBOL = "https://kg.example/ns#symbol"
_EXACT_MATCH = SKOS.exactMatch.value
_TYPE = RDF.type.value
_CONCEPT = SKOS.Concept.value
_CONCEPT_SCHEME = SKOS.ConceptScheme.value
_SAME_AS = {SKOS.topConceptOf.value: IN_SCHEME}
_INVERSE_OF = {SKOS.narrower.value: BROADER, SKOS.hasTopConcept.value: IN_SCHEME}
_OTHER_NAMES = (ALT_LABEL, HIDDEN_LABEL, AMBIGUOUS_LABEL, EVERYDAY_LABEL)
_NAMES = (PREF_LABEL, *_OTHER_NAMES)

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
_NESTED_ENTITY = re.compile(rb"<!ENTITY[^>]*&[^#]")
ENDINGS = (".ttl", ".nt", ".rdf", ".jsonld")
"""What the files of a folder end in that are read; others must be named themselves."""

Properties = dict[str, list[Label | str]]
"""The values of a subject by predicate: literals as labels, IRIs as strings."""

Nodes = dict[str, Properties]
"""The properties of each subject, by its IRI."""


def parse(content: bytes, path: Path) -> Nodes:
    """Return what a file says; its format goes by its ending and is Turtle if that tells nothing.

    Raises:
        InputError: the file is not of that format, or its entities could explode.

    Example:
        >>> gan = b'<#gan> <http://www.w3.org/2004/02/skos/core#prefLabel> "GAN"@en .'
        >>> parse(b"@base <https://a.org/> ." + gan, Path("own.ttl"))
        {'https://a.org/#gan': {'http://www.w3.org/2004/02/skos/core#prefLabel': \
[Label(text='GAN', language='en')]}}
    """
    format_ = _FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE)
    if format_ is ox.RdfFormat.RDF_XML and _NESTED_ENTITY.search(content):
        raise InputError(path, "declares entities made of others", "write them out")
    nodes: Nodes = {}

    def say(subject: str, predicate: str, value: Label | str) -> None:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)

    try:
        for subject, predicate, value, *_ in ox.parse(content, format=format_):
            if not isinstance(subject, ox.NamedNode):
                continue
            name = predicate.value
            if isinstance(value, ox.Literal):
                say(subject.value, name, Label(text=value.value, language=value.language or ""))
            elif isinstance(value, ox.NamedNode):
                say(subject.value, _SAME_AS.get(name, name), value.value)
                if name in _INVERSE_OF:
                    say(value.value, _INVERSE_OF[name], subject.value)
    except SyntaxError as error:
        fault = f"is no {format_.name} ({error.msg})"
        raise InputError(path, fault, "mend the syntax", line=error.lineno) from error
    return nodes


def is_concept(properties: Properties) -> bool:
    """Tell whether a subject is a concept."""
    return _CONCEPT in properties.get(_TYPE, ())


def is_scheme(properties: Properties) -> bool:
    """Tell whether a subject is a concept scheme."""
    return _CONCEPT_SCHEME in properties.get(_TYPE, ())


def join(parts: Iterable[Nodes]) -> Nodes:
    """Return what several files say of each subject, in their order."""
    joined: Nodes = {}
    for nodes in parts:
        for id_, properties in nodes.items():
            _add(joined.setdefault(id_, {}), properties)
    return joined


def _add(properties: Properties, further: Properties) -> None:
    for name, values in further.items():
        properties.setdefault(name, []).extend(values)


def put_on_top(own: Nodes, known: Nodes) -> Nodes:
    """Return what is known with one's own on top of it.

    What both say of one IRI is joined. A concept of one's own that is a known one (see `find_same`)
    takes its place: it has the names of both, and of what is known beside them whatever it does not
    state itself; what leads to the known concept leads to it.
    """
    same = find_same(own, known)
    if not same:
        return join([known, own])
    completed = {id_: _complete(own[id_], known[one]) for id_, one in same.items()}
    replaced = {one: id_ for id_, one in same.items()}
    rest = {id_: properties for id_, properties in known.items() if id_ not in replaced}
    nodes = join([rest, {**own, **completed}])
    for properties in nodes.values():
        for name in (BROADER, RELATED):
            if name in properties:
                values = properties[name]
                properties[name] = [replaced.get(v, v) if isinstance(v, str) else v for v in values]
    return nodes


def find_same(own: Nodes, known: Nodes) -> dict[str, str]:
    """Return which known concept each of one's own is, by `skos:exactMatch` or by its name.

    By its name: one of its preferred labels is a label of the known one, and one name of both, that
    or another, is not marked as one that may mean something else by either. Names are compared
    without letter case, hyphens and number. Where several concepts could be meant, or several mean
    one, none is.

    Example:
        >>> def concept(name):
        ...     return {_TYPE: [_CONCEPT], PREF_LABEL: [Label(text=name, language="en")]}
        >>> find_same({"x:nets": concept("Neural Networks")}, {"y:net": concept("neural network")})
        {'x:nets': 'y:net'}
    """
    further = {id_: p for id_, p in own.items() if is_concept(p) and id_ not in known}
    if not further:
        return {}
    meant = _find_namesakes(further, known)
    for id_, properties in further.items():
        if stated := {v for v in iris(properties, _EXACT_MATCH) if is_concept(known.get(v, {}))}:
            meant[id_] = stated
    claims = Counter(one for ones in meant.values() for one in ones)
    return {
        id_: one
        for id_, ones in meant.items()
        for one in ones
        if len(ones) == 1 and claims[one] == 1
    }


def _find_namesakes(own: Nodes, known: Nodes) -> dict[str, set[str]]:
    """Return for each of one's own concepts the known ones that its names mean, if there are any;
    those in the singular count where the names themselves mean none.
    """
    names_of = _find_names(own)
    every_preferred = {name for names in names_of.values() for name in names.preferred}
    bearers = _find_bearers(known, {*every_preferred, *_singulars(every_preferred)})
    known_names = _find_names({one: known[one] for ones in bearers.values() for one in ones})
    meant: dict[str, set[str]] = {}
    for id_, names in names_of.items():
        clear = {*names.clear, *_singulars(names.clear)}
        for preferred in (names.preferred, _singulars(names.preferred)):
            ones = {one for name in preferred for one in bearers[name]}
            if same := {one for one in ones if clear & known_names[one].clear}:
                meant[id_] = same
                break
    return meant


class _Names(NamedTuple):
    """The names of a concept, folded: the preferred ones and those that are clear."""

    preferred: set[str]
    clear: set[str]


def _find_names(nodes: Nodes) -> dict[str, _Names]:
    """Return the names of each concept."""
    labels = _labels(nodes)
    folded = dict(zip(labels, fold_names([label.text for _, label in labels]), strict=True))

    def of(id_: str, *names: str) -> set[str]:
        return {folded[id_, label] for name in names for label in literals(nodes[id_], name)}

    return {
        id_: _Names(
            preferred=of(id_, PREF_LABEL),
            clear=of(id_, *_NAMES) - of(id_, AMBIGUOUS_LABEL, EVERYDAY_LABEL),
        )
        for id_ in dict.fromkeys(id_ for id_, _ in labels)
    }


def _find_bearers(nodes: Nodes, names: Collection[str]) -> dict[str, set[str]]:
    """Return for each of some folded names the concepts that are called so."""
    labels = _labels(nodes)
    bearers: dict[str, set[str]] = {name: set() for name in names}
    for (id_, _), name in zip(labels, fold_names([label.text for _, label in labels]), strict=True):
        if name in bearers:
            bearers[name].add(id_)
    return bearers


def _labels(nodes: Nodes) -> list[tuple[str, Label]]:
    """Return the labels of all concepts, each with the IRI of its concept."""
    return [
        (id_, label)
        for id_, properties in nodes.items()
        if is_concept(properties)
        for name in _NAMES
        for label in literals(properties, name)
    ]


def _singulars(names: Iterable[str]) -> set[str]:
    return {one for name in names for one in singulars(name)}


def _complete(own: Properties, known: Properties) -> Properties:
    """Return one's own properties of a concept, the known names, and what else it lacks."""
    languages = {_main(label) for label in literals(own, PREF_LABEL)}
    completed = {name: [*values] for name, values in own.items()}
    for name, values in known.items():
        if name in _OTHER_NAMES or name not in {*own, PREF_LABEL}:
            completed.setdefault(name, []).extend(values)
    for label in literals(known, PREF_LABEL):
        taken = _main(label) in languages
        completed.setdefault(ALT_LABEL if taken else PREF_LABEL, []).append(label)
    return completed


def _main(label: Label) -> str:
    """Return the language of a label without its region or script: zh of zh-CN."""
    return label.language.partition("-")[0]


def literals(properties: Properties, name: str) -> list[Label]:
    """Return those of the values that are literals."""
    return [value for value in properties.get(name, ()) if isinstance(value, Label)]


def iris(properties: Properties, name: str) -> list[str]:
    """Return those of the values that are IRIs."""
    return [value for value in properties.get(name, ()) if isinstance(value, str)]
