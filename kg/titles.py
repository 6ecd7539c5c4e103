"""Titles: how they compare, and the identifiers made from them. No other module folds a title."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_CJK = r"\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=2**18)
def fold_title(title: str) -> str:
    """Return the form in which two titles are equal: NFKC, no case, letters and digits only.

    A title without a letter or digit folds to its NFKC form without white space.

    Example:
        >>> fold_title("从动力学角度看优化算法（七）：SGD ≈ SVM？")
        '从动力学角度看优化算法七sgdsvm'
        >>> fold_title("？？")
        '??'
    """
    normal = unicodedata.normalize("NFKC", title).casefold()
    return _NOT_WORD.sub("", normal) or re.sub(r"\s+", "", normal)


def slugify(name: str) -> str:
    """Return a readable identifier that is safe in an IRI and does not depend on typography.

    Letters and digits of any script stay; what is between them becomes one hyphen, but for a space
    beside a Chinese character, which is a matter of taste. Two names with one slug fold alike.

    Example:
        >>> slugify("浅谈 Transformer：<b>初始化</b>")
        '浅谈transformer-b-初始化-b'
        >>> slugify("？？")
        'x-e270aeb3'
    """
    normal = unicodedata.normalize("NFKC", name).casefold()
    slug = _NOT_WORD.sub("-", _SPACE_AT_CJK.sub("", normal)).strip("-")
    return slug or "x-" + hashlib.sha256(fold_title(name).encode()).hexdigest()[:8]
