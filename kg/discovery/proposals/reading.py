"""A post with what the vocabulary has of it: what all proposals are made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.concepts import ConceptMatcher
from kg.concepts.candidates import CandidateMention
from kg.concepts.overlaps import find_longest
from kg.concepts.patterns import Hit
from kg.model import Post

_START = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A post, what the vocabulary has of its title and of its text, and the vocabulary's words."""

    post: Post
    in_title: Sequence[CandidateMention]
    in_text: Sequence[CandidateMention]
    words: Collection[str]

    @classmethod
    def of(cls, post: Post, matcher: ConceptMatcher, known: Iterable[Hit] | None = None) -> Reading:
        """Look the post up in the vocabulary; `known` are the names in its text, where they are."""
        names = matcher.find_names(post.text) if known is None else known
        return cls(
            post=post,
            in_title=matcher.find_candidates(post.title, "title"),
            in_text=find_longest(post.text, "text", names),
            words=matcher.vocabulary.words,
        )

    @property
    def mentioned(self) -> set[str]:
        """The ids of the concepts that are called by clear names."""
        names = (*self.in_title, *self.in_text)
        return {one.concept_ids[0] for one in names if not one.ambiguous}

    @property
    def passages(self) -> tuple[tuple[str, str, Sequence[CandidateMention]], ...]:
        """Title and text, each with its place and what is known in it."""
        return (
            ("title", self.post.title, self.in_title),
            ("text", self.post.text, self.in_text),
        )


def touches(found: Sequence[CandidateMention], start: int, end: int) -> bool:
    """Tell whether a span holds a character of any that were found, which are in order."""
    behind = bisect_left(found, end, key=_START)
    return behind > 0 and found[behind - 1].end > start


def covers(found: Sequence[CandidateMention], start: int, end: int) -> bool:
    """Tell whether each character of a span is in one of those found, which are in order."""
    index = bisect_right(found, start, key=_START) - 1
    while start < end:
        if not (0 <= index < len(found) and found[index].start <= start < found[index].end):
            return False
        start = found[index].end
        index += 1
    return True
