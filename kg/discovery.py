"""Posts in, the concepts that no vocabulary has out: each with its score and the reasons for it.

A name is proposed by its form (CamelCase, capitals, digits: GLANN, BytePiece), by its place (title,
quotation marks), by a definition in a parenthesis, or by the noun beside it (`生成模型GLANN`,
`WEISSI正则项`). Each reason adds to the score; what reaches the threshold becomes a concept.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files

from rapidfuzz import fuzz

from kg.concepts import ConceptMatcher
from kg.definitions import Definition, Name, find_definitions, is_acronym
from kg.model import Concept, Label, Post
from kg.text import MASK, is_chinese, is_cjk, mask_markup
from kg.titles import slugify
from kg.vocabulary import Vocabulary

THRESHOLD = 0.6
"""The score from which on a proposed name enters the graph."""

_SMALL_VOCABULARY = 500

_TAIL = r"(?:[A-Za-z0-9À-ÿ]|[-.](?=[A-Za-z0-9]))*"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9_À-ÿ+*/=^\\.-])[A-Za-zÀ-ÿ]{_TAIL}"
    rf"(?:[ ][A-Z]{_TAIL}){{0,3}}(?![A-Za-z0-9_+/=^])"
)
_CITED = re.compile(r"《[^《》\n]*》")
_RUN = re.compile(
    r"(?:(?![的了是在把和与被让使到于而且都也就又再很更之其怎什吗呢该不我你他这那])[\u4e00-\u9fff])+"
)
_NAMED_PAPER = re.compile(
    r"《(?P<name>[A-Z][A-Za-z0-9À-ÿ-]*[A-Z0-9]?[A-Za-z0-9À-ÿ-]*)[:：] ?[A-Za-z]"
)
_PIECE = re.compile(
    r"(?:(?![的了是在把和与对用从为将有被让使到于而且都也就又再很更最之其中以去来说看怎么什吗呢该不])[\u4e00-\u9fff]){3,}"
)
_QUOTED = re.compile(r"[“「](?P<term>[\u4e00-\u9fffA-Za-z0-9-]{3,10})[”」]")
_DATED_VENUE = re.compile(r"^[A-Z]{2,}[a-zA-Z]* ?(?:19|20)\d\d$")
_NUMBER_OR_UNIT = re.compile(r"^(?:[A-Za-z]\d*|\d+[A-Za-z]+|v\d.*|[IVX]+)$")

_WORDS = tomllib.loads((files("kg") / "discovery.toml").read_text(encoding="utf-8"))
_HEADS = tuple(_WORDS["heads"])
_NOT_AT_START = tuple(_WORDS["not_at_start"])
_TERM_ENDINGS = tuple(_WORDS["term_endings"])
_NO_CONCEPTS = frozenset(_WORDS["no_concepts"])


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A name that may be a concept, the weight of each reason for it, and where it stands."""

    name: str
    reasons: dict[str, float] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)

    @property
    def score(self) -> float:
        """The sum of the reasons' weights."""
        return round(sum(self.reasons.values()), 2)

    def merge(self, other: Candidate) -> None:
        """Take in what another post says of the same name."""
        self.reasons |= other.reasons
        self.aliases |= other.aliases
        self.posts |= other.posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """New concepts, and further labels of known ones, by the id of the concept."""

    concepts: tuple[Concept, ...]
    labels: dict[str, tuple[Label, ...]]
    candidates: tuple[Candidate, ...]

    def extend(self, vocabulary: Vocabulary) -> Vocabulary:
        """Return the vocabulary with the new concepts and labels; its version stays."""
        concepts = dict(vocabulary.concepts)
        for id_, labels in self.labels.items():
            known = concepts[id_]
            concepts[id_] = replace(known, alt_labels=(*known.alt_labels, *labels))
        concepts |= {concept.id: concept for concept in self.concepts}
        return Vocabulary(concepts=concepts, schemes=vocabulary.schemes, version=vocabulary.version)


