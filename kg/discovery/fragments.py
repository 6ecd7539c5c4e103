"""Posts and proposed names in; which of the names are cut out of longer words, out.

A term has free neighbours (Harris 1955): what stands before it and after it changes. A piece such
as 般框架, before which there is always 一, is no term. Particles say nothing, as they may stand
before and after anything.

Where the neighbours change too, the cut shows by what the character at the edge belongs to (Sproat
and Shih 1990): 数矩阵 stands after 参 and after 函, and all over the blog 参数 and 函数 are firmer
than 数矩. A measure word belongs to the numeral before it: 张图像 stands after 一 and after 两.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.model import Post
from kg.text import is_cjk

_PARTICLES = "的了着与和及或是为在对将把被用从由以于到向给让使也都就"
_BEFORE_ANYTHING = frozenset(_PARTICLES + "个种些该此这那其之各每")
_AFTER_ANYTHING = frozenset(_PARTICLES + "而则等来时中上下里内外可能会有")
_OFTEN_BEFORE, _OFTEN_AFTER = 2, 3  # occurrences from which on one neighbour tells
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_NUMERALS = frozenset("0123456789一二三四五六七八九十两几每这此某")  # and pronouns
_FIRM = 16.0  # times as often as by chance: so are the two characters of a word, not of two words
_SUFFIX = 8.0  # times as firm with what follows as in the name: 性 goes with any word
_MOSTLY = 0.5  # of a name's occurrences


@dataclass(slots=True)
class Neighbours:
    """How often each character stands right before and after a name, and in how many posts' texts
    the name stands.
    """

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    posts: int = 0

    @property
    def count(self) -> int:
        """How often the name stands somewhere."""
        return self.before.total()

    def add(self, before: Mapping[str, int], after: Mapping[str, int], posts: int) -> None:
        """Take in what surrounds the name in other posts."""
        self.before.update(before)
        self.after.update(after)
        self.posts += posts


class Bonds:
    """How firmly any two Chinese characters hold together, by how often they stand side by side.

    Example:
        >>> bonds = Bonds([{"": 24, "参": 8, "数": 12, "据": 4, "参数": 8, "数据": 4}])
        >>> bonds.strength("参数"), bonds.strength("参数", besides=4), bonds.strength("参据")
        (2.0, 1.0, 0.0)
    """

    def __init__(self, parts: Sequence[Mapping[str, int]]) -> None:
        """Judge by what `count_pairs` returned for each part of the posts."""
        self._parts = parts
        self._counts: dict[str, int] = {}

    def strength(self, pair: str, *, besides: int = 0) -> float:
        """Return how many times as often as by chance two characters stand side by side, `besides`
        so many occurrences; 0 for one alone.
        """
        apart = self._count(pair[0]) * self._count(pair[1]) if len(pair) > 1 else 0
        if not apart:  # what is no Chinese character need not be looked for in pairs
            return 0.0
        return max(0, self._count(pair) - besides) * self._count("") / apart

    def weakest(self, name: str) -> float:
        """Return how firm the weakest joint of a name is, which parts words that happen to stand
        side by side.
        """
        return min(self.strength(name[at : at + 2]) for at in range(len(name) - 1))

    def _count(self, key: str) -> int:
        """Sum up what is asked for, which is little of what there is."""
        if key not in self._counts:
            self._counts[key] = sum(part.get(key, 0) for part in self._parts)
        return self._counts[key]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds each of some names, and how firmly the blog's characters hold together."""

    names: Mapping[str, Neighbours]
    bonds: Bonds

    def count_posts(self, name: str) -> int:
        """Return how many posts have a name in their text."""
        return self.names[name].posts if name in self.names else 0

    def is_fragment(self, name: str) -> bool:
        """Tell whether a name is cut out of longer words."""
        own = self.names.get(name)
        return own is not None and (
            (own.count >= _OFTEN_BEFORE and _is_always_one(own.before, _BEFORE_ANYTHING))
            or (own.count >= _OFTEN_AFTER and _is_always_one(own.after, _AFTER_ANYTHING))
            or self._is_cut_before(name, own)
            or self._is_cut_after(name, own)
        )

    def _is_cut_before(self, name: str, own: Neighbours) -> bool:
        """Tell whether its first character mostly belongs to what stands before it.

        A measure word belongs to the numeral, and a word of its own begins after it.
        """
        inside = self.bonds.strength(name[:2])
        may_be_measured = inside < self.bonds.strength(name[1:3])
        return inside > 0 and _MOSTLY * own.count <= sum(
            count
            for one, count in own.before.items()
            if (one in _NUMERALS and may_be_measured)
            or self.bonds.strength(one + name[0], besides=count) > max(_FIRM, inside)
        )

    def _is_cut_after(self, name: str, own: Neighbours) -> bool:
        """Tell whether its last character mostly belongs to what stands after it."""
        inside = self.bonds.strength(name[-2:])
        return inside > 0 and _MOSTLY * own.count <= sum(
            count
            for one, count in own.after.items()
            if self.bonds.strength(name[-1] + one, besides=count) > max(_FIRM, inside * _SUFFIX)
        )


