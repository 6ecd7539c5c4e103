"""A build that remembers is the build from nothing, whatever happened to its memory."""

from __future__ import annotations

import contextlib
import datetime
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Vocabulary, build_knowledge_base, extraction, load_vocabulary
from kg.cache import Cache
from kg.cached_extraction import CachedExtraction
from kg.concepts import mentions
from kg.discovery.fragments import find_surroundings
from kg.model import KnowledgeBase, Label, Mention, Post
from kg.outputs import write_outputs
from kg.readers import read_corpus
from kg.readers.cached import cached_parsing
from tests.conftest import ROOT

TEXTS = {
    "a": "变分自编码器(VAE)是一种生成模型,见《乙》。GLANN模型很好,GLANN很快。",
    "b": "支持向量机(SVM)又称大间隔分类器,光滑准确率与光滑准确率。",
    "c": "用dropout训练Transformer,见[甲](a.md)与 arXiv:1706.03762。",
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """A small one, so that many builds take no time."""
    return load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)


def posts(texts: dict[str, str] = TEXTS) -> list[Post]:
    return [
        Post(id=f"post/{name}", title="甲乙丙"["abc".index(name)], text=text, source=f"{name}.md")
        for name, text in texts.items()
    ]


def build(given: list[Post], vocabulary: Vocabulary, cache: Cache | None = None) -> KnowledgeBase:
    extraction = CachedExtraction(cache) if cache else None
    kb = build_knowledge_base(given, vocabulary, extraction=extraction)
    if cache:
        cache.save()
    return kb


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out/.cache/extracted.sqlite"


def rows(path: Path) -> int:
    with sqlite3.connect(path) as file:
        return int(file.execute("SELECT count(*) FROM kept").fetchone()[0])


def kept(path: Path) -> set[bytes]:
    with sqlite3.connect(path) as file:
        return {key for (key,) in file.execute("SELECT key FROM kept")}


def test_the_second_build_extracts_nothing_and_is_equal(path: Path, vocabulary: Vocabulary) -> None:
    whole = build(posts(), vocabulary)

    assert build(posts(), vocabulary, Cache(path)) == whole
    again = Cache(path)
    assert build(posts(), vocabulary, again) == whole
    assert (again.hits, again.misses, again.notes) == (18, 0, [])


def test_only_what_changed_is_extracted_again_and_what_was_deleted_is_dropped(
    path: Path, vocabulary: Vocabulary
) -> None:
    build(posts(), vocabulary, Cache(path))
    changed = posts({"a": TEXTS["a"], "b": TEXTS["b"] + "还有高斯过程。"})

    cache = Cache(path)
    assert build(changed, vocabulary, cache) == build(changed, vocabulary)
    assert cache.misses < 8
    assert rows(path) == 12


def test_a_post_that_moves_or_gets_another_id_is_not_mistaken(
    path: Path, vocabulary: Vocabulary
) -> None:
    build(posts(), vocabulary, Cache(path))
    moved = [replace(post, id=f"{post.id}_2", source=f"x/{post.source}") for post in posts()]

    assert build(moved, vocabulary, Cache(path)) == build(moved, vocabulary)


def test_what_one_post_teaches_reaches_the_others(path: Path, vocabulary: Vocabulary) -> None:
    """Discovery is of all posts: a new name in one is a new mention in another, unchanged one."""
    build(posts(), vocabulary, Cache(path))
    more = posts({**TEXTS, "c": TEXTS["c"] + "BytePiece模型,BytePiece分词。"})
    more[0] = replace(more[0], text=more[0].text + "BytePiece也好。")
    build(more, vocabulary, Cache(path))
    less = [more[0], *posts()[1:]]

    assert build(less, vocabulary, Cache(path)) == build(less, vocabulary)


