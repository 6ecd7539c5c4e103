"""Text as the finders see it: markup masked, typography folded, sentences delimited.

Masking keeps every offset; folding returns the offset of each folded character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import sub
from types import MappingProxyType
from typing import NamedTuple

from opencc import OpenCC

from kg.addresses import ARXIV_NUMBER

MASK = "\ue000"
"""The private-use character that stands for text in which no name is looked for."""
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<mark>\*{1,3}|_{1,2})(?=[^\s*_])(?P<words>[^*_\n]*[^\s*_])(?P=mark)(?![\w*])",
    re.ASCII,
)

FILE_ENDING = r"\.(?i:png|jpe?g|gif|svg|webp|bmp|avif|pdf|mp[34]|webm|ogg|wav|mov|zip|canvas|base)"
"""What the target of a wiki link ends in, if it is no note."""
# Of one that has other words, or embeds something, or leads to a file; else people read the name.
_WIKI_TARGET = (
    r"(?<=\[)\[(?:[^\[\]|\n]*+\|(?=[^\[\]\n]++\]\])|(?<=!\[\[)[^\[\]|\n]*+\]\]"
    rf"|[^\[\]|\#\n]*?{FILE_ENDING}(?:\#[^\[\]|\n]*+)?\]\])"
)
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
        (?<=<)/?[a-zA-Z][^<>\n]*+>                         # an HTML tag
      | (?<=[hHfF])[tT](?<!(?i:[a-z\d])..)
        (?i:(?<=ht)tps?|(?<=ft)p)://[^\s<>"'，。；、）》\]]++  # a URL
      | (?<=\]\()(?:\{\{[^{}\n]*+\}\}|\{%[^{}\n]*+\}|[^()\s])*+\)    # a Markdown link's target
      | """
    + rf"{_WIKI_TARGET} | {_PAPER}"
    + r"""
      | (?<=\{)(?:                                         # Liquid, and Kramdown's attributes
          :[^{}\n]*+\}
        | %-?[ ]?(?P<tag>highlight|codeblock|code)\b[^%]*+%\}
            [^{]{0,20000}+(?:\{(?!%-?[ ]?end(?P=tag)\b)[^{]{0,20000}+){0,2000}+
            \{%-?[ ]?end(?P=tag)[ ]?-?%\}
        | \{<[ ]?highlight\b[^>]*+>\}\}
            [^{]{0,20000}+(?:\{(?!\{<[ ]?/)[^{]{0,20000}+){0,2000}+\{\{<[ ]?/highlight[ ]?>\}\}
        | %[^%{]*+(?:(?!\{%|%\})[%{][^%{]*+)*+%\}
        | \{[^{}]*+(?:(?!\{\{|\}\})[{}][^{}]*+)*+\}\}
        )
      )
    # What is never closed is given up where the same begins again, or at a distance.
    | (?<=\$)(?:
        (?<![\\$]\$)(?![\s$])(?=[^$]{1,2000}+(?<![\s\\])\$(?![\d$]))
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
      | \[[^\\]{0,5000}+(?:\\(?![\[\]])[^\\]{0,5000}+){0,1000}+\\\]
      | \([^\\]{0,5000}+(?:\\(?![()])[^\\]{0,5000}+){0,1000}+\\\)
      | (?:(?:eq|auto|page)?ref|label|cite[a-z]*+|tag|math[a-z]++|boldsymbol|bm|operatorname)
        \*?\{[^{}\n]{0,200}+\}                              # what is left of a formula
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
    r"\$(?:(?P<latin>[A-Za-z])|\\(?P<greek>[a-z]+))(?:\\?[_^]\{?(?P<index>[0-9A-Za-z])\}?)?\$"
)
_LONGEST_SYMBOL = 16
_GREEK = dict(
    alpha="α", beta="β", gamma="γ", delta="δ", epsilon="ε", varepsilon="ε", zeta="ζ", eta="η",
    theta="θ", kappa="κ", mu="μ", nu="ν", xi="ξ", pi="π", rho="ρ", sigma="σ", tau="τ", phi="φ",
    chi="χ", psi="ψ", omega="ω", ell="l", **{"lambda": "λ"},
)  # fmt: skip
_NO_ASCII = bytes(range(0x80, 0x100))
_KINDS = bytes(
    ord("a") if chr(byte).isalpha() and byte < 0x80
    else ord(".") if 0xE3 <= byte < 0xEA  # in UTF-8, the first of U+3000 to U+9FFF
    else ord(" ")
    for byte in range(0x100)
)  # fmt: skip
"""For each byte whether it is a letter, begins a Chinese character or is neither."""
_NEITHER = re.compile("[\x80-\u2e7f\ua000-\uf8ff\ufb00-\ufeff\ufff0-\U0001ffff]")
_TO_SIMPLIFIED = OpenCC("t2s")
_SEPARATORS = frozenset(" \t\u00a0\u3000-‐‑‒–—−_·•・'’\\")  # "\\" escapes one: batch\_size
_SENTENCE_END = re.compile(
    r"[。！？!?；;….\n]"  # what a search goes to at once
    r"(?:(?<=\n)|(?<=\.)(?=\s+[A-Z\u4e00-\u9fff]|\s*$)"
    r"|(?<![.\n])[。！？!?；;…]*+[”’」』）)》\"']*+)"
)


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


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """Return what a character is compared as: no width, case or accent, Chinese simplified.

    Separators are empty.

    Example:
        >>> [fold_character(character) for character in "Ｖö機-"]
        ['v', 'o', '机', '']
    """
    if character in _SEPARATORS:
        return ""
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    if is_cjk(character):
        decomposed = _TO_SIMPLIFIED.convert(decomposed)
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _SEPARATORS)


class Folded(NamedTuple):
    """A folded text: what stands in it at or behind `cuts[i]` is `lost[i + 1]` further in the text.

    `lost` begins with 0, for what stands before all cuts.
    """

    text: str
    cuts: Sequence[int]
    lost: Sequence[int]

    def locate(self, offset: int) -> int:
        """Return the offset in the text that a character of the folded text came from."""
        return offset + self.lost[bisect_right(self.cuts, offset)]


_NOTHING = "\ue001"


_FOLDED_OFTEN = " -_\u00a0\u3000，：（）；？！"
"""What hardly a text is without, so that it is not looked for first."""


@lru_cache(maxsize=1)
def _to_be_folded() -> re.Pattern[str]:
    """Return a pattern for further characters that `str.casefold` alone does not fold.

    That is to say, for all that is not known to need no more; most of a text does not.
    """
    han = [chr(codepoint) for codepoint in range(0x4E00, 0xA000)]
    simplified = _TO_SIMPLIFIED.convert("\n".join(han)).split("\n")  # at once: it takes its time
    simple = "".join(c for c, other in zip(han, simplified, strict=True) if c == other)
    known = {*map(chr, range(0x80)), *"、。《》「」『』【】“”", MASK} - _SEPARATORS
    known |= {*_FOLDED_OFTEN, _NOTHING}
    return re.compile(f"[^{re.escape(''.join(sorted(known)))}{simple}]")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return what `fold` does, without the offsets.

    Example:
        >>> fold_name("K-Means")
        'kmeans'
    """
    return fold(name).text


