"""A post and a matcher in, the post's mentions of concepts out.

A name that may mean something else counts only where the post supports it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate

from kg.concepts.ambiguity import decide
from kg.concepts.candidates import CandidateMention
from kg.concepts.matcher import ConceptMatcher
from kg.concepts.overlaps import find_longest
from kg.concepts.patterns import Hit
from kg.language import post_language
from kg.model import Mention, Post, Reference
from kg.text import is_chinese


def find_mentions(
    post: Post,
    matcher: ConceptMatcher,
    references: Iterable[Reference] = (),
    aliases: Mapping[str, str] | None = None,
    known: Iterable[Hit] | None = None,
) -> list[Mention]:
    """Return what the post's title and text mention, in the order of the text.

    A mention inside one of the post's `references` is marked so by its place. An ambiguous
    candidate becomes a mention only if the rest of the post decides for one concept. `aliases` are
    names that this post gives to concepts, by their ids; `known` is what
    `kg.concepts.ConceptMatcher.find_names` takes for the text.
    """
    in_text = matcher.find_names(post.text, "text", aliases, known)
    candidates = [
        *matcher.find_candidates(post.title, "title", aliases),
        *find_longest(post.text, "text", in_text),
    ]
    decided = decide(
        candidates,
        matcher.vocabulary,
        chinese=is_chinese(post.title, post.text),
        language=post_language(post),
    )
    is_referenced = _within(references)
    return [
        Mention(
            post_id=post.id,
            concept_id=decision.concept_id,
            start=one.start,
            end=one.end,
            place="reference" if one.place == "text" and is_referenced(one) else one.place,
            reason=decision.reason,
        )
        for one, decision in decided
    ]


def _within(references: Iterable[Reference]) -> Callable[[CandidateMention], bool]:
    """Return what tells whether a candidate in the text lies within a reference."""
    spans = sorted([(one.start, one.end) for one in references])
    starts = [start for start, _ in spans]
    # How far those reach that begin among the first so many.
    reaches = [*accumulate([end for _, end in spans], max, initial=0)]
    return lambda one: one.end <= reaches[bisect_right(starts, one.start)]
