"""A post in, what is found in it alone out; what follows from all posts together is made later.

`kg.cache` has the same with a memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.concepts import ConceptMatcher, find_mentions
from kg.discovery import Proposals, find_proposals
from kg.model import Mention, Post, Reference
from kg.references import find_references


class Extraction:
    """The three finders that read a post's title and text and nothing else of the corpus."""

    def find_proposals(
        self, post: Post, matcher: ConceptMatcher, *, unknown_words: bool
    ) -> Proposals:
        """As `kg.discovery.find_proposals`."""
        return find_proposals(post, matcher, unknown_words=unknown_words)

    def find_references(self, post: Post) -> list[Reference]:
        """As `kg.references.find_references`."""
        return find_references(post)

    def find_mentions(
        self,
        post: Post,
        matcher: ConceptMatcher,
        references: Sequence[Reference] = (),
        aliases: Mapping[str, str] | None = None,
    ) -> list[Mention]:
        """As `kg.concepts.find_mentions`."""
        return find_mentions(post, matcher, references, aliases)
