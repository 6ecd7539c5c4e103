"""A link in, the words and the sentence it rests on out: the same in every output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import ConceptLink, OpenReference, Place, Post, Resolution
from kg.text import sentence_around, sentence_ends

_LONGEST_CONTEXT = 200

_CONFIDENCE = {  # by (whether the rest of the post had to decide, whether it says so thrice)
    (False, True): 0.99,
    (False, False): 0.95,
    (True, True): 0.9,
    (True, False): 0.7,
}
"""How often such a link is right, as measured on annotated posts; a test measures it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The wording that a link rests on, at `start:end` of the post's title or text.

    `prefix + exact + suffix` is the sentence around it, at most 200 characters on either side.
    `reason` tells what decided, where the wording alone does not.
    """

    place: Place
    start: int
    end: int
    prefix: str
    exact: str
    suffix: str
    reason: str = ""


def mention_evidence(link: ConceptLink, post: Post) -> Evidence:
    """Return the evidence of a concept link: the first mention in the running text, if there is
    one, else inside a cited title, else in the post's own title.
    """
    order: Sequence[Place] = ("text", "reference", "title")
    best = min(link.mentions, key=lambda mention: (order.index(mention.place), mention.start))
    return _evidence(post, best.place, best.start, best.end, best.reason)


def mention_confidence(link: ConceptLink, post: Post) -> float:
    """Return how sure it is that the post names the concept, from 0 to 1: the share of such links
    that an annotation confirms. It tells nothing about how much the post is about the concept.
    """
    return _CONFIDENCE[bool(mention_evidence(link, post).reason), len(link.mentions) > 2]


def citation_evidence(resolutions: Sequence[Resolution], post: Post) -> Evidence:
    """Return the evidence of a citation: the first of the surest references to the target."""
    best = surest(resolutions)
    return _evidence(post, "text", best.reference.start, best.reference.end, best.reason)


def open_evidence(one: OpenReference, post: Post) -> Evidence:
    """Return the wording of a reference that is left open."""
    return _evidence(post, "text", one.reference.start, one.reference.end)


def surest(resolutions: Sequence[Resolution]) -> Resolution:
    """Return the resolution that a citation rests on, the first of those with most confidence."""
    return min(resolutions, key=lambda one: (-one.confidence, one.reference.start))


def _evidence(post: Post, place: Place, start: int, end: int, reason: str = "") -> Evidence:
    passage = post.passage(place)
    first, last = sentence_around(sentence_ends(passage), start, end)
    return Evidence(
        place=place,
        start=start,
        end=end,
        prefix=passage[max(first, start - _LONGEST_CONTEXT) : start].lstrip(),
        exact=passage[start:end],
        suffix=passage[end : min(last, end + _LONGEST_CONTEXT)].rstrip(),
        reason=reason,
    )
