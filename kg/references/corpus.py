"""Posts in, what references are resolved against out: their titles, addresses and headings."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.masking import mask_verbatim
from kg.model import Post, Reference
from kg.references.addressbook import AddressBook
from kg.references.site import Site
from kg.references.titles import TitleIndex
from kg.titles import fold_title

_HEADING = re.compile(r"^#{1,6}\s+(?P<words>.*?[^\s\\#])[\s\\#]*$", re.MULTILINE)
_SHORTEST_HEADING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What references are resolved against.

    `headings` are the folded headings of sections with the posts that have them; `last_known` is
    the date up to which a list of titles tells all posts of the blog, None without such a list.
    """

    posts: dict[str, Post]
    titles: TitleIndex
    addresses: AddressBook
    headings: dict[str, tuple[Post, ...]]
    last_known: datetime.date | None


def build_corpus(
    posts: Sequence[Post],
    references: Sequence[Reference],
    *,
    known_headings: Mapping[str, Iterable[str]] | None = None,
    site: Site | None = None,
) -> Corpus:
    """Return what `references` are resolved against; `posts` are all known ones, listed or not.

    `known_headings`, by the ids of posts, and `site` stand in for what texts and addresses say.
    """
    headings: dict[str, dict[str, Post]] = defaultdict(dict)
    for post in posts:
        found = find_headings(post) if known_headings is None else known_headings.get(post.id, ())
        for folded in found:
            headings[folded][post.id] = post
    return Corpus(
        posts={post.id: post for post in posts},
        titles=TitleIndex(posts),
        addresses=AddressBook(posts, references, site),
        headings={words: tuple(found.values()) for words, found in headings.items()},
        last_known=max((p.date for p in posts if p.date and not p.listed), default=None),
    )


def find_headings(post: Post) -> Iterator[str]:
    r"""Yield the folded headings of a post's sections, but for short ones.

    Example:
        >>> [*find_headings(Post(id="a", title="甲", text="# 1\n\n## 变分自编码器\n"))]
        ['变分自编码器']
    """
    for match in _HEADING.finditer(mask_verbatim(post.text)):
        folded = fold_title(match["words"])
        if len(folded) >= _SHORTEST_HEADING:
            yield folded
