#!/usr/bin/env python3
"""Time a rebuild after one post changed, beside the build from nothing in the same process.

Both write the same bytes, which is checked. What is measured is the processor's time of each stage,
in one process, with the reading of what is kept and the keeping of what the next build may find.
The two are built in turn, so that a machine that is slower for a while slows both, and the median
of each is taken.

    bench_rebuild.py FOLDER [--write FILE]
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from report import options, publish, tell_aim

from kg import build_knowledge_base, load_vocabulary
from kg.cache import Cache
from kg.cached_extraction import CachedExtraction
from kg.cli import COLLECTION
from kg.outputs import write_outputs
from kg.readers import read_corpus
from kg.readers.cached import cached_parsing

_ROUNDS = 3
_REBUILDS = 2  # after each build from nothing, as they are short

_SECTION = """## Rebuilding

Processor time of a build of {posts:,} posts from nothing, and of one after one post changed: the
medians of {rounds} and {rebuilds}, in turn, in one process. At last, once, after a change that
brings a concept which is discovered: it is looked for in all posts. All outputs are those of a
build from nothing, byte for byte.

| stage | from nothing | rebuild | ratio | with a new concept | ratio |
|---|---|---|---|---|---|
{table}
{aim}
"""


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    gc.set_threshold(*COLLECTION)  # as the command does
    with tempfile.TemporaryDirectory() as name:
        blog, memory = Path(name) / "blog", Path(name) / "cache.sqlite"
        shutil.copytree(arguments.folder, blog, copy_function=shutil.copyfile)
        _build(blog, memory)
        changed = min(path for path in blog.rglob("*") if path.suffix in (".md", ".txt"))
        _append(changed, "又一句,关于支持向量机。")
        wholes, rebuilds = [], []
        for round_ in range(_ROUNDS):
            seconds, posts, contents = _build(blog, Path(name) / f"none-{round_}.sqlite")
            wholes.append(seconds)
            for _ in range(_REBUILDS):
                before = shutil.copyfile(memory, Path(name) / "before.sqlite")
                seconds, _, again = _build(blog, before)
                assert contents == again
                rebuilds.append(seconds)
        _append(changed, "我们提出ZorblaxNet(Zorblax Network)。ZorblaxNet模型很好,ZorblaxNet很快。")
        new, _, again = _build(blog, memory)
        _, _, contents = _build(blog, Path(name) / "nothing.sqlite")
        assert contents == again
    assert b"ZorblaxNet" in contents["graph.ttl"]
    nothing, rebuild = (
        {stage: median(one[stage] for one in each) for stage in new} for each in (wholes, rebuilds)
    )
    builds = nothing, rebuild, new
    for one in builds:
        one["**all**"] = sum(one.values())
    table = "".join(
        f"| {name} | {a:.1f} s | {b:.1f} s | {b / a:.2f} | {c:.1f} s | {c / a:.2f} |\n"
        for name, (a, b, c) in ((stage, [one[stage] for one in builds]) for stage in nothing)
    )
    aim = tell_aim("a tenth of the time", 10 * rebuild["**all**"] / nothing["**all**"])
    section = _SECTION.format(
        posts=posts, rounds=_ROUNDS, rebuilds=_ROUNDS * _REBUILDS, table=table, aim=aim
    )
    publish(section, arguments.write)


def _append(post: Path, words: str) -> None:
    with post.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{words}\n")


def _build(blog: Path, memory: Path) -> tuple[dict[str, float], int, dict[str, bytes]]:
    seconds = {}
    gc.collect()
    gc.freeze()  # so that what another build has left is not searched, as in a process of its own
    begin = time.process_time()

    def stage(name: str) -> None:
        nonlocal begin
        seconds[name] = time.process_time() - begin
        begin = time.process_time()

    cache = Cache(memory)
    posts = read_corpus([blog], parse=cached_parsing(cache)).posts
    stage("reading")
    vocabulary = load_vocabulary()
    stage("vocabulary")
    extraction = CachedExtraction(cache)
    kb = build_knowledge_base(posts, vocabulary, extraction=extraction)
    stage("discovery, mentions, references")
    gc.freeze()  # as the command does
    with tempfile.TemporaryDirectory() as folder:
        written, _ = write_outputs(kb, Path(folder), cache=cache, found=extraction.found)
        cache.save()
        stage("writing")
        contents = {path.name: path.read_bytes() for path in written}
    return seconds, len(posts), contents


if __name__ == "__main__":
    main()
