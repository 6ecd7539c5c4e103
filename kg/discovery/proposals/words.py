"""The words in `words.toml` that proposals go by, read once for all ways of proposing."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

WORDS: dict[str, Any] = tomllib.loads((files("kg.discovery") / "words.toml").read_text("utf-8"))
