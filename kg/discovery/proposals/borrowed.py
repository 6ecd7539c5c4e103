"""Latin words that a blog uses among Chinese ones, as it does names and terms: `每个token的`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.discovery.proposals.candidates import Candidate, reasons_of_count
from kg.discovery.proposals.eponyms import is_of_eponym
from kg.discovery.proposals.forms import is_no_concept, looks_like_a_name
from kg.discovery.proposals.passages import find_beside, mask_cited
from kg.masking import mask_emphasis, mask_markup
from kg.model import Post
from kg.text import is_cjk, is_latin

_WORD = re.compile(
    r"(?<![A-Za-z0-9_À-ÿ+*/=^\\.-])[A-Za-zÀ-ÿ](?:[A-Za-z0-9À-ÿ]|[-.](?=[A-Za-z0-9])){3,}+"
    r"(?![A-Za-z0-9_+/=^])"
)
_SHARE, _SHARE_OF_NAMES = 1 / 2, 1 / 5  # of all occurrences; Spark is also in Spark Streaming


def borrowed_words(posts: Iterable[Post]) -> Iterator[Candidate]:
    """Propose the Latin words that mostly stand among Chinese ones.

    An ordinary word is found in English phrases and titles (`Improving`, `using`), or in a field of
    a post (`paper：`).
    """
    counts: Counter[str] = Counter()
    among: dict[str, Counter[str]] = defaultdict(Counter)  # by the word in small letters
    titled: set[str] = set()
    where: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        chinese_title = any(map(is_cjk, post.title))
        for place, passage in (("title", post.title), ("text", post.text)):
            text = mask_cited(mask_emphasis(mask_markup(passage)))
            for match in _WORD.finditer(text):
                word = match.group()
                counts.update({word, word.lower()})
                in_title = place == "title" and chinese_title
                if is_of_eponym(text, match.start(), possible=True):
                    continue
                beside = find_beside(text, *match.span())
                if not any(map(is_latin, beside)) and (in_title or any(map(_is_chinese, beside))):
                    among[word.lower()][word] += 1
                    where[word].add(post.id)
                    if in_title:
                        titled.add(word)
    for small, spellings in sorted(among.items()):
        for name in sorted(spellings, key=lambda name: (-spellings[name], name)):
            # A word is the same in capitals, which a name is not.
            times = spellings.total() if name == small else spellings[name]
            share = _SHARE if name == small else _SHARE_OF_NAMES
            if times >= share * counts[name] and not _is_told_otherwise(name):
                reasons = {"a Latin word among Chinese ones": 0.3}
                if name in titled:
                    reasons["in the title"] = 0.35
                reasons |= reasons_of_count(times)
                yield Candidate(name=name, reasons=reasons, posts=where[name])
                break


def _is_told_otherwise(name: str) -> bool:
    """Tell what is no concept, or a name by its form: that says more than where it stands."""
    return is_no_concept(name) or looks_like_a_name(name)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
