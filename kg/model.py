"""The values that pass between the stages: frozen, slotted, keyword-only.

Those of which there are most, labels, mentions and the links these make, are named tuples, which
are made in half the time; they too are written with the names of their fields.

Identifiers (`id`) are either absolute IRIs (a concept of a vocabulary) or paths relative to the
base IRI of the graph (`post/...`, `work/...`); `kg.rdf` makes IRIs of the paths.
`start` and `end` are half-open character offsets, so that `text[start:end]` is the surface form.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

DEFAULT_BASE = "https://blog.example/"
"""The base IRI of a graph whose owner names no other; a reserved name that is nobody's."""


class InputFormat(StrEnum):
    """The formats of posts that there are readers for (see `kg.readers`)."""

    markdown = "markdown"
    rst = "rst"
    notebook = "notebook"
    html = "html"
    feed = "feed"
    wordpress = "wordpress"
    json = "json"
    csv = "csv"
    list_page = "list-page"


Place = Literal["title", "text", "reference"]
"""Where a name stands: in the post's title, in its text, or in a 《title》 in the text."""

Relation = Literal["about", "mentions"]

WorkKind = Literal["paper", "book", "film", "web_page", "work"]
UnknownKind = WorkKind | Literal["unlisted_post"]
"""What a title may belong to that is the title of no post of the input."""
TargetKind = UnknownKind | Literal["post", "series"]
"""What a reference leads to."""
NodeKind = TargetKind | Literal["concept"]
"""What a node of the graph is."""

ReferenceForm = Literal["title", "quoted", "link", "wikilink", "post_url", "address", "place"]
"""How a reference is written: 《title》, “title” beside a word such as 文章, a link whose anchor is
no such title, [[note]], {% post_url name %}, a bare address or identifier, or a place in a series
(上一篇文章)."""

TITLE_FORMS: frozenset[ReferenceForm] = frozenset(("title", "quoted"))
"""Those in which the words are a title."""

How = Literal["link", "exact", "folded", "series", "fuzzy", "cue"]
"""How a reference was resolved: by where its link points, by its title letter for letter, by its
folded title, by the place in a series that it names, by a title much like it, or by the words
around it."""

