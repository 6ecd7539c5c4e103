"""The words of a link in; the title that they may be out."""

from __future__ import annotations

import re

from kg.model import Reference

_WORD = re.compile(r"[A-Za-z][\w'’-]*|[\u3400-\u9fff]{2}")
_CJK = re.compile(r"[\u3400-\u9fff]")
# What reads like the names of authors.
_BYLINE = re.compile(r"et al|\b(?:19|20)\d{2}\b|&|等人")
_QUOTED = re.compile(r"[\"“].{4,}[\"”]", re.DOTALL)
# The first word of an English title: Focal, iDNA-ITLM, sciCAN, 4mCPred.
_CAPITAL = re.compile(r"[^\W\d_]*[A-Z0-9]")
# What arXiv puts before the titles of its pages.
_NUMBERED = re.compile(r"\[?\d{4}\.\d{4,5}(?:v\d+)?\]?[\s:]+(?=\S)")
_FEWEST_WORDS, _FEWEST_QUOTED = 4, 2


def words_of_title(reference: Reference) -> str:
    """Return the words of a link if they read like a title, else nothing.

    Example:
        >>> words_of_title(Reference(post_id="", title="一致性模型", start=0, end=5, form="link"))
        ''
    """
    words = _bare(reference.title)
    return words if len(_WORD.findall(words)) >= 3 and not _BYLINE.search(words) else ""


def title_of_link(reference: Reference) -> str:
    """Return the words of a link if they can hardly be anything but an English title, else nothing.

    Example:
        >>> anchors = ("“Learning to Simulate.”", "their original paper", "Ho & Salimans, 2021")
        >>> links = (Reference(post_id="", title=a, start=0, end=9, form="link") for a in anchors)
        >>> [title_of_link(link) for link in links]
        ['Learning to Simulate', '', '']
    """
    words = _bare(reference.title)
    fewest = _FEWEST_QUOTED if _QUOTED.fullmatch(reference.title) else _FEWEST_WORDS
    is_title = (
        reference.form == "link"
        and len(_WORD.findall(words)) >= fewest
        and _CAPITAL.match(words)
        and not _CJK.search(words)
        and not _BYLINE.search(words)
    )
    return words if is_title else ""


def _bare(words: str) -> str:
    words = words.strip(" .,。，“”\"'")
    number = _NUMBERED.match(words)
    return words[number.end() :] if number else words