def discover(posts: Sequence[Post], matcher: ConceptMatcher) -> Discovery:
    """Find concepts and names that the matcher's vocabulary lacks.

    Example:
        >>> from kg.vocabulary import Vocabulary
        >>> matcher = ConceptMatcher(Vocabulary(concepts={}, schemes={}, version=""))
        >>> post = Post(id="p", title="BytePiece", text="BytePiece模型很快")
        >>> [concept.label("en") for concept in discover([post], matcher).concepts]
        ['BytePiece']
    """
    candidates: dict[str, Candidate] = {}
    labels: dict[str, set[str]] = defaultdict(set)

    def propose(found: Iterable[Candidate]) -> None:
        for candidate in found:
            candidates.setdefault(candidate.name, Candidate(name=candidate.name)).merge(candidate)

    corpus = "\n".join(f"{post.title}\n{post.text}" for post in posts)
    unknown_words = len(matcher.vocabulary.concepts) < _SMALL_VOCABULARY
    for post in posts:
        known = _known_spans(post, matcher)
        propose(_latin_names(post, known, unknown_words=unknown_words))
        propose(_quoted_terms(post, known))
        propose(_recurring_terms(post, known))
        propose(_names_of_papers(post, known))
        for definition in find_definitions(post.text):
            propose(_defined_terms(definition, post, matcher, labels, corpus))
    if unknown_words:
        propose(_frequent_terms(posts))
    for candidate in candidates.values():
        if len(candidate.posts) > 1:
            candidate.reasons["in several posts"] = 0.15
    accepted = [one for one in candidates.values() if one.score >= THRESHOLD]
    other_names = {alias for one in accepted for alias in one.aliases - {one.name}}
    taken = set(matcher.vocabulary.concepts)
    return Discovery(
        concepts=tuple(
            _concept(candidate, taken)
            for candidate in sorted(accepted, key=lambda one: one.name)
            if candidate.name not in other_names and not _is_known_label(candidate.name, matcher)
        ),
        labels={
            id_: tuple(Label(text=text, language=_language(text)) for text in sorted(names))
            for id_, names in sorted(labels.items())
        },
        candidates=tuple(sorted(candidates.values(), key=lambda c: (-c.score, c.name))),
    )


def _known_spans(post: Post, matcher: ConceptMatcher) -> dict[str, set[int]]:
    """Return the offsets that names of the vocabulary cover, ambiguous ones included."""
    return {
        place: {
            offset
            for found in matcher.find_candidates(passage, place)  # type: ignore[arg-type]
            for offset in range(found.start, found.end)
        }
        for place, passage in (("title", post.title), ("text", post.text))
    }


def _latin_names(
    post: Post, known: dict[str, set[int]], *, unknown_words: bool
) -> Iterable[Candidate]:
    """Propose Latin names; in an English text only those whose form tells them from words.

    With `unknown_words`, that is when hardly any term is known yet, any Latin word in a Chinese
    text may be one.
    """
    english = not is_chinese(post.title + post.text)
    found: dict[str, Candidate] = {}
    counts: Counter[str] = Counter()
    for place, passage in (("title", post.title), ("text", post.text)):
        masked = _CITED.sub(lambda match: MASK * len(match.group()), mask_markup(passage))
        for match in _LATIN.finditer(masked):
            name = match.group().rstrip(".-")
            formed = _looks_like_a_name(name, phrases=not english)
            if (
                not known[place].isdisjoint(range(match.start(), match.end()))
                or _is_no_concept(name)
                or (english and not formed)
            ):
                continue
            reasons = found.setdefault(name, Candidate(name=name, posts={post.id})).reasons
            counts[name] += 1
            if formed:
                # A phrase in capitals may as well be a person.
                reasons["by its form"] = 0.3 if " " in name else 0.6 if len(name) > 3 else 0.4
            if place == "title":
                reasons["in the title"] = 0.35
            before = masked[max(0, match.start() - 6) : match.start()].rstrip()
            after = masked[match.end() : match.end() + 6].lstrip()
            if any(before.endswith(head) or after.startswith(head) for head in _HEADS):
                reasons["beside a noun for its kind"] = 0.3
    for name, candidate in found.items():
        if counts[name] > 1:
            candidate.reasons["more than once"] = 0.2
        if counts[name] > 2:
            candidate.reasons["more than twice"] = 0.1
        if unknown_words and not english and len(name) > 3:
            candidate.reasons["a Latin word in Chinese text"] = 0.3
        reasons = candidate.reasons
        if (
            "by its form" in reasons
            or {"in the title", "beside a noun for its kind"} <= {*reasons}
            or ("a Latin word in Chinese text" in reasons and len(reasons) > 1)
        ):
            yield candidate


