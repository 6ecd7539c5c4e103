"""Inputs that many tests use: the sample corpus, the vocabulary, the real blogs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kg import Vocabulary, build_knowledge_base, load_vocabulary, read_posts
from kg.concepts import ConceptMatcher
from kg.model import KnowledgeBase

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def load_cases(name: str) -> list[Any]:
    return list(json.loads((ROOT / "tests/cases" / name).read_text(encoding="utf-8")))


@pytest.fixture(autouse=True)
def _in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples name the sample corpus by its path in the project."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the real blogs are not beside the project (../shared is missing)")
    return SHARED


@pytest.fixture(scope="session")
def kexue_posts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """336 posts of a real blog, as Markdown with links."""
    folder = tmp_path_factory.mktemp("kexue")
    tool = shared / "tools/kexue_markdown.py"
    posts = shared / "corpora/kexue/posts.jsonl"
    subprocess.run([sys.executable, tool, posts, folder], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def matcher(vocabulary: Vocabulary) -> ConceptMatcher:
    return ConceptMatcher(vocabulary)


@pytest.fixture(scope="session")
def sample(vocabulary: Vocabulary) -> KnowledgeBase:
    return build_knowledge_base(read_posts([ROOT / "seeds"]), vocabulary)
