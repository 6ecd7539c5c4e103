"""SKOS files in, what they say of each subject out: Turtle, N-Triples, RDF/XML or JSON-LD.

`skos:narrower`, `skos:hasTopConcept` and `skos:topConceptOf` are read as the `skos:broader` and
`skos:inScheme` that they imply, so that there is one way to say each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import InputError
from kg.folding import fold_names, singulars
from kg.model import Label, main_language
from kg.rdf.namespaces import RDF, SKOS, compact

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
REJECTED = "https://kg.example/ns#rejected"
RELATED = SKOS.related.value
STATUS = "https://kg.example/ns#status"
SYMBOL = "https://kg.example/ns#symbol"
EXACT_MATCH = SKOS.exactMatch.value
_TYPE = RDF.type.value
_CONCEPT = SKOS.Concept.value
_CONCEPT_SCHEME = SKOS.ConceptScheme.value
_OTHER_MATCHES = (
    SKOS.broadMatch.value, SKOS.narrowMatch.value, SKOS.relatedMatch.value
)  # fmt: skip
_SAME_AS = {SKOS.topConceptOf.value: IN_SCHEME}
_INVERSE_OF = {SKOS.narrower.value: BROADER, SKOS.hasTopConcept.value: IN_SCHEME}
_OTHER_NAMES = (ALT_LABEL, HIDDEN_LABEL, AMBIGUOUS_LABEL, EVERYDAY_LABEL)
_NAMES = (PREF_LABEL, *_OTHER_NAMES)
_IN_ONE_LANGUAGE = (PREF_LABEL, DEFINITION)
_WRITTEN_SO = {
    term.casefold(): term
    for term in (
        *_NAMES, BROADER, DEFINITION, DISCOVERED, EXACT_MATCH, IN_SCHEME, KEYPHRASENESS, REJECTED,
        RELATED, STATUS, SYMBOL, _CONCEPT, _CONCEPT_SCHEME,
        *_OTHER_MATCHES, *_SAME_AS, *_INVERSE_OF,
    )
}  # fmt: skip
"""The terms that are read, by themselves in small letters."""

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NESTED_ENTITY = re.compile(rb"<!ENTITY[^>]*&[^#]")
ENDINGS = (".ttl", ".nt", ".rdf", ".jsonld")
"""What the files of a folder end in that are read; others must be named themselves."""

Properties = dict[str, list[Label | str]]
"""The values of a subject by predicate: literals as labels, IRIs as strings."""

Nodes = dict[str, Properties]
"""The properties of each subject, by its IRI."""


def parse(content: bytes, path: Path) -> Nodes:
    """Return what a file says; its format goes by its ending and is Turtle if that tells nothing.

    White space in a literal counts as one space, and none at its ends.

    Raises:
        InputError: the file is not of that format, its entities could explode, or a concept has no
            IRI.

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
    nameless = 0

    def say(subject: str, predicate: str, value: Label | str) -> None:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)

    try:
        content = content.removeprefix(_BYTE_ORDER_MARK)
        for subject, predicate, value, *_ in ox.parse(content, format=format_):
            name = predicate.value
            if not isinstance(subject, ox.NamedNode):
                nameless += name == _TYPE and value == SKOS.Concept
            elif isinstance(value, ox.Literal):
                text = " ".join(value.value.split())
                say(subject.value, name, Label(text=text, language=value.language or ""))
            elif isinstance(value, ox.NamedNode):
                say(subject.value, _SAME_AS.get(name, name), value.value)
                if name in _INVERSE_OF:
                    say(value.value, _INVERSE_OF[name], subject.value)
    except SyntaxError as error:
        if "LoadDocumentCallback" in error.msg:
            fault = "has its @context at another address, which is not fetched"
            raise InputError(path, fault, "write the context into the file") from error
        fault = f"is no {format_.name} ({error.msg})"
        known = path.suffix.lower() in _FORMATS
        remedy = "mend the syntax" if known else f"mend it, or end its name in {_any_ending()}"
        raise InputError(path, fault, remedy, line=error.lineno) from error
    if nameless:
        raise InputError(path, f"has {nameless} skos:Concept without an IRI", "give each one")
    return nodes


