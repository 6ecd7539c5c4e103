"""Text in, text without its markup out: TeX, code, addresses, tags; no names are looked for there.

Masking keeps every offset; stripping tells where what is left stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import sub
from types import MappingProxyType
from typing import NamedTuple

from kg.addresses import ARXIV_NUMBER

MASK = "\ue000"
"""The private-use character that stands for text in which no name is looked for."""
_EMPHASIS = re.compile(
    r"(?P<mark>[*_](?<![\w*].)(?:(?<=\*)\*{0,2}|(?<=_)_?))"  # what a search goes to at once, first
    r"(?=[^\s*_])(?P<words>[^*_\n]*[^\s*_])(?P=mark)(?![\w*])",
    re.ASCII,
)

FILE_ENDING = r"\.(?i:png|jpe?g|gif|svg|webp|bmp|avif|pdf|mp[34]|webm|ogg|wav|mov|zip|canvas|base)"
"""What the target of a wiki link ends in, if it is no note."""
# Of one that has other words, or embeds something, or leads to a file; else people read the name.
_WIKI_TARGET = (
    r"(?<=\[)\[(?:[^\[\]|\n]*+\|(?=[^\[\]\n]++\]\])|(?<=!\[\[)[^\[\]|\n]*+\]\]"
    rf"|[^\[\]|\#\n]*?{FILE_ENDING}(?:\#[^\[\]|\n]*+)?\]\])"
)
# What many editors put for an image's words: the name of its file.
_IMAGE_FILE = rf"(?<=!\[)[^\[\]\n]*?{FILE_ENDING}\](?=[(\[])"
# Or that name without its ending, where the file is called so.
_IMAGE_STEM = r"(?<=!\[)(?P<stem>[\w-]++)\](?=\([^()\s]*?(?P=stem)\.\w+[)\s])"
_PAPER = (  # arXiv preprint arXiv:1703.06870
    r"(?:(?<=[aA])(?i:rxiv(?<![a-z\d].{5})(?:\W{1,3}(?:pre|e-?)prints?(?:\W{1,3}arxiv)?)?)|(?<=C)oRR)"
    rf"\W{{0,3}}(?:abs/)?(?:{ARXIV_NUMBER})(?:v\d+)?"
)

_MARKUP = re.compile(
    r"""
    [`~\\$<hHfF{(\[aAC]  # what any begins with, which a search goes to at once; then, what it is
    (?:
      # A run is never given back (possessive): it ends where only one thing can follow.
      (?<=<)(?i:script|style|pre|code)\b
        [^<]*+(?:<(?!(?i:script|style|pre|code)\b|/(?i:script|style|pre|code)\s*>)[^<]*+)*+
        </(?i:script|style|pre|code)\s*>
    | (?P<link>
        (?<=<)/?[a-zA-Z](?:[^<>\n]*+>                      # an HTML tag, over several lines
          |[\w:-]*+\s(?=[^<>=]{0,200}=["'])[^<>]{0,2000}+>)  # if it has attributes
      | (?<=[hHfF])[tT](?<!(?i:[a-z\d])..)
        (?i:(?<=ht)tps?|(?<=ft)p)://[^\s<>"'，。；、）》\]]++  # a URL
      | (?<=\]\()(?:\{\{[^{}\n]*+\}\}|\{%[^{}\n]*+\}|[^()\s])*+  # a Markdown link's target,
          (?:[ \t]+(?:"[^"\n]*+"|'[^'\n]*+'))?\)             # and what is shown on it
      | (?<=\[)\^[^\s\[\]]++\]                              # the mark of a footnote
      | (?<=\[)(?P<path>[\w.-]++(?:/[\w.-]++)++)           # its words, if they repeat that
          (?=\]\([^()\s]*?[/.](?P=path)/?\))
      | """
    + rf"{_WIKI_TARGET} | {_IMAGE_FILE} | {_IMAGE_STEM} | {_PAPER}"
    + r"""
      | (?<=\{)(?:                                         # Liquid, and Kramdown's attributes
          [:#][^{}\n]*+\}                                    # with the ids of headings
        | %-?[ ]?(?P<tag>highlight|codeblock|code)\b[^%]*+%\}
            [^{]{0,20000}+(?:\{(?!%-?[ ]?end(?P=tag)\b)[^{]{0,20000}+){0,2000}+
            \{%-?[ ]?end(?P=tag)[ ]?-?%\}
        | \{<[ ]?(?P<shortcode>highlight|mermaid)\b[^>]*+>\}\}
            [^{]{0,20000}+(?:\{(?!\{<[ ]?/)[^{]{0,20000}+){0,2000}+
            \{\{<[ ]?/(?P=shortcode)[ ]?>\}\}
        | %[^%{]*+(?:(?!\{%|%\})[%{][^%{]*+)*+%\}
        | \{[^{}]*+(?:(?!\{\{|\}\})[{}][^{}]*+)*+\}\}
        )
      )
    # What is never closed is given up where the same begins again, or at a distance.
    | (?<=\$)(?:
        (?<![\\$]\$)(?=[ ]|[^$\n]{1,400}+(?<=[ ])\$)         # $ x $ or $x $, as MathJax has it:
          (?![^$\n]*?(?<![\\a-zA-Z])[a-zA-Z]{2,}+[ ]++[a-zA-Z]{2})   # neither prose nor prices
          (?=[^$\n]{0,400}?[\\^_=]|[ ]*+[^\s\d])[^$\n\u3000-\u9fff\uff00-\uffef]{1,400}+\$
      | (?<![\\$]\$)(?![\s$])(?=[^$]{1,2000}+(?<![\s\\])\$(?![\d$]))
          [^$\n]*+(?:\n(?!\s*\n)[^$\n]*+)*+\$
      | (?<=^\$)\$[^$]{0,5000}+(?:\$(?!\$)[^$]{0,5000}+){0,100}+  # a block may hold blank lines,
          (?:(?<!\n)\$\$|\$\$(?![^\s$]))
      | \$[^\n$]*+(?:(?:\n(?![ \t]*\n)|\$(?!\$))[^\n$]*+)*+\$\$   # a formula within a line not
      )
    | (?<=\\)(?:
        \\*+(?i:begin)\{(?P<env>(?i:[a-zA-Z]+)\*?)\}[^\\]{0,20000}+
          (?:(?!\\+(?i:begin|end)\{(?i:(?P=env))\})\\[^\\]{0,20000}+){0,2000}+
        (?:\\+(?i:begin)\{(?i:(?P=env))\}[^\\]{0,20000}+
          (?:(?!\\+(?i:begin|end)\{(?i:(?P=env))\})\\[^\\]{0,20000}+){0,2000}+)?
        \\+(?i:end)\{(?i:(?P=env))\}
      | \[(?![A-Za-z]{2,}\\\])                              # as is no word in brackets: \[MASK\]
          [^\\]{0,5000}+(?:\\(?![\[\]])[^\\]{0,5000}+){0,1000}+\\\]
      | \([^\\]{0,5000}+(?:\\(?![()])[^\\]{0,5000}+){0,1000}+\\\)
      | (?:(?:eq|auto|page)?ref|label|cite[a-z]*+|tag       # what is left of a formula
          |text(?:rm)?|math[a-z]++|boldsymbol|bm|operatorname)\*?\{[^{}\n]{0,200}+\}
      )
    | (?<=`)(?:                                            # fenced code; converters of HTML
        (?:(?<=^`)|(?<=[^\s`]`)(?=``+[ \t]*$))             # leave the fence at a line's end
          (?P<fence>``+)[^\n]*+(?:\n(?!`(?P=fence))[^\n]*+)*+(?:\n`(?P=fence)|\Z)
      | (?P<ticks>`*+)(?:[^\n`]++(?!`(?P=ticks)(?!`))`++)*+[^\n`]++`(?P=ticks)(?!`)  # inline code
      )
    | (?<=^~)(?P<tildes>~~+)[^\n]*+(?:\n(?!~(?P=tildes))[^\n]*+)*+(?:\n~(?P=tildes)|\Z)
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_SYMBOL = re.compile(
    r"\$ ?(?:(?P<latin>[A-Za-z])|\\(?P<greek>[a-z]+))"
    r"(?:\\?[_^]\{?(?P<index>[0-9A-Za-z])\}?)? ?\$"
)
_LONGEST_SYMBOL = 16
_GREEK = dict(
    alpha="α", beta="β", gamma="γ", delta="δ", epsilon="ε", varepsilon="ε", zeta="ζ", eta="η",
    theta="θ", kappa="κ", mu="μ", nu="ν", xi="ξ", pi="π", rho="ρ", sigma="σ", tau="τ", phi="φ",
    chi="χ", psi="ψ", omega="ω", ell="l", **{"lambda": "λ"},
)  # fmt: skip


@lru_cache(maxsize=8)  # several finders look at the same text in turn
def find_markup(text: str) -> tuple[tuple[int, int], ...]:
    r"""Return the spans of TeX, code, addresses and HTML tags, in order.

    Example:
        >>> find_markup(r"设$\max(x)$为最大值")
        ((1, 10),)
    """
    return tuple([match.span() for match in _match_markup(text)])


@lru_cache(maxsize=8)
def _match_markup(text: str) -> tuple[re.Match[str], ...]:
    """Return the same with what kind of markup each is."""
    return tuple(_MARKUP.finditer(text))


@lru_cache(maxsize=8)
def mask_markup(text: str) -> str:
    r"""Replace TeX, code, addresses and HTML tags by as many mask characters.

    Example:
        >>> mask_markup(r"设$\max(x)$为最大值").replace(MASK, "_")
        '设_________为最大值'
    """
    return _mask(text, find_markup(text))


def mask_verbatim(text: str) -> str:
    r"""Replace TeX and code by as many mask characters; links and tags stay.

    Example:
        >>> mask_verbatim("[`x`](/a) $y$").replace(MASK, "_")
        '[___](/a) ___'
    """
    found = _match_markup(text)
    return _mask(text, [match.span() for match in found if match.lastgroup != "link"])


@lru_cache(maxsize=8)
def mask_emphasis(text: str, mask: str = MASK) -> str:
    """Replace the marks of emphasis in Markdown by as many mask characters.

    Example:
        >>> mask_emphasis("**MEMIT**与*a*,2 * 3 * 4,x*y*z", "-")
        '--MEMIT--与-a-,2 * 3 * 4,x*y*z'
    """
    if "*" not in text and "_" not in text:
        return text
    return _EMPHASIS.sub(
        lambda match: f"{mask * len(match['mark'])}{match['words']}{mask * len(match['mark'])}",
        text,
    )


def _mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], MASK * (end - start))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


class Prose(NamedTuple):
    """A text without its markup: one mask character stands for each stretch of it, but the symbol
    itself for a formula that is nothing else, since a name may go on beside it: $F$范数.

    `masks` are the offsets of what stands for markup, `lost` is by how much an offset behind so
    many of them is less than in the text; it begins with 0. `symbols` has where each of the symbols
    ends, by where it starts.
    """

    text: str
    masks: Sequence[int]
    lost: Sequence[int]
    symbols: Mapping[int, int] = MappingProxyType({})

    def locate(self, offset: int) -> int:
        """Return where in the whole text an offset is: before a mask, or behind it."""
        return offset + self.lost[bisect_left(self.masks, offset)]


def strip_markup(text: str) -> Prose:
    r"""Leave TeX, code, addresses and HTML tags out, so that nobody need look at them again.

    Example:
        >>> prose = strip_markup(r"设$\max(x)$为最大值")
        >>> prose.text.replace(MASK, "_"), prose.locate(prose.text.index("为"))
        ('设_为最大值', 10)
        >>> strip_markup(r"$\beta$-VAE与$L_2$正则").text
        'β-VAE与L2正则'
    """
    spans = find_markup(text)
    if not spans:
        return Prose(text, (), (0,))
    starts, ends = zip(*spans, strict=True)
    instead = [_symbol(text, *span) or MASK for span in spans]
    lost = [0, *accumulate(map(sub, map(sub, ends, starts), map(len, instead)))]
    masks = [*map(sub, starts, lost)]
    pieces = [text[: starts[0]]]
    for symbol, end, start in zip(instead, ends, (*starts[1:], None), strict=True):
        pieces += (symbol, text[end:start])
    symbols = {
        mask: mask + len(symbol)
        for mask, symbol in zip(masks, instead, strict=True)
        if symbol != MASK
    }
    return Prose("".join(pieces), masks, lost, symbols)


def _symbol(text: str, start: int, end: int) -> str | None:
    """Return the letter that is all of a formula, with its index if it has one."""
    if end - start > _LONGEST_SYMBOL:
        return None
    match = _SYMBOL.fullmatch(text, start, end)
    letter = match and (match["latin"] or _GREEK.get(match["greek"]))
    return letter + (match["index"] or "") if match and letter else None
