"""Chinese words that end like terms: quoted, taken up from the title, or recurring in posts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import CHINESE_RUN, HEADS, TERM_ENDINGS, is_no_term
from kg.discovery.proposals.reading import Reading, covers
from kg.masking import mask_markup
from kg.model import Post

_QUOTED = re.compile(r"[“「](?P<term>[\u4e00-\u9fffA-Za-z0-9-]{3,10})[”」]")
_SHORTEST, _LONGEST = 3, 8  # characters of a term
_FREE, _ENOUGH = 0.6, 5  # of so many occurrences, such a share has a neighbour of its own
_MOSTLY = 0.7  # of a word's occurrences


def frequent_terms(posts: Iterable[Post]) -> Iterator[Candidate]:
    """Propose Chinese words that recur, end like a term and have free neighbours on their left.

    A word all of whose occurrences lie in one longer word that is proposed as well is left out.
    """
    counts: Counter[str] = Counter()
    lefts: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        masked = mask_markup(f"{post.title}\n{post.text}")
        for match in CHINESE_RUN.finditer(masked):
            piece = match.group()
            for start, end in _find_parts(piece):
                word = piece[start:end]
                if word.endswith(TERM_ENDINGS):
                    counts[word] += 1
                    # Where a run of Chinese begins, what stands before differs each time.
                    lefts[word].add(piece[start - 1] if start else f"|{len(lefts[word])}")
                    where[word].add(post.id)
    proposed = {
        word
        for word, count in counts.items()
        if count > 1 and len(lefts[word]) > _FREE * min(count, _ENOUGH) and not is_no_term(word)
    }
    hidden = _count_hidden(proposed, counts)
    for word in sorted(proposed):
        if hidden[word] < _MOSTLY * counts[word]:
            yield Candidate(name=word, reasons={"recurs in several posts": 0.6}, posts=where[word])


def _count_hidden(words: Iterable[str], counts: Mapping[str, int]) -> Counter[str]:
    """Return for the parts of words how often the most frequent word that holds them stands."""
    hidden: Counter[str] = Counter()
    for word in words:
        for start, end in _find_parts(word):
            part = word[start:end]
            if part != word:
                hidden[part] = max(hidden[part], counts[word])
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
