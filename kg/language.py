"""Posts in, the languages out that they and their blog are written in: names are given in the
latter unless told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from kg.masking import strip_markup
from kg.model import KnowledgeBase, Post
from kg.text import is_chinese

Language = Literal["zh", "en"]

_CHINESE = re.compile("[\u4e00-\u9fff]")
_FAIR = 5  # who writes every fifth post in Chinese is read by people who read Chinese


def post_language(post: Post) -> Language:
    r"""Return the language of a post by its title and its prose: formulas, code and addresses look
    English in any language.

    Example:
        >>> text = r"步长$\alpha \beta \gamma$"
        >>> is_chinese(text), post_language(Post(id="post/a", title="", text=text))
        (False, 'zh')
    """
    if is_chinese(post.title, post.text):
        return "zh"  # as most that are Chinese are with all that, too
    if not _CHINESE.search(post.title + post.text):
        return "en"  # as most that are English are, and need not be stripped
    return "zh" if is_chinese(post.title, strip_markup(post.text).text) else "en"


def blog_language(kb: KnowledgeBase) -> Language:
    """Return the language of a blog by the posts that were read.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> blog_language(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        'zh'
    """
    read = [post for post in kb.posts if post.listed]
    return common_language(map(post_language, read), len(read))


def common_language(languages: Iterable[str], posts: int) -> Language:
    """Return "zh" as soon as a fair part of so many posts, by the language of each, is Chinese.

    Example:
        >>> common_language(["en", "en", "zh", "en", "en"], 5), common_language([], 0)
        ('zh', 'en')
    """
    fair = max(1, -(-posts // _FAIR))
    chinese = islice((language for language in languages if language == "zh"), fair)
    return "zh" if sum(1 for _ in chinese) == fair else "en"
