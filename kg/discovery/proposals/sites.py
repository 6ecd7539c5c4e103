"""What posts use for sites, their own blog above all: these are no concepts."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.model import Post
from kg.text import find_lines

_SITE = re.compile(
    r"(?:欢迎来到|留意|访问|博客|网站|网址)[“「]?(?P<after>[\u4e00-\u9fffA-Za-z]{2,12})"
    r"|(?P<before>[\u4e00-\u9fffA-Za-z]{2,12}?)[”」]?"
    r"(?:的?(?:朋友|读者|网友|博友)|(?:添加|更换)?新?域名|(?:这个|的)(?:博客|网站|论坛)|的第\d+篇)"
)
# What each match of it holds.
_OF_SITES = re.compile(
    r"[欢留访博网朋读域论第](?:(?<=欢)迎来到|(?<=留)意|(?<=访)问|(?<=博)[客友]|(?<=网)[站址友]"
    r"|(?<=朋)友|(?<=读)者|(?<=域)名|(?<=论)坛|(?<=第)\d)"
)


def named_sites(post: Post, names: Collection[str]) -> set[str]:
    """Return which of `names` the post uses for a site, its own blog above all, with readers.

    Example:
        >>> post = Post(id="p", title="第一篇", text="留意数理乐园的朋友知道,本文谈样本空间。")
        >>> named_sites(post, {"数理乐园", "样本空间"})
        {'数理乐园'}
    """
    return possible_sites(post).intersection(names)


def possible_sites(post: Post) -> set[str]:
    """Return what the post uses for a site, if it is a name."""
    found: set[str] = set()
    words = f"{post.title}\n{post.text}"
    lines = find_lines(words, _OF_SITES)
    for match in (match for begin, end in lines for match in _SITE.finditer(words, begin, end)):
        if after := match["after"]:
            found.update(after[:length] for length in range(2, len(after) + 1))
        else:
            before = match["before"]
            found.update(before[start:] for start in range(len(before) - 1))
    return found
