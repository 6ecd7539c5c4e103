"""Posts in, the series that their titles say they are parts of out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Post, Series, SeriesPart
from kg.titles import fold_title, slugify

_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
NUMBER = rf"\d{{1,2}}|{_CHINESE_NUMBER}"
"""A pattern for what numbers the parts of series and `parse_number` reads."""
_NUMBER = rf"(?P<number>{NUMBER}|[上中下]篇?)"
_DIGITS = "零一二三四五六七八九"
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
    rf"(?P<name>.+?)\s*(?:[:：]|[—–]{{1,2}}|\s-)\s*(?P<number>{NUMBER})\s*[.、．]\s*(?!\d)(?P<subtitle>.+)",
    # 《name2》: subtitle
    r"《(?P<name>[^《》]*[^《》\d.\s])\s*(?P<number>\d{1,2})》\s*[:：—–-]+\s*(?P<subtitle>.+)",
    # name 之二: subtitle
    rf"(?P<name>.+?)之(?P<number>{_CHINESE_NUMBER})(?=\s*(?:[:：,，—–-]|$))\s*[^\w(（【《“]*(?P<subtitle>.*)",
    # name, the second instalment: subtitle
    rf"(?P<name>.+?)[\s:：,，(（—–-]*第(?P<number>{NUMBER})(?:篇|讲|部分|期|课|集|弹)[)）]?\s*[^\w(（【《“]*(?P<subtitle>.*)",
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
    grouped: dict[str, list[tuple[PartTitle, str]]] = defaultdict(list)
    namesakes: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        if part := part_of(post):
            grouped[part.key].append((part, post.id))
        else:
            namesakes[series_key(post.title)].append(post.id)
    groups = dict(sorted(grouped.items()))
    positions = {key: {part.position for part, _ in group} for key, group in groups.items()}
    for later, earlier in rejoin(positions).items():
        groups[earlier] += groups.pop(later)
    found = (make_series(group, namesakes.get(key, ())) for key, group in groups.items())
    return sorted((series for series in found if series), key=lambda one: one.id)


def make_series(
    parts: Sequence[tuple[PartTitle, str]], namesakes: Sequence[str] = ()
) -> Series | None:
    """Return the series that posts, by their ids, with the titles of parts make, if they make one.

    `namesakes` are the posts whose title is the name of the series. The only one is the first part
    if the others begin with the second: many an author numbers from there on.

    Example:
        >>> parts = [(part, "post/a") for part in [parse_part("最小熵原理(二)")] if part]
        >>> [(series.id, series.missing) for series in [make_series(parts)] if series]
        [('series/最小熵原理', (1,))]
    """
    positions = {part.position for part, _ in parts}
    if len(positions) < 2 and not any(part.sure for part, _ in parts):
        return None
    names = Counter(part.name for part, _ in parts)
    name = min(names, key=lambda name: (-names[name], name))
    # Two halves are called 上 and 下, with nothing between them.
    two_halves = all(part.half for part, _ in parts) and 2 not in positions
    placed = [(2 if two_halves and p.position > 1 else p.position, id_) for p, id_ in parts]
    if min(placed)[0] == 2 and len(namesakes) == 1:
        placed.append((1, namesakes[0]))
    return Series(
        id=f"series/{slugify(name)}",
        name=name,
        parts=tuple(SeriesPart(position=n, post_id=id_) for n, id_ in sorted(placed)),
    )


def rejoin(positions: Mapping[str, Collection[int]]) -> dict[str, str]:
    """Return which series continue others, under a shorter or longer name: later to earlier key.

    `positions` are those of the parts of each series, by its key. A series continues another if one
    of the two names begins with the other, and if that series, and no other such, has exactly the
    positions before its first.

    Example:
        >>> rejoin({"生成扩散模型": {1, 2}, "生成扩散模型漫谈": {3}, "扩散": {1, 2}})
        {'生成扩散模型漫谈': '生成扩散模型'}
    """
    present = {key: {*own} for key, own in positions.items()}
    keys = sorted(present)
    joined: dict[str, str] = {}
    for later in keys:
        gap = {*range(1, min(positions[later]))}
        earlier = [key for key in _akin(later, keys) if gap and present.get(key) == gap]
        if len(earlier) == 1:
            present[earlier[0]] |= present.pop(later)
            joined[later] = earlier[0]
    return joined


def _akin(key: str, keys: Sequence[str]) -> Iterator[str]:
    """Yield all that `key` begins with, and those of the sorted `keys` that begin with it."""
    yield from (key[:length] for length in range(len(key)))
    for other in keys[bisect_right(keys, key) :]:
        if not other.startswith(key):
            return
        yield other


def part_of(post: Post) -> PartTitle | None:
    """Return what a post's title, or else one of its other titles, says of its series."""
    found = (part for title in post.titles if (part := parse_part(title)))
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
