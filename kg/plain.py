"""What is found in one post as lists of strings and numbers, and back.

In this form it is kept in the cache and passed between processes: as plain JSON, without what is
known of the post anyway. `plain_links` does the same for links to concepts.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.concepts.aliases import Alias
from kg.discovery import Proposals
from kg.discovery.proposals import Candidate, Compound
from kg.model import TITLE_FORMS, Reference
from kg.plain_links import Plain


def encode_proposals(found: Proposals) -> Plain:
    """Return proposals as plain values."""
    return [
        [[c.name, c.reasons, [*c.aliases], c.broader] for c in found.candidates],
        [[c.name, c.concept_id, c.titled] for c in found.compounds],
        [[a.name, a.concept_id] for a in found.aliases],
        sorted(found.sites),
    ]


def decode_proposals(value: Plain, post_id: str) -> Proposals:
    """Return the proposals that `encode_proposals` was given for a post."""
    candidates, compounds, aliases, sites = value
    return Proposals(
        candidates=tuple(
            Candidate(
                name=name,
                reasons=reasons,
                aliases={alias: {post_id} for alias in others},
                posts={post_id},
                broader=broader,
            )
            for name, reasons, others, broader in candidates
        ),
        compounds=tuple(Compound(*one) for one in compounds),
        aliases=tuple(Alias(post_id, name, concept_id) for name, concept_id in aliases),
        sites=frozenset(sites),
    )


def encode_references(found: Sequence[Reference]) -> Plain:
    """Return references as plain values."""
    return [[r.title, r.start, r.end, r.cue, r.cue_kind, r.link, r.form] for r in found]


def decode_references(value: Plain, post_id: str) -> list[Reference]:
    """Return the references that `encode_references` was given for a post.

    Example:
        >>> reference = Reference(post_id="post/a", title="甲", start=3, end=4)
        >>> decode_references(encode_references([reference]), "post/a") == [reference]
        True
    """
    return [
        Reference(
            post_id=post_id, title=title, start=start, end=end, cue=cue, cue_kind=cue_kind,
            link=link, form=form,
        )
        for title, start, end, cue, cue_kind, link, form in value
    ]  # fmt: skip


def spans_of_titles(value: Plain) -> list[tuple[int, int]]:
    """Return the spans of those encoded references whose words are a title."""
    return [(start, end) for _, start, end, *_, form in value if form in TITLE_FORMS]
