"""Markup in, the links in it out: Markdown, HTML, [[wikilinks]], Liquid, bare addresses.

The links are scanned for in the text itself, because offsets must be exact, which the tokens of a
Markdown parser do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.addresses import ARXIV_NUMBER
from kg.masking import FILE_ENDING, MASK, mask_verbatim
from kg.model import ReferenceForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link from the words at `start:end` to `target`; all its markup is at `first:last`."""

    start: int
    end: int
    target: str
    form: ReferenceForm
    first: int
    last: int


# Quantifiers are possessive, and the words of a link have an end, so that no text takes more than
# linear time.
_ANCHOR = r"(?P<anchor>(?:[^\[\]\\]|\\.|!?\[[^\[\]]*+\](?:\([^()\s]*+\))?){0,1000}+)\]"
_TARGET = r"(?:<[^<>\n]*>|(?:\{\{[^{}]*+\}\}|\{%[^{}%]*+%\}|\\.|[^()\s\\]|\([^()\s]*+\))*+)"
_INLINE = re.compile(
    rf"[!\[](?:(?<=\[)|(?<=!)(?P<image>\[)){_ANCHOR}\(\s*+(?P<target>{_TARGET})(?:\s++[\"'][^\"\n]*+[\"']?)?\s*+\)",
    re.DOTALL,
)
_BY_LABEL = re.compile(rf"(?P<image>!)?\[{_ANCHOR}\[(?P<label>[^\[\]\n]*+)\]", re.DOTALL)
# A label that is the words as well, and has no brackets of its own behind it.
_BY_WORDS = re.compile(r"(?<![\[\]\\])(?P<image>!)?\[(?P<anchor>[^\[\]\n]++)\](?![\[(])")
_LIQUID = r"\{\{[^{}\n]*+\}\}|\{%[^{}%\n]*+%\}"
_LABEL = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]\n^]+)\]:[ \t]*"
    rf"<?(?P<target>(?:{_LIQUID}|[^\s<>])++)>?.*$",
    re.MULTILINE,
)
_HTML = re.compile(
    rf"<a\s[^<>]*?\bhref\s*=\s*(?:\"(?P<t1>(?:{_LIQUID}|[^\"<>])*+)\""
    rf"|'(?P<t2>(?:{_LIQUID}|[^'<>])*+)'|(?P<t3>[^\s\"'<>]+))[^<>]*>"
    r"(?P<anchor>(?:(?!</?a\b).){0,1000}+)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_WIKI = re.compile(
    r"\[\[(?P<target>[^\[\]|#^\n\\]*)(?:[#^][^\[\]|\n\\]*)?(?:\\?\|(?P<alias>[^\[\]\n]*))?\]\]"
)
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(?P<target>[^\s%]+)\s*-?%\}")
# What the path of a post's file follows in a link of Zola, of Pelican, and of Nikola, or its slug.
_TO_FILE = re.compile(r"(?:@/|\{filename\}|\|filename\||link://(?:filename|slug)/)[./]*")
# What templates of Jekyll write before a path on the site, or around it.
_SITE_URL = re.compile(
    r"\{\{-?\s*(?:site\.(?:base)?url|(?P<q>['\"])(?P<path>[^'\"{}]*)(?P=q)\s*\|\s*"
    r"(?:relative_url|absolute_url|prepend:\s*site\.(?:base)?url))[^{}]*\}\}"
)
_BARE = re.compile(
    r"""
    [hHaA1/](?i:  # what any begins with, which a search goes to at once; then, what it is
      (?<![a-z\d].)(?<=h)ttps?://[^\s<>"'，。；、）》」”\]\ue000]+
    | (?<![a-z].)(?<=a)rXiv\s*[:：]\s*(?:"""
    + ARXIV_NUMBER
    + r""")(?:v\d+)?
    | (?<![\w./].)(?<=1)0\.\d{4,9}/[^\s"'<>，。；、）》\]\[\ue000]+           # a DOI
    | (?<![\w/.:~$%\\}\])-].)(?<=/)[a-z][\w-]*/[\w%./-]*[\w%/-]           # a path on the site
    )
    """,
    re.VERBOSE,
)
_TRAILING = ".,;:!?)*_~"
_FILE = re.compile(rf"{FILE_ENDING}$")


