"""A text in, the places out where it says that several names mean one thing.

`SVM(Support Vector Machine,支持向量机)` and `层次分解(下面简称LRA)`: what stands before a
parenthesis, and the names in it. `岭回归，又称Tikhonov正则化` and `word embedding, also known as
word vector`: what stands before and after words that say so. `BBN: Bilateral-Branch Network with
...`: what begins a line, and the words of which it has the initials. Which of the names are known,
and what follows from that, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kg.concepts.acronyms import find_phrase_end, find_phrase_start
from kg.concepts.function_words import find_start
from kg.masking import MASK, mask_markup
from kg.text import find_lines, is_cjk

# A name before a parenthesis and those in it. The address of a link, which is masked, is as good as
# nothing.
_PARENTHESIS = re.compile(
    rf"(?=[ (（])[ ]?[(（](?P<inside>(?:[^()（）\n{MASK}]|{MASK}++){{2,80}}+)[)）]"
)
_SEGMENT = re.compile("[^;；]+")
_SEPARATOR = re.compile(r"[,，、/]|\s或\s?|或者?")
_CITATION = re.compile(rf"(?:\bet al\.?|(?:19|20)\d\d[a-z]?)[]\s{MASK}]*$")  # Wei & Zou 2019
_CUE = re.compile(
    r"^(?:以?下面?(?:简|统)[称写]为?|(?:原?论文|文[献中])(?:里边?|中)?[称叫]?[为做]|"
    r"又?简[称写]为?|又称为?|也?称为?|又叫做?|也叫做?|即|记为|"
    r"全称是?为?|英文为?)\s*[“\"]?"
)
_NAMING = re.compile(r"简[称写记]|缩写|[又也统]称|称为|叫做|记为|全称|英文为")
_PLURAL_SHORT = re.compile(r"[A-Z]{2,}s$")
_AROUND = f" \t{MASK}"  # a name in a parenthesis, with marks of emphasis
_MARKUP_BEHIND = re.compile(r"(?:[*_]|\](?:\([^()\s]*\)|\[[^\[\]\n]*\]))+$")
_LONGEST_MARKUP = 200

# A short name that begins a line, before its words.
_SHORT_AHEAD = re.compile(r"^(?:#+ )?(?P<short>[A-Z][A-Za-z0-9-]{1,9})[:：] ?", re.MULTILINE)

# Words that say that what stands before and after them is one thing, and what all of these hold.
_ALSO_CALLED = re.compile(
    r"[ ]?[,，]?[ ]?(?:它们?|其|下面|以下|下文|后面)?(?:虽然|那么)?"
    r"(?:也|又|亦|常|通常|一般|经常|有时)?(?:被|可)?"
    r"(?:简称|俗称|又称|也称|亦称|常称|又叫|也叫|又名|缩写|简写|简记|也可以?叫)"
    r"[为作做是成]?[:：]?[ ]?[“\"「]?"
    r"|,? (?:also|sometimes|often) (?:known as|called|referred to as) (?:an? |the )?[“\"]?"
    r"|,? (?:abbreviated|shortened) (?:as|to) [“\"]?"
)
_OF_NAMING = re.compile(
    r"[简俗又也亦常缩 as](?:(?<=[简俗又也亦常])称|(?<=[又也])叫|(?<=又)名|(?<=缩)写|(?<=简)[写记]"
    r"|(?<=也)可以?叫|(?<= )(?:known|called|referred to) |(?<=a)bbreviated|(?<=s)hortened)"
)

# What is right before a name, where that tells where it begins.
_MARKS = frozenset('*“"「')  # not 《: the title of a book is no term
_APART = frozenset(" \t\n:：、·+")

# A name that ends at an offset.
_LATIN_BEFORE = re.compile(
    r"(?:(?<![\w-])[A-Z][\w+#.'’-]* ){0,4}(?<![\w-])[A-Za-zÀ-ÿ](?:[\w+#.’'-]*[\w+#])?$", re.ASCII
)
_LEADING_WORD = re.compile(r"^(?:The|An?|This|Our|In|For|With|And|We|Use|Using|Or|By|Of) ")
_IN_A_WORD = re.compile(r"[\w-]")
BOUNDARY = frozenset(
    "的了是在把和与用从为将叫称即及或这那个种被让使到于而且都也就又再很更最之其中以做作去来说看么些"
)
"""Characters that are in no Chinese name, but within some words."""
_LONGEST_CHINESE = 8
_LONGEST_MIXED = 28  # characters of such a name with the Latin word before it
_LONGEST_LATIN = 60
_LONGEST_QUOTED = 20
_OPENING = {"”": "“", '"': '"', "」": "「", "》": "《"}

# What a name looks like that begins at an offset, or is all of a part of a parenthesis.
_LONGEST_NAME = 200  # that is looked for, whatever is written around it
_AFTER_NAME = re.compile(r"[,，。;；:：、.”\"」()（）\n]|$")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ÿ][\w+#.'’-]*(?:[ ][A-Za-zÀ-ÿ0-9][\w+#.'’-]*){0,7}$")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9-]{1,11}$")
_MIXED_NAME = re.compile(r"[A-Za-zÀ-ÿ][A-Za-z0-9À-ÿ-]{0,19}[\u4e00-\u9fff]{1,8}$")  # W散度
_NO_NAME = re.compile(
    r"等$|^(?:i\.e\.|e\.g\.|见|参考|参见|如|例如|比如|注|其中|也就是|包括|含|附|这里|不是|上|下|左|右|图|表|式|约|共"
    r"|所以|因为|因此|但|虽然|如果|由于|只|仅|主要|其实|当然|尤其|特别|大概|大约|可以|本质|实际|已|暂)|"
    r"[的了吗呢吧我你他这那]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name at `start:end` of the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Names of one thing, in the order of the text."""

    names: tuple[Name, ...]
    explicit: bool = False
    """Whether words say that they are names."""
    marked: bool = False
    """Whether a quotation mark or emphasis tells where the first one begins."""
    apart: bool = False
    """Whether a space, a colon or the like does."""


