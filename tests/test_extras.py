"""What needs a library that is installed on demand names it and how to install it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import MissingExtraError
from kg.serve import serve
from kg.validation import validate
from kg.watching import changes


@pytest.mark.parametrize(
    ("module", "extra", "use"),
    [
        ("pyshacl", "validate", lambda: validate([])),
        ("watchfiles", "watch", lambda: next(changes([Path("seeds")], Path("output")))),
        ("uvicorn", "serve", lambda: serve("output", port=0)),
        ("starlette", "serve", lambda: serve("output", port=0)),
    ],
)
def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, module: str, extra: str, use: Callable[[], object]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(MissingExtraError, match=rf"{module} is not installed.*'kg\[{extra}\]'"):
        use()
