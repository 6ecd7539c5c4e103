"""Links of a post to concepts as lists of strings and numbers, and back.

There are more mentions than anything else in a knowledge base, and most builds look at few of them,
so that they stay encoded until then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

from kg.model import ConceptLink, Mention, Place, PostLinks

Plain = list[Any]

_PLACES: tuple[Place, ...] = ("title", "text", "reference")
_NUMBERS = {place: number for number, place in enumerate(_PLACES)}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_links(found: Sequence[ConceptLink]) -> Plain:
    """Return links to concepts as plain values, the mentions of each as one string."""
    return [
        [
            link.concept_id,
            link.relation,
            link.salience,
            len(link.mentions),
            encode_mentions(link.mentions),
        ]
        for link in found
    ]


def decode_links(value: Plain, post_id: str) -> list[ConceptLink]:
    """Return the links that `encode_links` was given for a post.

    Example:
        >>> mention = Mention(post_id="post/a", concept_id="c", start=0, end=3, place="text")
        >>> link = ConceptLink(post_id="post/a", concept_id="c", relation="about", salience=0.5,
        ...                    mentions=(mention,))
        >>> decode_links(encode_links([link]), "post/a") == [link]
        True
    """
    return [
        ConceptLink(
            post_id, concept_id, relation, salience,
            EncodedMentions(post_id, concept_id, count, encoded),
        )
        for concept_id, relation, salience, count, encoded in value
    ]  # fmt: skip


def with_mentions(links: PostLinks) -> PostLinks:
    """Return links of a post with their mentions decoded, to be looked at more than once."""
    post_id = links.post.id
    encoded = ",".join([encode_mentions(one.mentions) for one in links.concepts])
    concepts = [
        ConceptLink(
            post_id=post_id,
            concept_id=one.concept_id,
            relation=one.relation,
            salience=one.salience,
            mentions=_decode_mentions(mentions, post_id, one.concept_id),
        )
        for one, mentions in zip(links.concepts, json.loads(f"[{encoded}]"), strict=True)
    ]
    return replace(links, concepts=concepts)


class EncodedMentions(Sequence[Mention]):
    """The mentions of a link, which are decoded whenever they are looked at: of most links, once
    their evidence is written, only the number counts.

    Example:
        >>> mentions = EncodedMentions("post/a", "c", 1, "[[0, 3, 1]]")
        >>> len(mentions), mentions[0].place
        (1, 'text')
    """

    __slots__ = ("_concept_id", "_count", "_post_id", "encoded")

    def __init__(self, post_id: str, concept_id: str, count: int, encoded: str) -> None:
        self._post_id = post_id
        self._concept_id = concept_id
        self._count = count
        self.encoded = encoded

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __iter__(self) -> Iterator[Mention]:
        """Yield them, decoded."""
        return iter(_decode_mentions(json.loads(self.encoded), self._post_id, self._concept_id))

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mention]: ...
    def __getitem__(self, index: int | slice) -> Mention | Sequence[Mention]:
        """Return one or some of them, decoded."""
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence holds the same."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def encode_mentions(mentions: Sequence[Mention]) -> str:
    """Return the mentions of one link as a string, by which they can be told from others."""
    if isinstance(mentions, EncodedMentions):
        return mentions.encoded
    return _encode([
        [start, end, _NUMBERS[place], reason] if reason else [start, end, _NUMBERS[place]]
        for _, _, start, end, place, reason in mentions
    ])  # fmt: skip


def _decode_mentions(value: Plain, post_id: str, concept_id: str) -> list[Mention]:
    return [
        Mention(post_id, concept_id, start, end, _PLACES[place], *reason)
        for start, end, place, *reason in value
    ]
