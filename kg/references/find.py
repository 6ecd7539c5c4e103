"""A post in, its references out: 《titles》, titles in quotes, links, identifiers.

A link whose words are or hold a title is one reference, with title and target.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from kg.addresses import find_identifier, normalize_address
from kg.masking import mask_markup
from kg.model import Post, Reference, ReferenceForm, UnknownKind
from kg.references.kinds import find_cue
from kg.references.links import Link, find_links
from kg.series import NUMBER
from kg.text import find_lines
from kg.titles import fold_title

_LONGEST_TITLE = 300
_BRACKETS = re.compile("[《》]")
_ESCAPED_OR_TAG = re.compile(
    r"\\(?P<escaped>[\[\]()*_#&\\])|<[^<>]*>|!?\[\[?|\]\]?(?:\([^()]*\))?|\*+|`+"
)

# Quotation marks hold a title only where a word beside them says so.
_NOUN = (
    r"(?:(?<!这篇)(?<!本篇)文章|博文|论文|一书|书籍|教材|小说|电影|影片|纪录片|帖子|\b(?:paper|preprint|post|article|book"
    r"|film|movie))"
)
_QUOTED = re.compile(
    r"“([^“”\n]{4,120})”|「([^「」\n]{4,120})」|『([^『』\n]{4,120})』|〈([^〈〉\n]{4,120})〉"
)
_STRAIGHT = re.compile('"')  # does not say whether it opens or closes
_STRAIGHT_LENGTHS = range(8, 121)
_NAMED_BEFORE = re.compile(
    rf"{_NOUN}\s?(?:的?(?:题为|题目[为是]|标题[为是]|名为|名叫|叫做?)|titled|entitled|called"
    r"|[,，:：])?\s?[\[*_]*$",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"^(?:[\])*_]|\([^()\s]*\))*\s?(?:一文|一书|这?一?[篇本部](?:文章|博文|论文|书|小说|电影|影片|纪录片))"
)
_SHORTEST_QUOTED = 6
_BESIDE = 24  # characters in which such a word stands
_FRAGMENT = ("...", "…")  # what begins so is what somebody said, and no title

# A place in a series that stands for a title. Without the word 系列 it often is no part of one.
_PLACE = re.compile(
    rf"(?:本|该|这个|这一)系列的?(?:[上前]一篇|第(?:{NUMBER})篇)(?:文章|博文)?(?!论文)"
)
_NOT_BARE = re.compile(r"\s*[,，:：]?\s*[《\[“「\ue000]")

_IDENTIFIER_FOLLOWS = 16  # characters within which it belongs to the title before it
_BETWEEN = re.compile(
    r"[\s(（\[【》\])）,，:：;；]*(?:arxiv|pdf|doi|链接|地址|论文|原文|paper)?[\s(（\[【:：]*", re.I
)


def find_references(post: Post) -> list[Reference]:
    """Return what a post refers to, in the order of its text; a title in a title belongs to it.

    Example:
        >>> text = "有文章为证:《哈哈,我的“《圣经》”到了》,也见[这里](/archives/42)。"
        >>> [(r.title, r.cue, r.link) for r in find_references(Post(id="p", title="", text=text))]
        [('哈哈,我的“《圣经》”到了', '文章', ''), ('这里', '', '/archives/42')]
    """
    masked = mask_markup(post.text)
    links = [link for link in find_links(post.text) if _leads_away(link)]
    taken = bytearray(len(post.text) + 1)  # 1 where a reference stands already
    found = []
    for start, end in _bracketed(masked):
        found.append(_titled(post, start, end, "title", links))
        _take(taken, start - 1, end + 1)
    for start, end in _quoted(masked):
        if _is_free(taken, start, end):
            found.append(_titled(post, start, end, "quoted", links))
            _take(taken, start, end)
    for link in links:
        if _is_free(taken, link.first, link.last):
            found.append(_reference(post, link.start, link.end, form=link.form, link=link.target))
            _take(taken, link.first, link.last)
    for start, end in _places(masked):
        if _is_free(taken, start, end):
            found.append(_reference(post, start, end, form="place"))
    found.sort(key=lambda reference: reference.start)
    return _with_identifiers([r for r in found if r.title or r.link], post.text)


def _leads_away(link: Link) -> bool:
    return link.form in ("wikilink", "post_url") or bool(
        normalize_address(link.target) or find_identifier(link.target)
    )


def _reference(
    post: Post,
    start: int,
    end: int,
    *,
    form: ReferenceForm,
    link: str = "",
    cue: tuple[UnknownKind | None, str] = (None, ""),
) -> Reference:
    words = post.text[start:end]
    return Reference(
        post_id=post.id,
        title="" if form in ("address", "post_url") and words == link else _clean_title(words),
        start=start,
        end=end,
        cue=cue[1],
        cue_kind=cue[0],
        link=link,
        form=form,
    )


def _clean_title(text: str) -> str:
    r"""Return a title without the markup and line breaks in it.

    Example:
        >>> _clean_title("<font color=blue>**Focal**\n Loss</font> \\[2\\]")
        'Focal Loss [2]'
    """
    return " ".join(_ESCAPED_OR_TAG.sub(lambda match: match["escaped"] or "", text).split())


def _titled(
    post: Post, start: int, end: int, form: ReferenceForm, links: Sequence[Link]
) -> Reference:
    """Return the reference of a title, with the link that it stands in or that stands in it."""
    # The links are sorted and do not overlap.
    before = bisect_right(links, start, key=lambda link: link.start)
    behind = bisect_left(links, start, key=lambda link: link.first)
    around = next((link for link in links[before - 1 : before] if end <= link.end), None)
    inside = next((link for link in links[behind : behind + 1] if link.last <= end), None)
    # The words that tell the kind stand outside the markup of this and of other links.
    outer = (around.first, around.last) if around else (start - 1, end + 1)
    cue = find_cue(mask_markup(post.text), *outer)
    if inside and not (post.text[start : inside.first] + post.text[inside.last : end]).strip():
        start, end = inside.start, inside.end
    link = around or inside
    return _reference(post, start, end, form=form, link=link.target if link else "", cue=cue)


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans inside outermost 《》 pairs, within a paragraph; a lone 《 is passed over."""
    position = 0
    while (start := text.find("《", position)) >= 0:
        end = _closing(text, start)
        if end is None:
            position = start + 1
        else:
            yield start + 1, end
            position = end + 1


