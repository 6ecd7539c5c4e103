"""Names that stand in a row: MSE或MAE. They are of one kind."""

from __future__ import annotations

import re

_JOINED = re.compile(r"[ *_]{0,4}(?:[、/,，和或与及]|或者|以及|and|or|vs\.?)[ *_]{0,4}")


def are_in_a_row(text: str, start: int, end: int) -> bool:
    """Tell whether from one offset to the other stands but what joins the names around.

    Example:
        >>> are_in_a_row("**MSE** or MAE", 5, 11), are_in_a_row("MSE不是MAE", 3, 5)
        (True, False)
    """
    return bool(_JOINED.fullmatch(text, start, end))
