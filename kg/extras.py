"""The name of a library that kg installs only on demand in, the library out, or what to install."""

from __future__ import annotations

import importlib
from types import ModuleType

from kg.errors import MissingExtraError


def require(module: str, extra: str) -> ModuleType:
    """Import a module of an extra.

    Raises:
        MissingExtraError: it is not installed.

    Example:
        >>> require("json", "frames").dumps([1])
        '[1]'
        >>> require("no_such_library.part", "frames")
        Traceback (most recent call last):
        kg.errors.MissingExtraError: no_such_library is not installed; pip install 'kg[frames]'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(module.partition(".")[0], extra) from error
