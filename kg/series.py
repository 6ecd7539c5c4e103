"""Posts in, the series that their titles say they are parts of out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Post, Series, SeriesPart
from kg.titles import fold_title, slugify

_DIGITS = "零一二三四五六七八九"
_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?P<number>\d{{1,2}}|{_CHINESE_NUMBER}|[上中下]篇?)"
_HALVES = {"上": 1, "中": 2, "下": 3}
_ROMAN = {"I": 1, "V": 5, "X": 10}

# How titles number the parts of a series. One title of the first group is enough; the forms of the
# second are often no numbering at all, so that two parts have to agree.
_SURE = (
    # [tag]《name》: subtitle (2)
    rf"(?:[\[【(（][^\]】)）]{{1,8}}[\]】)）]\s*)?《(?P<name>[^《》]+)》\s*[:：](?P<subtitle>.+?)[(（]{_NUMBER}[)）]$",
    # 《name(2)》 subtitle
    rf"《(?P<name>[^《》]+?)\s*[(（]{_NUMBER}[)）]》\s*[:：—–-]*\s*(?P<subtitle>.*)",
    # name (2): subtitle
    rf"(?P<name>.+?)\s*[(（]{_NUMBER}[)）](?=\s*(?:[:：,，.、—–-]|[?？!！]?$))\s*[^\w(（【《“‘「]*(?P<subtitle>.*)",
    # 【name】 2. subtitle
    rf"【(?P<name>[^】]+)】\s*{_NUMBER}\s*[.、:：．]\s*(?P<subtitle>.*)",
    # 【name】 (2) subtitle
    rf"【(?P<name>[^】]+)】\W{{0,3}}?[(（]{_NUMBER}[)）]\s*(?P<subtitle>.*)",
    # name, part 2: subtitle
    r"(?P<name>.+?)[\s,:(（–—-]+[Pp]art\s+(?P<number>\d{1,2}|[IVX]{1,4})\b[)）]?\s*[^\w(（“\"']*(?P<subtitle>.*)",
)
_LIKELY = (
    # name: 2. subtitle
    rf"(?P<name>.+?)\s*(?:[:：]|[—–]{{1,2}}|\s-)\s*(?P<number>\d{{1,2}}|{_CHINESE_NUMBER})\s*[.、．]\s*(?!\d)(?P<subtitle>.+)",
    # 《name2》: subtitle
    r"《(?P<name>[^《》]*[^《》\d.\s])\s*(?P<number>\d{1,2})》\s*[:：—–-]+\s*(?P<subtitle>.+)",
    # name 之二: subtitle
    rf"(?P<name>.+?)之(?P<number>{_CHINESE_NUMBER})(?=\s*(?:[:：,，—–-]|$))\s*[^\w(（【《“]*(?P<subtitle>.*)",
    # name, the second instalment: subtitle
    rf"(?P<name>.+?)[\s:：,，(（—–-]*第(?P<number>\d{{1,2}}|{_CHINESE_NUMBER})(?:篇|讲|部分|期|课|集|弹)[)）]?\s*[^\w(（【《“]*(?P<subtitle>.*)",
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), True) for pattern in _SURE) + tuple(
    (re.compile(pattern, re.DOTALL), False) for pattern in _LIKELY
)
_FRAME = re.compile(r"^《(.+)》$")
_SERIES_WORD = re.compile(r"\s*系列$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTitle:
    """A title taken apart: the series, the position, and what the part itself is called.

    `sure` is false where the form is no proof of a series, `half` true where 上, 中, 下 count.
    """

    name: str
    position: int
    subtitle: str = ""
    sure: bool = True
    half: bool = False

    @property
    def key(self) -> str:
        """What the names of one series have in common."""
        return series_key(self.name)


def find_series(posts: Iterable[Post]) -> list[Series]:
    """Return the series of `posts`, sorted by id, each with its parts in order.

    Example:
        >>> titles = ["最小熵原理(六):词向量", "最小熵原理(二)"]
        >>> posts = [Post(id=title, title=title) for title in titles]
        >>> [(s.name, [part.position for part in s.parts]) for s in find_series(posts)]
        [('最小熵原理', [2, 6])]
    """
    grouped: dict[str, list[tuple[PartTitle, Post]]] = defaultdict(list)
    for post in posts:
        if part := part_of(post):
            grouped[part.key].append((part, post))
    series = []
    for group in _rejoined(grouped):
        positions = {part.position for part, _ in group}
        if len(positions) < 2 and not any(part.sure for part, _ in group):
            continue
        names = Counter(part.name for part, _ in group)
        name = min(names, key=lambda name: (-names[name], name))
        # Two halves are called 上 and 下, with nothing between them.
        two_halves = all(part.half for part, _ in group) and 2 not in positions
        parts = [(2 if two_halves and p.position > 1 else p.position, post.id) for p, post in group]
        series.append(
            Series(
                id=f"series/{slugify(name)}",
                name=name,
                parts=tuple(SeriesPart(position=n, post_id=id_) for n, id_ in sorted(parts)),
            )
        )
    return sorted(series, key=lambda one: one.id)


def _rejoined(
    grouped: Mapping[str, list[tuple[PartTitle, Post]]],
) -> list[list[tuple[PartTitle, Post]]]:
    """Return the groups, with those joined of which one goes on under a shorter or longer name."""
    groups = dict(sorted(grouped.items()))
    for later, group in list(groups.items()):
        gap = set(range(1, min(part.position for part, _ in group)))
        earlier = [
            key
            for key, other in groups.items()
            if gap
            and {part.position for part, _ in other} == gap
            and (key.startswith(later) or later.startswith(key))
        ]
        if len(earlier) == 1:
            groups[earlier[0]] = groups[earlier[0]] + groups.pop(later)
    return list(groups.values())


def part_of(post: Post) -> PartTitle | None:
    """Return what a post's title, or else one of its other titles, says of its series."""
    found = (part for title in (post.title, *post.aliases) if (part := parse_part(title)))
    return next(found, None)