def test_what_one_post_teaches_has_only_those_read_again_that_meet_it(
    path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = posts({**TEXTS, "b": TEXTS["b"] + "用到Byte-Piece。"})
    build(before, vocabulary, Cache(path))
    after = [*before[:2], replace(before[2], text="BytePiece模型,BytePiece分词,BytePiece。")]
    read: list[str] = []

    def find_mentions(post: Post, *args: Any) -> list[Mention]:
        read.append(post.id)
        return mentions.find_mentions(post, *args)

    monkeypatch.setattr(extraction, "find_mentions", find_mentions)
    again = build(after, vocabulary, Cache(path))

    assert read == ["post/b", "post/c"]
    assert again == build(after, vocabulary)


PIECES = (
    "BytePiece模型", "Byte**Piece**", "bytepiece", "byte-piece", "毛糙采样",
    "毛糙的采样", "毛糙(略)采样", "采样", "## 毛糙采样\n", "K均值(Clustering by Means,CBM)", "CBM",
    "GLANN", "生成模型GLANN", "EM", "核", "VAE", "平面角", "三角形", "角度", "的", "。", "\n",
)  # fmt: skip
SOME_POSTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4)


@given(before=SOME_POSTS, after=SOME_POSTS, shared=SOME_POSTS)
def test_whatever_posts_teach_a_build_with_a_memory_is_one_without(
    vocabulary: Vocabulary, before: list[str], after: list[str], shared: list[str]
) -> None:
    def of(texts: list[str]) -> list[Post]:
        return [Post(id=f"post/{n}", title=f"第{n}篇", text=text) for n, text in enumerate(texts)]

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cache.sqlite"
        build(of([*shared, *before]), vocabulary, Cache(path))

        changed = of([*shared, *after])
        assert build(changed, vocabulary, Cache(path)) == build(changed, vocabulary)


@given(
    before=st.lists(st.text("甲乙框架的 "), max_size=8),
    after=st.lists(st.text("甲乙框架的 "), max_size=8),
    names=st.sets(st.sampled_from(["框架", "甲乙", "乙", "甲框架"])),
)
def test_what_surrounds_names_is_told_from_groups_of_posts(
    before: list[str], after: list[str], names: set[str]
) -> None:
    def of(texts: list[str]) -> list[Post]:
        return [Post(id=f"post/{n}", title="甲", text=text) for n, text in enumerate(texts)]

    with tempfile.TemporaryDirectory() as folder:
        cached = CachedExtraction(Cache(Path(folder) / "cache.sqlite"))
        cached.find_surroundings(of(before), names)

        found = cached.find_surroundings(of(after), names)
    whole = find_surroundings(of(after), names)
    assert {name: (one.before, one.after, one.posts) for name, one in found.names.items()} == {
        name: (one.before, one.after, one.posts) for name, one in whole.names.items()
    }
    assert all(
        found.bonds.strength(a + b) == whole.bonds.strength(a + b)
        for a in "甲乙框架的"
        for b in "甲乙框架的"
    )


CHANGES: dict[str, Callable[[dict[str, Post]], object]] = {
    "nothing": lambda posts: posts.update(),
    "a post added": lambda posts: posts.update(
        d=Post(id="post/丁", title="丁", text="见《丙》与《乙》,BytePiece模型与BytePiece分词。")
    ),
    "a post deleted": lambda posts: posts.pop("b"),
    "a link gained": lambda posts: edit(posts, "a", text=TEXTS["a"] + "还有支持向量机。"),
    "a link lost": lambda posts: edit(posts, "b", text=TEXTS["b"].partition("(")[0]),
    "a concept discovered": lambda posts: edit(posts, "c", text=TEXTS["c"] + "WFST模型,WFST好。"),
    "a concept no longer discovered": lambda posts: edit(posts, "a", text="GLANN"),
    "words before all links": lambda posts: edit(posts, "a", text="首先。\n\n" + TEXTS["a"]),
    "a title that others refer to": lambda posts: edit(posts, "b", title="戊"),
    "a date": lambda posts: edit(posts, "c", date=datetime.date(2020, 1, 2)),
    "a page moved": lambda posts: edit(posts, "a", source="x/a.md"),
    "an author and tags": lambda posts: edit(posts, "a", author="某人", tags=("x", "y")),
}


def edit(posts: dict[str, Post], name: str, **changes: Any) -> None:
    posts[name] = replace(posts[name], **changes)


