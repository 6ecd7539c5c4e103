"""A sentence as it stands in its file in, the sentence as it is read out: without what Markdown and
HTML mark it up by. TeX and code stay as they are, as a reader of such posts reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.masking import mask_emphasis, mask_markup, mask_verbatim

_MAY_BE = re.compile(r"[*_<>#/\\{\[]|\](?=\()|^[ \t]*[-+] ", re.MULTILINE)
_BLOCK = re.compile(r"^[ \t]*(?:>[ \t]*|(?:#{1,6}|[-*+])[ \t]+)+", re.MULTILINE)
_WIKI = re.compile(r"!?\[\[(?:[^\[\]|\n]*\|)?(?=[^\[\]\n]+(\]\]))")
# The target of a link, which a long sentence may be cut within: at its end, or at its beginning.
_TARGET = re.compile(
    r"\]\([ ]?(?:\{\{[^{}\n]*+(?:\}\}[ ]?|\}?\Z)|\{%[^{}\n]*+(?:\}|\Z)"
    r"|<[^<>\n]*+>|[^\s()]|\([^\s()]*+\))*+"
    r"(?:\s+\"[^\"\n]*\")?[ ]?(?:\)|\Z)"
)
# A link by label, which has a word in it, as A[i][j], [1][2] and [CLS][SEP] have not.
_BY_LABEL = re.compile(
    r"(?<![a-zA-Z0-9_\])}])\[[^\[\]\n]{2,}(?P<label>\]\[(?![\"'])(?P<name>[^\[\]\n]*)\])(?!\()"
)
_WORD = re.compile(r"[^\W\dA-Z_]")
_END_OF_TARGET = re.compile(r"[!-'*-~]*/[!-'*-~]*\)")
_ANCHOR = re.compile(r"\s*\\?[#¶]\s*")  # of a heading, which leads to the heading itself
_INLINE = r"a|abbr|b|big|cite|em|font|i|img|kbd|mark|small|span|strong|sub|sup|u"
_BLOCKS = r"br|center|details|div|figcaption|figure|h[1-6]|hr|li|ol|p|summary|ul"
_TABLES = r"table|tbody|td|th|thead|tr"
_TAG = re.compile(rf"</?(?:(?P<inline>{_INLINE})|{_BLOCKS}|{_TABLES})\b[^<>\n]*>", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\{:[^{}\n]*\}|\\(?=[#*_|>~])")  # Kramdown's attributes; an escape
_STARS = re.compile(r"\*+")

Cut = tuple[int, int, str]
"""The span of some markup, and what stands for it."""


def unmark(sentence: str, start: int, end: int) -> tuple[str, int, int]:
    """Return a sentence without its markup, and where the span has got to. Where markup is all that
    there is in the span, it stays.

    Example:
        >>> unmark("- 见[**VAE**](https://a.b/c)的$x_1$", 6, 9)
        ('见VAE的$x_1$', 1, 4)
    """
    cuts = _find_cuts(sentence) if _MAY_BE.search(sentence) else ()
    pieces: list[str] = []
    position = length = 0
    begin, stop = start, end
    for first, last, instead in cuts:
        pieces += (sentence[position:first], instead)
        length += first - position + len(instead)
        position = last
        begin = length + max(0, start - last) if start > first else begin
        stop = length + max(0, end - last) if end > first else stop
    if begin >= stop and start < end:
        return sentence, start, end
    return "".join([*pieces, sentence[position:]]), begin, stop


@lru_cache(maxsize=64)  # many names stand in one sentence
def _find_cuts(sentence: str) -> tuple[Cut, ...]:
    """Return what is markup, in order; none overlaps another."""
    kept: list[Cut] = []
    for one in sorted({*_all_cuts(sentence)}):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return tuple(kept)


def _all_cuts(sentence: str) -> Iterator[Cut]:
    yield from ((*match.span(), "") for match in _BLOCK.finditer(sentence))
    text = mask_verbatim(sentence)
    if not _MAY_BE.search(text):
        return  # what looked like it stands in formulas
    for match in _WIKI.finditer(text):
        yield (*match.span(), "")
        yield (*match.span(1), "")
    for match in _BY_LABEL.finditer(text):
        if not match["name"] or _WORD.search(match[0]):
            yield match.start(), match.start() + 1, ""
            yield (*match.span("label"), "")
    if cut := _END_OF_TARGET.match(text):
        yield (*cut.span(), "")
    for match in _TARGET.finditer(text):
        yield from _link(text, *match.span())
    for match in _TAG.finditer(text):
        yield (*match.span(), "" if match["inline"] else " ")
    yield from ((*match.span(), "") for match in _LEFT_OUT.finditer(text))
    yield from _emphasis(mask_markup(sentence))


def _link(text: str, start: int, end: int) -> Iterator[Cut]:
    """Yield what is markup of a link that has its target at a span."""
    depth = 0
    for opening in range(start - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[opening], 0)
        if depth < 0:
            first = opening - text.startswith("!", opening - 1) if opening else opening
            if _ANCHOR.fullmatch(text, opening + 1, start):
                yield first, end, ""
                return
            yield first, opening + 1, ""
            break
    yield start, end, ""


def _emphasis(text: str) -> Iterator[Cut]:
    """Yield the marks of emphasis; of one that goes on in another sentence the one that is here."""
    paired = mask_emphasis(text, "\0")
    yield from ((match.start(), match.end(), "") for match in re.finditer("\0+", paired))
    for match in _STARS.finditer(paired):
        before, behind = paired[: match.start()][-1:], paired[match.end() :][:1]
        if len(match[0]) == 1:
            is_mark = not (before or behind.isspace()) or not (behind or before.isalnum())
        else:
            within = before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum()
            is_mark = not within and not (before.isspace() and behind.isspace())
        if is_mark and not (before.isspace() and not behind):
            yield (*match.span(), "")
