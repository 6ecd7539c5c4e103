"""English terms, which capitals need not tell from other words: `# What is wombat pruning?`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import is_no_concept
from kg.discovery.proposals.passages import find_beside
from kg.discovery.proposals.reading import Reading
from kg.discovery.proposals.words import WORDS
from kg.masking import mask_emphasis, mask_markup

_WORD = r"[A-Za-zÀ-ÿ](?:[A-Za-zÀ-ÿ]|-(?=[A-Za-z]))++"
_RUN = re.compile(
    rf"(?<![A-Za-z0-9_À-ÿ'’.$\\/=+-]){_WORD}(?:[ ]{_WORD})+(?![A-Za-z0-9_À-ÿ'’\\/=+]|[-.]\w)"
)
_HEADING = re.compile(r"^[ ]*#{1,6}[ ]+(?P<words>.*)$", re.MULTILINE)
_EMPHASISED = re.compile(
    r"(?P<mark>[*_](?<![\w*].)(?:(?<=\*)\*{0,2}|(?<=_)_?))"  # what a search goes to at once, first
    rf"(?P<words>{_WORD}(?: {_WORD}){{1,2}})(?P=mark)(?![\w*])"
)
_ONE_WORD = re.compile(r"^[ ]*#{1,6}[ ]+([A-Za-z]{5,})[ #?:]*$", re.MULTILINE)
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_PLURAL = re.compile(r"(?<=[a-z]{2})ies$|(?<=ss|ch|sh)es$|(?<=x)es$|(?<![sui])s$")
_FUNCTION_WORDS = frozenset(WORDS["english_function_words"])
_NOT_FIRST = frozenset(WORDS["not_at_english_start"])
_NOT_LAST = frozenset(WORDS["not_at_english_end"])
_GENERIC = frozenset(WORDS["english_generic"] + WORDS["english_parts_of_posts"])
_DETERMINERS = frozenset(WORDS["english_determiners"])
_BEFORE_A_SINGULAR = frozenset({"a", "an", "another", "each", "every", "this"})
_BEFORE_A_VERB = frozenset(WORDS["before_an_english_verb"])
_AFTER_A_VERB = frozenset(WORDS["after_an_english_verb"])
_INFLECTED = re.compile(r"[^ ]+(?:ing|(?<![sui])s) ")  # a verb, more often than not
_PARTICIPLE = re.compile(r"(?<=[a-z]{3})(?<!e)ed$")
_TERM_ENDINGS = frozenset(WORDS["english_term_endings"])
_EPONYM = re.compile(  # but for a plural's s
    rf"(?P<name>[A-ZÀ-Þ][a-zà-ÿ][\w-]{{0,40}}) (?:{'|'.join(WORDS['english_eponym_heads'])})"
)
_NO_EPONYMS = frozenset(WORDS["no_concepts"])
_SIZES = (2, 3)  # in words
_RECURRING, _OFTEN = 2, 5  # different places, by what stands before and after
_TAKEN_UP, _WORD_TAKEN_UP = 3, 8  # times that the post says a phrase, or a single word
_MOSTLY, _OFTEN_A_PART = 0.7, 0.5  # of the times that the same word stands beside a phrase


@dataclass(slots=True)
class _Phrase:
    """How a phrase is spelt in a post, and what stands before and after it there."""

    spelt: Counter[str] = field(default_factory=Counter)
    contexts: Counter[tuple[str, str]] = field(default_factory=Counter)
    eponym: bool = False

    def add(self, spelling: str, before: str, after: str) -> None:
        """Take in what the phrase is like in one place."""
        self.spelt[spelling] += 1
        self.contexts[before, after] += 1
        self.eponym |= _is_eponym(spelling, before)

    def is_part(self, share: float) -> bool:
        """Tell a part of a longer term: in such a share of places, one word stands beside it."""
        words: Counter[tuple[int, str]] = Counter()
        for side in (0, 1):
            for word, count in self._beside(side).items():
                if _is_content(word):
                    words[side, _key(word)] += count
        return max(words.values(), default=0) >= share * self.contexts.total()

    def is_free(self, key: str) -> bool:
        """Tell a term from a part of longer ones, from a clause and from what is a sentence's first
        words or a caption's.
        """
        alone = [beside for beside in self.contexts if not any(map(_is_content, beside))]
        if len(alone) < _RECURRING or self.is_part(_OFTEN_A_PART):
            return False
        before, after = self._beside(0), self._beside(1)
        total = self.contexts.total()
        plural = all(map(_PLURAL.search, self.spelt))
        return (
            any(map(str.isalpha, before))
            and _share(before, _BEFORE_A_VERB) <= total / 3
            and _share(after, _AFTER_A_VERB) <= total / 3
            and not (plural and _share(before, _BEFORE_A_SINGULAR))  # a function returns
            and (not _INFLECTED.match(key) or _share(before, _DETERMINERS) >= total / 5)
        )

    def _beside(self, side: int) -> Counter[str]:
        counts: Counter[str] = Counter()
        for beside, count in self.contexts.items():
            counts[beside[side]] += count
        return counts


def english_terms(reading: Reading, *, unknown_words: bool) -> Iterator[Candidate]:
    """Propose the phrases of two or three words that a title, a heading or emphasised words hold
    and that the post, or the next, says again; and the word that heads a section and recurs.

    With `unknown_words`, that is when hardly any term is known yet, what it says in many places is
    proposed as well, whatever holds it: of a term that a vocabulary lacks, recurring says less.
    What is called after somebody is a term wherever it stands.
    """
    post = reading.post
    text = mask_markup(post.text)
    yield from _headed_words(post.id, text)
    places: dict[str, str] = {}
    for place, words in _telling_words(post.title, text):
        for key, *_ in _find_phrases(words):
            places.setdefault(key, place)
    if not places and not unknown_words and not _EPONYM.search(text):
        return
    found = [*_find_phrases(post.title), *_find_phrases(mask_emphasis(text))]
    counts = Counter(key for key, *_ in found)
    phrases: dict[str, _Phrase] = defaultdict(_Phrase)
    for key, spelling, before, after in found:
        if (
            key in places
            or _is_eponym(spelling, before)
            or (unknown_words and counts[key] >= _RECURRING)
        ):
            phrases[key].add(spelling, before, after)
    for key, phrase in phrases.items():
        reasons = _reasons(key, phrase, places.get(key), counts[key])
        name = _spelling(key, phrase.spelt) if reasons else None
        of_a_clause = _takes_an_object(key) and counts[key.split(" ", 1)[1]] > counts[key]
        if name and not phrase.is_part(_MOSTLY) and not of_a_clause:
            yield Candidate(name=name, reasons=reasons, posts={post.id})


def _reasons(key: str, phrase: _Phrase, place: str | None, count: int) -> dict[str, float]:
    """Return what speaks for a phrase: the place that puts it forward, or else that it recurs."""
    named = {"called after a name": 0.6} if phrase.eponym else {}
    if place:
        taken_up = {"taken up in the text": 0.2} if count >= _TAKEN_UP else {}
        return {place: 0.45} | taken_up | named
    if named or not phrase.is_free(key):
        return named
    often = {"often": 0.15} if len(phrase.contexts) >= _OFTEN else {}
    ending = {"ends like a term": 0.15} if key.rsplit(maxsplit=1)[-1] in _TERM_ENDINGS else {}
    return {"recurs in the text": 0.45} | often | ending


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


def _find_phrases(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the phrases that may be terms, each by its key, as spelt, and with what stands before
    and after it: a word or another character.
    """
    for run in _RUN.finditer(text):
        words = run.group().split()
        small = [word.casefold() for word in words]
        before, after = find_beside(text, *run.span())
        beside = [before.casefold(), *small, after.casefold()]
        for size in _SIZES:
            for start in range(len(words) - size + 1):
                end = start + size
                if _may_be_a_term(small[start:end]):
                    yield (
                        _key(" ".join(small[start:end])),
                        " ".join(words[start:end]),
                        beside[start],
                        beside[end + 1],
                    )


