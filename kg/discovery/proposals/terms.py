"""Chinese words that end like terms: quoted, taken up from the title, or recurring in posts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.discovery.fragments import Bonds, count_pairs
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import (
    CHINESE_RUN,
    GENERIC_ENDINGS,
    HEADS,
    TERM_ENDINGS,
    is_no_term,
)
from kg.discovery.proposals.reading import Reading, covers
from kg.masking import mask_markup
from kg.model import Post

_QUOTED = re.compile(r"[“「](?P<term>[\u4e00-\u9fffA-Za-z0-9-]{3,10})[”」]")
_SHORTEST, _LONGEST = 3, 8  # characters of a term
_FREE, _ENOUGH = 0.6, 5  # of so many occurrences, such a share has a neighbour of its own
_MOSTLY = 0.7  # of a word's occurrences
_JOINT, _FIRM = 2.0, 16.0  # times as often as by chance: two characters of a word side by side


@dataclass(slots=True)
class _Word:
    """How often a word stands somewhere, how often at an edge of a run, and what is before it."""

    count: int = 0
    begins: int = 0
    ends: int = 0
    lefts: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)

    def add(self, run: str, start: int, end: int, post_id: str) -> None:
        """Take in that the word stands at `start:end` of a run of Chinese in a post."""
        self.count += 1
        self.begins += start == 0
        self.ends += end == len(run)
        # Where a run begins, what stands before differs each time.
        self.lefts.add(run[start - 1] if start else f"|{len(self.lefts)}")
        self.posts.add(post_id)

    @property
    def is_free(self) -> bool:
        """Whether what stands before it changes."""
        return len(self.lefts) > _FREE * min(self.count, _ENOUGH)

    @property
    def joint(self) -> float:
        """How firm its weakest joint is to be. What never begins a run, or never ends one, may be
        cut out of longer words, as 验概率 is, unless it is firm throughout.
        """
        return _JOINT if self.begins and self.ends else _FIRM


def frequent_terms(posts: Sequence[Post]) -> Iterator[Candidate]:
    """Propose Chinese words that recur, end like a term, have free neighbours and hold together.

    A word all of whose occurrences lie in one longer word that is proposed as well is left out.
    """
    words: dict[str, _Word] = defaultdict(_Word)
    for post in posts:
        masked = mask_markup(f"{post.title}\n{post.text}")
        for match in CHINESE_RUN.finditer(masked):
            piece = match.group()
            for start, end in _find_parts(piece):
                word = piece[start:end]
                if word.endswith(TERM_ENDINGS):
                    words[word].add(piece, start, end, post.id)
    bonds = Bonds([count_pairs(posts)])
    proposed = {
        name
        for name, word in words.items()
        if word.count > 1
        and word.is_free
        and bonds.weakest(name) >= word.joint
        and not is_no_term(name)
    }
    hidden = _count_hidden(proposed, words)
    for name in sorted(proposed):
        if hidden[name] < _MOSTLY * words[name].count:
            weight = 0.4 if name.endswith(GENERIC_ENDINGS) else 0.6
            yield Candidate(name=name, reasons={"recurs": weight}, posts=words[name].posts)


def _count_hidden(names: Iterable[str], words: Mapping[str, _Word]) -> Counter[str]:
    """Return for the parts of words how often the most frequent word that holds them stands."""
    hidden: Counter[str] = Counter()
    for name in names:
        for start, end in _find_parts(name):
            part = name[start:end]
            if part != name:
                hidden[part] = max(hidden[part], words[name].count)
    return hidden


def _find_parts(piece: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of all that may be a term by its length."""
    for start in range(len(piece)):
        for end in range(start + _SHORTEST, min(start + _LONGEST, len(piece)) + 1):
            yield start, end


def quoted_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose what stands in quotation marks and ends like a term."""
    post, known = reading.post, reading.in_text
    for match in _QUOTED.finditer(post.text):
        term = match["term"]
        known_whole = covers(known, *match.span("term"))
        if term.endswith(TERM_ENDINGS) and not known_whole and not is_no_term(term):
            reasons = {"quoted": 0.2}
            if term in post.title:
                reasons["in the title"] = 0.45
            if post.text.count(term) > 1:
                reasons["more than once"] = 0.1
            yield Candidate(name=term, reasons=reasons, posts={post.id})


def recurring_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose the longest part of the title that the text takes up and that ends like a term; what
    it is called there in full is its name: 非对抗式生成模型 if the text has 非对抗式生成方法.
    """
    post, known = reading.post, reading.in_title
    for match in CHINESE_RUN.finditer(post.title):
        piece = match.group()
        parts = (piece[start:end] for start, end in _find_parts(piece))
        for part in sorted(parts, key=len, reverse=True):
            start = match.start() + piece.index(part)
            if (
                part in post.text
                and part.endswith(TERM_ENDINGS)
                and not covers(known, start, start + len(part))
                and not is_no_term(part)
                and not covers(known, start - 1, start + 1)
            ):
                reasons = {"in the title": 0.45, "taken up in the text": 0.2}
                head = _head_at(post.title, start + len(part))
                aliases = {part: {post.id}} if head else {}
                yield Candidate(name=part + head, reasons=reasons, aliases=aliases, posts={post.id})
                break


def _head_at(title: str, start: int) -> str:
    """Return the noun that stands there and says what the name before it is, if one does."""
    return next((head for head in HEADS if title.startswith(head, start)), "")
