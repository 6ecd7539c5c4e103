"""References and posts in; where each reference leads, and the unlisted posts and works among the
targets out.

Where a link points decides, then a title of a known post. Where neither fits, the reference's own
words tell what kind of thing it leads to. What several posts fit is left open.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.addresses import find_identifier, identifier_iri
from kg.model import (
    OpenReference,
    Post,
    Reference,
    Resolution,
    Series,
    UnknownKind,
    Work,
)
from kg.references.addressbook import AddressBook
from kg.references.kinds import Guess, guess_kind
from kg.references.titles import Match, TitleIndex
from kg.series import find_series, parse_number, part_of
from kg.titles import fold_title, slugify

_SENTENCE_BEFORE = 24
_CJK = re.compile(r"[\u3400-\u9fff]")
_ABOUT = re.compile(
    r"^[》\])]*(?:\([^()\s]*\))?\s?的?(?:的(?:介绍|解读|分析|讨论|科普)?(?:文章|博文|介绍|解读|浅读|笔记|读书笔记|讲解|读后感)"
    r"|(?:浅读|解读|导读|笔记|读书笔记|读后感))"
)
_SECTION = re.compile(
    r"^[》\])]*(?:\([^()\s]*\))?\s?(?:[这那该]?[一个]*(?:小?节|章节|部分)|(?:里|中)?的?(?:小?节|章节))"
)
_IN_POST = re.compile(
    r"《(?P<post>[^《》]+)》\)?\]?(?:\([^()\s]*\))?\s?(?:一文)?(?:中|里|里面|里边|当中)?的\s?[\[《“]+$"
)
_HEADING = re.compile(r"^#{1,6}\s+(?P<words>.+?)[\s\\#]*$", re.MULTILINE)
_SHORTEST_HEADING = 6
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})\s?年?|(?P<ago>今年|去年|前年)")
_YEARS_AGO = {"今年": 0, "去年": 1, "前年": 2}
_PREVIOUS = re.compile(r"[上前]一?篇")
_WORD = re.compile(r"[A-Za-z][\w'’-]*|[\u3400-\u9fff]{2}")
_BYLINE = re.compile(r"et al|\b(?:19|20)\d{2}\b|&|等人")
_SURE = 0.7
_NTH_BEHIND = re.compile(
    r"^[》\])]*(?:\([^()\s]*\))?\s?(?P<words>(?:系列)?的?第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[篇部讲])"
)
_NTH = re.compile(r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})篇")


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
class _Unknown:
    """A reference to something that is no known post, with all that identifies it.

    `keys` are its folded title, identifier and address; references that share one mean one thing.
    """

    reference: Reference
    keys: tuple[tuple[str, str], ...]
    guess: Guess


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corpus:
    """What references are resolved against."""

    posts: dict[str, Post]
    titles: TitleIndex
    addresses: AddressBook
    headings: dict[str, tuple[Post, ...]]
    last_known: datetime.date | None


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
    corpus = _corpus(references, posts)
    resolutions: list[Resolution] = []
    opened: list[OpenReference] = []
    to_series: list[tuple[Reference, Match]] = []
    unknown: list[_Unknown] = []
    for reference in references:
        citing = corpus.posts[reference.post_id]
        match = _find_posts(reference, citing, corpus)
        if isinstance(match, _Unknown):
            unknown.append(match)
        elif match and match.series:
            to_series.append((reference, match))
        elif match:
            others = [post for post in match.posts if post.id != citing.id]
            meant = _decide(others, reference, citing) if len(others) > 1 else others
            if len(meant) == 1:
                resolutions.append(_to_post(reference, match, meant[0], citing))
            elif meant:
                candidates = tuple(sorted(post.id for post in meant))
                opened.append(
                    OpenReference(reference=reference, status="ambiguous", candidates=candidates)
                )
    outside, unlisted, works, dead = _group_unknown(unknown)
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


def _corpus(references: Sequence[Reference], posts: Sequence[Post]) -> _Corpus:
    headings: dict[str, dict[str, Post]] = defaultdict(dict)
    for post in posts:
        for match in _HEADING.finditer(post.text):
            folded = fold_title(match["words"])
            if len(folded) >= _SHORTEST_HEADING:
                headings[folded][post.id] = post
    return _Corpus(
        posts={post.id: post for post in posts},
        titles=TitleIndex(posts),
        addresses=AddressBook(posts, references),
        headings={words: tuple(found.values()) for words, found in headings.items()},
        last_known=max((p.date for p in posts if p.date and not p.listed), default=None),
    )


def _find_posts(reference: Reference, citing: Post, corpus: _Corpus) -> Match | _Unknown | None:
    """Return the posts that a reference may mean, what else it names, or None if it is nothing."""
    if reference.form == "place":
        return _place(reference, citing, corpus)
    keys = [("title", fold_title(reference.title))] if reference.names_title else []
    is_own_post = False
    if reference.link:
        destination = corpus.addresses.find(reference, citing)
        if destination.posts:
            return Match(posts=destination.posts, how="link", confidence=1.0)
        is_own_post = destination.is_post
        identifier = None if destination.is_own else find_identifier(reference.link)
        if identifier:
            keys.append(("identifier", identifier))
        elif is_own_post or (reference.names_title and not destination.is_own):
            keys.append(("address", destination.address))
        if destination.is_own is False or not reference.names_title:
            decided = identifier or is_own_post or reference.names_title
            return _unknown(reference, keys, citing, corpus, is_own_post) if decided else None
    text, start, end = citing.text, reference.start, reference.end
    match = _bare_title(reference, text, corpus) or corpus.titles.match_exact(reference.title)
    if not match and not is_own_post:
        match = _series(reference, text, corpus) or _about(reference, text[end : end + 80], corpus)
        if not match and _may_be_inexact(reference, text):
            in_post = text[max(0, start - 80) : start]
            match = (
                _section(reference, in_post, text[end : end + 80], corpus)
                or corpus.titles.match_like(reference.title)
                or _heading(reference, corpus)
            )
    if not match:
        return _unknown(reference, keys, citing, corpus, is_own_post)
    if match.series and (part := part_of(citing)) and part.key == match.series:
        return None
    return match


def _bare_title(reference: Reference, text: str, corpus: _Corpus) -> Match | None:
    """Find a title that itself holds 《》 and is written without more of them around it."""
    start, end = reference.start - 1, reference.end + 1
    for post, before, behind in corpus.titles.titles_around(reference.title):
        around = 2 * len(before) + 4, 2 * len(behind) + 4
        if (
            fold_title(before + behind)
            and fold_title(text[max(0, start - around[0]) : start]).endswith(fold_title(before))
            and fold_title(text[end : end + around[1]]).startswith(fold_title(behind))
        ):
            return Match(
                posts=(post,), how="folded", confidence=0.99, reason="a title that holds it"
            )
    return None


def _series(reference: Reference, text: str, corpus: _Corpus) -> Match | None:
    """Find the series that a title names, or the part of it that the words behind it name."""
    match = corpus.titles.match_series(reference.title)
    after = text[reference.end : reference.end + 80]
    if match and (numbered := _NTH_BEHIND.match(after)):
        posts = corpus.titles.part(match.series, parse_number(numbered["number"]))
        if posts:
            reason = f"the series and the words {numbered['words']}"
            return Match(posts=posts, how="series", confidence=0.95, reason=reason)
    before = text[max(0, reference.start - _SENTENCE_BEFORE) : reference.start]
    if match and _PREVIOUS.search(before):
        return replace(match, series="")  # one of its parts, as `_decide` will tell
    return match


def _about(reference: Reference, after: str, corpus: _Corpus) -> Match | None:
    """Find the post about a work where the text speaks of the notes on it: 《...》的介绍文章."""
    posts = tuple(post for post, _, _ in corpus.titles.titles_around(reference.title))
    if posts and (match := _ABOUT.match(after)):
        words = match.group().strip("》 ]")
        return Match(
            posts=posts, how="cue", confidence=0.9, reason=f"about it, by the words {words}"
        )
    return None


def _may_be_inexact(reference: Reference, text: str) -> bool:
    """Tell whether a title that no post has may be meant for one, rather than be a work's."""
    if reference.cue_kind not in (None, "unlisted_post"):
        return False
    is_foreign = not _CJK.search(reference.title) and bool(_CJK.search(text))
    return bool(reference.cue_kind) or not is_foreign


