"""A real blog, built once for all the tests that analyse it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="session")
def kexue(kexue_posts: Path, vocabulary: kg.Vocabulary) -> kg.KnowledgeBase:
    return kg.build(kexue_posts, vocabulary)
