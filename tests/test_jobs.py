from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg import Vocabulary, build_knowledge_base, jobs, load_vocabulary
from kg.cache import Cache
from kg.cached_extraction import CachedExtraction
from kg.errors import KgError
from kg.extraction import Extraction
from kg.jobs import run
from kg.model import KnowledgeBase, Post
from kg.outputs import write_outputs
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def small() -> Vocabulary:
    return load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)


@pytest.fixture(scope="module")
def posts(sample: KnowledgeBase) -> list[Post]:
    return [post for post in sample.posts if post.listed]


def double(number: int) -> int:
    return 2 * number


def fail(number: int) -> int:
    if number == 3:
        raise ValueError(number)
    return number


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("count", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    numbers = [*range(1000)]

    assert [*run(double, numbers, count)] == [*map(double, numbers)]


def test_an_error_in_a_process_is_raised_as_it_is() -> None:
    with pytest.raises(ValueError, match="3"):
        list(run(fail, [1, 2, 3, 4], 2))


def test_a_killed_process_is_reported_with_the_remedy() -> None:
    with pytest.raises(KgError, match="give a lower --jobs"):
        list(run(die, [1, 2, 3, 4], 2))


def test_no_process_outlives_the_one_that_it_works_for() -> None:
    """All hold an end of the pipe that is read here, so that it ends when the last of them does."""
    program = (
        "from kg.jobs import run; import time\n"
        "def work(_):\n    print('at work', flush=True); time.sleep(0.1)\n"
        "if __name__ == '__main__':\n    list(run(work, range(1000), 2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.kill()
        parent.communicate(timeout=20)


@pytest.mark.parametrize("count", [2, 3])
def test_the_result_does_not_depend_on_the_number_of_processes(
    posts: list[Post], small: Vocabulary, tmp_path: Path, count: int
) -> None:
    one = build_knowledge_base(posts, small)
    several = build_knowledge_base(posts, small, extraction=Extraction(count))

    assert several == one
    written, triples = write_outputs(several, tmp_path / "several", jobs=count)
    expected, expected_triples = write_outputs(one, tmp_path / "one")
    assert triples == expected_triples
    assert [p.read_bytes() for p in written] == [p.read_bytes() for p in expected]


def test_processes_that_share_nothing_find_the_same(
    posts: list[Post], small: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where processes cannot be forked, all that they need is sent to them."""
    monkeypatch.setattr(jobs, "_context", lambda: multiprocessing.get_context("spawn"))
    several = build_knowledge_base(posts, small, extraction=Extraction(2))

    assert several == build_knowledge_base(posts, small)


def test_no_process_is_forked_that_has_threads(tmp_path: Path) -> None:
    """Of a library too: a copy of a process in which igraph ranked nodes would wait for ever."""
    program = (
        "from kg import build_graph, build_knowledge_base, load_vocabulary, read_posts\n"
        "from kg.explorer import render_page\n"
        "from pathlib import Path; import sys\n"
        "from kg.outputs import write_outputs\n"
        "if __name__ == '__main__':\n"
        "    terms = load_vocabulary(['tests/cases/vocabulary.ttl'], builtin=False)\n"
        "    kb = build_knowledge_base(read_posts(['seeds']), terms)\n"
        "    render_page(build_graph(kb))\n"
        "    write_outputs(kb, Path(sys.argv[1]), jobs=2)\n"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True, timeout=100)
    assert len([*tmp_path.iterdir()]) == 3


@pytest.mark.parametrize("count", [1, 2])
def test_with_a_memory_only_what_it_lacks_is_shared_out(
    posts: list[Post],
    small: Vocabulary,
    tmp_path: Path,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.cached_extraction._GROUPS", 1)  # of posts, kept together
    whole = build_knowledge_base(posts, small)
    for known in (posts[::2], posts, posts):
        cache = Cache(tmp_path / "cache.sqlite")
        found = build_knowledge_base(known, small, extraction=CachedExtraction(cache, count))
        cache.save()

    assert found == whole
    assert (cache.hits, cache.misses) == (4 * len(posts) + 2, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_build_can_fork_all_along() -> None:
    """What starts threads is imported in the processes that need it, not in the one they come from:
    to begin a process anew takes longer than most of its work.
    """
    program = (
        "import os; from kg.readers import read_posts;"
        "from kg.pipeline import build_knowledge_base;"
        "from kg.vocabulary import load_vocabulary; import kg.cache, kg.outputs;"
        "build_knowledge_base(read_posts(['seeds']), load_vocabulary());"
        "print(len(os.listdir('/proc/self/task')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout == "1\n"
