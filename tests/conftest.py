"""Inputs that many tests use: the sample corpus, the vocabulary, the real blogs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

import kg
from kg import Vocabulary, build_knowledge_base, load_vocabulary, read_posts
from kg.concepts import ConceptMatcher
from kg.model import KnowledgeBase

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
SOFTWARE = [*FLAGS, "--disable-gpu"]
"""Without WebGL, but twice as fast."""
WEBGL = [*FLAGS, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

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
def kexue(kexue_posts: Path, vocabulary: Vocabulary) -> kg.BuiltBase:
    """These posts, built once for all the tests that ask about them or draw them."""
    return kg.build(kexue_posts, vocabulary)


@pytest.fixture(scope="session")
def sample(vocabulary: Vocabulary) -> KnowledgeBase:
    return build_knowledge_base(read_posts([ROOT / "seeds"]), vocabulary)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def launch(playwright: Playwright, flags: list[str]) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("no Chromium found: run scripts/get-browser")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launch(playwright, SOFTWARE) as browser:
        yield browser


@pytest.fixture(scope="session")
def webgl_browser(playwright: Playwright) -> Iterator[Browser]:
    with launch(playwright, WEBGL) as browser:
        yield browser


def until(page: Page, expression: str, seconds: float = 30.0) -> None:
    """Wait until an expression is true; a page that forbids `eval` cannot wait by itself."""
    end = time.monotonic() + seconds
    while True:
        with suppress(Error):  # while another page is loaded, there is nothing to ask
            if page.evaluate(expression):
                return
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