def _name(text: str, start: int, end: int) -> Name:
    return Name(text=text[start:end], start=start, end=end)


def find_definitions(text: str) -> list[Definition]:
    """Return the definitions by parenthesis, naming words and colon, in the order of the text.

    Example:
        >>> [definition] = find_definitions("是SVM(Support Vector Machine,支持向量机)的天下")
        >>> [name.text for name in definition.names]
        ['SVM', 'Support Vector Machine', '支持向量机']
        >>> find_definitions("优化器(SGD、Adam等)")
        []
        >>> [definition] = find_definitions("岭回归，又称Tikhonov正则化。")
        >>> [name.text for name in definition.names]
        ['岭回归', 'Tikhonov正则化']
        >>> [definition] = find_definitions("It has an **entropic auto-encoder** (EAE) in it.")
        >>> [name.text for name in definition.names]
        ['entropic auto-encoder', 'EAE']
    """
    masked = mask_markup(text).replace("*", MASK)
    found = chain(_by_parenthesis(text, masked), _by_colon(masked), _by_words(text, masked))
    return sorted(found, key=lambda definition: definition.names[0].start)


def _by_parenthesis(text: str, masked: str) -> Iterator[Definition]:
    """Yield what stands before a parenthesis with the names in it: SVM(支持向量机)."""
    for match in _PARENTHESIS.finditer(masked):
        inside = _names_inside(match["inside"], match.start("inside"))
        if not inside:
            continue
        end = _before_markup(text, match.start())
        if before := _words_of(masked, end, inside) or _name_before(masked, end):
            yield Definition(
                names=(before, *inside),
                explicit=bool(_NAMING.search(match["inside"])),
                marked=_follows(_MARKS, text, before),
                apart=_follows(_APART, text, before),
            )


