"""The real blogs beside the project: everything is read, and as a person sees it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from kg.model import Post
from kg.readers import read_corpus
from kg.references import find_references, resolve_references
from kg.titles import fold_title
from tests.conftest import ROOT

POSTS = {
    "zheng": 1494, "lil-log": 37, "obsidian-help-zh": 173, "feeds": 73, "wordpress": 77,
    "saved-html": 5, "kexue": 336,
}  # fmt: skip
GOLD = json.loads((ROOT / "tests/gold/readers.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def posts_of(corpora: Path, sample: str) -> tuple[Post, ...]:
    corpus = read_corpus([corpora / sample])
    assert corpus.faults == ()
    return corpus.posts


def seen(text: str) -> str:
    """Return the letters and digits that a browser shows of a Markdown text."""
    rendered = MarkdownIt("commonmark").render(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    return fold_title("".join(map(str, html.fromstring(f"<div>{rendered}</div>").itertext())))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@pytest.mark.parametrize("sample", POSTS)
def test_every_post_is_read_as_a_person_sees_it(shared: Path, sample: str) -> None:
    posts = posts_of(shared / "corpora", sample)
    assert len(posts) == POSTS[sample]

    found: dict[tuple[str | None, str], Post] = {(post.source, post.title): post for post in posts}
    wanted = [case for case in GOLD if case["sample"] == sample]
    assert len(wanted) == {"saved-html": 5, "feeds": 40}.get(sample, 20)
    for case in wanted:
        post = found[case["source"], case["title"]]
        letters = seen(post.text)
        read: dict[str, Any] = {
            "date": post.date and post.date.isoformat(),
            "first": digest(letters[:20]),
            "last": digest(letters[-20:]),
        }
        assert read == {name: case[name] for name in read}, case["title"]


@pytest.mark.parametrize("sample", POSTS)
def test_every_line_is_told_where_it_came_from(shared: Path, sample: str) -> None:
    sources: dict[str, list[str]] = defaultdict(list)
    for post in posts_of(shared / "corpora", sample):
        if not sources[str(post.source)]:
            path = shared / "corpora" / sample / str(post.source)
            sources[str(post.source)] = path.read_text(encoding="utf-8-sig").split("\n")
        lines = sources[str(post.source)]
        assert len(post.lines) == (post.text.count("\n") + 1 if post.text else 0)
        for text, line in zip(post.text.split("\n"), post.lines, strict=False):
            words = re.findall(r"[a-z]{4,}", text)
            near = "\n".join(
                lines[line - 1 : line + 40] if sample != "kexue" else [lines[line - 1]]
            )
            near += re.sub(r"<[^<>]*>", "", near)  # a tag may stand within a word
            there = sum(word in near for word in words)
            assert there >= len(words) / 2, (post.title, line, text)


@pytest.mark.parametrize(
    ("sample", "pattern", "least"),
    [
        ("zheng", r"\]\(https?://0809zheng\.github\.io", 0.985),
        ("lil-log", r"\{%\s*post_url", 0.99),
    ],
)
def test_links_between_posts_lead_somewhere(
    shared: Path, sample: str, pattern: str, least: float
) -> None:
    posts = posts_of(shared / "corpora", sample)
    written = sum(len(re.findall(pattern, post.text)) for post in posts)
    references = [reference for post in posts for reference in find_references(post)]
    resolved = resolve_references(references, posts)
    link = re.compile(pattern.partition(r"\(")[2] or ".")
    lead_on = {
        (one.reference.post_id, one.reference.start)
        for one in resolved.resolutions
        if one.kind == "post"
    }
    opened = {(one.reference.post_id, one.reference.start) for one in resolved.open}
    own = [
        reference
        for reference in references
        if reference.form == "post_url" or (sample == "zheng" and link.match(reference.link))
    ]
    # A link to a place in the same post leads there, and is no reference.
    dead = [r for r in own if (r.post_id, r.start) in opened - lead_on]

    assert len(own) == written
    assert 1 - len(dead) / written >= least
