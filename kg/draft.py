"""A discovery in, a SKOS draft of a vocabulary out, for a person to edit and pass back."""

from __future__ import annotations

from rdflib import RDF, SKOS, Literal, URIRef

from kg.discovery import Discovery
from kg.rdf import DEFAULT_BASE, RdflibTriple, render_turtle
from kg.text import language_of


def render_draft(discovery: Discovery) -> bytes:
    """Return the new concepts as SKOS Turtle that a person can edit and pass back.

    An editorial note on each tells its score, the reasons, and in which posts it stands.
    """
    by_name = {candidate.name: candidate for candidate in discovery.candidates}
    triples: list[RdflibTriple] = []
    for concept in discovery.concepts:
        iri = _iri(concept.id)
        candidate = by_name[concept.pref_label[0].text]
        reasons, posts = "; ".join(candidate.reasons), ", ".join(sorted(candidate.posts)[:5])
        note = f"score {candidate.score:g}: {reasons}; in {posts}"
        triples.append((iri, RDF.type, SKOS.Concept))
        triples += [
            (iri, SKOS.prefLabel, Literal(label.text, lang=label.language))
            for label in concept.pref_label
        ]
        triples += [(iri, SKOS.broader, _iri(id_)) for id_ in concept.broader]
        triples.append((iri, SKOS.editorialNote, Literal(note, lang="en")))
    named = {*discovery.aliases.of_corpus.items()}
    named |= {pair for own in discovery.aliases.of_post.values() for pair in own.items()}
    triples += [
        (_iri(id_), SKOS.altLabel, Literal(name, lang=language_of(name)))
        for name, id_ in sorted(named)
    ]
    return render_turtle(triples)


def _iri(id_: str) -> URIRef:
    return URIRef(id_ if "://" in id_ else DEFAULT_BASE + id_)
