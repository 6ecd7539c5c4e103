"""References and posts in; where each reference leads, and the unlisted posts and works among the
targets out.

Where a link points decides, then a title of a known post. Where neither fits, the reference's own
words tell what kind of thing it leads to. What several posts fit is left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.addresses import find_identifier
from kg.model import OpenReference, Post, Reference, Resolution, Series, Work
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


def resolve_references(
    references: Sequence[Reference], posts: Sequence[Post]
) -> ResolvedReferences:
    """Return where each reference leads.

    `posts` are all that are known, listed or not. A reference of a post to itself leads nowhere and
    is left out; so is a link that leads to no post and bears no title.

    Example:
        >>> posts = [Post(id="a", title="甲"), Post(id="b", title="乙")]
        >>> reference = Reference(post_id="b", title="甲", start=0, end=1)
        >>> [(r.target, r.how) for r in resolve_references([reference], posts).resolutions]
        [('a', 'exact')]
    """
    corpus = build_corpus(posts, references)
    resolutions: list[Resolution] = []
    opened: list[OpenReference] = []
    to_series: list[tuple[Reference, Match]] = []
    unknown: list[UnknownReference] = []
    for reference in references:
        citing = corpus.posts[reference.post_id]
        match = _find_posts(reference, citing, corpus)
        if isinstance(match, UnknownReference):
            unknown.append(match)
        elif match and match.series:
            to_series.append((reference, match))
        elif match:
            others = [post for post in match.posts if post.id != citing.id]
            meant = choose(others, reference, citing) if len(others) > 1 else others
            if len(meant) == 1:
                resolutions.append(_to_post(reference, match, meant[0], citing))
            elif meant:
                candidates = tuple(sorted(post.id for post in meant))
                opened.append(
                    OpenReference(reference=reference, status="ambiguous", candidates=candidates)
                )
    outside, unlisted, works, dead = group_unknown(unknown)
    resolutions += outside
    opened += dead

    cited = {r.target for r in resolutions} | {id_ for one in opened for id_ in one.candidates}
    shown = [*_shown([*corpus.posts.values()], cited, {m.series for _, m in to_series}), *unlisted]
    series = find_series(shown)
    series_of = {part.post_id: one.id for one in series for part in one.parts}
    resolutions += [
        Resolution(
            reference=reference, target=series_of[match.posts[0].id], kind="series", how=match.how,
            confidence=match.confidence, reason=match.reason,
        )
        for reference, match in to_series
        if match.posts[0].id in series_of
    ]  # fmt: skip
    return ResolvedReferences(
        posts=tuple(sorted(shown, key=lambda post: post.id)),
        resolutions=tuple(sorted(resolutions, key=lambda r: _position(r.reference))),
        open=tuple(sorted(opened, key=lambda one: _position(one.reference))),
        works=tuple(sorted(works, key=lambda work: work.id)),
        series=tuple(series),
    )


def _find_posts(
    reference: Reference, citing: Post, corpus: Corpus
) -> Match | UnknownReference | None:
    """Return the posts that a reference may mean, what else it names, or None if it is nothing."""
    if reference.form == "place":
        return find_place(reference, citing, corpus)
    keys = [("title", fold_title(reference.title))] if reference.names_title else []
    is_own_post = False
    if reference.link:
        destination = corpus.addresses.find(reference, citing)
        if destination.posts:
            reason = destination.reason
            confidence = _MOVED if reason else 1.0
            return Match(posts=destination.posts, how="link", confidence=confidence, reason=reason)
        is_own_post = destination.is_post
        identifier = None if destination.is_own else find_identifier(reference.link)
        if identifier:
            keys.append(("identifier", identifier))
        elif is_own_post or (reference.names_title and not destination.is_own):
            keys.append(("address", destination.address))
        if destination.is_own is False or not reference.names_title:
            decided = identifier or is_own_post or reference.names_title
            return _unknown(reference, keys, citing, corpus, is_own_post) if decided else None
    match = find_bare_title(reference, citing.text, corpus) or corpus.titles.match_exact(
        reference.title
    )
    if not match and not is_own_post:
        match = _find_inexact(reference, citing.text, corpus)
    if not match:
        return _unknown(reference, keys, citing, corpus, is_own_post)
    if match.series and (part := part_of(citing)) and part.key == match.series:
        return None
    return match


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


def _unknown(
    reference: Reference,
    keys: Sequence[tuple[str, str]],
    citing: Post,
    corpus: Corpus,
    is_own_post: bool,
) -> UnknownReference:
    all_known = bool(corpus.last_known and citing.date and citing.date <= corpus.last_known)
    guess = guess_kind(reference, all_known=all_known)
    if is_own_post:
        guess = Guess(kind="unlisted_post", reason="an address of the blog", confidence=0.99)
    return UnknownReference(reference=reference, keys=tuple(keys), guess=guess)


def _shown(posts: Sequence[Post], cited: set[str], series: set[str]) -> list[Post]:
    """Return the posts that the graph shows: not those that only the list of titles knows."""
    parts = {post.id: part.key for post in posts if (part := part_of(post))}
    wanted = series | {parts[post.id] for post in posts if post.listed and post.id in parts}
    return [p for p in posts if p.listed or p.id in cited or parts.get(p.id) in wanted]


def _position(reference: Reference) -> tuple[str, int, int]:
    return reference.post_id, reference.start, reference.end
