"""Triples in, what people call the things in them out."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.language import Language, common_language
from kg.model import Label, in_language
from kg.rdf.namespaces import SDO, SKOS, Triple


def stated_language(triples: Sequence[Triple]) -> Language:
    """Return the language of a blog by those that its graph states of the posts.

    Example:
        >>> from kg.rdf.formats import read_triples
        >>> stated_language(read_triples("output"))
        'zh'
    """
    languages = [object_.value for _, predicate, object_ in triples if predicate == SDO.inLanguage]
    return common_language(languages, len(languages))


def find_names(triples: Sequence[Triple], language: Language) -> dict[str, str]:
    """Return the title, or the label in a language if there is one, of all that has any, by IRI.

    Example:
        >>> from kg.rdf.formats import read_triples
        >>> find_names(read_triples("output"), "en")["https://kg.example/concept/dropout"]
        'dropout'
    """
    titles: dict[str, str] = {}
    labels: dict[str, list[Label]] = {}
    for subject, predicate, object_ in triples:
        if predicate in (SDO.headline, SDO.name):
            titles[subject.value] = f"《{object_.value}》"
        elif predicate == SKOS.prefLabel and isinstance(object_, ox.Literal):
            label = Label(object_.value, object_.language or "")
            labels.setdefault(subject.value, []).append(label)
    return {iri: in_language(own, language) or own[0].text for iri, own in labels.items()} | titles
