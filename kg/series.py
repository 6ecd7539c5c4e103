"""Posts in, the series that their titles say they are parts of out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.model import Post, Series, SeriesPart
from kg.titles import fold_title, slugify

_DIGITS = "零一二三四五六七八九"
_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3}|[上中下])"
_PATTERNS = (
    re.compile(rf"^(?P<name>.+?)\s*[(（]{_NUMBER}[)）](?=\s*(?:[:：,，.、—-]|$))"),
    re.compile(rf"^【(?P<name>[^】]+)】\s*{_NUMBER}\s*[.、:：．]"),
)
_HALVES = {"上": 1, "中": 2, "下": 3}


def find_series(posts: Iterable[Post]) -> list[Series]:
    """Return the series of `posts`, sorted by id, each with its parts in order.

    Example:
        >>> titles = ["最小熵原理(六):词向量", "最小熵原理(二)"]
        >>> posts = [Post(id=title, title=title) for title in titles]
        >>> [(s.name, [part.position for part in s.parts]) for s in find_series(posts)]
        [('最小熵原理', [2, 6])]
    """
    grouped: dict[str, list[tuple[int, Post, str]]] = defaultdict(list)
    for post in posts:
        if found := parse_part(post.title):
            name, position = found
            grouped[fold_title(name)].append((position, post, name))
    series = []
    for group in grouped.values():
        names = Counter(name for _, _, name in group)
        name = min(names, key=lambda name: (-names[name], name))
        parts = sorted((position, post.id) for position, post, _ in group)
        series.append(
            Series(
                id=f"series/{slugify(name)}",
                name=name,
                parts=tuple(SeriesPart(position=n, post_id=id_) for n, id_ in parts),
            )
        )
    return sorted(series, key=lambda one: one.id)


def parse_part(title: str) -> tuple[str, int] | None:
    """Return the series and the position that a title names, or None.

    Example:
        >>> parse_part("【不可思议的Word2Vec】 4.不一样的“相似”")
        ('不可思议的Word2Vec', 4)
        >>> parse_part("文本情感分类（十二）：更好的损失函数")
        ('文本情感分类', 12)
        >>> parse_part("对抗训练浅谈:意义、方法和思考(附Keras实现)")
    """
    for pattern in _PATTERNS:
        if match := pattern.match(title):
            return match["name"].strip(), parse_number(match["number"])
    return None


def parse_number(text: str) -> int:
    """Return the value of an Arabic or Chinese number below 100, or of 上, 中, 下.

    Example:
        >>> [parse_number(text) for text in ("7", "十", "十二", "二十一", "下")]
        [7, 10, 12, 21, 3]
    """
    if text in _HALVES:
        return _HALVES[text]
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    value = 10 * (_DIGITS.index(tens[-1]) if tens else 1) if ten else 0
    return value + (_DIGITS.index(units[-1]) if units else 0)
