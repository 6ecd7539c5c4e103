"""A reference and the words around it in; the posts that these words point to out.

Each function knows one way of naming a post that a comparison of titles alone cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Post, Reference
from kg.references.corpus import Corpus
from kg.references.titles import Match
from kg.series import NUMBER, parse_number, part_of
from kg.titles import fold_title

_BEFORE, _AROUND = 24, 80  # characters beside a title in which words are looked for
_CJK = re.compile(r"[\u3400-\u9fff]")
# What closes a title: its bracket, and a link that it stands in.
_CLOSING = r"[》\])]*(?:\([^()\s]*\))?\s?"
_NUMBER = rf"(?P<number>{NUMBER})"
_ABOUT = re.compile(
    rf"^{_CLOSING}(?P<words>的(?:介绍|解读|分析|讨论|科普)?(?:文章|博文|介绍|解读|浅读|笔记|读书笔记|讲解|读后感)"
    r"|(?:浅读|解读|导读|笔记|读书笔记|读后感))"
)
_SECTION = re.compile(
    rf"^{_CLOSING}(?:[这那该]?[一个]*(?:小?节|章节|部分)|(?:里|中)?的?(?:小?节|章节))"
)
_IN_POST = re.compile(
    rf"《(?P<post>[^《》]+){_CLOSING}(?:一文)?(?:中|里|里面|里边|当中)?的\s?[\[《“]+$"
)
_NTH_BEHIND = re.compile(
    rf"^{_CLOSING}(?P<words>(?:系列)?的?第{_NUMBER}[篇部讲]"
    rf"|[(（](?P<bracketed>{NUMBER}|[上中下])篇?[)）])"
)
_NTH = re.compile(rf"第{_NUMBER}篇")
_PREVIOUS = re.compile(r"[上前]一?篇")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})\s?年?|(?P<ago>今年|去年|前年)")
_YEARS_AGO = {"今年": 0, "去年": 1, "前年": 2}


def find_bare_title(reference: Reference, text: str, corpus: Corpus) -> Match | None:
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


def find_series_part(reference: Reference, text: str, corpus: Corpus) -> Match | None:
    """Find the series that a title names, or the part of it that the words behind it name."""
    match = corpus.titles.match_series(reference.title)
    if match and (numbered := part_behind(reference, text)):
        words, number = numbered
        if posts := corpus.titles.part(match.series, number):
            reason = f"the series and the words {words}"
            return Match(posts=posts, how="series", confidence=0.95, reason=reason)
    if match and names_previous(reference, text):
        return replace(match, series="")  # one of its parts, as `choose` will tell
    return match


def part_behind(reference: Reference, text: str) -> tuple[str, int] | None:
    """Return the words behind a series' name that say which part is meant, and its position."""
    match = _NTH_BEHIND.match(_behind(reference, text))
    if not match:
        return None
    return match["words"], parse_number(match["number"] or match["bracketed"])


def names_previous(reference: Reference, text: str) -> bool:
    """Tell whether the words before a title speak of the previous post."""
    return bool(_PREVIOUS.search(text[max(0, reference.start - _BEFORE) : reference.start]))


def find_about(reference: Reference, text: str, corpus: Corpus) -> Match | None:
    """Find the post about a work where the text speaks of the notes on it: 《...》的介绍文章."""
    posts = tuple(post for post, _, _ in corpus.titles.titles_around(reference.title))
    if posts and (words := notes_behind(reference, text)):
        reason = f"about it, by the words {words}"
        return Match(posts=posts, how="cue", confidence=0.9, reason=reason)
    return None


def notes_behind(reference: Reference, text: str) -> str:
    """Return the words behind a title that speak of notes on what it names, if any."""
    match = _ABOUT.match(_behind(reference, text))
    return match["words"] if match else ""


def may_be_inexact(reference: Reference, text: str) -> bool:
    """Tell whether a title that no post has may be meant for one, rather than be a work's."""
    if reference.cue_kind not in (None, "unlisted_post"):
        return False
    is_foreign = not _CJK.search(reference.title) and bool(_CJK.search(text))
    return bool(reference.cue_kind) or not is_foreign


def find_section(reference: Reference, text: str, corpus: Corpus) -> Match | None:
    """Find the post with such a section, where the text says that a section is meant."""
    in_post = post_of_section(reference, text)
    if not in_post and not names_section(reference, text):
        return None
    posts = corpus.headings.get(fold_title(reference.title), ())
    if not posts and in_post and (match := corpus.titles.match_exact(in_post)):
        posts = match.posts
    reason = "one of its sections"
    return Match(posts=posts, how="cue", confidence=0.95, reason=reason) if posts else None


def post_of_section(reference: Reference, text: str) -> str:
    """Return the title before a title, if the words between say that this is a section of it."""
    match = _IN_POST.search(text[max(0, reference.start - _AROUND) : reference.start])
    return match["post"] if match else ""


def names_section(reference: Reference, text: str) -> bool:
    """Tell whether the words behind a title say that it is a section's."""
    return bool(_SECTION.match(_behind(reference, text)))


def find_heading(reference: Reference, corpus: Corpus) -> Match | None:
    """Find the one post with a section of this name."""
    posts = corpus.headings.get(fold_title(reference.title), ())
    if len(posts) == 1 and _CJK.search(reference.title):
        return Match(posts=posts, how="cue", confidence=0.8, reason="one of its sections")
    return None


def find_place(reference: Reference, citing: Post, corpus: Corpus) -> Match | None:
    """Find what “the previous post” or “the second post of the series” is, in a part of one."""
    place = place_in_series(reference, citing)
    posts = corpus.titles.part(*place) if place else ()
    return (
        Match(posts=posts, how="series", confidence=0.9, reason=reference.title) if posts else None
    )


def place_in_series(reference: Reference, citing: Post) -> tuple[str, int] | None:
    """Return the key of the series and the position that such words mean, in a part of a series."""
    part = part_of(citing)
    if not part:
        return None
    numbered = _NTH.search(reference.title)
    return part.key, parse_number(numbered["number"]) if numbered else part.position - 1


def choose(posts: Sequence[Post], reference: Reference, citing: Post) -> list[Post]:
    """Return the posts that are left when the text and the time have spoken."""
    before = citing.text[max(0, reference.start - _BEFORE) : reference.start]
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


def _behind(reference: Reference, text: str) -> str:
    return text[reference.end : reference.end + _AROUND]
