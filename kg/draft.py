"""A discovery in, a SKOS draft of a vocabulary out, for a person to edit and pass back."""

from __future__ import annotations

from rdflib import RDF, SKOS, Literal, URIRef

from kg.discovery import Discovery
from kg.rdf import DEFAULT_BASE, Triple, render_turtle


def render_draft(discovery: Discovery) -> bytes:
    """Return the new concepts as SKOS Turtle that a person can edit and pass back.

    An editorial note on each tells its score, the reasons, and in which posts it stands.
    """
    by_name = {candidate.name: candidate for candidate in discovery.candidates}
    triples: list[Triple] = []
    for concept in discovery.concepts:
        iri = URIRef(f"{DEFAULT_BASE}{concept.id}")
        candidate = by_name[concept.pref_label[0].text]
        reasons, posts = "; ".join(candidate.reasons), ", ".join(sorted(candidate.posts)[:5])
        note = f"score {candidate.score:g}: {reasons}; in {posts}"
        triples.append((iri, RDF.type, SKOS.Concept))
        triples += [
            (iri, SKOS.prefLabel, Literal(label.text, lang=label.language))
            for label in concept.pref_label
        ]
        triples += [
            (iri, SKOS.altLabel, Literal(label.text, lang=label.language))
            for label in concept.alt_labels
        ]
        triples.append((iri, SKOS.editorialNote, Literal(note, lang="en")))
    for id_, labels in discovery.labels.items():
        triples += [
            (URIRef(id_), SKOS.altLabel, Literal(label.text, lang=label.language))
            for label in labels
        ]
    return render_turtle(triples)
