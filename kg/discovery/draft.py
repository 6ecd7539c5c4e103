"""A discovery in, a SKOS draft of a vocabulary out, for a person to edit and pass back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from rdflib import RDF, SKOS, Literal, URIRef

from kg.discovery import Discovery
from kg.discovery.proposals import Candidate
from kg.model import Concept, Label
from kg.rdf import DEFAULT_BASE, Minter, RdflibTriple, render_turtle
from kg.rdf.namespaces import PREFIXES
from kg.skos import AMBIGUOUS_LABEL, DISCOVERED, STATUS
from kg.text import language_of
from kg.vocabulary import Vocabulary

_MOST_POSTS = 5  # that a note names
_HEAD = """\
# A draft of a vocabulary: concepts that posts name and the vocabulary lacks, and further names that
# posts give to those that it has. Edit it, and pass it back: kg build PATH -o DIR --vocabulary FILE
# kg:status kg:discovered marks what nobody has looked at yet: remove it from the concepts you keep.
# What you delete is discovered again; make it kg:status kg:rejected instead.
# A kg:ambiguousLabel counts only where the rest of a post supports it: make those that hold
# everywhere skos:altLabel.

"""


def render_draft(
    discovery: Discovery, vocabulary: Vocabulary, *, base: str = DEFAULT_BASE
) -> bytes:
    """Return the new concepts as SKOS Turtle that a person can edit and pass back.

    Their IRIs are those that a graph with this base has. An editorial note on each tells its score,
    the reasons, and in which posts it stands. As long as its status says so, a vocabulary has it as
    a discovered concept. A name that several concepts have, if only in one post, becomes an
    ambiguous label of each, also of one of `vocabulary`. So does one that holds for single posts:
    as a clear label it would count in all.
    """
    candidates = {candidate.name: candidate for candidate in discovery.candidates}
    preferred = {(one.id, label) for one in discovery.concepts for label in one.pref_label}
    further = {(one.id, label) for one in discovery.concepts for label in one.alt_labels}
    further |= _labels(discovery.aliases.of_corpus)
    of_one_post = {
        one for names in discovery.aliases.of_post.values() for one in _labels(names)
    } - preferred.union(further)
    unclear = of_one_post | _find_shared(preferred | further | of_one_post, vocabulary)
    minter = Minter(base)
    triples = [
        triple
        for concept in discovery.concepts
        for triple in _describe(concept, candidates[concept.pref_label[0].text], minter)
    ]
    for kind, names in ((SKOS.altLabel, further - unclear), (URIRef(AMBIGUOUS_LABEL), unclear)):
        triples += [(_iri(id_, minter), kind, _literal(label)) for id_, label in sorted(names)]
    triples.sort(key=itemgetter(0))
    return _HEAD.encode() + render_turtle(triples, prefixes=_find_prefixes(triples))


def _labels(names: Mapping[str, str]) -> set[tuple[str, Label]]:
    return {(id_, Label(text=name, language=language_of(name))) for name, id_ in names.items()}


def _describe(concept: Concept, candidate: Candidate, minter: Minter) -> Iterator[RdflibTriple]:
    """Yield what is stated of a new concept, but for its further names."""
    iri = _iri(concept.id, minter)
    reasons, posts = "; ".join(candidate.reasons), ", ".join(sorted(candidate.posts)[:_MOST_POSTS])
    note = f"score {candidate.score:g}: {reasons}; in {posts}"
    yield iri, RDF.type, SKOS.Concept
    yield iri, URIRef(STATUS), URIRef(DISCOVERED)
    if concept.field:
        yield iri, SKOS.inScheme, URIRef(concept.field)
    for label in concept.pref_label:
        yield iri, SKOS.prefLabel, _literal(label)
    for id_ in concept.broader:
        yield iri, SKOS.broader, _iri(id_, minter)
    yield iri, SKOS.editorialNote, Literal(note, lang="en")


def _find_shared(
    names: Iterable[tuple[str, Label]], vocabulary: Vocabulary
) -> set[tuple[str, Label]]:
    """Return which of the names several concepts have, with those that the vocabulary has so."""
    owners: dict[tuple[str, str], set[tuple[str, Label]]] = defaultdict(set)
    for id_, label in names:
        owners[label.text.casefold(), label.language].add((id_, label))
    for id_, concept in vocabulary.concepts.items():
        for label in (*concept.pref_label, *concept.alt_labels, *concept.hidden_labels):
            key = label.text.casefold(), label.language
            if key in owners and concept.clarity(label.text) == "clear":
                owners[key].add((id_, label))
    return {one for group in owners.values() if len({id_ for id_, _ in group}) > 1 for one in group}


def _literal(label: Label) -> Literal:
    return Literal(label.text, lang=label.language)


def _iri(id_: str, minter: Minter) -> URIRef:
    return URIRef(minter.iri(id_).value)


def _find_prefixes(triples: Iterable[RdflibTriple]) -> dict[str, str]:
    """Return the prefixes that the triples are written with; the type of a subject needs none."""
    iris = {str(term) for triple in triples for term in triple if isinstance(term, URIRef)}
    iris.discard(str(RDF.type))
    return {
        prefix: namespace
        for prefix, namespace in PREFIXES.items()
        if any(iri.startswith(namespace) for iri in iris)
    }