def _any_ending() -> str:
    return f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"


def find_misspelt(nodes: Nodes) -> list[tuple[str, str]]:
    """Return the terms that are hardly others than those that are read, and what these are.

    Example:
        >>> find_misspelt({"x:a": {"http://www.w3.org/2004/02/skos/core#preflabel": []}})
        [('skos:preflabel', 'skos:prefLabel')]
    """
    said = {name for properties in nodes.values() for name in properties}
    said |= {
        value
        for properties in nodes.values()
        for name in (_TYPE, STATUS)
        for value in iris(properties, name)
    }
    return [
        (compact(term), compact(meant))
        for term in sorted(said)
        if (meant := _WRITTEN_SO.get(term.casefold(), term)) != term
    ]


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

    What both say of one IRI is joined, but for preferred labels and definitions: one's own count in
    their language, and a known label becomes an alternative one. A concept of one's own that is a
    known one (see `find_same`) takes its place: so it is with both, and whatever else one's own
    states stands instead of what is known; what leads to the known concept leads to it.
    """
    same = find_same(own, known)
    replaced = {one: id_ for id_, one in same.items()}
    nodes = {id_: properties for id_, properties in known.items() if id_ not in replaced}
    for id_, properties in own.items():
        if id_ in same:
            nodes[id_] = _complete(properties, known[same[id_]])
        elif id_ in known:
            nodes[id_] = _complete(properties, known[id_], joined=True)
        else:
            nodes[id_] = properties
    if not replaced:
        return nodes
    return {id_: _lead(properties, replaced) for id_, properties in nodes.items()}


def _lead(properties: Properties, replaced: Mapping[str, str]) -> Properties:
    """Return what leads to replaced concepts as leading to those in their place."""
    led = {
        name: [replaced.get(v, v) if isinstance(v, str) else v for v in properties[name]]
        for name in (BROADER, RELATED)
        if name in properties and not replaced.keys().isdisjoint(iris(properties, name))
    }
    return {**properties, **led} if led else properties


def find_same(own: Nodes, known: Nodes) -> dict[str, str]:
    """Return which known concept each of one's own is, by `skos:exactMatch` or by its name.

    By its name: one of its preferred labels is a label of the known one, and one name of both, that
    or another, is not marked as one that may mean something else by either. Names are compared
    without letter case, hyphens and number. Where several concepts could be meant, or several mean
    one, none is; nor is one to which it states another match than an exact one.

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
        others = {v for name in _OTHER_MATCHES for v in iris(properties, name)}
        stated = {v for v in iris(properties, EXACT_MATCH) if is_concept(known.get(v, {}))}
        meant[id_] = stated or meant.get(id_, set()) - others
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


def _complete(own: Properties, known: Properties, *, joined: bool = False) -> Properties:
    """Return one's own properties of a concept with the known names and what else it lacks, or, if
    they are to be `joined`, all else that is known.
    """
    completed = {
        name: [*values]
        for name, values in known.items()
        if name not in _IN_ONE_LANGUAGE and (joined or name in _OTHER_NAMES or name not in own)
    }
    for name in _IN_ONE_LANGUAGE:
        languages = {main_language(label.language) for label in literals(own, name)}
        for label in literals(known, name):
            if main_language(label.language) not in languages:
                completed.setdefault(name, []).append(label)
            elif name == PREF_LABEL and label not in own[PREF_LABEL]:
                completed.setdefault(ALT_LABEL, []).append(label)
    _add(completed, own)
    return completed


def literals(properties: Properties, name: str) -> list[Label]:
    """Return those of the values that are literals."""
    return [value for value in properties.get(name, ()) if isinstance(value, Label)]


def iris(properties: Properties, name: str) -> list[str]:
    """Return those of the values that are IRIs."""
    return [value for value in properties.get(name, ()) if isinstance(value, str)]
