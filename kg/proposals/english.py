"""English terms, which capitals need not tell from other words: `# What is wombat pruning?`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.masking import mask_emphasis, mask_markup
from kg.proposals.candidates import Candidate
from kg.proposals.forms import WORDS, is_no_concept
from kg.proposals.reading import Reading

_WORD = r"[A-Za-zÀ-ÿ](?:[A-Za-zÀ-ÿ]|-(?=[A-Za-z]))+"
_RUN = re.compile(
    rf"(?<![A-Za-z0-9_À-ÿ'’.$\\/=+-]){_WORD}(?:[ ]{_WORD})*(?![A-Za-z0-9_À-ÿ'’\\/=+]|[-.]\w)"
)
_HEADING = re.compile(r"^[ ]*#{1,6}[ ]+(?P<words>.*)$", re.MULTILINE)
_EMPHASISED = re.compile(
    rf"(?<![\w*])(?P<mark>\*{{1,3}}|__?)(?P<words>{_WORD}(?: {_WORD}){{1,2}})(?P=mark)(?![\w*])"
)
_ONE_WORD = re.compile(r"^[ ]*#{1,6}[ ]+([A-Za-z]{5,})[ #?:]*$", re.MULTILINE)
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_PLURAL = re.compile(r"(?<=[a-z]{2})ies$|(?<=ss|ch|sh)es$|(?<=x)es$|(?<![sui])s$")
_FUNCTION_WORDS = frozenset(WORDS["english_function_words"])
_NOT_FIRST = frozenset(WORDS["not_at_english_start"])
_NOT_LAST = frozenset(WORDS["not_at_english_end"])
_PARTS_OF_POSTS = frozenset(WORDS["english_parts_of_posts"])
_SIZES = (2, 3)  # in words
_TAKEN_UP, _WORD_TAKEN_UP = 3, 8  # times that the post says a phrase, or a single word
_MOSTLY = 0.7  # of the times: so often does the same word stand beside a part of a longer term


def english_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose the phrases of two or three words that a title, a heading or emphasised words hold
    and that the post, or the next, says again; and the word that heads a section and recurs.
    """
    post = reading.post
    text = mask_markup(post.text)
    yield from _headed_words(post.id, text)
    places: dict[str, str] = {}
    for place, words in _telling_words(post.title, text):
        for phrase, *_ in _find_phrases(words):
            places.setdefault(_key(phrase), place)
    if not places:
        return
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, previous, following in _find_phrases(mask_emphasis(f"{post.title}\n{text}")):
        key = _key(phrase)
        if key in places:
            spelt[key][phrase] += 1
            before[key][previous] += 1
            after[key][following] += 1
    for key, found in list(spelt.items()):
        count = found.total()
        part = any(_most_frequent(one[key]) >= _MOSTLY * count for one in (before, after))
        of_a_clause = _takes_an_object(key) and spelt[key.split(" ", 1)[1]].total() > count
        name = _spelling(key, found)
        if name and not part and not of_a_clause:
            reasons = {places[key]: 0.45}
            if count >= _TAKEN_UP:
                reasons["taken up in the text"] = 0.2
            yield Candidate(name=name, reasons=reasons, posts={post.id})


def _headed_words(post_id: str, text: str) -> Iterator[Candidate]:
    """Propose words that are all of a heading: `## Autoencoder`."""
    headings = {_key(match[1]) for match in _ONE_WORD.finditer(text)}
    if not headings:
        return
    counts = Counter(map(_key, _SMALL_WORD.findall(text)))
    for word in sorted(headings):
        if counts[word] >= _WORD_TAKEN_UP and _may_be_a_term([word]):
            yield Candidate(name=word, reasons={"heads a section": 0.65}, posts={post_id})


def _telling_words(title: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what the post puts forward, and how."""
    yield "in the title and the text", title
    for match in _HEADING.finditer(text):
        yield "heads a section", match["words"]
    for match in _EMPHASISED.finditer(text):
        yield "emphasised", match["words"]


def _find_phrases(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the phrases that may be terms, each with the words before and after it that may belong
    to it, or nothing.
    """
    for run in _RUN.finditer(text):
        words = run.group().split()
        small = [word.casefold() for word in words]
        beside = ["", *("" if word in _FUNCTION_WORDS else _key(word) for word in small), ""]
        for size in _SIZES:
            for start in range(len(words) - size + 1):
                part = words[start : start + size]
                if _may_be_a_term(small[start : start + size]):
                    yield " ".join(part), beside[start], beside[start + size + 1]


def _takes_an_object(phrase: str) -> bool:
    """Tell what may be a verb and its object: learning word embeddings."""
    first, _, rest = phrase.partition(" ")
    return first.endswith("ing") and " " in rest


def _most_frequent(words: Counter[str]) -> int:
    return max((count for word, count in words.items() if word), default=0)


def _may_be_a_term(words: Sequence[str]) -> bool:
    """Tell a term from a clause, and from what is said of one."""
    return (
        _FUNCTION_WORDS.isdisjoint(words)
        and words[0] not in _NOT_FIRST
        and not words[0].endswith("ly")
        and words[-1] not in _NOT_LAST
        and not all(word in _PARTS_OF_POSTS or is_no_concept(word) for word in words)
    )


def _key(phrase: str) -> str:
    """Return what the singular and the plural of a phrase have in common, in small letters."""
    return _PLURAL.sub(lambda match: "y" if match[0] == "ies" else "", phrase.casefold())


def _spelling(key: str, found: Counter[str]) -> str | None:
    """Return the most frequent spelling whose last word has no capitals, a singular if there is
    one; None if a phrase is only found in titles.
    """
    small = {one: count for one, count in found.items() if one.split(" ")[-1].islower()}
    singular = {one: count for one, count in small.items() if one.casefold() == key}
    spellings = singular or small
    return max(sorted(spellings, reverse=True), key=spellings.__getitem__, default=None)
