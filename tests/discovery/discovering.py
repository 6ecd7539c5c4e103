"""The concepts that one post brings, and the vocabularies that they are found beside."""

from __future__ import annotations

from kg import Vocabulary, load_vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.model import Post
from tests.conftest import ROOT

EMPTY = ConceptMatcher(Vocabulary(concepts={}, schemes={}, version=""))
SMALL = ConceptMatcher(load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False))


def discovered(title: str, text: str, matcher: ConceptMatcher = EMPTY) -> set[str]:
    """Return the names of the new concepts."""
    found = discover([Post(id="post/p", title=title, text=text)], matcher).concepts
    return {concept.pref_label[0].text for concept in found}
