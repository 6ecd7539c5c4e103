"""A post in, all that it proposes out, whatever other posts hold: names, compounds, definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.concepts import ConceptMatcher
from kg.concepts.aliases import Alias, find_redefined, known_concept, new_names
from kg.concepts.definitions import find_definitions
from kg.concepts.patterns import Hit
from kg.discovery.proposals import (
    Candidate,
    Compound,
    Reading,
    defined_term,
    english_terms,
    eponyms,
    find_compounds,
    headed_terms,
    latin_names,
    linked_names,
    named_terms,
    names_of_papers,
    possible_sites,
    quoted_terms,
    recurring_terms,
    terms_of_paths,
    varied_terms,
)
from kg.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What one post proposes: new names, compounds of known ones, and names that it gives.

    `sites` are what it uses for a site if it is a name.
    """

    candidates: tuple[Candidate, ...]
    compounds: tuple[Compound, ...]
    aliases: tuple[Alias, ...]
    sites: frozenset[str] = frozenset()

    @property
    def new_names(self) -> set[str]:
        """What is proposed and not given to a known concept."""
        names = {one.name for one in self.candidates} | {one.name for one in self.compounds}
        return names.difference(alias.name for alias in self.aliases)


def find_proposals(
    post: Post,
    matcher: ConceptMatcher,
    *,
    unknown_words: bool,
    known: Iterable[Hit] | None = None,
) -> Proposals:
    """Return what a post's title and text propose, whatever other posts hold.

    `known` are the names in the text, if the matcher has found them already.
    """
    reading = Reading.of(post, matcher, known)
    candidates = [
        *latin_names(reading, unknown_words=unknown_words),
        *quoted_terms(reading),
        *recurring_terms(reading),
        *headed_terms(reading),
        *terms_of_paths(reading),
        *varied_terms(reading),
        *english_terms(reading, unknown_words=unknown_words),
        *eponyms(reading),
        *named_terms(reading),
        *names_of_papers(reading),
        *linked_names(reading),
    ]
    given: list[Alias] = []
    mentioned = reading.mentioned
    for text in (post.title, post.text):
        for definition in find_definitions(text):
            redefined = find_redefined(definition, matcher, mentioned)
            if concept := known_concept(definition, matcher, text, redefined):
                names = new_names(definition, concept, matcher, redefined)
                given += [Alias(post.id, name, concept.id) for name in names]
            elif candidate := defined_term(definition, post, matcher, redefined):
                candidates.append(candidate)
    return Proposals(
        candidates=tuple(candidates),
        compounds=tuple(find_compounds(reading)),
        aliases=tuple(given),
        sites=frozenset(possible_sites(post)),
    )
