"""What may stand within a name: a 的 between its words, or a remark in parentheses.

With a 的 a name is an everyday phrase, but in a title an ambiguous name: in 训练任务的相似性 two
words just stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from kg.concepts.patterns import SHORTEST_ATTRIBUTIVE, Hit, Pattern
from kg.folding import fold
from kg.masking import Prose

_REMARK = re.compile(r"[(（](?:(?<=\w.)|(?<=\w .))[^()（）\n]{1,40}+[)）](?=\w)")
_LONGEST_REMARK = 40
OF = "的"
_BESIDE = 16  # more than is looked at beside a name, without any 的


def find_joints(names: Iterable[str]) -> frozenset[str]:
    """Return all that may stand on both sides of a 的 within one of some long names."""
    return frozenset([a + b for name in names for a, b in pairwise(name)])


def check_without_of(
    pattern: Pattern, text: str, start: int, end: int, is_name: Callable[[str], bool]
) -> Hit | None:
    """Return the name that stands at `start:end`, but for the 的 in it, if it does and nothing
    denies its first word: 不归一化的内积.
    """
    if text[start - 1 : start] == "不":
        return None
    before = text[max(0, start - _BESIDE) : start].replace(OF, "")
    name = text[start:end].replace(OF, "")
    short = before + name + text[end : end + _BESIDE].replace(OF, "")
    first = len(fold(before).text)
    stop = first + len(fold(name).text)
    hit = pattern.match(short, fold(short), first, stop, is_name)
    if not hit or hit[2].clarity != "clear" or hit[1] - hit[0] < SHORTEST_ATTRIBUTIVE:
        return None
    plural = hit[1] - len(before) - len(name)
    return start, end + plural, hit[2]


def find_remarks(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield the parentheses between two characters of words, with a space before them if any."""
    text = prose.text
    for match in _REMARK.finditer(text):
        start, end = match.span()
        if prose.locate(end) - prose.locate(start) > _LONGEST_REMARK + 2:
            continue
        yield start - (text[start - 1] == " "), end