@pytest.mark.parametrize(
    ("change", "jobs"), [*((change, 1) for change in CHANGES), ("a link gained", 2)]
)
def test_files_built_again_are_those_of_a_build_from_nothing(
    tmp_path: Path, path: Path, vocabulary: Vocabulary, change: str, jobs: int
) -> None:
    given = dict(zip("abc", posts(), strict=True))
    first = write(given, vocabulary, tmp_path / "first", Cache(path), jobs)
    CHANGES[change](given)

    cache = Cache(path)
    again = write(given, vocabulary, tmp_path / "again", cache, jobs)
    assert again == write(given, vocabulary, tmp_path / "whole")
    assert (again == first) == (change == "nothing")
    assert (cache.misses == 0) == (change == "nothing")
    assert cache.hits
    assert Cache(path).notes == []


def test_a_concept_discovered_elsewhere_makes_no_part_of_a_post_anew(
    tmp_path: Path, path: Path, vocabulary: Vocabulary
) -> None:
    given = dict(zip("abc", posts(), strict=True))
    write(given, vocabulary, tmp_path / "first", Cache(path))
    before = kept(path)
    CHANGES["a concept discovered"](given)
    write(given, vocabulary, tmp_path / "again", Cache(path))

    # Of each of the others the links are looked for again, and found as they were: kept are its
    # references, its proposals, and its parts, of which there are two of GraphML and of Turtle.
    assert len(before & kept(path)) >= 2 * (2 + 5)


def test_files_of_another_base_are_other_files(
    tmp_path: Path, path: Path, vocabulary: Vocabulary
) -> None:
    kb = build(posts(), vocabulary)
    for base in ("https://a.example/", "https://b.example/#"):
        for evidence in (True, False):
            cache = Cache(path)
            kept, _ = write_outputs(
                kb, tmp_path / "kept", base=base, evidence=evidence, cache=cache
            )
            cache.save()
            made, _ = write_outputs(kb, tmp_path / "made", base=base, evidence=evidence)
            assert [p.read_bytes() for p in kept] == [p.read_bytes() for p in made]


def write(
    given: dict[str, Post],
    vocabulary: Vocabulary,
    folder: Path,
    cache: Cache | None = None,
    jobs: int = 1,
) -> dict[str, bytes]:
    extraction = CachedExtraction(cache) if cache else None
    kb = build_knowledge_base([*given.values()], vocabulary, extraction=extraction)
    found = extraction.found if extraction else {}
    written, _ = write_outputs(kb, folder, cache=cache, found=found, jobs=jobs)
    if cache:
        cache.save()
    return {path.name: path.read_bytes() for path in written}


def test_a_blog_after_some_changes_is_that_of_a_build_from_nothing(
    tmp_path: Path, path: Path, shared: Path
) -> None:
    vocabulary = load_vocabulary()
    blog = read_corpus([shared / "corpora/lil-log"]).posts
    given = {post.id: post for post in blog[:4]}
    write(given, vocabulary, tmp_path / "first", Cache(path))
    first, second, third, *_ = given
    edit(given, first, text=given[first].text + "\n\nBytePiece, a tokenizer: BytePiece (BP).\n")
    edit(given, second, title="Another title")
    del given[third]
    given |= {post.id: post for post in blog[4:5]}

    again = write(given, vocabulary, tmp_path / "again", Cache(path))
    assert again == write(given, vocabulary, tmp_path / "whole")


def test_another_vocabulary_is_another_key(path: Path, vocabulary: Vocabulary) -> None:
    build(posts(), vocabulary, Cache(path))
    id_, concept = next(iter(vocabulary.concepts.items()))
    label = Label(text="光滑准确率", language="zh")
    known = {id_: concept._replace(alt_labels=(*concept.alt_labels, label))}
    other = replace(vocabulary, concepts={**vocabulary.concepts, **known})  # its version stays

    whole = build(posts(), other)
    assert whole != build(posts(), vocabulary)
    assert build(posts(), other, Cache(path)) == whole


