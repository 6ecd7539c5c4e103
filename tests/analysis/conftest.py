"""A real blog, built once for all the tests that analyse it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="session")
def kexue(
    shared: Path, vocabulary: kg.Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> kg.KnowledgeBase:
    folder = tmp_path_factory.mktemp("kexue")
    tool = shared / "tools/kexue_markdown.py"
    posts = shared / "corpora/kexue/posts.jsonl"
    subprocess.run([sys.executable, tool, posts, folder], check=True, capture_output=True)
    return kg.build(folder, vocabulary)
