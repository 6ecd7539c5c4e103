"""The posts' definitions in, what they teach out: further names of known concepts, and new terms.

A name that one post gives to a concept holds for that post; where several posts agree and none
gives it to another concept, it holds for all of them. An abbreviation that the vocabulary has for
something else means what the post says, but in no other post.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.concepts import ConceptMatcher
from kg.concepts.acronyms import is_acronym
from kg.concepts.boundaries import is_negated
from kg.concepts.clues import are_worded_alike
from kg.concepts.definitions import Definition, Name
from kg.concepts.words import WORDS
from kg.folding import fold_name
from kg.model import Concept
from kg.text import is_cjk
from kg.vocabulary import Vocabulary

_LIKE = 85  # of 100, from which on two English names, or two Chinese ones, are spelt alike
_LIKE_IN_CHINESE = 70
_WORD = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]{2,}")
_STEM = 5  # characters that conditional and conditioned have in common
_LONGEST_NAME = 20  # characters before a Chinese name in which it may begin
_RECURS = 0.6  # of the times that the rest of a name stands in a text
_SHORTEST_OF_LETTERS = 3  # in order in an English label: HCC of hepatocellular carcinoma

_NOT, _NOT_THERE, _WITHOUT = WORDS["english_negations"].values()
_NEGATED = re.compile(rf"(?:{'|'.join(_NOT)})([a-z]{{4,}})|([a-z]{{3,}})(?:{'|'.join(_NOT_THERE)})")

AGREEING_POSTS = 2
"""How many posts must give a name to one concept before it holds for the others."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that a post gives to a concept, by the concept's id."""

    post_id: str
    name: str
    concept_id: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """The names that hold for every post, and those that hold for one, by the post's id."""

    of_corpus: Mapping[str, str]
    of_post: Mapping[str, Mapping[str, str]]


def agree(aliases: Iterable[Alias], is_known: Callable[[str], bool]) -> Aliases:
    """Tell what holds for the corpus from what holds for one post.

    `is_known` tells the names that the vocabulary has, which mean something else in other posts.

    Example:
        >>> given = [Alias("p1", "LRA", "a"), Alias("p2", "LRA", "a"), Alias("p2", "SR", "b")]
        >>> found = agree(given, is_known=["SVM"].__contains__)
        >>> found.of_corpus, found.of_post
        ({'LRA': 'a'}, {'p2': {'SR': 'b'}})
    """
    given: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for alias in aliases:
        given[alias.name].add((alias.post_id, alias.concept_id))
    of_corpus: dict[str, str] = {}
    of_post: dict[str, dict[str, str]] = defaultdict(dict)
    for name, pairs in sorted(given.items()):
        concept_ids = {concept_id for _, concept_id in pairs}
        if len(concept_ids) == 1 and len(pairs) >= AGREEING_POSTS and not is_known(name):
            of_corpus[name] = concept_ids.pop()
            continue
        for post_id, concept_id in sorted(pairs):
            of_post[post_id].setdefault(name, concept_id)
    return Aliases(of_corpus, dict(of_post))


def find_redefined(
    definition: Definition, matcher: ConceptMatcher, mentioned: Collection[str] = ()
) -> frozenset[str]:
    """Return the abbreviations in a definition that the vocabulary has for something else only.

    `mentioned` are the ids of what the post calls by clear names: they speak for what is near them.

    Example:
        >>> from kg import load_vocabulary
        >>> from kg.concepts.definitions import find_definitions
        >>> matcher = ConceptMatcher(load_vocabulary())
        >>> posts = "Marvel Cinematic Universe (MCU)", "a microcontroller unit (MCU)"
        >>> [[*find_redefined(find_definitions(text)[0], matcher)] for text in posts]
        [['MCU'], []]
    """
    texts = [name.text for name in definition.names]
    return frozenset(
        short
        for short in texts
        if any(_spells_out(phrase, short) for phrase in texts)
        and _means_otherwise(short, texts, matcher, mentioned)
    )


def _spells_out(phrase: str, short: str) -> bool:
    return (
        (" " in phrase or "-" in phrase)
        and phrase != short
        and not re.search(r"[ \d]", short)
        and short[0].casefold() == phrase[0].casefold()
        and is_acronym(short, phrase)
    )


def _means_otherwise(
    short: str, texts: Iterable[str], matcher: ConceptMatcher, mentioned: Collection[str]
) -> bool:
    """Tell whether the vocabulary has a short name in other words than all the other `texts`: what
    it has for one of these needs no spelling out. Where it spells the name out in none, it means
    something else if nothing near it is `mentioned`, and nothing near it is worded so.
    """
    concepts = [
        matcher.vocabulary.concepts[id_]
        for found in matcher.find_candidates(short)
        if found.end - found.start == len(short)
        for id_ in found.concept_ids
    ]
    others = [text for text in texts if text != short]
    labels = [label.text for concept in concepts for label in concept.labels]
    if not concepts or any(_is_worded_like(text, label) for text in others for label in labels):
        return False
    phrases = [label for label in labels if len(_words(label)) > 1]
    if phrases and (
        any(_has_letters(one, short) for one in phrases) or any(map(matcher.has, others))
    ):
        return True
    near = {id_ for one in concepts for id_ in matcher.vocabulary.find_near(one.id)}
    return (
        bool(near)
        and near.isdisjoint(mentioned)
        and not any(_shares_a_word(text, near, matcher.vocabulary) for text in others)
    )