def _by_colon(masked: str) -> Iterator[Definition]:
    """Yield what begins a line with the words after a colon: BBN: Bilateral-Branch Network."""
    for match in _SHORT_AHEAD.finditer(masked):
        if end := find_phrase_end(masked, match.end(), match["short"]):
            short = _name(masked, *match.span("short"))
            yield Definition(names=(short, _name(masked, match.end(), end)))


def _by_words(text: str, masked: str) -> Iterator[Definition]:
    """Yield the names before and after words that say that both are: 岭回归，又称Tikhonov正则化."""
    for begin, end in find_lines(masked, _OF_NAMING):
        for match in _ALSO_CALLED.finditer(masked, begin, end):
            before, after = _name_before(masked, match.start()), _name_after(masked, match.end())
            if before and after:
                marked = _follows(_MARKS, text, before)
                yield Definition(names=(before, after), explicit=True, marked=marked)


def _follows(characters: Collection[str], text: str, name: Name) -> bool:
    return text[max(0, name.start - 1) : name.start] in characters


def _before_markup(text: str, end: int) -> int:
    """Return where the words end before the marks of emphasis or of a link that end at `end`."""
    marks = _MARKUP_BEHIND.search(text, max(0, end - _LONGEST_MARKUP), end)
    return marks.start() if marks else end


def _words_of(text: str, end: int, shorts: Iterable[Name]) -> Name | None:
    """Return the words that end at `end` and of which one of the short names has the initials."""
    for short in shorts:
        start = find_phrase_start(text, end, short.text)
        if start is not None:
            return _name(text, start, end)
    return None


def _name_before(text: str, end: int) -> Name | None:
    """Return the Latin phrase or the run of Chinese characters that ends at `end`."""
    if end and (opening := _OPENING.get(text[end - 1])):
        start = text.rfind(opening, max(0, end - _LONGEST_QUOTED), end - 1) + 1
        return _name(text, start, end - 1) if start and end - 1 - start >= 2 else None
    if end and not is_cjk(text[end - 1]):
        phrase = _LATIN_BEFORE.search(text, max(0, end - _LONGEST_LATIN), end)
        length = len(_LEADING_WORD.sub("", phrase.group())) if phrase else 0
        return _name(text, end - length, end) if length >= 2 else None
    start = find_start(text, end, BOUNDARY, _LONGEST_CHINESE)
    while start and not is_cjk(text[start - 1]) and _IN_A_WORD.match(text[start - 1]):
        start -= 1  # K均值, L2正则, Wasserstein散度
    if not 2 <= end - start <= _LONGEST_MIXED:
        return None
    return _name(text, start, end)


def _name_after(text: str, start: int) -> Name | None:
    """Return the name that begins at `start` and ends at the next punctuation."""
    end = _AFTER_NAME.search(text, start, start + _LONGEST_NAME)
    name = text[start : end.start() if end else start].rstrip()
    if not _may_be_a_name(name):
        return None
    return _name(text, start, start + len(name))


def _names_inside(inside: str, offset: int) -> list[Name]:
    """Return the parts that look like names, citations aside; if one does not, there are none."""
    found = []
    for segment in _SEGMENT.finditer(inside):
        if _CITATION.search(segment[0]):
            continue
        position = segment.start()
        for part in _SEPARATOR.split(segment[0]):
            start = inside.index(part, position)
            position = start + len(part)
            start += len(part) - len(part.lstrip(_AROUND))
            name = part.strip(_AROUND).rstrip('”"')
            if _PLURAL_SHORT.match(name):
                name = name[:-1]  # foundation models (FMs)
            if cue := _CUE.match(name):
                start += cue.end()
                name = name[cue.end() :]
            if not name or not _may_be_a_name(name):
                return []
            found.append(Name(text=name, start=offset + start, end=offset + start + len(name)))
    return found


def _may_be_a_name(text: str) -> bool:
    forms = (_LATIN_NAME, _CHINESE_NAME, _MIXED_NAME)
    return (
        len(text) < _LONGEST_NAME
        and not _NO_NAME.search(text)
        and any(form.match(text) for form in forms)
    )
