"""How well `related` finds the links that an author made, by the benchmark that is committed."""

from __future__ import annotations

import importlib

import pytest

import kg
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
