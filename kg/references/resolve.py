"""References and posts in; where each reference leads, and the unlisted posts and works among the
targets out.

Where a link points decides, then a title of a known post. Where neither fits, the reference's own
words tell what kind of thing it leads to. What several posts fit is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.addresses import find_identifier
from kg.model import How, OpenReference, Post, Reference, Resolution, Series, Work
from kg.references.addressbook import Destination
from kg.references.anchors import title_of_link
from kg.references.corpus import Corpus, build_corpus
from kg.references.kinds import Guess, guess_kind
from kg.references.titles import Match
from kg.references.unknown import UnknownReference, group_unknown
from kg.references.wording import (
    choose,
    find_about,
    find_bare_title,
    find_heading,
    find_place,
    find_section,
    find_series_part,
    may_be_inexact,
)
from kg.series import find_series, part_of
from kg.titles import fold_title

_MOVED = 0.95
"""How sure a link is whose address was corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedReferences:
    """Where references lead.

    `posts` are the listed ones, and of the others those that are cited, may be meant, or belong to
    a series of these. `series` and `works` are those among them; each tuple is sorted.
    """

    posts: tuple[Post, ...]
    resolutions: tuple[Resolution, ...]
    open: tuple[OpenReference, ...]
    works: tuple[Work, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesReference:
    """A reference to a series as a whole: its key, and the id of one of its parts."""

    reference: Reference
    key: str
    part: str
    how: How
    confidence: float
    reason: str

    def lead_to(self, series_id: str) -> Resolution:
        """Return the resolution, now that the series of the part is known."""
        return Resolution(
            reference=self.reference, target=series_id, kind="series", how=self.how,
            confidence=self.confidence, reason=self.reason,
        )  # fmt: skip


Decision: TypeAlias = Resolution | OpenReference | SeriesReference | UnknownReference | None
"""Where a reference leads; to nothing if it is one of a post to itself, or no reference."""


def resolve_references(
    references: Sequence[Reference],
    posts: Sequence[Post],
    headings: Mapping[str, Iterable[str]] | None = None,
) -> ResolvedReferences:
    """Return where each reference leads.

    `posts` are all that are known, listed or not; `headings`, by their ids, what `find_headings`
    finds in them where that is known already. A reference of a post to itself leads nowhere and
    is left out; so is a link that leads to no post and bears no title.

    Example:
        >>> posts = [Post(id="a", title="甲"), Post(id="b", title="乙")]
        >>> reference = Reference(post_id="b", title="甲", start=0, end=1)
        >>> [(r.target, r.how) for r in resolve_references([reference], posts).resolutions]
        [('a', 'exact')]
    """
    corpus = build_corpus(posts, references, known_headings=headings)
    decided = [
        decide(reference, corpus.posts[reference.post_id], corpus) for reference in references
    ]
    resolutions = [one for one in decided if isinstance(one, Resolution)]
    opened = [one for one in decided if isinstance(one, OpenReference)]
    to_series = [one for one in decided if isinstance(one, SeriesReference)]
    unknown = [one for one in decided if isinstance(one, UnknownReference)]
    outside, unlisted, works, dead = group_unknown(unknown)
    resolutions += outside
    opened += dead

    cited = {r.target for r in resolutions} | {id_ for one in opened for id_ in one.candidates}
    named = {one.key for one in to_series}
    shown = [*_shown([*corpus.posts.values()], cited, named), *unlisted]
    series = find_series(shown)
    series_of = {part.post_id: one.id for one in series for part in one.parts}
    resolutions += [one.lead_to(series_of[one.part]) for one in to_series if one.part in series_of]
    return ResolvedReferences(
        posts=tuple(sorted(shown, key=lambda post: post.id)),
        resolutions=tuple(sorted(resolutions, key=lambda r: reading_order(r.reference))),
        open=tuple(sorted(opened, key=lambda one: reading_order(one.reference))),
        works=tuple(sorted(works, key=lambda work: work.id)),
        series=tuple(series),
    )


def decide(reference: Reference, citing: Post, corpus: Corpus) -> Decision:
    """Return where one reference leads, as far as the other references need not be asked.

    `corpus` must hold all posts that `kg.references.blocking` finds for the reference; what others
    it holds makes no difference.
    """
    match = _find_posts(reference, citing, corpus)
    if match is None or isinstance(match, UnknownReference):
        return match
    if match.series:
        return SeriesReference(
            reference=reference, key=match.series, part=match.posts[0].id, how=match.how,
            confidence=match.confidence, reason=match.reason,
        )  # fmt: skip
    others = [post for post in match.posts if post.id != citing.id]
    meant = choose(others, reference, citing) if len(others) > 1 else others
    if not meant:
        return None
    if len(meant) == 1:
        return _to_post(reference, match, meant[0], citing)
    candidates = tuple(sorted(post.id for post in meant))
    return OpenReference(reference=reference, status="ambiguous", candidates=candidates)


def _find_posts(
    reference: Reference, citing: Post, corpus: Corpus
) -> Match | UnknownReference | None:
    """Return the posts that a reference may mean, what else it names, or None if it is nothing."""
    if reference.form == "place":
        return find_place(reference, citing, corpus)
    destination = corpus.addresses.find(reference, citing) if reference.link else Destination()
    if destination.posts:
        reason = destination.reason
        confidence = _MOVED if reason else 1.0
        return Match(posts=destination.posts, how="link", confidence=confidence, reason=reason)
    if reference.link and not destination.is_own:
        return _find_elsewhere(reference, destination, citing, corpus)
    if not reference.names_title:
        return _unknown(reference, destination, citing, corpus) if destination.is_post else None
    return _find_by_title(reference, destination, citing, corpus)


def _find_by_title(
    reference: Reference, destination: Destination, citing: Post, corpus: Corpus
) -> Match | UnknownReference | None:
    match = find_bare_title(reference, citing.text, corpus) or corpus.titles.match_exact(
        reference.title
    )
    if not match and not destination.is_post:
        match = _find_inexact(reference, citing.text, corpus)
    if not match:
        return _unknown(reference, destination, citing, corpus)
    part = part_of(citing) if match.series else None
    return None if part and part.key == match.series else match


def _find_inexact(reference: Reference, text: str, corpus: Corpus) -> Match | None:
    if not may_be_inexact(reference, text):
        return find_about(reference, text, corpus)
    return (
        find_series_part(reference, text, corpus)
        or find_about(reference, text, corpus)
        or find_section(reference, text, corpus)
        or corpus.titles.match_like(reference.title)
        or find_heading(reference, corpus)
    )


def _to_post(reference: Reference, match: Match, post: Post, citing: Post) -> Resolution:
    return Resolution(
        reference=reference,
        target=post.id,
        kind="post" if post.listed else "unlisted_post",
        how=match.how,
        confidence=match.confidence,
        reason=match.reason,
        to_later=bool(post.date and citing.date and post.date > citing.date),
    )


def _find_elsewhere(
    reference: Reference, destination: Destination, citing: Post, corpus: Corpus
) -> UnknownReference | None:
    """Return what a link to another site names: without a title, nothing but a paper."""
    unknown = _unknown(reference, destination, citing, corpus)
    is_paper = unknown.guess.kind == "paper" or find_identifier(reference.link)
    return unknown if reference.names_title or is_paper else None


def _unknown(
    reference: Reference, destination: Destination, citing: Post, corpus: Corpus
) -> UnknownReference:
    """Return a reference to no known post with all that identifies what it leads to."""
    identifier = None if destination.is_own else find_identifier(reference.link)
    title = reference.title if reference.names_title else ""
    if not title and not destination.is_own:
        title = title_of_link(reference)
    keys = [("title", fold_title(title))] if title or reference.names_title else []
    if identifier:
        keys.append(("identifier", identifier))
    elif destination.address and (destination.is_post or not destination.is_own):
        keys.append(("address", destination.address))
    all_known = bool(corpus.last_known and citing.date and citing.date <= corpus.last_known)
    guess = guess_kind(reference, all_known=all_known)
    if destination.is_post:
        guess = Guess(kind="unlisted_post", reason="an address of the blog", confidence=0.99)
    return UnknownReference(reference=reference, title=title, keys=tuple(keys), guess=guess)


def _shown(posts: Sequence[Post], cited: set[str], series: set[str]) -> list[Post]:
    """Return the posts that the graph shows: not those that only the list of titles knows."""
    parts = {post.id: part.key for post in posts if (part := part_of(post))}
    wanted = series | {parts[post.id] for post in posts if post.listed and post.id in parts}
    return [p for p in posts if p.listed or p.id in cited or parts.get(p.id) in wanted]


def reading_order(reference: Reference) -> tuple[str, int, int]:
    """Return what references are sorted by: their post, then their place in its text."""
    return reference.post_id, reference.start, reference.end