def fold_names(names: Sequence[str]) -> list[str]:
    """Return what `fold_name` does of each, all at once, which is several times as fast.

    Example:
        >>> fold_names(["K-Means", "支持向量機"])
        ['kmeans', '支持向量机']
    """
    folded = fold("\n".join(names)).text.split("\n")
    return folded if len(folded) == len(names) else [fold_name(name) for name in names]


def fold(text: str) -> Folded:
    """Fold each character of a text (see `fold_character`).

    Example:
        >>> folded = fold("K-Means")
        >>> folded.text, [folded.locate(offset) for offset in range(6)]
        ('kmeans', [0, 2, 3, 4, 5, 6])
    """
    longer = ""
    for character in _FOLDED_OFTEN:
        text = text.replace(character, fold_character(character) or _NOTHING)
    for character in {*_to_be_folded().findall(text)}:
        folded = fold_character(character) or _NOTHING
        if len(folded) == 1:
            text = text.replace(character, folded)
        else:
            longer += character
    if longer:
        return _fold_longer(text, longer)
    text = text.casefold()
    if _NOTHING not in text:
        return Folded(text, (), (0,))
    pieces = text.split(_NOTHING)
    cuts = [*accumulate(map(len, pieces))]
    return Folded("".join(pieces), cuts, [*range(len(cuts) + 1)])  # quicker to look up in


