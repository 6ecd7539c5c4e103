"""Steps from one thing to others in, all that they lead to out."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def reach(ids: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """Return all that a step at a time leads to, and where it begins.

    Example:
        >>> broader = {"svm": ["classifier"], "classifier": ["model"]}
        >>> sorted(reach(["svm"], lambda id_: broader.get(id_, ())))
        ['classifier', 'model', 'svm']
    """
    found: set[str] = set()
    todo = [*ids]
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            found.add(id_)
            todo += step(id_)
    return found
