"""A build that remembers is the build from nothing, whatever happened to its memory."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg import Vocabulary, build_knowledge_base, load_vocabulary
from kg.cache import Cache, CachedExtraction, cached_parsing
from kg.model import KnowledgeBase, Label, Post
from kg.readers import read_corpus
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
        return int(file.execute("SELECT count(*) FROM extracted").fetchone()[0])


def test_the_second_build_extracts_nothing_and_is_equal(path: Path, vocabulary: Vocabulary) -> None:
    whole = build(posts(), vocabulary)

    assert build(posts(), vocabulary, Cache(path)) == whole
    again = Cache(path)
    assert build(posts(), vocabulary, again) == whole
    assert (again.hits, again.misses, again.notes) == (9, 0, [])


def test_only_what_changed_is_extracted_again_and_what_was_deleted_is_dropped(
    path: Path, vocabulary: Vocabulary
) -> None:
    build(posts(), vocabulary, Cache(path))
    changed = posts({"a": TEXTS["a"], "b": TEXTS["b"] + "还有高斯过程。"})

    cache = Cache(path)
    assert build(changed, vocabulary, cache) == build(changed, vocabulary)
    assert cache.misses < 6
    assert rows(path) == 6


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


def test_another_vocabulary_is_another_key(path: Path, vocabulary: Vocabulary) -> None:
    build(posts(), vocabulary, Cache(path))
    id_, concept = next(iter(vocabulary.concepts.items()))
    label = Label(text="光滑准确率", language="zh")
    known = {id_: replace(concept, alt_labels=(*concept.alt_labels, label))}
    other = replace(vocabulary, concepts={**vocabulary.concepts, **known})  # its version stays

    whole = build(posts(), other)
    assert whole != build(posts(), vocabulary)
    assert build(posts(), other, Cache(path)) == whole


@pytest.mark.parametrize(
    "damage", ["empty", "garbage", "cut", "header", "table", "value", "folder"]
)
def test_a_damaged_cache_is_noticed_and_made_anew(
    path: Path, vocabulary: Vocabulary, damage: str
) -> None:
    whole = build(posts(), vocabulary, Cache(path))
    content = path.read_bytes()
    if damage == "table":
        with sqlite3.connect(path) as file:
            file.execute("DROP TABLE extracted")
    elif damage == "value":
        with sqlite3.connect(path) as file:
            file.execute("UPDATE extracted SET value = replace(value, '[', '{')")
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
    assert cache.notes
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
