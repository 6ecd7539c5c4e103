"""What a function returns of each key, remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """The values of a function, each made when it is first asked for; a subscript costs less than
    a call of what `functools.cache` makes, and pickles.

    Example:
        >>> lengths = Memo(len)
        >>> lengths["GAN"], lengths
        (3, {'GAN': 3})
    """

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value
