"""How two titles can be alike without being equal: the ways in which people get a title wrong."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz.distance import OSA

from kg.titles import fold_title

SHORTEST_PIECE = 6
"""How many letters a part of a title must have to be recognised."""

_FRAMED = re.compile(r"《[^《》]*》")
_CUT = re.compile(
    r"\s*(?:[:：?？!！|｜;；，,、]|[—–]+|\s-\s|\.{3,}|…+)\s*|\s*(?=[(（【\[])|(?<=[)）】\]])\s*"
)
_INSTALMENT = re.compile(
    r"再?续|补充|更正|更新|附录|后记|答疑|faq|v?\d[\d.]*|第?[一二三四五六七八九十上中下]{1,3}[篇集部]?"
)
_PARTICLES = re.compile(r"[的与和及之了]")
# Letters that tell one title from the next: numbers, directions, opposites, sequels.
_TELLING = re.compile(
    r"\d+|[一二三四五六七八九十上中下前后左右大小高低多少正负双单有无不非没再续新旧内外入出]"
)
_LATIN = re.compile(r"[a-z]+")
_LONG_WORD = 5


def cut_title(title: str) -> set[str]:
    """Return the folded parts of a title, up to a colon, dash or bracket and from one on.

    What a title has in 《》 is a work of its own that the title is about, and no part of it. Nor
    does a part stand for the title where the rest only says which instalment it is.

    Example:
        >>> sorted(cut_title("种群竞争模型：LaTeX+Python")), cut_title("《论语新探讨》笔记")
        (['latexpython', '种群竞争模型'], set())
    """
    masked = _FRAMED.sub(lambda match: "《" + "\ue000" * (len(match.group()) - 2) + "》", title)
    pieces = set()
    for match in _CUT.finditer(masked):
        before, behind = fold_title(title[: match.start()]), fold_title(title[match.end() :])
        for piece, rest in ((before, behind), (behind, before)):
            if len(piece) >= SHORTEST_PIECE and rest and not is_instalment(rest):
                pieces.add(piece)
    framed = {fold_title(match.group()) for match in _FRAMED.finditer(title)}
    return pieces - framed


def is_instalment(rest: str) -> bool:
    """Tell whether what two titles do not share only says which instalment one of them is.

    Example:
        >>> is_instalment("补充"), is_instalment("二"), is_instalment("附代码")
        (True, True, False)
    """
    return bool(_INSTALMENT.fullmatch(fold_title(rest)))


def sorted_letters(title: str) -> str:
    """Return what two titles with the same words in another order have in common.

    Example:
        >>> sorted_letters("注意力的掩码与缩放") == sorted_letters("缩放和注意力掩码")
        True
    """
    return "".join(sorted(slip_key(title)))


def is_slip(written: str, title: str) -> bool:
    """Tell whether two titles differ by a slip of the pen: one letter that is no other title's.

    Letters that tell titles apart are none, nor is a Chinese one more or less, but for a particle;
    a Latin word has to be long enough to be known with the slip.

    Example:
        >>> is_slip("揭开迷物，来一顿盛宴", "揭开迷雾，来一顿盛宴"), is_slip("矩阵之二", "矩阵之三")
        (True, False)
        >>> is_slip("Transfomer初始化", "Transformer初始化"), is_slip("三角积分", "三角定积分")
        (True, False)
    """
    one, other = slip_key(written), slip_key(title)
    if one == other or OSA.distance(one, other, score_cutoff=1) > 1:
        return one == other
    if adds_telling(one, other) or adds_telling(other, one):
        return False
    words, others = (_LATIN.findall(text.casefold()) for text in (written, title))
    if words == others:
        return len(one) == len(other)
    pairs = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and all(min(map(len, p)) >= _LONG_WORD for p in pairs)


def adds_telling(written: str, title: str) -> bool:
    """Tell whether a title is written with a number or the like that it does not have.

    Example:
        >>> adds_telling("特征提取(2)", "特征提取(1)"), adds_telling("特征提取", "特征提取(1)")
        (True, False)
    """
    return bool(Counter(_TELLING.findall(written)) - Counter(_TELLING.findall(title)))


def slip_key(title: str) -> str:
    """Return what is compared of a title to find slips: its letters but for particles.

    Example:
        >>> slip_key("注意力的掩码")
        '注意力掩码'
    """
    return _PARTICLES.sub("", fold_title(title))


def halves(key: str) -> tuple[str, str]:
    """Return the halves of a key, of which one slip leaves one whole.

    Example:
        >>> halves("注意力掩码")
        ('注意', '力掩码')
    """
    middle = len(key) // 2
    return key[:middle], key[middle:]


def halves_near(key: str) -> tuple[set[str], set[str]]:
    """Return what can be the first or second half of keys that differ from this one by one letter.

    Example:
        >>> [sorted(group) for group in halves_near("abcd")]
        [['a', 'ab'], ['bcd', 'cd']]
    """
    lengths = {len(key) - 1, len(key), len(key) + 1}
    firsts = {key[: length // 2] for length in lengths}
    seconds = {key[len(key) - (length - length // 2) :] for length in lengths}
    return firsts - {""}, seconds - {""}
