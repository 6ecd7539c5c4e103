"""How well `related` finds the links that an author made, by the benchmark that is committed."""

from __future__ import annotations

import importlib.util

import kg
from tests.conftest import ROOT


def test_links_held_out_are_found_twice_as_often_as_by_tfidf(
    kexue: kg.KnowledgeBase, vocabulary: kg.Vocabulary
) -> None:
    spec = importlib.util.spec_from_file_location("bench", ROOT / "benchmarks/bench_related.py")
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)

    found = bench.measure(kexue, vocabulary)

    ours, words, pairs = (
        found[name][0] for name in ("`kg related`", "TF-IDF, words", "TF-IDF, pairs of characters")
    )
    assert ours >= 2 * words
    assert ours > pairs