class FragmentFinder:
    """Looks at what surrounds names, post by post.

    Example:
        >>> finder = FragmentFinder({"般框架"})
        >>> for text in ("一般框架与优化。", "最一般框架,再优化。"):
        ...     finder.read(Post(id="post/a", title="甲", text=text))
        >>> finder.find_neighbours()["般框架"].before
        Counter({'一': 2})
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Look for those of `names` that begin and end in a Chinese character."""
        self._names = sorted(name for name in names if is_cjk(name[0]) and is_cjk(name[-1]))
        self._finder = CharwiseDoubleArrayAhoCorasick(self._names)
        self._around: Counter[tuple[int, str, str]] = Counter()
        self._posts: Counter[int] = Counter()

    def read(self, post: Post) -> None:
        """Take in what surrounds the names in one post."""
        text = f"\n{post.title}\n{post.text}\n"
        begin = len(post.title) + 1
        hits = self._finder.find_overlapping(text)
        self._around.update([(number, text[start - 1], text[end]) for start, end, number in hits])
        self._posts.update({number for start, _, number in hits if start > begin})

    def find_neighbours(self) -> dict[str, Neighbours]:
        """Return the neighbours of each name that was read."""
        found = {
            self._names[number]: Neighbours(posts=self._posts[number])
            for number, _, _ in self._around
        }
        for (number, before, after), count in self._around.items():
            one = found[self._names[number]]
            one.before[before] += count
            one.after[after] += count
        return found


def count_pairs(posts: Iterable[Post]) -> Counter[str]:
    """Return how often each Chinese character, each two side by side, and any stand in the posts.

    Example:
        >>> count_pairs([Post(id="post/a", title="模型", text="A模")])
        Counter({'': 3, '模': 2, '型': 1, '模型': 1})
    """
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for post in posts:
        runs = "\n".join(_RUN.findall(f"{post.title}\n{post.text}"))
        characters.update(runs)
        pairs.update(map(add, runs, runs[1:]))
    del characters["\n"]
    inside = {pair: count for pair, count in pairs.items() if "\n" not in pair}
    return Counter({"": characters.total(), **characters, **inside})


def find_neighbours(posts: Iterable[Post], names: Iterable[str]) -> dict[str, Neighbours]:
    """Return the neighbours of each of the names in all posts, but for those that none has."""
    finder = FragmentFinder(names)
    for post in posts:
        finder.read(post)
    return finder.find_neighbours()


def find_surroundings(posts: Sequence[Post], names: Iterable[str]) -> Surroundings:
    """Return what surrounds the names in all posts.

    Example:
        >>> post = Post(id="post/a", title="甲", text="一般框架与优化。最一般框架。")
        >>> around = find_surroundings([post], {"般框架", "优化"})
        >>> around.is_fragment("般框架"), around.is_fragment("优化")
        (True, False)
    """
    return Surroundings(find_neighbours(posts, names), Bonds([count_pairs(posts)]))


def _is_always_one(neighbours: Mapping[str, int], particles: frozenset[str]) -> bool:
    """Tell whether the neighbours are one Chinese character, which is no particle."""
    if len(neighbours) != 1:
        return False
    [one] = neighbours
    return "\u4e00" <= one <= "\u9fff" and one not in particles