def _section(reference: Reference, before: str, after: str, corpus: _Corpus) -> Match | None:
    """Find the post with such a section, where the text says that a section is meant."""
    in_post = _IN_POST.search(before)
    if not in_post and not _SECTION.match(after):
        return None
    posts = corpus.headings.get(fold_title(reference.title), ())
    if not posts and in_post and (match := corpus.titles.match_exact(in_post["post"])):
        posts = match.posts
    reason = "one of its sections"
    return Match(posts=posts, how="cue", confidence=0.95, reason=reason) if posts else None


def _heading(reference: Reference, corpus: _Corpus) -> Match | None:
    posts = corpus.headings.get(fold_title(reference.title), ())
    if len(posts) == 1 and _CJK.search(reference.title):
        return Match(posts=posts, how="cue", confidence=0.8, reason="one of its sections")
    return None


def _place(reference: Reference, citing: Post, corpus: _Corpus) -> Match | None:
    """Find what “the previous post” or “the second post of the series” is, in a part of one."""
    part = part_of(citing)
    if not part:
        return None
    numbered = _NTH.search(reference.title)
    position = parse_number(numbered["number"]) if numbered else part.position - 1
    posts = corpus.titles.part(part.key, position)
    return (
        Match(posts=posts, how="series", confidence=0.9, reason=reference.title) if posts else None
    )