OpenStatus = Literal["ambiguous", "dead"]
"""Why a reference is left open: several posts fit it, or its address leads to no known post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One sighting of a post: the page it stood on and the reader count shown there."""

    source: str
    readers: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A blog post; `listed` is false if it was not read: a reference or a list of titles names it.

    `source` names the page that `text` was read from, relative to the input. `aliases` are further
    titles, or paths on the site, that lead to the post. `lines` has for each line of `text` the
    1-based line of the page that it begins in; it is empty where that is not known. `date` is a
    day: of a point in time, such as pandas has, its day is kept. `slug` is what its address has in
    the place of its file's name, if that is something else.
    """

    id: str
    title: str
    author: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    text: str = ""
    source: str | None = None
    slug: str | None = None
    snapshots: tuple[Snapshot, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    listed: bool = True
    lines: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Keep the day of a point in time, which is a date as well, but compares with none."""
        if isinstance(self.date, datetime.datetime):
            object.__setattr__(self, "date", self.date.date())

    @property
    def titles(self) -> tuple[str, ...]:
        """Its title and the others that it has."""
        return (self.title, *(name for name in self.aliases if not name.startswith("/")))

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths on the site that lead to it besides its address."""
        return tuple(name for name in self.aliases if name.startswith("/"))

    def source_line(self, offset: int) -> int | None:
        r"""Return the line of the page `source` that a character of `text` came from.

        Example:
            >>> Post(id="post/a", title="甲", text="一\n二", lines=(5, 9)).source_line(2)
            9
        """
        return self.lines[self.text.count("\n", 0, offset)] if self.lines else None

    def passage(self, place: Place) -> str:
        """Return the string that offsets of a mention in `place` count in."""
        return self.title if place == "title" else self.text


class Label(NamedTuple):
    """A name and the BCP 47 tag of its language, empty if it has none."""

    text: str
    language: str


def in_language(texts: Iterable[Label], language: str) -> str | None:
    """Return the first text in a language or, if there is none, in a variety of it.

    Example:
        >>> in_language([Label("SVM", "en"), Label("支持向量机", "zh-CN")], "zh")
        '支持向量机'
    """
    variety = None
    for text, own in texts:
        if own == language:
            return text
        if variety is None and main_language(own) == language:
            variety = text
    return variety


def main_language(tag: str) -> str:
    """Return the language of a tag without script and region.

    Example:
        >>> main_language("zh-Hans-CN")
        'zh'
    """
    return tag.partition("-")[0]


class Notation(NamedTuple):
    """What a classification calls a concept, such as 512.1, and the IRI of the datatype that tells
    which classification that is; empty if nothing does.
    """

    text: str
    datatype: str


MatchKind = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]
"""How a concept is like one of another vocabulary, as SKOS calls it."""


class Match(NamedTuple):
    """A concept of another vocabulary, by its IRI, and how like it is."""

    kind: MatchKind
    target: str


Clarity = Literal["clear", "ambiguous", "everyday"]
"""Whether a name means one concept, may mean something else, or is mostly an everyday word."""


Status = Literal["vocabulary", "discovered", "rejected"]
"""Whether a vocabulary has a concept, the posts suggest it, or a person says that it is none."""


class Concept(NamedTuple):
    r"""A notion with its names, after SKOS (https://www.w3.org/TR/skos-reference/).

    `ambiguous_labels` are names that other notions share; `everyday_labels` are mostly used as
    everyday words; `hidden_labels` are found in posts, but are names to show to nobody, such as
    misspellings, whether or not they are ambiguous too.
    `field` is the id of its concept scheme, and `other_schemes` are those of further ones; `status`
    tells whether a vocabulary has it. `matches` and `notations` tell what it is elsewhere.
    `keyphraseness`, in [0, 1], is the share of the posts naming it that an indexer would list it
    for, as far as one knows (Mihalcea & Csomai, Wikify!, CIKM 2007). `symbols` are how formulas of
    it begin, in TeX: `\log` or `|`.
    """

    id: str
    pref_label: tuple[Label, ...]
    alt_labels: tuple[Label, ...] = ()
    ambiguous_labels: tuple[Label, ...] = ()
    everyday_labels: tuple[Label, ...] = ()
    hidden_labels: tuple[Label, ...] = ()
    definition: tuple[Label, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    field: str | None = None
    other_schemes: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    notations: tuple[Notation, ...] = ()
    status: Status = "vocabulary"
    keyphraseness: float | None = None
    symbols: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[Label, ...]:
        """All names, each once, the preferred ones first."""
        every = (*self.pref_label, *self.alt_labels, *self.ambiguous_labels, *self.everyday_labels)
        return tuple(dict.fromkeys((*every, *self.hidden_labels)))

    @property
    def shown_labels(self) -> tuple[Label, ...]:
        """All names but the hidden ones, each once, the preferred ones first."""
        hidden = {*self.hidden_labels}
        return tuple(label for label in self.labels if label not in hidden)

    def clarity(self, name: str) -> Clarity:
        """Tell how surely one of the names, in any letter case, means this concept."""
        if not self.everyday_labels and not self.ambiguous_labels:
            return "clear"
        folded = name.casefold()
        if any(label.text.casefold() == folded for label in self.everyday_labels):
            return "everyday"
        if any(label.text.casefold() == folded for label in self.ambiguous_labels):
            return "ambiguous"
        return "clear"

    def label(self, language: str) -> str:
        """Return the preferred label in `language` or, if there is none, the first one.

        Example:
            >>> svm = Concept(id="c", pref_label=(Label(text="支持向量机", language="zh"),))
            >>> svm.label("en")
            '支持向量机'
        """
        return in_language(self.pref_label, language) or self.pref_label[0].text


class Mention(NamedTuple):
    """A surface form in a post that names a concept.

    `reason` tells what decided for the concept where the name is ambiguous; else it is empty.
    """

    post_id: str
    concept_id: str
    start: int
    end: int
    place: Place
    reason: str = ""


class ConceptLink(NamedTuple):
    """A post and a concept, with every mention (at least one) that the link rests on.

    `salience` lies in [0, 1]; above a threshold the post is about the concept.
    """

    post_id: str
    concept_id: str
    relation: Relation
    salience: float
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a post writes to name another post or a work, at `start:end` of its text.

    `title` is the title, or whatever words the link stands on, without markup; `link` is the
    target as written, empty if there is none; `cue` is the word beside it that speaks for the kind
    `cue_kind`.
    """

    post_id: str
    title: str
    start: int
    end: int
    cue: str = ""
    cue_kind: UnknownKind | None = None
    link: str = ""
    form: ReferenceForm = "title"

    @property
    def names_title(self) -> bool:
        """Whether the words are a title, rather than any words that carry a link."""
        return self.form in TITLE_FORMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Where a reference leads: the id of a post, a series or a work.

    `confidence` lies in (0, 1]; `reason` says what `how` leaves open; `to_later` is true if the
    target was published after the citing post, which must have been edited since.
    """

    reference: Reference
    target: str
    kind: TargetKind
    how: How
    confidence: float = 1.0
    reason: str = ""
    to_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReference:
    """A reference that leads nowhere for sure, with the ids of the posts that it may mean."""

    reference: Reference
    status: OpenStatus
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPart:
    """A post's place in a series, counted from 1 as its title counts."""

    position: int
    post_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Posts that belong together by their titles, in order; positions may have gaps."""

    id: str
    name: str
    parts: tuple[SeriesPart, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The positions before the last part that no known post has."""
        present = {part.position for part in self.parts}
        return tuple(n for n in range(1, max(present, default=0)) if n not in present)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A thing that posts cite and that is no post of the blog.

    The id of one with an arXiv id or DOI (`identifier`) is the IRI that these stand for.
    """

    id: str
    title: str
    kind: WorkKind
    url: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLinks:
    """A post, and all that is linked from it: concepts, what it cites with the references that lead
    there, and what is left open; each in the order of the knowledge base.
    """

    post: Post
    concepts: Sequence[ConceptLink] = ()
    citations: Sequence[tuple[str, Sequence[Resolution]]] = ()
    open: Sequence[OpenReference] = ()


@dataclass(frozen=True, kw_only=True)
class KnowledgeBase:
    """All that is known about a blog; the one value that the outputs are made from.

    `posts` holds listed and unlisted posts, `concepts` those that are mentioned and all that are
    broader than these, `schemes` the names of the fields they belong to. Every tuple is sorted, so
    that equal input gives equal values.
    """

    posts: tuple[Post, ...]
    concepts: tuple[Concept, ...]
    concept_links: tuple[ConceptLink, ...]
    references: tuple[Resolution, ...]
    open_references: tuple[OpenReference, ...]
    series: tuple[Series, ...]
    works: tuple[Work, ...]
    schemes: Mapping[str, tuple[Label, ...]]
    vocabulary_version: str

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention of every link, in the order of the links."""
        return tuple(mention for link in self.concept_links for mention in link.mentions)

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the pages that the posts stood on."""
        return tuple(sorted({s.source for post in self.posts for s in post.snapshots}))

    @cached_property
    def posts_by_id(self) -> dict[str, Post]:
        """The posts, listed or not, under their ids."""
        return {post.id: post for post in self.posts}

    @cached_property
    def citations(self) -> dict[tuple[str, str], tuple[Resolution, ...]]:
        """The references of each (citing post, cited target), in the order of the text."""
        grouped: dict[tuple[str, str], list[Resolution]] = {}
        for resolution in self.references:
            pair = (resolution.reference.post_id, resolution.target)
            grouped.setdefault(pair, []).append(resolution)
        return {pair: tuple(grouped[pair]) for pair in sorted(grouped)}

    @cached_property
    def links_by_post(self) -> tuple[PostLinks, ...]:
        """Each post, listed or not, with its links."""
        concepts: dict[str, list[ConceptLink]] = {}
        for link in self.concept_links:
            concepts.setdefault(link.post_id, []).append(link)
        cited: dict[str, list[tuple[str, Sequence[Resolution]]]] = {}
        for (post_id, target), resolutions in self.citations.items():
            cited.setdefault(post_id, []).append((target, resolutions))
        opened: dict[str, list[OpenReference]] = {}
        for one in self.open_references:
            opened.setdefault(one.reference.post_id, []).append(one)
        return tuple(
            PostLinks(
                post=post,
                concepts=concepts.get(post.id, ()),
                citations=cited.get(post.id, ()),
                open=opened.get(post.id, ()),
            )
            for post in self.posts
        )
