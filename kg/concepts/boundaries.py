"""Whether a name stands in a text as whole words, or is cut from longer ones.

Latin words end where letters do. Chinese ones end anywhere, so that it takes a list of words that
cross the edges of names to tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from kg.concepts.words import WORDS
from kg.folding import TAKES_ES
from kg.memo import Memo
from kg.text import is_cjk, is_latin

UNMISTAKABLE = frozenset("熵焓")
"""Characters that are a term by themselves and in no everyday word."""

_PLURAL = re.compile(f"(?:(?<=[{TAKES_ES}{TAKES_ES.upper()}])e)?s")
_APOSTROPHES = frozenset("'’")
_CLITIC = re.compile(r"(?<=[A-Za-z].)(?:s|d|t|m|re|ve|ll)(?![A-Za-z])")  # no S-matrix: Fisher's
_DECIMALS = re.compile(r"\d\.")  # right before a digit
_CROSSING = WORDS["crossing"]


def _by_joint(words: Iterable[str]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return words by each pair of characters in them, with how many of theirs stand before where
    the pair joins.
    """
    joined = defaultdict(list)
    for word in words:
        for before, pair in enumerate(pairwise(word), 1):
            joined["".join(pair)].append((word, before))
    return joined


# By what stands on both sides of a name's edge that such a word crosses: it rarely does.
ACROSS_START = _by_joint(_CROSSING["before"])
ACROSS_END = _by_joint(_CROSSING["after"])
_ALWAYS_CROSSES = frozenset(_CROSSING["always"])
_SHORTEST_REST = 3  # characters that tell whether they are a name
_BESIDE_ONE_CHARACTER = frozenset("棵的是在与和或及为有这该其此个由从对以则即到向乘加减过做求取设")
_DENYING = frozenset("非无-")
_NEGATIONS = {one: frozenset(before) for one, before in WORDS["negations"].items()}
_GAPS = frozenset(" -")  # between the words of an English name
_WITHOUT = ("条件", "监督")  # what 无 makes another notion of: 无监督对比学习
MAY_FOLLOW = frozenset(("", "e", "s"))  # an end, or that of a plural


def _is_beside_one(character: str) -> bool:
    return not character.isalnum() or not is_cjk(character) or character in _BESIDE_ONE_CHARACTER


def _joins(character: str) -> bool:
    return is_latin(character) or character in "_\\"


def _goes_on(character: str) -> bool:
    return character == "." or (character != "" and _joins(character))


# What is asked of a character beside nearly every name that is found.
IS_CJK = Memo(is_cjk)
IS_LATIN = Memo(is_latin)
_IS_BESIDE_ONE = Memo(_is_beside_one)
"""Whether a Chinese character beside it, or beside nothing, may be a name by itself."""
_AND_SO_ON = re.compile("等(?![于价式])")
"""What may also stand behind such a one: 熵等."""
JOINS = Memo(_joins)
"""Whether a character goes on with the word beside it."""
GOES_ON = Memo(_goes_on)
"""Whether a word may go on at a character, none being behind a text: 3.5, GANs."""


def whole_end(text: str, start: int, end: int) -> int | None:
    """Return where the hit ends as whole words, plural included, or None if it cuts a word."""
    if start and (
        (JOINS[text[start - 1]] and IS_LATIN[text[start]])
        or (text[start - 1] in _APOSTROPHES and _CLITIC.match(text, start))
    ):
        return None
    if text[start].isdigit() and _DECIMALS.match(text, max(0, start - 2)):
        return None
    if not IS_LATIN[text[end - 1]]:
        return end
    after = text[end : end + 1]
    stop = end
    if after and JOINS[after]:
        has_plural = end - start > 2 and text[end - 2] not in _GAPS  # as no ImageNet-A has
        plural = _PLURAL.match(text, end) if has_plural else None
        if not plural or (plural.end() < len(text) and JOINS[text[plural.end()]]):
            return None
        stop = plural.end()
        after = text[stop : stop + 1]
    decimal = after == "." and text[stop + 1 : stop + 2].isdigit() and text[stop - 1].isdigit()
    return None if decimal else stop


def stands_alone(text: str, offset: int) -> bool:
    """Tell whether a single Chinese character is a name there: 模 in 它的模为1, but not in 模型."""
    if text[offset] in UNMISTAKABLE:
        return True
    end = offset + 1
    ends = _IS_BESIDE_ONE[text[end : end + 1]] or _AND_SO_ON.match(text, end) is not None
    return ends and _IS_BESIDE_ONE[text[offset - 1 : offset]]


def cut_from_words(text: str, start: int, end: int, is_name: Callable[[str], bool]) -> bool:
    """Tell whether Chinese characters only seem to be a name: 对数 in 对数据, 模 in 模型.

    A word that crosses an edge leaves a part of the name; if that is long and `is_name` does not
    know it, the name stands there, and no such word: 数据挖掘 in 很多数据挖掘, which 多数 would
    leave nothing but 据挖掘 of.
    """
    if end - start == 1:
        return not stands_alone(text, start)
    return any(
        text.startswith(word, start - before)
        and (left := start - before + len(word)) < end
        and _leaves_a_word(word, text[left:end], is_name)
        for word, before in ACROSS_START.get(text[start - 1 : start + 1], ())
    ) or any(
        text.startswith(word, end - before)
        and end - before >= start
        and _leaves_a_word(word, text[start : end - before], is_name)
        for word, before in ACROSS_END.get(text[end - 1 : end + 1], ())
    )


def _leaves_a_word(crossing: str, rest: str, is_name: Callable[[str], bool]) -> bool:
    """Tell whether what a word leaves of a name may be one, or the end or beginning of one."""
    rest = "".join(filter(str.isalnum, rest))
    return (
        crossing in _ALWAYS_CROSSES
        or len(rest) < _SHORTEST_REST
        or rest[0] == "的"
        or rest[-1] == "的"
        or is_name(rest)
    )


def denied(text: str, start: int) -> bool:
    """Tell whether a name is denied where it starts: 线性RNN in 非线性RNN, or non-linear RNN."""
    before = text[start - 1 : start]
    if before not in _DENYING:
        return False  # as with nearly every name
    if before == "非":
        return is_negated(text, start)
    if before == "无":
        return text.startswith(_WITHOUT, start)
    word = text[max(0, start - 5) : start - 1].casefold()
    return word[-3:] == "non" and not word[:-3].isalpha()


def is_negated(text: str, start: int) -> bool:
    """Tell whether what stands before a name makes it that of something else.

    Example:
        >>> is_negated("无梯度下降", 1), is_negated("避免梯度下降", 2), is_negated("梯度下降", 0)
        (True, False, False)
    """
    words = _NEGATIONS.get(text[start - 1 : start])
    return words is not None and text[start - 2 : start - 1] not in words
