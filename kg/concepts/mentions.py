"""A post and a matcher in, the post's mentions of concepts out.

A name that may mean something else counts only where the post supports it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from kg.concepts.ambiguity import decide
from kg.concepts.matcher import ConceptMatcher
from kg.concepts.overlaps import find_longest
from kg.concepts.patterns import Hit
from kg.language import post_language
from kg.model import Mention, Post, Reference
from kg.text import is_chinese


def find_mentions(
    post: Post,
    matcher: ConceptMatcher,
    references: Sequence[Reference] = (),
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
    chinese, language = is_chinese(post.title, post.text), post_language(post)
    spans = sorted([(one.start, one.end) for one in references])
    starts = [start for start, _ in spans]
    reaches = [*accumulate([end for _, end in spans], max)]
    mentions = []
    for candidate, decision in decide(
        candidates, matcher.vocabulary, chinese=chinese, language=language
    ):
        place = candidate.place
        if starts and place == "text":
            begun = bisect_right(starts, candidate.start)
            if begun and candidate.end <= reaches[begun - 1]:
                place = "reference"
        mentions.append(
            Mention(
                post_id=post.id,
                concept_id=decision.concept_id,
                start=candidate.start,
                end=candidate.end,
                place=place,
                reason=decision.reason,
            )
        )
    return mentions
