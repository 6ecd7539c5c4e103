"""All titles in; for a title as somebody writes it, the posts that it may mean out.

What equals a title after folding is that title. What does not is compared in the ways in which
people get titles wrong: they give a part of one, the series and the number, the words in another
order, a letter amiss. Such likeness counts only where one post stands out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from kg.model import How, Post
from kg.references.likeness import (
    SHORTEST_PIECE,
    adds_telling,
    cut_title,
    halves,
    halves_near,
    is_instalment,
    is_slip,
    slip_key,
    sorted_letters,
)
from kg.series import NUMBER, PartTitle, parse_number, parse_part, part_of, series_key
from kg.titles import fold_title

SLIP, BEGINNING = 6, 8
"""How many letters a title must have to be recognised with a slip, or by its beginning."""
_LEAST_BEGUN = 0.4  # of a title that is known by its beginning
_LEAST_SUBTITLE = 60.0  # of 100, how like two subtitles of one number must be
_PLACES = ("first", "second")  # of the halves of a title

_INNER = re.compile(r"《([^《》]+)》")
_NUMBERED = re.compile(rf"(?P<name>.*[^\d.])(?P<number>{NUMBER})", re.DOTALL)
_FIRST = re.compile(r"(?P<name>.+?)\s*[(（](?:上篇?|一|1)[)）]", re.DOTALL)
LEADING_NUMBER = re.compile(rf"^\s*(?:{NUMBER})\s*[.、．:：]\s*")

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The posts that a title may mean, and how it was compared with theirs.

    `series` is the key of the series that the title names as a whole.
    """

    posts: tuple[Post, ...]
    how: How
    confidence: float
    reason: str = ""
    series: str = ""


class TitleIndex:
    """The titles of all known posts, to look up a title as it is written.

    Example:
        >>> index = TitleIndex([Post(id="a", title="变分自编码器（二）：从贝叶斯观点出发")])
        >>> [match.reason for match in [index.match_like("变分自编码器(二)")] if match]
        ['the series and the number']
    """

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = sorted(posts, key=lambda post: post.id)
        self._exact = _grouped(
            (fold_title(title), post) for post in self._posts for title in post.titles
        )
        self._exact_memo: dict[str, Match | None] = {}
        self._like_memo: dict[str, Match | None] = {}

    def match_exact(self, title: str) -> Match | None:
        """Return the posts with this title, letter for letter if there are any, else folded."""
        if title not in self._exact_memo:
            self._exact_memo[title] = self._equal(title)
        return self._exact_memo[title]

    def match_like(self, title: str) -> Match | None:
        """Return the posts with a title much like this one, which none has."""
        if title not in self._like_memo:
            self._like_memo[title] = (
                self._part(title)
                or self._shortened(title)
                or self._lengthened(title)
                or self._reordered(title)
                or self._slip(title)
            )
        return self._like_memo[title]

    def titles_around(self, inner: str) -> tuple[tuple[Post, str, str], ...]:
        """Return the posts whose titles hold 《inner》, with what stands before and behind it."""
        return self._around.get(fold_title(inner), ())

    def part(self, key: str, position: int) -> tuple[Post, ...]:
        """Return the posts at a position of the series with this key."""
        return self._parts.get((key, position), ())

    def match_series(self, title: str) -> Match | None:
        """Return the parts of the series with this name."""
        key = series_key(title)
        if posts := self._series.get(key):
            reason = "the name of the series"
            return Match(posts=posts, how="series", confidence=0.95, reason=reason, series=key)
        return None

    def _equal(self, title: str) -> Match | None:
        posts = self._exact.get(fold_title(title))
        if not posts:
            return None
        if any(title in post.titles for post in posts):
            return Match(posts=posts, how="exact", confidence=1.0)
        return Match(posts=posts, how="folded", confidence=0.99)

    def _part(self, title: str) -> Match | None:
        """Compare by series, number and subtitle.

        Where number and subtitle are those of two known parts the subtitle decides.
        """
        part = parse_part(title)
        if part and part.subtitle:
            return self._numbered(part)
        if part and (posts := self.part(part.key, part.position)):
            return _series_match(posts, "the series and the number", 0.97)
        numbered = numbered_title(title)
        if numbered and numbered[0] in self._series and (posts := self.part(*numbered)):
            return _series_match(posts, "the series and the number", 0.95)
        subtitle = fold_title(LEADING_NUMBER.sub("", title))
        posts = self._subtitles.get(("", subtitle), ())
        if posts and len(subtitle) >= SHORTEST_PIECE:
            return _series_match(posts, "the subtitle", 0.95)
        return None

    def _numbered(self, part: PartTitle) -> Match | None:
        at_number = self.part(part.key, part.position)
        subtitled = self._subtitles.get((part.key, fold_title(part.subtitle)), ())
        if at_number and subtitled:
            return _series_match(subtitled, "the subtitle, against the number", 0.95)
        alike = tuple(
            post
            for post in at_number
            if (other := part_of(post))
            and not adds_telling(part.subtitle, other.subtitle)
            and fuzz.ratio(fold_title(part.subtitle), fold_title(other.subtitle)) >= _LEAST_SUBTITLE
        )
        return _series_match(alike, "the number, and much of the subtitle", 0.9) if alike else None

    def _shortened(self, title: str) -> Match | None:
        """Return the posts whose titles have this one as a part, or alone begin with it."""
        folded = fold_title(title)
        if posts := self._pieces.get(folded):
            return _fuzzy_match(posts, "a part of the title", 0.93)
        if len(folded) < BEGINNING or folded in self._around:
            return None
        first = bisect_left(self._sorted, (folded, ""))
        begun = [
            (other, id_)
            for other, id_ in self._sorted[first : first + 2]
            if other.startswith(folded)
        ]
        if len(begun) != 1 or len(folded) < _LEAST_BEGUN * len(begun[0][0]):
            return None
        if is_instalment(begun[0][0].removeprefix(folded)):
            return None
        return _fuzzy_match((self._by_id[begun[0][1]],), "the beginning of the title", 0.9)

    def _lengthened(self, title: str) -> Match | None:
        """Return the post whose title is a part of this one.

        It has been shortened since, or never got the number of a first part.
        """
        posts = {
            post.id: post for piece in shortened_title(title) for post in self._exact.get(piece, ())
        }
        if len(posts) != 1:
            return None
        return _fuzzy_match(tuple(posts.values()), "the title without an addition", 0.9)

    def _reordered(self, title: str) -> Match | None:
        key = sorted_letters(title)
        posts = self._letters.get(key, ()) if len(key) >= SHORTEST_PIECE else ()
        return _fuzzy_match(posts, "the same words in another order", 0.93) if posts else None

    def _slip(self, title: str) -> Match | None:
        """Return what differs from the title by a slip of the pen, if nothing else comes near."""
        key = slip_key(title)
        if len(key) < SLIP:
            return None
        near = {
            (post.id, other): post
            for place, near_halves in zip(_PLACES, halves_near(key), strict=True)
            for half in near_halves
            for post, other in self._halves.get((place, half), ())
            if OSA.distance(key, slip_key(other), score_cutoff=1) <= 1
        }
        posts = {post.id: post for post in near.values()}
        if not posts or not all(is_slip(title, other) for _, other in near):
            return None
        return _fuzzy_match(tuple(posts.values()), "a slip of the pen", 0.9)

    @cached_property
    def _numbered_posts(self) -> list[tuple[PartTitle, Post]]:
        return [(part, post) for post in self._posts if (part := part_of(post))]

    @cached_property
    def _parts(self) -> dict[tuple[str, int], tuple[Post, ...]]:
        return _grouped(((part.key, part.position), post) for part, post in self._numbered_posts)

    @cached_property
    def _series(self) -> dict[str, tuple[Post, ...]]:
        parts = _grouped((part.key, post) for part, post in self._numbered_posts)
        return {key: posts for key, posts in parts.items() if len(posts) > 1 and key}

    @cached_property
    def _subtitles(self) -> dict[tuple[str, str], tuple[Post, ...]]:
        """Posts under (series, subtitle), and under the subtitle alone."""
        return _grouped(
            ((key, subtitle), post)
            for part, post in self._numbered_posts
            if (subtitle := fold_title(part.subtitle))
            for key in (part.key, "")
        )

    @cached_property
    def _around(self) -> dict[str, tuple[tuple[Post, str, str], ...]]:
        return _grouped(
            (fold_title(inner), (post, before, behind))
            for post in self._posts
            for inner, before, behind in inner_titles(post.title)
        )

    @cached_property
    def _pieces(self) -> dict[str, tuple[Post, ...]]:
        return _grouped(
            (piece, post)
            for post in self._posts
            for title in post.titles
            for piece in cut_title(title)
        )

    @cached_property
    def _letters(self) -> dict[str, tuple[Post, ...]]:
        return _grouped(
            (sorted_letters(title), post) for post in self._posts for title in post.titles
        )

    @cached_property
    def _sorted(self) -> list[tuple[str, str]]:
        return sorted((fold_title(t), post.id) for post in self._posts for t in post.titles)

    @cached_property
    def _by_id(self) -> dict[str, Post]:
        return {post.id: post for post in self._posts}

    @cached_property
    def _halves(self) -> dict[tuple[str, str], tuple[tuple[Post, str], ...]]:
        """Posts and titles under the halves of what is compared of the titles to find slips."""
        return _grouped(
            ((place, half), (post, title))
            for post in self._posts
            for title in post.titles
            for place, half in zip(_PLACES, halves(slip_key(title)), strict=True)
        )