def _closing(text: str, start: int) -> int | None:
    depth = 0
    for match in _BRACKETS.finditer(text, start, start + _LONGEST_TITLE):
        depth += 1 if match.group() == "《" else -1
        if depth == 0:
            return None if "\n\n" in text[start : match.start()] else match.start()
    return None


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans inside quotation marks that a word beside them calls a title."""
    told_apart = (match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))
    for start, end in chain(told_apart, _straight(text)):
        if text.startswith(_FRAGMENT, start):
            continue
        before, after = text[max(0, start - _BESIDE) : start - 1], text[end + 1 : end + _BESIDE]
        named = _NAMED_BEFORE.search(before) or _NAMED_AFTER.match(after)
        if named and len(fold_title(text[start:end])) >= _SHORTEST_QUOTED:
            yield start, end


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between marks that pair up from the start of their line, if all do."""
    for line in find_lines(text, _STRAIGHT):
        marks = [match.start() for match in _STRAIGHT.finditer(text, *line)]
        if len(marks) % 2 == 0:
            for opening, closing in zip(marks[::2], marks[1::2], strict=True):
                if closing - opening - 1 in _STRAIGHT_LENGTHS:
                    yield opening + 1, closing


def _places(text: str) -> Iterator[tuple[int, int]]:
    for match in _PLACE.finditer(text):
        if not _NOT_BARE.match(text, match.end()):
            yield match.span()


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _is_free(taken: bytearray, start: int, end: int) -> bool:
    return 1 not in taken[start:end]


def _with_identifiers(references: Sequence[Reference], text: str) -> list[Reference]:
    """Give a 《title》 without a link the arXiv id or DOI that directly follows it."""
    result = list(references)
    for index, (reference, following) in enumerate(pairwise(references)):
        if (
            reference.names_title
            and not reference.link
            and not following.names_title
            and following.start - reference.end <= _IDENTIFIER_FOLLOWS
            and find_identifier(following.link)
            and _BETWEEN.fullmatch(text, reference.end, following.start)
        ):
            result[index] = replace(reference, link=following.link)
    return result
