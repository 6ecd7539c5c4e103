"""How well `related` finds the links that an author made, by the benchmark that is committed."""

from __future__ import annotations

import importlib

import networkx as nx
import pytest

import kg
from kg.analysis import PostVectors, related
from kg.analysis.nodes import nodes_of_kind
from tests.conftest import ROOT


def test_links_held_out_are_found_twice_as_often_as_by_tfidf(
    kexue: kg.BuiltBase, vocabulary: kg.Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    bench = importlib.import_module("bench_related")

    found = bench.measure(kexue, vocabulary)

    ours, words, pairs = (
        found[name][0] for name in ("`kg related`", "TF-IDF, words", "TF-IDF, pairs of characters")
    )
    print(f"links found: kg {ours:.3f}, TF-IDF of words {words:.3f}, of pairs {pairs:.3f}")
    assert ours >= 2 * words
    assert ours > pairs


def test_posts_asked_for_together_have_the_answers_of_each_alone() -> None:
    graph = kg.load("output").graph()
    listed, unlisted = nodes_of_kind(graph, "post"), nodes_of_kind(graph, "unlisted_post")
    vectors = PostVectors(graph)

    found = {post: vectors.related(post) for post in (*listed, *unlisted)}

    assert all(found[post] == related(graph, post) for post in (*listed[::9], *unlisted[::9]))
    assert all(post not in {other.id for other in others} for post, others in found.items())
    assert all(found[post] for post in unlisted)  # what cites them, at least


def test_what_all_posts_have_is_no_reason_and_not_counted() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for post, concepts in {"a": "12345", "b": "12345", "c": "2345"}.items():
        graph.add_node(post, kind="post", label=post)
        for concept in concepts:
            graph.add_node(concept, kind="concept", label=concept)
            graph.add_edge(post, concept, key="mentions", salience=0.1, occurrences=1)

    [found] = related(graph, "a")

    assert (found.id, found.reasons) == ("b", ("both deal with 1",))
