"""A discovery in, a SKOS draft of a vocabulary out, for a person to edit and pass back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

from rdflib import RDF, SKOS, Literal, URIRef

from kg.discovery import Discovery
from kg.model import Label
from kg.rdf import DEFAULT_BASE, RdflibTriple, render_turtle
from kg.skos import AMBIGUOUS_LABEL, DISCOVERED, STATUS
from kg.text import language_of
from kg.vocabulary import Vocabulary


def render_draft(discovery: Discovery, vocabulary: Vocabulary) -> bytes:
    """Return the new concepts as SKOS Turtle that a person can edit and pass back.

    An editorial note on each tells its score, the reasons, and in which posts it stands. As long as
    its status says so, a vocabulary has it as a discovered concept. A name that several concepts
    have, if only in one post, becomes an ambiguous label of each, also of one of `vocabulary`.
    """
    by_name = {candidate.name: candidate for candidate in discovery.candidates}
    named = {*discovery.aliases.of_corpus.items()}
    named |= {pair for own in discovery.aliases.of_post.values() for pair in own.items()}
    further = {(id_, Label(text=name, language=language_of(name))) for name, id_ in named}
    further |= {
        (concept.id, label) for concept in discovery.concepts for label in concept.alt_labels
    }
    preferred = [
        (concept.id, label) for concept in discovery.concepts for label in concept.pref_label
    ]
    shared = _find_shared([*preferred, *further], vocabulary)
    triples: list[RdflibTriple] = []
    for concept in discovery.concepts:
        iri = _iri(concept.id)
        candidate = by_name[concept.pref_label[0].text]
        reasons, posts = "; ".join(candidate.reasons), ", ".join(sorted(candidate.posts)[:5])
        note = f"score {candidate.score:g}: {reasons}; in {posts}"
        triples.append((iri, RDF.type, SKOS.Concept))
        triples.append((iri, URIRef(STATUS), URIRef(DISCOVERED)))
        if concept.field:
            triples.append((iri, SKOS.inScheme, URIRef(concept.field)))
        triples += [(iri, SKOS.prefLabel, _literal(label)) for label in concept.pref_label]
        triples += [(iri, SKOS.broader, _iri(id_)) for id_ in concept.broader]
        triples.append((iri, SKOS.editorialNote, Literal(note, lang="en")))
    triples += [
        (_iri(id_), SKOS.altLabel, _literal(label)) for id_, label in sorted(further - shared)
    ]
    ambiguous = URIRef(AMBIGUOUS_LABEL)
    triples += [(_iri(id_), ambiguous, _literal(label)) for id_, label in sorted(shared)]
    triples.sort(key=itemgetter(0))
    return render_turtle(triples)


def _find_shared(
    names: Iterable[tuple[str, Label]], vocabulary: Vocabulary
) -> set[tuple[str, Label]]:
    """Return which of the names several concepts have, with those that the vocabulary has so."""
    owners: dict[tuple[str, str], set[tuple[str, Label]]] = defaultdict(set)
    for id_, label in names:
        owners[label.text.casefold(), label.language].add((id_, label))
    for id_, concept in vocabulary.concepts.items():
        for label in (*concept.pref_label, *concept.alt_labels):
            key = label.text.casefold(), label.language
            if key in owners and concept.clarity(label.text) == "clear":
                owners[key].add((id_, label))
    return {one for group in owners.values() if len({id_ for id_, _ in group}) > 1 for one in group}


def _literal(label: Label) -> Literal:
    return Literal(label.text, lang=label.language)


def _iri(id_: str) -> URIRef:
    return URIRef(id_ if "://" in id_ else DEFAULT_BASE + id_)
