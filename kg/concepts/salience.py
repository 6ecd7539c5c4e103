"""Mentions in, weighed links between posts and concepts out.

Salience is the estimated probability that a careful indexer would list the concept for the post: a
logistic model of a few features. `scripts/fit-salience` fits its weights to annotated posts.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.model import Concept, ConceptLink, Mention, Post
from kg.text import is_chinese, sentence_ends
from kg.vocabulary import Vocabulary

ABOUT_THRESHOLD = 0.42
"""The salience from which on a post is about a concept: the highest of those that score alike."""

_WEIGHTS = {
    "often": 0.79,
    "few": 2.42,
    "titled": 2.31,
    "titled, not special": 1.28,
    "late": -0.38,
    "crowd": -0.26,
    "cited": 0.78,
    "long": 0.46,
    "long capitals": -0.4,
    "special": 2.21,
    "neighbours": 0.55,
    "near title": 0.48,
    "well known": 0.64,
    "decided": -0.55,
    "capitals": 0.98,
}
_BIAS = -1.57
_LETTERS = 4  # of an English text say about as much as one Chinese character
_CAPITALS = re.compile(r"[A-Z](?:.*[A-Z]|\d)")
_FEW = math.log1p(2)  # mentions, after which each further one says little
_LEAST_SHARE = 0.1  # added to keyphraseness, so that there is a logarithm of 0
_UNRATED = 0.6  # keyphraseness of a concept that has none: special, as what vocabularies lack is
_PER_NARROWER = 0.05  # what it loses by the logarithm of how many are below it, as rated ones do
_LONG = 1000  # Chinese characters; in a text twice as long a mention by the way is more likely


class Features(NamedTuple):
    """What speaks for and against a concept in a post.

    Lengths are in Chinese characters; four characters of an English text count as one.
    """

    in_title: bool
    mentions: int
    """How many there are in the text."""
    before: int
    """How many concepts the post mentions before this one."""
    length: float
    """That of the longest surface form."""
    size: float
    """The length of the text."""
    crowd: int
    """The number of concepts in the sentence that mentions it beside the fewest others."""
    cited: bool
    """Whether a 《title》 in the text names it."""
    keyphraseness: float
    """How likely it is a topic, by the vocabulary alone."""
    neighbours: int
    """How many of its neighbours in the vocabulary the post mentions."""
    near_title: int
    """How many of these its title names."""
    well_known: bool
    """Whether the vocabulary defines it."""
    decided: bool
    """Whether the rest of the post had to tell what a name means."""
    capitals: bool
    """Whether a surface form is written like an abbreviation or the name of a product."""

    def salience(self) -> float:
        """Return the probability, in [0, 1], rounded to 3 digits.

        Example:
            >>> passing = Features(in_title=False, mentions=1, before=20, length=2,
            ...                    size=900, crowd=5, cited=False, keyphraseness=0.1,
            ...                    neighbours=1, near_title=0, well_known=True, decided=False,
            ...                    capitals=False)
            >>> topic = Features(in_title=True, mentions=5, before=0, length=6,
            ...                  size=900, crowd=1, cited=False, keyphraseness=0.7,
            ...                  neighbours=3, near_title=1, well_known=True, decided=False,
            ...                  capitals=False)
            >>> passing.salience() < 0.1, topic.salience() > 0.9
            (True, True)
        """
        logit = _BIAS + sum(_WEIGHTS[name] * term for name, term in self.terms().items())
        return round(1 / (1 + math.exp(-logit)), 3)

    def terms(self) -> dict[str, float]:
        """Return what the model weighs, by name."""
        often = math.log1p(self.mentions / math.sqrt(max(1.0, self.size / _LONG)))
        few = min(often, _FEW)
        long = math.log(self.length)
        special = math.log(_LEAST_SHARE + self.keyphraseness)
        return {
            "often": often,
            "few": few,
            # A title stands in for mentions in the text, and for being special.
            "titled": self.in_title * (_FEW - few),
            "titled, not special": self.in_title * (math.log(_LEAST_SHARE + 1) - special),
            "late": math.log1p(self.before),
            "crowd": math.log(max(1, self.crowd)),
            "cited": self.cited,
            "long": long,
            "long capitals": self.capitals * long,
            "special": special,
            "neighbours": math.log1p(self.neighbours),
            "near title": self.near_title,
            "well known": self.well_known,
            "decided": self.decided,
            "capitals": self.capitals,
        }


class Company(NamedTuple):
    """All that a post mentions, as the company of each of its concepts, by their ids."""

    before: Mapping[str, int]
    """How many concepts the post mentions before each."""
    crowds: Mapping[str, int]
    """The number of concepts in the sentence that mentions each beside the fewest others."""
    titled: Collection[str]
    """Those that its title names."""
    unit: int
    """How many of its characters count as one."""

    @classmethod
    def of(cls, groups: Mapping[str, Sequence[Mention]], post: Post) -> Company:
        """Return what mentions in a post say, grouped by concept, each group in order."""
        firsts = sorted(groups, key=lambda id_: _order(groups[id_][0]))
        return cls(
            before={id_: number for number, id_ in enumerate(firsts)},
            crowds=_count_in_sentences(groups, post),
            titled={id_ for id_, group in groups.items() if group[0].place == "title"},
            unit=1 if is_chinese(post.title, post.text) else _LETTERS,
        )


def _count_in_sentences(groups: Mapping[str, Sequence[Mention]], post: Post) -> dict[str, int]:
    """Return for each concept the least number of those that one sentence mentions with it."""
    ends = sentence_ends(post.text)
    sentences = {
        id_: {bisect_right(ends, one.start) for one in group if one.place == "text"}
        for id_, group in groups.items()
    }
    counts = Counter(number for numbers in sentences.values() for number in numbers)
    return {
        id_: min((counts[number] for number in numbers), default=1)
        for id_, numbers in sentences.items()
    }


def link_concepts(
    mentions: Iterable[Mention], posts: Iterable[Post], vocabulary: Vocabulary
) -> list[ConceptLink]:
    """Group mentions into one link for each post and concept, weighed, sorted by both ids."""
    by_id = {post.id: post for post in posts}
    grouped: dict[str, dict[str, list[Mention]]] = defaultdict(dict)
    for mention in mentions:
        grouped[mention.post_id].setdefault(mention.concept_id, []).append(mention)
    links = []
    for post_id in sorted(grouped):
        post = by_id[post_id]
        groups = {id_: sorted(group, key=_order) for id_, group in sorted(grouped[post_id].items())}
        company = Company.of(groups, post)
        for concept_id, group in groups.items():
            salience = find_features(group, post, vocabulary, company).salience()
            links.append(
                ConceptLink(
                    post_id=post_id,
                    concept_id=concept_id,
                    relation="about" if salience >= ABOUT_THRESHOLD else "mentions",
                    salience=salience,
                    mentions=tuple(group),
                )
            )
    return links


def _order(mention: Mention) -> tuple[bool, int]:
    return mention.place != "title", mention.start


def find_features(
    mentions: Sequence[Mention],
    post: Post,
    vocabulary: Vocabulary,
    company: Company,
) -> Features:
    """Return the features of the concept that all of `mentions` in `post` name."""
    id_ = mentions[0].concept_id
    concept = vocabulary.concepts[id_]
    surfaces = {post.passage(one.place)[one.start : one.end] for one in mentions}
    near = vocabulary.neighbours(id_)
    return Features(
        in_title=id_ in company.titled,
        mentions=sum(one.place == "text" for one in mentions),
        before=company.before[id_],
        length=max(map(len, surfaces)) / company.unit,
        size=len(post.text) / company.unit,
        crowd=company.crowds[id_],
        cited=any(one.place == "reference" for one in mentions),
        keyphraseness=_keyphraseness(concept, vocabulary),
        neighbours=len(near & company.before.keys()),
        near_title=len(near.intersection(company.titled)),
        well_known=bool(concept.definition),
        decided=any(one.reason for one in mentions),
        capitals=any(map(_CAPITALS.search, surfaces)),
    )


def _keyphraseness(concept: Concept, vocabulary: Vocabulary) -> float:
    """Return what the vocabulary says, or else what it has below a concept tells."""
    if concept.keyphraseness is not None:
        return concept.keyphraseness
    return max(0.0, _UNRATED - _PER_NARROWER * math.log1p(vocabulary.count_narrower(concept.id)))