def _shares_a_word(text: str, ids: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a text and any name of the concepts with these ids have a word in common."""
    labels = [label.text for id_ in ids for label in vocabulary.concepts[id_].labels]
    words = _words(text)
    return any(
        are_worded_alike(text, label)
        or any(_are_forms(one, other) for one in words for other in _words(label))
        for label in labels
    )


def _has_letters(phrase: str, short: str) -> bool:
    """Tell whether a phrase begins as a short name does and has its letters in order."""
    rest = iter(phrase.casefold())
    return phrase[0].casefold() == short[0].casefold() and all(c in rest for c in short.casefold())


def _is_worded_like(text: str, label: str) -> bool:
    """Tell whether two names share more than half of the words of the shorter one."""
    if is_cjk(text[-1]) and is_cjk(label[-1]):
        return text.endswith(label) or fuzz.ratio(text, label) >= _LIKE_IN_CHINESE
    fewer, more = sorted((_words(text), _words(label)), key=len)
    shared = sum(any(_are_forms(one, other) for other in more) for one in fewer)
    return 2 * shared > len(fewer) or fold_name(text) == fold_name(label)


def _words(name: str) -> list[str]:
    """Return the words of a Latin name, those joined by capitals apart; abbreviations are none."""
    return [word.casefold() for word in _WORD.findall(name)]


def _are_forms(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter[:_STEM])


def known_concept(
    definition: Definition,
    matcher: ConceptMatcher,
    text: str,
    redefined: Collection[str],
) -> Concept | None:
    """Return the one concept of the vocabulary that the definition, made in `text`, is of; what its
    `redefined` names mean elsewhere does not count.

    None where its names are labels of no concept or of several, or where one of them says that it
    is a kind of it: `幂等生成网络(Idempotent Generative Network)` is no 生成网络 as such, nor is
    what is said to be without one.
    """
    names = [name for name in definition.names if name.text not in redefined]
    ids = {id_ for name in names if (id_ := concept_named(name, matcher, text))}
    if len(ids) != 1:
        return None
    concept = matcher.vocabulary.concepts[ids.pop()]
    if any(_denies(name.text, concept) for name in names):
        return None
    if any(matcher.has(name.text) for name in names):
        return concept
    phrases = [name.text for name in names if _is_phrase(name.text)]
    return concept if all(_is_like_a_label(phrase, concept) for phrase in phrases) else None


def new_names(
    definition: Definition,
    concept: Concept,
    matcher: ConceptMatcher,
    redefined: Collection[str],
) -> list[str]:
    """Return the definition's names for `concept` that the vocabulary lacks, or has for something
    else: those are `redefined`.

    What only stands in a parenthesis must be like a label, or go with an abbreviation.
    """
    texts = [name.text for name in definition.names]
    phrases = [text for text in (*texts, *(label.text for label in concept.labels)) if " " in text]

    def fits(name: str) -> bool:
        if _is_phrase(name):
            short_for_it = any(is_acronym(other, name) for other in texts if " " not in other)
            return short_for_it or _is_like_a_label(name, concept)
        return any(is_acronym(name, phrase) for phrase in phrases) or (
            len(name) >= _SHORTEST_OF_LETTERS
            and name.isupper()
            and any(_has_letters(label.text, name) for label in concept.labels)
        )

    further = [
        name
        for name in texts[1:]
        if not _holds_a_label(name, matcher) and (definition.explicit or fits(name))
    ]
    return [*further, *sorted(redefined)]


def concept_named(name: Name, matcher: ConceptMatcher, text: str) -> str | None:
    """Return the concept that the name is a clear label of, or its end if it is a Chinese name.

    Where a Chinese name begins cannot be seen, but what recurs in `text` as a longer term is one.
    """
    chinese = is_cjk(name.text[0])
    before = text[max(0, name.end - _LONGEST_NAME) : name.start] if chinese else ""
    found = matcher.find_candidates(before + name.text)
    if not found or found[-1].end < len(before + name.text) or found[-1].ambiguous:
        return None
    label = found[-1]
    if label.start > len(before) and not (chinese and trim(name.text, text) == label.surface):
        return None
    if is_negated(text, name.end - len(before + name.text) + label.start):
        return None
    return label.concept_ids[0]


def _holds_a_label(name: str, matcher: ConceptMatcher) -> bool:
    """Tell whether a name is a label, or hardly more than one: 长尾分布问题."""
    found = matcher.find_candidates(name)
    return any(c.end - c.start >= max(2, len(name) - 2) for c in found)


def trim(name: str, text: str) -> str:
    """Cut from the left of a Chinese name what makes it rarer in `text` than the rest.

    Example:
        >>> trim("本文采用层次分解", "本文采用层次分解(LRA)。层次分解很好,做层次分解")
        '层次分解'
    """
    for start in range(len(name) - 2):
        count = text.count(name[start:])
        if count > 1 and count >= _RECURS * text.count(name[start + 1 :]):
            return name[start:]
    return name


def _is_phrase(name: str) -> bool:
    return " " in name.strip() and not any(map(is_cjk, name))


def _is_like_a_label(phrase: str, concept: Concept) -> bool:
    return any(
        fuzz.token_sort_ratio(phrase.casefold(), label.text.casefold()) >= _LIKE
        for label in concept.labels
    )


def _denies(name: str, concept: Concept) -> bool:
    """Tell whether an English name says of a word of a concept's labels that it is not there:
    gradient-free descent of gradient descent.
    """
    labels = " ".join([label.text for label in concept.labels])
    known = {*labels.casefold().replace("-", "").split()}
    others = {word.replace("-", "") for word in name.casefold().split()} - known
    missing = {next(filter(None, m.groups())) for m in map(_NEGATED.fullmatch, others) if m}
    return not known.isdisjoint(missing) or not others.isdisjoint(_WITHOUT)
