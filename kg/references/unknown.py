"""References to what is no known post in; the unlisted posts and works that they name out.

References that share a title, an identifier or an address mean one thing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.addresses import identifier_iri
from kg.model import OpenReference, Post, Reference, Resolution, UnknownKind, Work
from kg.references.kinds import Guess
from kg.titles import slugify

# What reads like a title among the words of links, and what like the names of authors.
_WORD = re.compile(r"[A-Za-z][\w'’-]*|[\u3400-\u9fff]{2}")
_BYLINE = re.compile(r"et al|\b(?:19|20)\d{2}\b|&|等人")
_SURE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownReference:
    """A reference to something that is no known post, with all that identifies it.

    `keys` are its folded title, identifier and address, at least one of them.
    """

    reference: Reference
    keys: tuple[tuple[str, str], ...]
    guess: Guess


def group_unknown(
    unknown: Sequence[UnknownReference],
) -> tuple[list[Resolution], list[Post], list[Work], list[OpenReference]]:
    """Make one post or work of all references that share a title, an identifier or an address."""
    resolutions: list[Resolution] = []
    unlisted: list[Post] = []
    works: list[Work] = []
    dead: list[OpenReference] = []
    for group in _connected(unknown):
        references = [one.reference for one in group]
        kind = _kind_of_all(group)
        identifier = min(
            (key for one in group for name, key in one.keys if name == "identifier"), default=None
        )
        title = _title_of_all(references, identifier)
        if not title:
            dead += [OpenReference(reference=reference, status="dead") for reference in references]
            continue
        url = min((r.link for r in references if "://" in r.link), default=None)
        if kind == "unlisted_post":
            target = f"post/{slugify(title)}"
            unlisted.append(Post(id=target, title=title, url=url, listed=False))
        else:
            target = identifier_iri(identifier) if identifier else f"work/{slugify(title)}"
            works.append(Work(id=target, title=title, kind=kind, url=url, identifier=identifier))
        resolutions += [
            Resolution(
                reference=one.reference,
                target=target,
                kind=kind,
                how="link" if one.reference.link else "cue",
                confidence=one.guess.confidence,
                reason=one.guess.reason if one.guess.kind == kind else "another reference to it",
            )
            for one in group
        ]
    return resolutions, unlisted, works, dead


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


def _kind_of_all(group: Sequence[UnknownReference]) -> UnknownKind:
    """Return the kind that the surest of the references to one thing speak for."""
    votes: Counter[UnknownKind] = Counter()
    best = max(one.guess.confidence for one in group)
    for one in group:
        if one.guess.confidence >= min(best, _SURE):
            votes[one.guess.kind] += 1
    return min(votes, key=lambda kind: (-votes[kind], kind))


def _title_of_all(references: Sequence[Reference], identifier: str | None) -> str:
    """Return what to call a thing: its title, or of the words linked to it what reads like one."""
    titles = Counter(reference.title for reference in references if reference.names_title)
    if not titles and identifier:
        words = (reference.title.strip(" .,。，“”\"'") for reference in references)
        titles = Counter(w for w in words if len(_WORD.findall(w)) >= 3 and not _BYLINE.search(w))
    if titles:
        return min(titles, key=lambda title: (-titles[title], title))
    return identifier or ""
