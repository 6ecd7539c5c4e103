"""SKOS files in, what they say of each subject out: Turtle, N-Triples, RDF/XML or JSON-LD.

`skos:narrower`, `skos:hasTopConcept`, `skos:topConceptOf` and `dcterms:replaces` are read as the
`skos:broader`, `skos:inScheme` and `dcterms:isReplacedBy` that they imply, so that there is one way
to say each. So it is with labels of SKOS-XL and with definitions that are things of their own: they
are read as the texts of these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

import pyoxigraph as ox

from kg.errors import InputError
from kg.model import Label, MatchKind, Notation
from kg.rdf.namespaces import DCTERMS, KG, OWL, RDF, RDFS, SKOS, SKOSXL, XSD, compact

ALT_LABEL = SKOS.altLabel.value
AMBIGUOUS_LABEL = "https://kg.example/ns#ambiguousLabel"
BROADER = SKOS.broader.value
DEFINITION = SKOS.definition.value
DEPRECATED = OWL.deprecated.value
DISCOVERED = "https://kg.example/ns#discovered"
EVERYDAY_LABEL = "https://kg.example/ns#everydayLabel"
HIDDEN_LABEL = SKOS.hiddenLabel.value
IN_SCHEME = SKOS.inScheme.value
KEYPHRASENESS = "https://kg.example/ns#keyphraseness"
NARROWER = SKOS.narrower.value
NOTATION = SKOS.notation.value
PREF_LABEL = SKOS.prefLabel.value
REJECTED = "https://kg.example/ns#rejected"
RELATED = SKOS.related.value
REPLACED_BY = DCTERMS.isReplacedBy.value
STATUS = "https://kg.example/ns#status"
SYMBOL = "https://kg.example/ns#symbol"
EXACT_MATCH = SKOS.exactMatch.value
TYPE = RDF.type.value
TITLES = (
    PREF_LABEL,
    DCTERMS.title.value,
    "http://purl.org/dc/elements/1.1/title",
    RDFS.label.value,
)
"""By what a concept scheme may say what it is called; the first that it has counts."""
TRUTHS = {"true": True, "1": True, "false": False, "0": False}
CONCEPT = SKOS.Concept.value
_CONCEPT_SCHEME = SKOS.ConceptScheme.value
OTHER_MATCHES = (
    SKOS.broadMatch.value, SKOS.narrowMatch.value, SKOS.relatedMatch.value
)  # fmt: skip
MATCHES: dict[str, MatchKind] = {SKOS[kind].value: kind for kind in get_args(MatchKind)}
_SAME_AS = {SKOS.topConceptOf.value: IN_SCHEME}
_INVERSE_OF = {
    NARROWER: BROADER,
    SKOS.hasTopConcept.value: IN_SCHEME,
    DCTERMS.replaces.value: REPLACED_BY,
}
_TEXTS = (SKOSXL.literalForm.value, RDF.value.value)
"""By what a thing says the text that it is: a label of SKOS-XL, a definition."""
_HAS_TEXT = {
    SKOSXL.prefLabel.value: PREF_LABEL,
    SKOSXL.altLabel.value: ALT_LABEL,
    SKOSXL.hiddenLabel.value: HIDDEN_LABEL,
    DEFINITION: DEFINITION,
}
IRIS = (
    BROADER, RELATED, IN_SCHEME, REPLACED_BY, STATUS, *MATCHES, *_SAME_AS, *_INVERSE_OF
)  # fmt: skip
"""What has IRIs as values, and no texts."""
OTHER_NAMES = (ALT_LABEL, HIDDEN_LABEL, AMBIGUOUS_LABEL, EVERYDAY_LABEL)
NAMES = (PREF_LABEL, *OTHER_NAMES)
IN_ONE_LANGUAGE = (PREF_LABEL, DEFINITION)
TEXTS = (*NAMES, NOTATION, SYMBOL)
"""What has texts as values, and no IRIs."""
_WRITTEN_SO = {
    term.casefold(): term
    for term in (
        *NAMES, BROADER, DEFINITION, DEPRECATED, DISCOVERED, IN_SCHEME, KEYPHRASENESS, NOTATION,
        REJECTED, RELATED, REPLACED_BY, STATUS, SYMBOL, CONCEPT, _CONCEPT_SCHEME,
        *MATCHES, *_SAME_AS, *_INVERSE_OF,
    )
}  # fmt: skip
"""The terms that are read, by themselves in small letters."""
_SKOS_ELSEWHERE = re.compile(r"https?://(?:www\.)?w3\.org/\d{4}/\d{2}/skos(?:/core)?[#/](?=\w+$)")
_HARDLY_OTHER = 0.85
"""How like a term that is read one must be that is meant for it; terms of SKOS and kg: that are not
read are less so."""

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
_NO_BASE = "relative:/"
"""What relative IRIs of JSON-LD are put behind: without any base they are dropped unnoticed."""
_NESTED_ENTITY = re.compile(rb"<!ENTITY[^>]*&[^#]")
_WHOLE_IRIS = "give a base (@base, xml:base), or write IRIs in full"
ENDINGS = (".ttl", ".nt", ".rdf", ".jsonld")
"""What the files of a folder end in that are read; others must be named themselves."""

Value = Label | Notation | str
"""A literal, as a notation where it is one and else as a label, or an IRI."""

Properties = dict[str, list[Value]]
"""The values of a subject by predicate."""

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
    nodes: Nodes = {}
    nameless = 0
    texts: dict[ox.NamedNode | ox.BlankNode, list[Label]] = defaultdict(list)
    have_text: list[tuple[str, str, ox.NamedNode | ox.BlankNode]] = []

    def say(subject: str, predicate: str, value: Value) -> None:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)

    for subject, predicate, value, *_ in _parse_triples(content, path):
        name = predicate.value
        if name in _TEXTS and isinstance(value, ox.Literal):
            texts[subject].append(_label(value))
        elif not isinstance(subject, ox.NamedNode):
            nameless += name == TYPE and value == SKOS.Concept
        elif isinstance(value, ox.Literal):
            say(subject.value, name, _notation(value) if name == NOTATION else _label(value))
        elif name in _HAS_TEXT:
            have_text.append((subject.value, _HAS_TEXT[name], value))
        elif isinstance(value, ox.NamedNode):
            say(subject.value, _SAME_AS.get(name, name), value.value)
            if name in _INVERSE_OF:
                say(value.value, _INVERSE_OF[name], subject.value)
    for id_, name, thing in have_text:
        for text in texts[thing]:
            say(id_, name, text)
    relative = [id_ for id_ in nodes if id_.startswith(_NO_BASE) and is_concept(nodes[id_])]
    if relative:
        fault = f"has IRIs without a base, such as {relative[0].removeprefix(_NO_BASE)}"
        raise InputError(path, fault, _WHOLE_IRIS)
    if nameless:
        raise InputError(path, f"has {nameless} skos:Concept without an IRI", "give each one")
    return nodes


def _parse_triples(content: bytes, path: Path) -> Iterator[ox.Quad]:
    format_ = _FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE)
    if format_ is ox.RdfFormat.RDF_XML and _NESTED_ENTITY.search(content):
        raise InputError(path, "declares entities made of others", "write them out")
    try:
        base = _NO_BASE if format_ is ox.RdfFormat.JSON_LD else None
        yield from ox.parse(content.removeprefix(_BYTE_ORDER_MARK), format=format_, base_iri=base)
    except SyntaxError as error:
        if "LoadDocumentCallback" in error.msg:
            fault = "has its @context at another address, which is not fetched"
            raise InputError(path, fault, "write the context into the file") from error
        fault = f"is no {format_.name} ({error.msg})"
        if "UTF-8" in error.msg:
            remedy = "save it in UTF-8"
        elif "No scheme" in error.msg:
            remedy = _WHOLE_IRIS
        elif path.suffix.lower() in _FORMATS:
            remedy = "mend the syntax"
        else:
            remedy = f"mend it, or end its name in {_any_ending()}"
        raise InputError(path, fault, remedy, line=error.lineno) from error


def _label(literal: ox.Literal) -> Label:
    return Label(text=" ".join(literal.value.split()), language=literal.language or "")


def _notation(literal: ox.Literal) -> Notation:
    plain = literal.language or literal.datatype == XSD.string
    return Notation(_label(literal).text, "" if plain else literal.datatype.value)


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
        for name in (TYPE, STATUS)
        for value in iris(properties, name)
    }
    return [(compact(term), compact(meant)) for term in sorted(said) if (meant := _meant(term))]


def _meant(term: str) -> str | None:
    """Return the term that is read and that another is meant for."""
    term_of_skos = _SKOS_ELSEWHERE.sub(str(SKOS), term)
    if written := _WRITTEN_SO.get(term_of_skos.casefold()):
        return written if written != term else None
    for namespace in (str(SKOS), str(KG)):
        if term.startswith(namespace):
            read = [one for one in _WRITTEN_SO.values() if one.startswith(namespace)]
            names = [one.removeprefix(namespace) for one in read]
            like = get_close_matches(term.removeprefix(namespace), names, 1, _HARDLY_OTHER)
            return namespace + like[0] if like else None
    return None


def is_concept(properties: Properties) -> bool:
    """Tell whether a subject is a concept."""
    return CONCEPT in properties.get(TYPE, ())


def is_deprecated(properties: Properties) -> bool:
    """Tell whether a subject is said to be in use no more."""
    return any(TRUTHS.get(value.text) for value in literals(properties, DEPRECATED))


def is_scheme(properties: Properties) -> bool:
    """Tell whether a subject is a concept scheme."""
    return _CONCEPT_SCHEME in properties.get(TYPE, ())


def literals(properties: Properties, name: str) -> list[Label]:
    """Return those of the values that are literals."""
    return [value for value in properties.get(name, ()) if isinstance(value, Label)]


def iris(properties: Properties, name: str) -> list[str]:
    """Return those of the values that are IRIs."""
    return [value for value in properties.get(name, ()) if isinstance(value, str)]
