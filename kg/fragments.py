"""Posts and proposed names in; which of the names are cut out of longer words, out.

A term has free neighbours (Harris 1955): what stands before it and after it changes. A piece such
as 般框架, before which there is always 一, is no term. Particles say nothing, as they may stand
before and after anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.model import Post
from kg.text import is_cjk

_PARTICLES = "的了着与和及或是为在对将把被用从由以于到向给让使也都就"
_BEFORE_ANYTHING = frozenset(_PARTICLES + "个种些该此这那其之各每")
_AFTER_ANYTHING = frozenset(_PARTICLES + "而则等来时中上下里内外可能会有")
_OFTEN_BEFORE, _OFTEN_AFTER = 2, 3  # occurrences from which on one neighbour tells


@dataclass(slots=True)
class Surroundings:
    """How often a name stands somewhere, the characters beside it, and in how many posts' texts."""

    count: int = 0
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    posts: int = 0

    def add(self, count: int, before: Iterable[str], after: Iterable[str], posts: int) -> None:
        """Take in what surrounds the name in other posts."""
        self.count += count
        self.before.update(before)
        self.after.update(after)
        self.posts += posts

    @property
    def is_fragment(self) -> bool:
        """Whether the same character, and no particle, always stands before or after the name."""
        return (self.count >= _OFTEN_BEFORE and _is_always_one(self.before, _BEFORE_ANYTHING)) or (
            self.count >= _OFTEN_AFTER and _is_always_one(self.after, _AFTER_ANYTHING)
        )


class FragmentFinder:
    """Looks at what surrounds names, post by post.

    Example:
        >>> finder = FragmentFinder({"般框架", "优化"})
        >>> for text in ("一般框架与优化。", "最一般框架,再优化。"):
        ...     finder.read(Post(id="post/a", title="甲", text=text))
        >>> [name for name, one in finder.find_surroundings().items() if one.is_fragment]
        ['般框架']
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

    def find_surroundings(self) -> dict[str, Surroundings]:
        """Return of each name that was read what surrounds it."""
        found = {
            self._names[number]: Surroundings(posts=self._posts[number])
            for number, _, _ in self._around
        }
        for (number, before, after), count in self._around.items():
            one = found[self._names[number]]
            one.count += count
            one.before.add(before)
            one.after.add(after)
        return found


def find_surroundings(posts: Iterable[Post], names: Iterable[str]) -> dict[str, Surroundings]:
    """Return what surrounds each of the names in all posts, but for those that none has.

    Example:
        >>> posts = [Post(id="post/a", title="甲", text="一般框架")]
        >>> find_surroundings(posts, {"般框架"})["般框架"].before
        {'一'}
    """
    finder = FragmentFinder(names)
    for post in posts:
        finder.read(post)
    return finder.find_surroundings()


def _is_always_one(neighbours: set[str], particles: frozenset[str]) -> bool:
    [*known] = neighbours
    return len(known) == 1 and "\u4e00" <= known[0] <= "\u9fff" and known[0] not in particles