def _frequent_terms(posts: Sequence[Post]) -> Iterable[Candidate]:
    """Propose Chinese words that recur, end like a term and have free neighbours on their left.

    A word all of whose occurrences lie in one longer word that is proposed as well is left out.
    """
    counts: Counter[str] = Counter()
    lefts: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        masked = mask_markup(f"{post.title}\n{post.text}")
        for match in _RUN.finditer(masked):
            piece = match.group()
            for start in range(len(piece)):
                for end in range(start + 2, min(start + 8, len(piece)) + 1):
                    word = piece[start:end]
                    if word.endswith(_TERM_ENDINGS):
                        counts[word] += 1
                        lefts[word].add(piece[start - 1] if start else f"|{len(lefts[word])}")
                        where[word].add(post.id)
    proposed = {
        word
        for word, count in counts.items()
        if (len(where[word]) > 1 or count > 2)
        and len(word) > 2
        and len(lefts[word]) > 0.6 * min(count, 5)
        and not word.startswith(_NOT_AT_START)
    }
    inside = {longer[start:]: longer for longer in proposed for start in range(1, len(longer) - 1)}
    for word in sorted(proposed):
        if word not in inside or counts[inside[word]] < 0.7 * counts[word]:
            yield Candidate(name=word, reasons={"recurs in several posts": 0.6}, posts=where[word])


def _quoted_terms(post: Post, known: dict[str, set[int]]) -> Iterable[Candidate]:
    for match in _QUOTED.finditer(post.text):
        term = match["term"]
        span = set(range(match.start("term"), match.end("term")))
        if term.endswith(_TERM_ENDINGS) and not span <= known["text"]:
            reasons = {"quoted": 0.2}
            if term in post.title:
                reasons["in the title"] = 0.45
            if post.text.count(term) > 1:
                reasons["more than once"] = 0.1
            yield Candidate(name=term, reasons=reasons, posts={post.id})


def _names_of_papers(post: Post, known: dict[str, set[int]]) -> Iterable[Candidate]:
    """Propose what a cited paper is called after: 《SAU: Smooth activation function ...》."""
    for match in _NAMED_PAPER.finditer(post.text):
        name = match["name"]
        if known["text"].isdisjoint(range(*match.span("name"))) and not _is_no_concept(name):
            yield Candidate(name=name, reasons={"names a cited paper": 0.6}, posts={post.id})


def _recurring_terms(post: Post, known: dict[str, set[int]]) -> Iterable[Candidate]:
    """Propose the longest part of the title that the text takes up and that ends like a term."""
    for match in _PIECE.finditer(post.title):
        piece = match.group()
        parts = sorted(
            (
                piece[i:j]
                for i in range(len(piece))
                for j in range(i + 3, min(i + 9, len(piece) + 1))
            ),
            key=len,
            reverse=True,
        )
        for part in parts:
            start = match.start() + piece.index(part)
            span = range(start, start + len(part))
            if (
                part in post.text
                and part.endswith(_TERM_ENDINGS)
                and not known["title"].issuperset(span)
                and not part.startswith(_NOT_AT_START)
                and not (start in known["title"] and start - 1 in known["title"])
            ):
                reasons = {"in the title": 0.45, "taken up in the text": 0.2}
                yield Candidate(name=part, reasons=reasons, posts={post.id})
                break


