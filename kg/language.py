"""Posts in, the language that their blog is written in out: what names are given in unless told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kg.model import KnowledgeBase
from kg.text import is_chinese

Language = Literal["zh", "en"]

_FAIR = 0.2  # who writes every fifth post in Chinese is read by people who read Chinese


def blog_language(kb: KnowledgeBase) -> Language:
    """Return the language of a blog by the posts that were read.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> blog_language(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        'zh'
    """
    return language_of_posts((post.title, post.text) for post in kb.posts if post.listed)


def language_of_posts(posts: Iterable[Iterable[str]]) -> Language:
    """Return "zh" as soon as a fair part of the posts, each given by its texts, is Chinese.

    Example:
        >>> language_of_posts([("GAN", "生成对抗网络"), ("VAE", "autoencoders"), ("SVM", "")])
        'zh'
    """
    chinese = [is_chinese(*texts) for texts in posts]
    return "zh" if chinese and sum(chinese) >= _FAIR * len(chinese) else "en"