def _fold_longer(text: str, longer: str) -> Folded:
    """Fold a text with characters that become several, such as ﬁ and ß."""
    pieces: list[str] = []
    cuts: list[int] = []
    lost = [0]
    position = 0  # in the folded text
    for index, part in enumerate(re.split(f"([{re.escape(longer)}])", text)):
        if index % 2:  # one of them
            folded = fold_character(part)
            pieces.append(folded)
            cuts += range(position + 1, position + len(folded))
            lost += range(lost[-1] - 1, lost[-1] - len(folded), -1)
            position += len(folded)
        else:
            stretches = part.casefold().split(_NOTHING)
            pieces += stretches
            ends = [*accumulate(map(len, stretches), initial=position)]
            cuts += ends[1:-1]
            lost += range(lost[-1] + 1, lost[-1] + len(stretches))
            position = ends[-1]
    return Folded("".join(pieces), cuts, lost)


def fold_text(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, the offset it came from.

    Example:
        >>> fold_text("K-Means")
        ('kmeans', [0, 2, 3, 4, 5, 6])
    """
    folded = fold(text)
    return folded.text, [*map(folded.locate, range(len(folded.text)))]


def find_lines(text: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    r"""Yield the half-open spans of the lines that hold a match, without what ends them.

    So what takes long to look for is looked for in few lines: those that hold what all of it holds.

    Example:
        >>> [*find_lines("alias\nan a, also b\n", re.compile("also"))]
        [(6, 18)]
    """
    end = -1
    while match := wanted.search(text, end + 1):
        begin = max(end, text.rfind("\n", 0, match.start())) + 1
        end = text.find("\n", match.end())
        if end < 0:
            end = len(text)
        yield begin, end


def is_cjk(character: str) -> bool:
    """Tell whether a character is of the Chinese script or its punctuation."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or character >= "\U00020000"
    )


@lru_cache(maxsize=8)  # several finders ask it of the same post
def is_chinese(*texts: str) -> bool:
    """Tell a Chinese text, which may hold many English words, from an English one.

    Several texts, such as a title and what it stands above, count as one.

    Example:
        >>> is_chinese("用Attention和Dropout"), is_chinese("About 注意力, that is attention")
        (True, False)
    """
    text = "".join(texts)
    encoded = text.encode("utf-8", "surrogatepass")
    kinds = encoded.translate(_KINDS)
    words = kinds.count(b" a") + kinds.startswith(b"a")  # where one begins
    if kinds.count(b".") >= words:
        return True  # as is most often seen by these alone
    # Chinese characters are what is neither of ASCII nor of another script.
    foreign = len(text) - len(encoded.translate(None, _NO_ASCII))
    return foreign >= words and foreign - len(_NEITHER.findall(text)) >= words


def language_of(name: str) -> str:
    """Return "zh" for a name with Chinese characters, else "en".

    Example:
        >>> language_of("K均值"), language_of("K-Means")
        ('zh', 'en')
    """
    return "zh" if any(map(is_cjk, name)) else "en"


def is_latin(character: str) -> bool:
    """Tell whether a character is a letter or digit of a script that puts spaces between words."""
    return character.isalnum() and not is_cjk(character)


def sentence_ends(text: str) -> tuple[int, ...]:
    """Return the offset behind each sentence, a line being at least one.

    Example:
        >>> sentence_ends("一。二！三")
        (2, 4, 5)
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return tuple(ends)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the half-open span of the sentences, as `sentence_ends` has them, that hold a span.

    Only the lines that it stands in are looked at.

    Example:
        >>> sentence_around("一。二！三", 2, 3)
        (2, 4)
    """
    line = text.rfind("\n", 0, start) + 1
    ends = _ends_in_line(text, line)
    first = bisect_right(ends, start)
    begin = ends[first - 1] if first else line
    last = max(start, end - 1)
    if last >= ends[-1]:  # in a later line
        ends = _ends_in_line(text, text.rfind("\n", 0, last) + 1)
    return begin, ends[min(bisect_right(ends, last), len(ends) - 1)]


@lru_cache(maxsize=64)  # many names stand in one line
def _ends_in_line(text: str, line: int) -> list[int]:
    """Return the offset behind each sentence of the line that begins at an offset."""
    ends = []
    for match in _SENTENCE_END.finditer(text, line):
        end = match.end()
        ends.append(end)
        if text[end - 1] == "\n":
            return ends
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return ends
