"""The words in `wordings.toml` that names are told by, read once for all who need some of them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

WORDS: dict[str, Any] = tomllib.loads((files("kg.concepts") / "wordings.toml").read_text("utf-8"))
