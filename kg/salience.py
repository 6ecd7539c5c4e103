"""Mentions in, weighed links between posts and concepts out.

Salience is the estimated probability that a careful indexer would list the concept for the post: a
logistic model of a few features, with weights fitted to annotated posts and rounded.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from kg.model import ConceptLink, Mention, Post
from kg.text import is_chinese
from kg.vocabulary import Vocabulary

ABOUT_THRESHOLD = 0.33
"""The salience from which on a post is about a concept."""

_LETTERS = 4  # of an English text say about as much as one Chinese character
_LONG = 1000  # Chinese characters; in a text twice as long a mention by the way is more likely


class Features(NamedTuple):
    """What speaks for and against a concept in a post.

    `mentions` is the number of those in the text, `first` the offset of the first (0 without one),
    `length` that of the longest surface form and `size` that of the text, `narrower` the number of
    concepts below it in the vocabulary and `depth` that of the levels above it, which tell the
    general from the special; `near_title` is how many of its neighbours there the title names.
    Offset and lengths are in characters of Chinese; four of an English text count as one.
    """

    in_title: bool
    mentions: int
    in_reference: bool
    first: float
    length: float
    size: float
    narrower: int
    depth: int
    near_title: int
    ambiguous: bool

    def salience(self) -> float:
        """Return the probability, in [0, 1], rounded to 3 digits.

        Example:
            >>> passing = Features(in_title=False, mentions=1, in_reference=False, first=900,
            ...                    length=2, size=900, narrower=300, depth=0, near_title=0,
            ...                    ambiguous=False)
            >>> topic = Features(in_title=True, mentions=5, in_reference=False, first=20,
            ...                  length=6, size=900, narrower=3, depth=2, near_title=1,
            ...                  ambiguous=False)
            >>> passing.salience() < 0.1, topic.salience() > 0.9
            (True, True)
        """
        logit = (
            -4.4
            + 2.2 * self.in_title
            + 1.85 * math.log1p(self.mentions / math.sqrt(max(1.0, self.size / _LONG)))
            + 0.4 * self.in_reference
            + 0.8 * math.exp(-self.first / 200)
            + 1.05 * math.log(self.length)
            - 0.2 * math.log1p(self.narrower)
            + 0.16 * self.depth
            + 0.9 * self.near_title
            - 1.45 * self.ambiguous
        )
        return round(1 / (1 + math.exp(-logit)), 3)


def link_concepts(
    mentions: Iterable[Mention], posts: Iterable[Post], vocabulary: Vocabulary
) -> list[ConceptLink]:
    """Group mentions into one link for each post and concept, weighed, sorted by both ids."""
    by_id = {post.id: post for post in posts}
    grouped: dict[str, dict[str, list[Mention]]] = defaultdict(dict)
    titled: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        grouped[mention.post_id].setdefault(mention.concept_id, []).append(mention)
        if mention.place == "title":
            titled[mention.post_id].add(mention.concept_id)
    links = []
    for post_id in sorted(grouped):
        post, near, groups = by_id[post_id], titled[post_id], grouped[post_id]
        unit = 1 if is_chinese(post.title, post.text) else _LETTERS
        for concept_id in sorted(groups):
            group = groups[concept_id]
            salience = find_features(group, post, vocabulary, near, unit).salience()
            links.append(
                ConceptLink(
                    post_id=post_id,
                    concept_id=concept_id,
                    relation="about" if salience >= ABOUT_THRESHOLD else "mentions",
                    salience=salience,
                    mentions=tuple(sorted(group, key=_order) if len(group) > 1 else group),
                )
            )
    return links


def _order(mention: Mention) -> tuple[bool, int]:
    return mention.place != "title", mention.start


def find_features(
    mentions: Sequence[Mention],
    post: Post,
    vocabulary: Vocabulary,
    titled: Collection[str],
    unit: int = 1,
) -> Features:
    """Return the features of the concept that all of `mentions` in `post` name.

    `titled` are the ids of the concepts that the post's title names; so many characters as `unit`
    says count as one.
    """
    id_ = mentions[0].concept_id
    concept = vocabulary.concepts[id_]
    title, text = post.title, post.text
    first, length, count, in_title, in_reference = len(text), 0, 0, False, False
    for mention in mentions:
        start, place = mention.start, mention.place
        length = max(length, mention.end - start)
        if place == "title":
            in_title = True
            continue
        first = min(first, start)
        if place == "text":
            count += 1
        else:
            in_reference = True
    ambiguous = False
    if concept.ambiguous_labels or concept.everyday_labels:
        surfaces = {(title if m.place == "title" else text)[m.start : m.end] for m in mentions}
        ambiguous = all(concept.clarity(one) != "clear" for one in surfaces)
    return Features(
        in_title=in_title,
        mentions=count,
        in_reference=in_reference,
        first=first / unit if count or in_reference else 0.0,
        length=length / unit,
        size=len(text) / unit,
        narrower=vocabulary.count_narrower(id_),
        depth=vocabulary.depth(id_),
        near_title=len(vocabulary.neighbours(id_).intersection(titled)) if titled else 0,
        ambiguous=ambiguous,
    )
