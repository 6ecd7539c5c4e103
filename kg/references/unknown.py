"""References to what is no known post in; the unlisted posts and works that they name out.

References that share a title, an identifier or an address mean one thing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.addresses import identifier_iri
from kg.model import OpenReference, Post, Reference, Resolution, UnknownKind, Work
from kg.references.anchors import words_of_title
from kg.references.kinds import Guess
from kg.titles import slugify

_SURE = 0.7
_ESCAPED = re.compile(r"\\([.\-_*#!+`~>|&])")  # in Markdown: 4\. Muon


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownReference:
    """A reference to something that is no known post, with all that identifies it.

    `title` is the one that the reference gives, if any; `keys` are that title folded, identifier
    and address, at least one of them.
    """

    reference: Reference
    keys: tuple[tuple[str, str], ...]
    guess: Guess
    title: str = ""

    def left_open(self) -> OpenReference | None:
        """Return the reference as a dead one, for want of a name of the thing that it leads to.

        Only a post of the blog is missed: a page elsewhere may be there, and be called anything.
        """
        if self.guess.kind != "unlisted_post":
            return None
        return OpenReference(reference=self.reference, status="dead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What all references to one thing say of it.

    `guesses` counts them by kind and confidence, `titles` by the titles that they give, `words` by
    other words of theirs that read like a title. `identifier` and `url` are the first by the
    alphabet, None where there is none.
    """

    guesses: Mapping[tuple[UnknownKind, float], int]
    titles: Mapping[str, int]
    words: Mapping[str, int]
    identifier: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What no known post is: an unlisted post or a work, with the id that references lead to."""

    id: str
    title: str
    kind: UnknownKind
    url: str | None = None
    identifier: str | None = None

    def as_post(self) -> Post:
        """Return the unlisted post."""
        return Post(id=self.id, title=self.title, url=self.url, listed=False)

    def as_work(self) -> Work:
        """Return the work."""
        assert self.kind != "unlisted_post"
        return Work(
            id=self.id, title=self.title, kind=self.kind, url=self.url, identifier=self.identifier
        )


def group_unknown(
    unknown: Sequence[UnknownReference],
) -> tuple[list[Resolution], list[Post], list[Work], list[OpenReference]]:
    """Make one post or work of all references that share a title, an identifier or an address."""
    resolutions: list[Resolution] = []
    unlisted: list[Post] = []
    works: list[Work] = []
    dead: list[OpenReference] = []
    for group in _connected(unknown):
        thing = make_thing(_tally(group))
        if thing is None:
            dead += [left for one in group if (left := one.left_open())]
            continue
        if thing.kind == "unlisted_post":
            unlisted.append(thing.as_post())
        else:
            works.append(thing.as_work())
        resolutions += [lead_to(one, thing.id, thing.kind) for one in group]
    return resolutions, unlisted, works, dead


def lead_to(one: UnknownReference, target: str, kind: UnknownKind) -> Resolution:
    """Return the resolution of one of the references that lead to a thing of this id and kind."""
    return Resolution(
        reference=one.reference,
        target=target,
        kind=kind,
        how="link" if one.reference.link else "cue",
        confidence=one.guess.confidence,
        reason=one.guess.reason if one.guess.kind == kind else "another reference to it",
    )


def make_thing(tally: Tally) -> Thing | None:
    """Return what all references to one thing lead to, None if nothing tells what to call it.

    Example:
        >>> guesses = {("film", 0.9): 1, ("work", 0.5): 2}
        >>> make_thing(Tally(guesses=guesses, titles={"功夫": 3}, words={}))
        Thing(id='work/功夫', title='功夫', kind='film', url=None, identifier=None)
    """
    kind = _kind_of_all(tally)
    title = _most_frequent(tally.titles)
    if not title and tally.identifier:
        title = _most_frequent(tally.words) or tally.identifier
    if not title:
        return None
    title = _ESCAPED.sub(r"\1", title)
    if kind == "unlisted_post":
        page = tally.url.partition("#")[0] if tally.url else None
        return Thing(id=f"post/{slugify(title)}", title=title, kind=kind, url=page)
    id_ = identifier_iri(tally.identifier) if tally.identifier else f"work/{slugify(title)}"
    return Thing(id=id_, title=title, kind=kind, url=tally.url, identifier=tally.identifier)


def _tally(group: Sequence[UnknownReference]) -> Tally:
    references = [one.reference for one in group]
    return Tally(
        guesses=Counter((one.guess.kind, one.guess.confidence) for one in group),
        titles=Counter(one.title for one in group if one.title),
        words=Counter(words for one in references if (words := words_of_title(one))),
        identifier=min(
            (key for one in group for name, key in one.keys if name == "identifier"), default=None
        ),
        url=min((one.link for one in references if "://" in one.link), default=None),
    )


def _connected(unknown: Sequence[UnknownReference]) -> list[list[UnknownReference]]:
    """Return the groups in which every two references are linked by shared keys."""
    leader: dict[tuple[str, str], tuple[str, str]] = {}

    def find(key: tuple[str, str]) -> tuple[str, str]:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one in unknown:
        for key in one.keys[1:]:
            leader[find(key)] = find(one.keys[0])
    groups: dict[tuple[str, str], list[UnknownReference]] = defaultdict(list)
    for one in unknown:
        groups[find(one.keys[0])].append(one)
    return list(groups.values())


def _kind_of_all(tally: Tally) -> UnknownKind:
    """Return the kind that the surest of the references to one thing speak for."""
    votes: Counter[UnknownKind] = Counter()
    best = max(confidence for _, confidence in tally.guesses)
    for (kind, confidence), count in tally.guesses.items():
        if confidence >= min(best, _SURE):
            votes[kind] += count
    return min(votes, key=lambda kind: (-votes[kind], kind))


def _most_frequent(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda words: (-counts[words], words), default="")
