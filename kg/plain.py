"""What is found in one post as lists of strings and numbers, and back.

So it is kept in the cache and passed between processes: plain JSON, without what is known of the
post anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.aliases import Alias
from kg.discovery import Proposals
from kg.model import ConceptLink, Mention, Reference
from kg.proposals import Candidate, Compound

Plain = list[Any]


def encode_proposals(found: Proposals) -> Plain:
    """Return proposals as plain values."""
    return [
        [[c.name, c.reasons, [*c.aliases], c.broader] for c in found.candidates],
        [[c.name, c.concept_id, c.titled] for c in found.compounds],
        [[a.name, a.concept_id] for a in found.aliases],
    ]


def decode_proposals(value: Plain, post_id: str) -> Proposals:
    """Return the proposals that plain values of a post are."""
    candidates, compounds, aliases = value
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
    )


def encode_references(found: Sequence[Reference]) -> Plain:
    """Return references as plain values."""
    return [[r.title, r.start, r.end, r.cue, r.cue_kind, r.link, r.form] for r in found]


def decode_references(value: Plain, post_id: str) -> list[Reference]:
    """Return the references that plain values of a post are.

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


def encode_mentions(found: Sequence[Mention]) -> Plain:
    """Return mentions as plain values."""
    return [[m.concept_id, m.start, m.end, m.place, m.reason] for m in found]


def decode_mentions(value: Plain, post_id: str) -> list[Mention]:
    """Return the mentions that plain values of a post are."""
    return [
        Mention(
            post_id=post_id, concept_id=concept_id, start=start, end=end, place=place,
            reason=reason,
        )
        for concept_id, start, end, place, reason in value
    ]  # fmt: skip


def encode_links(found: Sequence[ConceptLink]) -> Plain:
    """Return links to concepts as plain values."""
    return [
        [
            link.concept_id,
            link.relation,
            link.salience,
            [[m.start, m.end, m.place, m.reason] for m in link.mentions],
        ]
        for link in found
    ]


def decode_links(value: Plain, post_id: str) -> list[ConceptLink]:
    """Return the links that plain values of a post are.

    Example:
        >>> mention = Mention(post_id="post/a", concept_id="c", start=0, end=3, place="text")
        >>> link = ConceptLink(post_id="post/a", concept_id="c", relation="about", salience=0.5,
        ...                    mentions=(mention,))
        >>> decode_links(encode_links([link]), "post/a") == [link]
        True
    """
    return [
        ConceptLink(
            post_id=post_id,
            concept_id=concept_id,
            relation=relation,
            salience=salience,
            mentions=tuple(
                Mention(
                    post_id=post_id, concept_id=concept_id, start=start, end=end, place=place,
                    reason=reason,
                )
                for start, end, place, reason in mentions
            ),
        )
        for concept_id, relation, salience, mentions in value
    ]  # fmt: skip