@pytest.mark.parametrize(
    "damage", ["empty", "garbage", "cut", "header", "table", "column", "value", "folder"]
)
def test_a_damaged_cache_is_noticed_and_made_anew(
    path: Path, vocabulary: Vocabulary, damage: str
) -> None:
    whole = build(posts(), vocabulary, Cache(path))
    content = path.read_bytes()
    if damage == "table":
        with sqlite3.connect(path) as file:
            file.execute("DROP TABLE kept")
    elif damage == "column":  # as another version of the program may have it
        with sqlite3.connect(path) as file:
            file.execute("ALTER TABLE kept RENAME COLUMN checksum TO digest")
    elif damage == "value":
        with sqlite3.connect(path) as file:
            file.execute("UPDATE kept SET value = substr(value, 1, length(value) - 1) || x'00'")
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes({
            "empty": b"", "garbage": b"x" * 5000, "cut": content[: len(content) // 2],
            "header": b"\0" * 100 + content[100:],
        }[damage])  # fmt: skip

    cache = Cache(path)
    assert build(posts(), vocabulary, cache) == whole
    # One with nothing in it is as another build begins it.
    assert bool(cache.notes) == (damage not in {"empty", "table"})
    if damage != "folder":
        after = Cache(path)
        assert build(posts(), vocabulary, after) == whole
        assert (after.misses, after.notes) == (0, [])


def test_bytes_flipped_anywhere_change_no_result(path: Path, vocabulary: Vocabulary) -> None:
    whole = build(posts(), vocabulary, Cache(path))
    content = path.read_bytes()
    rng = random.Random(7)  # noqa: S311
    for _ in range(40):
        flipped = bytearray(content)
        flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        assert build(posts(), vocabulary, Cache(path)) == whole


def test_a_folder_that_cannot_be_written_costs_the_cache_only(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    (tmp_path / "out").write_text("a file")
    cache = Cache(tmp_path / "out/.cache/extracted.sqlite")

    build(posts(), vocabulary, cache)

    assert "was not written" in cache.notes[0]


WRITER = """
    import sys
    from pathlib import Path
    from kg.cache import Cache
    path, name = Path(sys.argv[1]), sys.argv[2]
    for round in range(int(sys.argv[3])):
        cache = Cache(path)
        for number in range(200):
            value = cache.recall((number, round % 3), lambda: [number] * 50, list, list)
            assert value == [number] * 50
        cache.save()
        assert not cache.notes, cache.notes
    print("done", flush=True)
"""


def writer(path: Path, name: str, rounds: int) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", textwrap.dedent(WRITER), str(path), name, str(rounds)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT)


def test_two_builds_at_once_do_not_hurt_each_other(path: Path) -> None:
    both = [writer(path, name, 30) for name in "ab"]

    assert [process.communicate()[0] for process in both] == [b"done\n", b"done\n"]


def test_a_file_that_another_build_has_only_begun_is_left_to_it(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA page_size = 65536")
        assert path.stat().st_size == 0

        cache = Cache(path)

        assert (cache.notes, path.exists()) == ([], True)


def test_a_build_that_is_killed_while_it_writes_leaves_the_cache_whole(path: Path) -> None:
    rng = random.Random(50)  # noqa: S311
    for _ in range(5):
        process = writer(path, "a", 10**6)
        deadline = time.monotonic() + 60
        while not path.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(2 + rng.random())  # while Python starts, nothing is written
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert Cache(path).notes == []
        assert rows(path) == 200


def test_files_are_parsed_again_only_if_they_changed(tmp_path: Path, path: Path) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "a.md").write_text("---\ntitle: 甲\ndate: 2020-01-02\ntags: [x]\n---\n文")
    (blog / "b.html").write_text("<title>乙</title><article>文</article>")
    (blog / "c.jsonl").write_text('{"title": "丙", "readers": 0}\n{')
    (blog / "d.md").write_text("---\ndraft: true\n---\n文")
    (blog / "e.md").write_text("---\ntitle: [\n---\n文")
    whole = read_corpus([blog])

    for misses in (5, 0):
        cache = Cache(path)
        assert read_corpus([blog], parse=cached_parsing(cache)) == whole
        cache.save()
        assert cache.misses == misses

    (blog / "a.md").rename(blog / "f.md")
    (tmp_path / "moved").mkdir()
    moved = blog.rename(tmp_path / "moved/blog")
    cache = Cache(path)
    assert read_corpus([moved], parse=cached_parsing(cache)) == read_corpus([moved])
    assert cache.misses == 1