def _defined_terms(
    definition: Definition,
    post: Post,
    matcher: ConceptMatcher,
    labels: dict[str, set[str]],
    corpus: str,
) -> Iterable[Candidate]:
    """Add the unknown names of a definition to the `labels` of the known concept among them; where
    none is known, propose a new one.
    """
    first, *others = definition.names
    if not _names_fit(definition):
        return
    ids = [_concept_of(name, matcher) for name in definition.names]
    known = {id_ for id_ in ids if id_}
    if len(known) > 1:
        return
    unknown = [name.text for name, id_ in zip(others, ids[1:], strict=True) if not id_]
    unknown = [name for name in unknown if not _is_no_concept(name)]
    if known:
        concept = matcher.vocabulary.concepts[known.pop()]
        for name in unknown:
            if not _is_known_label(name, matcher) and _is_alias(name, concept, definition):
                labels[concept.id].add(name)
        return
    trimmed = _trim(first.text, corpus) if is_cjk(first.text[0]) else first.text
    if trimmed is None or _is_no_concept(trimmed) or not unknown:
        return
    reasons = {"defined in a parenthesis": 0.7}
    yield Candidate(name=trimmed, reasons=reasons, aliases=set(unknown), posts={post.id})


def _is_alias(name: str, concept: Concept, definition: Definition) -> bool:
    """Tell another name of a known concept from a remark on it or a kind of it."""
    english = [label.text for label in (*concept.pref_label, *concept.alt_labels)]
    phrases = [*english, *(other.text for other in definition.names)]
    if " " in name:
        return any(
            fuzz.token_sort_ratio(name.casefold(), label.casefold()) >= 85 for label in english
        )
    return any(is_acronym(name, phrase) for phrase in phrases if " " in phrase)


def _names_fit(definition: Definition) -> bool:
    """Tell a translation or an abbreviation from a remark in a parenthesis."""
    first, *others = definition.names
    latin = [name.text for name in others if not any(map(is_cjk, name.text))]
    if any(map(is_cjk, first.text)):
        return bool(latin) and all(len(name) > 1 and not name.islower() for name in latin)
    phrases = [first.text, *latin]
    acronym = any(
        is_acronym(short, long)
        for short in phrases
        for long in phrases
        if " " in long or "-" in long
    )
    chinese = [name.text for name in others if any(map(is_cjk, name.text))]
    return acronym or (_looks_like_a_name(first.text) and bool(chinese) and not latin)


def _concept_of(name: Name, matcher: ConceptMatcher) -> str | None:
    """Return the concept that the end of the name is a clear label of."""
    found = [
        c for c in matcher.find_candidates(name.text) if c.end == len(name.text) and not c.ambiguous
    ]
    if not found:
        return None
    whole = found[-1].start == 0 or is_cjk(name.text[0])
    return found[-1].concept_ids[0] if whole else None


def _is_known_label(name: str, matcher: ConceptMatcher) -> bool:
    return any(c.start == 0 and c.end == len(name) for c in matcher.find_candidates(name))


def _trim(name: str, corpus: str) -> str | None:
    """Cut from the left what is no part of the term: what makes it rarer than its rest."""
    for start in range(len(name) - 2):
        count = corpus.count(name[start:])
        if count > 1 and count >= 0.6 * corpus.count(name[start + 1 :]):
            return name[start:]
    return None


def _is_no_concept(name: str) -> bool:
    words = name.casefold().split()
    return (
        len(name) < 2
        or all(word.strip(".") in _NO_CONCEPTS for word in words)
        or words[0] in _NO_CONCEPTS
        or bool(_DATED_VENUE.match(name) or _NUMBER_OR_UNIT.match(name))
    )


def _looks_like_a_name(name: str, *, phrases: bool = True) -> bool:
    """Tell GLANN, BytePiece, GPT2 and Wikipedia Extractor from ordinary words and from formulas."""
    words = name.split()
    if len(words) > 1:
        return phrases and all(word[0].isupper() for word in words)
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) < 3 or not capitals:
        return False
    return capitals > 1 or any(c.isupper() for c in letters[1:]) or any(c.isdigit() for c in name)


def _concept(candidate: Candidate, taken: set[str]) -> Concept:
    id_ = f"concept/{slugify(candidate.name)}"
    while id_ in taken:
        id_ += "_"
    taken.add(id_)
    aliases = sorted(candidate.aliases - {candidate.name})
    return Concept(
        id=id_,
        pref_label=(Label(text=candidate.name, language=_language(candidate.name)),),
        alt_labels=tuple(Label(text=alias, language=_language(alias)) for alias in aliases),
        status="discovered",
    )


def _language(name: str) -> str:
    return "zh" if any(map(is_cjk, name)) else "en"
