"""A knowledge base and a gold annotation in, recall and precision out.

The measures: a predicted concept equals a gold one when one of its names equals one of the gold's
names or surface forms, as names are found in posts: whatever the script, case, hyphens and number.
Punctuation does not count either: an annotator may mark 图像/文本检索; but C, C++ and C# are three.
Recall is counted for each tier (core, secondary); precision counts what is core or secondary in the
gold, and a prediction that is only optional there neither way. About is compared with the core tier
by F1.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from kg.concepts.taiwan import in_mainland_words
from kg.concepts.wordings import find_wordings
from kg.errors import InputError
from kg.folding import fold_name, singulars
from kg.language import blog_language
from kg.masking import mask_emphasis
from kg.model import Concept, ConceptLink, KnowledgeBase, Post
from kg.readers.contents import read_json
from kg.titles import fold_title

Tier = Literal["core", "secondary", "optional"]

_FORM = "see tests/gold/README.md for the form"
_Offset = Annotated[int, msgspec.Meta(ge=0)]
_HOST = re.compile(r"\w+://[^/]*")
_NUMBER = re.compile(r"\d+")
_NAMED = 3  # at most, of several posts at fault
_TELLING = re.compile(r"[^\W_][+#*]*|(?<![\w.])\.(?=[^\W\d])")
"""What tells names apart: letters, digits, what C++, C# and A* have behind one, the dot of .NET."""
_JOINING = re.compile(r"(?<=[^\W_]{2})[+#*](?![+#*])")
"""One such sign behind a longer word, which is rather punctuation: BERT+CRF."""


class _Concept(msgspec.Struct):
    """A concept as a gold file has it; `surface` or `mentions` say how the post names it."""

    en: str | None
    zh: str | None
    abbr: str | None
    tier: Tier
    surface: list[str] = []
    mentions: list[tuple[Literal["title", "text"], _Offset, _Offset]] = []

    def __post_init__(self) -> None:
        if not self.names():
            raise ValueError("Object has none of the names `en`, `zh`, `abbr`")
        for _, start, end in self.mentions:
            if start >= end:
                raise ValueError(f"Span from {start} to {end} is empty")

    def names(self) -> list[str]:
        return [name for name in (self.en, self.zh, self.abbr) if name and not name.isspace()]