@lru_cache(maxsize=2**17)
def parse_part(title: str) -> PartTitle | None:
    """Return the series, position and subtitle that a title names, or None.

    Of several numbers the first counts: the others number the parts of a part.

    Example:
        >>> part = parse_part("【不可思议的Word2Vec】 4.不一样的“相似”")
        >>> part.name, part.position, part.subtitle
        ('不可思议的Word2Vec', 4, '不一样的“相似”')
        >>> parse_part("文本情感分类（十二）：更好的损失函数").position
        12
        >>> parse_part("对抗训练浅谈:意义、方法和思考(附Keras实现)")
    """
    matches = [(match, sure) for pattern, sure in _PATTERNS if (match := pattern.match(title))]
    if not matches:
        return None
    match, sure = min(matches, key=lambda pair: pair[0].start("number"))
    name = match["name"].strip(" :：,，—–-")
    number = match["number"].removesuffix("篇")
    return PartTitle(
        name=_FRAME.sub(r"\1", name).strip(),
        position=parse_number(number),
        subtitle=match["subtitle"].strip(),
        sure=sure,
        half=number in _HALVES,
    )


def series_key(name: str) -> str:
    """Return what two spellings of a series' name have in common.

    Example:
        >>> series_key("《自然极值》系列") == series_key("自然极值")
        True
    """
    return fold_title(_SERIES_WORD.sub("", name.strip()))


def parse_number(text: str) -> int:
    """Return the value of an Arabic, Roman or Chinese number below 100, or of 上, 中, 下.

    Example:
        >>> [parse_number(text) for text in ("7", "十", "十二", "二十一", "下", "IV")]
        [7, 10, 12, 21, 3, 4]
    """
    if text in _HALVES:
        return _HALVES[text]
    if text.isdecimal():
        return int(text)
    if text[0] in _ROMAN:
        values = [_ROMAN[letter] for letter in text]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    tens, ten, units = text.rpartition("十")
    value = 10 * (_DIGITS.index(tens[-1]) if tens else 1) if ten else 0
    return value + (_DIGITS.index(units[-1]) if units else 0)