def _takes_an_object(phrase: str) -> bool:
    """Tell what may be a verb and its object: learning word embeddings."""
    first, _, rest = phrase.partition(" ")
    return first.endswith("ing") and " " in rest


def _is_content(beside: str) -> bool:
    """Tell a word that may belong to the phrase that it stands beside."""
    return len(beside) > 1 and beside not in _FUNCTION_WORDS


def _is_eponym(spelling: str, before: str) -> bool:
    """Tell what is called after somebody, within a sentence: the Rayleigh criterion."""
    match = _EPONYM.fullmatch(_singular(spelling)) if before.isalpha() else None
    return match is not None and match["name"].casefold() not in _NO_EPONYMS


def _share(beside: Counter[str], words: Collection[str]) -> int:
    return sum(count for word, count in beside.items() if word in words)


def _may_be_a_term(words: Sequence[str]) -> bool:
    """Tell a term from a clause, and from what is said of one."""
    return (
        _FUNCTION_WORDS.isdisjoint(words)
        and words[0] not in _NOT_FIRST
        and not words[0].endswith("ly")
        and words[-1] not in _NOT_LAST
        and not _PARTICIPLE.search(words[-1])
        and not all(_key(word) in _GENERIC or is_no_concept(word) for word in words)
    )


def _key(phrase: str) -> str:
    """Return what the singular and the plural of a phrase have in common, in small letters."""
    return _singular(phrase.casefold())


def _singular(phrase: str) -> str:
    return _PLURAL.sub(lambda match: "y" if match[0] == "ies" else "", phrase)


def _spelling(key: str, found: Counter[str]) -> str | None:
    """Return the most frequent spelling whose last word has no capitals, a singular if there is
    one; None if a phrase is only found in titles.
    """
    small = {one: count for one, count in found.items() if one.split(" ")[-1].islower()}
    singular = {one: count for one, count in small.items() if one.casefold() == key}
    spellings = singular or small
    return max(sorted(spellings, reverse=True), key=spellings.__getitem__, default=None)