class _Record(msgspec.Struct):
    """A post as a gold file has it; `end` is how much of its text was annotated."""

    concepts: list[_Concept]
    title: str = ""
    id: str = ""
    end: _Offset | None = None

    def __post_init__(self) -> None:
        if not (self.title or self.id):
            raise ValueError("Object missing required field `title` or `id`")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldConcept:
    """A concept as annotated, with its names as they are compared (see `names_of`)."""

    name: str
    tier: Tier
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPost:
    """An annotated post; `text_end` is how much of its text was annotated, None for all."""

    post: Post
    text_end: int | None
    concepts: tuple[GoldConcept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of `wanted`, how many were found; of `predicted`, how many are right.

    Rates are in [0, 1], and None where there is nothing that they could be the share of.

    Example:
        >>> score = Score(found=0, wanted=0, right=1, predicted=2)
        >>> score.recall, score.precision, score.f1
        (None, 0.5, None)
    """

    found: int
    wanted: int
    right: int
    predicted: int

    @property
    def recall(self) -> float | None:
        """The share of what is wanted that was found."""
        return _share(self.found, self.wanted)

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right."""
        return _share(self.right, self.predicted)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of recall and precision; 0 where nothing that is wanted was found."""
        recall, precision = self.recall, self.precision
        if not recall or not precision:
            return None if recall is None else 0.0
        return 2 * recall * precision / (recall + precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The score of each tier and of `about`, and what they rest on as (post title, concept) pairs.

    All tiers share one precision: a prediction does not say which tier it is meant for.
    """

    core: Score
    secondary: Score
    about: Score
    missed: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()

    def scores(self) -> dict[str, Score]:
        """Return the scores under their names."""
        both = Score(
            found=self.core.found + self.secondary.found,
            wanted=self.core.wanted + self.secondary.wanted,
            right=self.core.right,
            predicted=self.core.predicted,
        )
        return {
            "core": self.core,
            "secondary": self.secondary,
            "core and secondary": both,
            "about": self.about,
        }

    def measures(self) -> dict[str, float | None]:
        """Return the measures that floors are set for, under their names."""
        return {
            "core_recall": self.core.recall,
            "secondary_recall": self.secondary.recall,
            "precision": self.core.precision,
            "about_f1": self.about.f1,
        }


def read_gold(path: Path | str, posts: Sequence[Post]) -> list[GoldPost]:
    """Read a gold file and find the post of each record by its title, its `id` or both.

    tests/gold/README.md says what a record has.

    Raises:
        InputError: the file is no such JSON, or annotates no post, or one not among `posts`, or one
            twice; or it leaves open which post it means, or marks what the post does not have.
    """
    file = Path(path)
    records = read_json(file)
    try:
        known = msgspec.convert(records, list[_Record])
    except msgspec.ValidationError as error:
        raise InputError(file, f"is no annotation ({error})", _FORM) from error
    if not known:
        raise InputError(file, "annotates no post", _FORM)
    annotated = _find_posts(file, known, posts)
    _check_once(file, annotated)
    gold = [
        GoldPost(
            post=post,
            text_end=record.end,
            concepts=tuple(_gold_concept(concept, post) for concept in record.concepts),
        )
        for record, post in zip(known, annotated, strict=True)
    ]
    _check_spans(file, known, gold)
    return gold


def annotated_posts(gold: Sequence[GoldPost], *, among: Iterable[Post] = ()) -> list[Post]:
    """Return the posts, cut to what was annotated, to build the knowledge base from.

    Behind them come the posts `among` which they are, whole: what a blog says elsewhere, too, tells
    what its names mean and which of its words are terms.
    """
    cut = [replace(one.post, text=one.post.text[: one.text_end]) for one in gold]
    annotated = {one.id for one in cut}
    return [*cut, *(post for post in among if post.id not in annotated)]


def evaluate(kb: KnowledgeBase, gold: Sequence[GoldPost]) -> Evaluation:
    """Compare the concept links of `kb` with the gold."""
    known = names_of(kb.concepts)
    language = blog_language(kb)
    names = {concept.id: concept.label(language) for concept in kb.concepts}
    links: dict[str, list[ConceptLink]] = defaultdict(list)
    for link in kb.concept_links:
        links[link.post_id].append(link)
    annotated = [
        (
            one.post.title,
            concept,
            any(concept.names & known[link.concept_id] for link in links[one.post.id]),
        )
        for one in gold
        for concept in one.concepts
    ]
    judged = [
        (one.post.title, link, {c.tier for c in one.concepts if c.names & known[link.concept_id]})
        for one in gold
        for link in links[one.post.id]
    ]
    wrong = [(title, names[link.concept_id]) for title, link, tiers in judged if not tiers]
    right = sum(not tiers.isdisjoint(("core", "secondary")) for _, _, tiers in judged)

    def score(tier: Tier) -> Score:
        hits = [hit for _, concept, hit in annotated if concept.tier == tier]
        return Score(found=sum(hits), wanted=len(hits), right=right, predicted=right + len(wrong))

    core = score("core")
    about = ["core" in tiers for _, link, tiers in judged if link.relation == "about"]
    return Evaluation(
        core=core,
        secondary=score("secondary"),
        about=Score(found=sum(about), wanted=core.wanted, right=sum(about), predicted=len(about)),
        missed=tuple(
            (title, f"{concept.name} ({concept.tier})")
            for title, concept, hit in annotated
            if not hit and concept.tier != "optional"
        ),
        wrong=tuple(wrong),
    )


def names_of(concepts: Sequence[Concept]) -> dict[str, frozenset[str]]:
    """Return the names of each concept as those of the gold are compared with them, by its id.

    They are its labels and the other ways to write these by which it is found in posts, without
    punctuation that does not tell names apart, and the singulars of all.

    Example:
        >>> from kg.model import Label
        >>> moment = Concept(id="a", pref_label=(Label("Central Moments", "en"),))
        >>> sorted(names_of([moment])["a"])
        ['centralmoment', 'centralmoments']
    """
    names = {
        concept.id: {one for label in concept.labels for one in _compared(label.text)}
        for concept in concepts
    }
    for wordings in find_wordings(concepts, mixed=True).values():
        for wording, _, id_ in wordings:
            names[id_].update(_compared(wording))
    return {id_: frozenset(own) for id_, own in names.items()}


def _find_posts(file: Path, records: Sequence[_Record], posts: Sequence[Post]) -> list[Post]:
    """Return the post of each record.

    Raises:
        InputError: there is none, or not one alone.
    """
    by_title, by_id = defaultdict(list), defaultdict(list)
    for post in posts:
        by_title[fold_title(post.title)].append(post)
        for id_ in _ids(post):
            by_id[id_].append(post)
    found = []
    for record in records:
        titled = by_title[fold_title(record.title)] if record.title else []
        called = by_id[record.id] if record.id else []
        both = [post for post in titled if post in called]
        if record.title and called and not both:
            fault = (
                f"calls {record.title} by the id {record.id}, which is that of {called[0].title}"
            )
            raise InputError(file, fault, "leave out what is wrong of the two")
        found.append((record.title or record.id, both or titled or called))
    if unread := [name for name, ones in found if not ones]:
        fault = f"annotates {_some(unread)}, which {'were' if len(unread) > 1 else 'was'} not read"
        raise InputError(file, fault, "name its folder")
    for name, ones in found:
        if len(ones) > 1:
            fault = f"annotates {name}, which may be any of {len(ones)} posts"
            told = _some([post.url or post.id for post in ones])
            raise InputError(file, fault, f"say by `id` which: {told}")
    return [post for _, (post,) in found]


def _ids(post: Post) -> set[str]:
    """Return what a record may call a post by: its id, its address, the numbers in that."""
    address = post.url or ""
    numbers = _NUMBER.findall(_HOST.sub("", address, count=1))
    return {post.id, address, *numbers} - {""}


def _some(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _check_once(file: Path, posts: Sequence[Post]) -> None:
    """Check that no two records have one post.

    Raises:
        InputError: two have.
    """
    first: dict[str, int] = {}
    for index, post in enumerate(posts):
        if (other := first.setdefault(post.id, index)) != index:
            fault = f"annotates {post.title} twice, at `$[{other}]` and `$[{index}]`"
            raise InputError(file, fault, "make one record of them")


def _check_spans(file: Path, records: Sequence[_Record], gold: Sequence[GoldPost]) -> None:
    """Check that what is marked is there.

    Raises:
        InputError: a span ends behind the title or the text.
    """
    beyond = [
        f"marks {start} to {end} in the {place} of {one.post.title}, which has {length} characters,"
        f" at `$[{i}].concepts[{j}].mentions[{k}]`"
        for i, (record, one) in enumerate(zip(records, gold, strict=True))
        for j, concept in enumerate(record.concepts)
        for k, (place, start, end) in enumerate(concept.mentions)
        if end > (length := len(one.post.passage(place)))
    ]
    if beyond:
        more = f" (and {len(beyond) - 1} more such spans)" if len(beyond) > 1 else ""
        raise InputError(file, beyond[0] + more, "count in what `kg` reads of the post")


def _gold_concept(record: _Concept, post: Post) -> GoldConcept:
    spans = (post.passage(place)[start:end] for place, start, end in record.mentions)
    surfaces = [*record.surface, *spans]
    names = record.names()
    return GoldConcept(
        name=names[0],
        tier=record.tier,
        names=frozenset(one for name in (*names, *surfaces) for one in _compared(name)),
    )


def _compared(name: str) -> Iterator[str]:
    """Yield what a name is compared as, if anything: itself and what it may be the plural of."""
    plain = mask_emphasis(name).replace("**", "")  # half of a pair, where a span begins in it
    plain = _JOINING.sub("", unicodedata.normalize("NFKC", plain))
    mainland = in_mainland_words(plain)
    spelt = fold_name(mainland.text if mainland else plain)
    if folded := "".join(_TELLING.findall(spelt)) or spelt.strip():
        yield folded
        if not name.isupper():  # MIPS is no plural of MIP
            yield from singulars(folded)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