def inner_titles(title: str) -> Iterator[tuple[str, str, str]]:
    """Yield the titles in 《》 that a title holds, with what stands before and behind each.

    Example:
        >>> [*inner_titles("《论语》笔记")]
        [('论语', '', '笔记')]
    """
    for match in _INNER.finditer(title):
        yield match[1], title[: match.start()], title[match.end() :]


def numbered_title(title: str) -> tuple[str, int] | None:
    """Return the key of the series and the position that a title with a number at its end may name.

    Example:
        >>> numbered_title("最小熵原理3")
        ('最小熵原理', 3)
    """
    numbered = _NUMBERED.fullmatch(title)
    return (series_key(numbered["name"]), parse_number(numbered["number"])) if numbered else None


def shortened_title(title: str) -> set[str]:
    """Return the folded parts of a title that make up most of it, and so may be another title.

    Example:
        >>> shortened_title("十二平均律的数学(一)"), shortened_title("注意力机制与记忆：综述")
        ({'十二平均律的数学'}, {'注意力机制与记忆'})
    """
    first = _FIRST.fullmatch(title)
    pieces = {fold_title(first["name"])} if first else cut_title(title)
    shortest = SHORTEST_PIECE if first else BEGINNING
    length = len(fold_title(title))
    return {piece for piece in pieces if len(piece) >= shortest and 2 * len(piece) > length}


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, dict[int, V]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][id(value)] = value  # hashing a post means hashing its text
    return {key: tuple(group.values()) for key, group in groups.items()}


def _series_match(posts: tuple[Post, ...], reason: str, confidence: float) -> Match:
    return Match(posts=posts, how="series", confidence=confidence, reason=reason)


def _fuzzy_match(posts: tuple[Post, ...], reason: str, confidence: float) -> Match:
    return Match(posts=posts, how="fuzzy", confidence=confidence, reason=reason)