def _decide(posts: Sequence[Post], reference: Reference, citing: Post) -> list[Post]:
    """Return the posts that are left when the text and the time have spoken."""
    before = citing.text[max(0, reference.start - _SENTENCE_BEFORE) : reference.start]
    part = part_of(citing)
    if part and _PREVIOUS.search(before):
        previous = [
            post
            for post in posts
            if (other := part_of(post))
            and (other.key, other.position) == (part.key, part.position - 1)
        ]
        if previous:
            return previous
    year = _year_named(before, citing)
    if year and (of_year := [post for post in posts if post.date and post.date.year == year]):
        return of_year
    if citing.date and all(post.date for post in posts):
        earlier = [post for post in posts if post.date and post.date <= citing.date]
        return earlier or list(posts)
    return list(posts)


def _year_named(text: str, citing: Post) -> int | None:
    matches = list(_YEAR.finditer(text))
    if not matches:
        return None
    if year := matches[-1]["year"]:
        return int(year)
    return citing.date.year - _YEARS_AGO[matches[-1]["ago"]] if citing.date else None


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
    corpus: _Corpus,
    is_own_post: bool,
) -> _Unknown:
    all_known = bool(corpus.last_known and citing.date and citing.date <= corpus.last_known)
    guess = guess_kind(reference, all_known=all_known)
    if is_own_post:
        guess = Guess(kind="unlisted_post", reason="an address of the blog", confidence=0.99)
    return _Unknown(reference=reference, keys=tuple(keys), guess=guess)


def _group_unknown(
    unknown: Sequence[_Unknown],
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


def _connected(unknown: Sequence[_Unknown]) -> list[list[_Unknown]]:
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
    groups: dict[tuple[str, str], list[_Unknown]] = defaultdict(list)
    for one in unknown:
        groups[find(one.keys[0])].append(one)
    return list(groups.values())


def _kind_of_all(group: Sequence[_Unknown]) -> UnknownKind:
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


def _shown(posts: Sequence[Post], cited: set[str], series: set[str]) -> list[Post]:
    """Return the posts that the graph shows: not those that only the list of titles knows."""
    parts = {post.id: part.key for post in posts if (part := part_of(post))}
    wanted = series | {parts[post.id] for post in posts if post.listed and post.id in parts}
    return [p for p in posts if p.listed or p.id in cited or parts.get(p.id) in wanted]


def _position(reference: Reference) -> tuple[str, int, int]:
    return reference.post_id, reference.start, reference.end