def find_links(text: str) -> list[Link]:
    """Return the links of a text in its order, but those of images and within the page.

    Example:
        >>> [(link.target, link.form) for link in find_links("[a](/b) [[笔记#节|别名]] ![](x.png)")]
        [('/b', 'link'), ('笔记', 'wikilink')]
    """
    masked = mask_verbatim(text)
    links = []
    # Each pattern sees what those before it left, and what they took is no link again.
    for find in (_inline, _by_label, _html, _wiki, _post_urls, _bare):
        if found := sorted(find(masked), key=lambda link: link.first):
            masked = _without(masked, found)
            links += [link for link in found if link.target]
    return sorted(links, key=lambda link: link.start)


def _without(text: str, links: Sequence[Link]) -> str:
    pieces, position = [], 0
    for link in links:
        pieces += [text[position : link.first], MASK * (link.last - link.first)]
        position = link.last
    return "".join([*pieces, text[position:]])


def _inline(text: str) -> Iterator[Link]:
    for match in _INLINE.finditer(text):
        target, form = _filled(match["target"].strip("<>"))
        yield _link(match, re.sub(r"\\(.)", r"\1", target), form)


def _filled(target: str) -> tuple[str, ReferenceForm]:
    """Return a target without what a template is to fill in, and what it is then."""
    if liquid := _POST_URL.search(target):
        return liquid["target"], "post_url"
    if file := _TO_FILE.match(target):
        return target[file.end() :], "post_url"
    path = _SITE_URL.sub(lambda match: match["path"] or "", target)
    return (path if path == target else "/" + path.lstrip("/")), "link"


def _by_label(text: str) -> Iterator[Link]:
    defined = [*_LABEL.finditer(text)]
    if not defined:
        return
    targets = {match["label"].casefold(): match["target"] for match in defined}
    found = [  # that a label is defined is no reference
        Link(start=0, end=0, target="", form="link", first=match.start(), last=match.end())
        for match in defined
    ]
    yield from found
    text = _without(text, found)
    found = [
        _link(match, *_filled(targets.get((match["label"] or match["anchor"]).casefold(), "")))
        for match in _BY_LABEL.finditer(text)
    ]
    yield from found
    for match in _BY_WORDS.finditer(_without(text, found)):
        if target := targets.get(match["anchor"].casefold()):
            yield _link(match, *_filled(target))


def _html(text: str) -> Iterator[Link]:
    for match in _HTML.finditer(text):
        yield _link(match, *_filled(match["t1"] or match["t2"] or match["t3"] or ""))


def _wiki(text: str) -> Iterator[Link]:
    for match in _WIKI.finditer(text):
        target = match["target"].strip()
        if _FILE.search(target):
            target = ""
        words = "alias" if match["alias"] else "target"
        yield _link(match, target, "wikilink", words)


def _post_urls(text: str) -> Iterator[Link]:
    for match in _POST_URL.finditer(text):
        yield _link(match, match["target"], "post_url", "target")


def _bare(text: str) -> Iterator[Link]:
    for match in _BARE.finditer(text):
        start, words = match.start(), match.group().rstrip(_TRAILING)
        end = start + len(words)
        yield Link(start=start, end=end, target=words, form="address", first=start, last=end)


def _link(match: re.Match[str], target: str, form: ReferenceForm, words: str = "anchor") -> Link:
    groups = match.groupdict()
    is_link = not groups.get("image") and not target.startswith("#")
    return Link(
        start=match.start(words),
        end=match.end(words),
        target=target.strip() if is_link else "",
        form=form,
        first=match.start(),
        last=match.end(),
    )
