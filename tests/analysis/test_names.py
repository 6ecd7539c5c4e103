from __future__ import annotations

from collections.abc import Sequence

import pytest

import kg
from kg import analysis
from kg.analysis import names
from kg.folding import fold_names

VAE = "https://kg.example/concept/variational-autoencoder"


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many names were folded each time that the names of a graph were."""
    counts: list[int] = []

    def counted(texts: Sequence[str]) -> list[str]:
        counts.append(len(texts))
        return fold_names(texts)

    monkeypatch.setattr(names, "fold_names", counted)
    return counts


def test_the_names_of_a_base_are_folded_once_for_all_questions(folded: list[int]) -> None:
    base = kg.load("output")

    found = [base.evidence(post.id, "vae")[0].exact for post in base.posts_about("VAE")]

    assert len(found) == 3
    assert len(folded) == 1


def test_what_is_asked_for_by_its_id_is_found_without_folding(folded: list[int]) -> None:
    graph = kg.load("output").graph()

    assert analysis.the_node(graph, VAE, ["concept"]) == VAE
    assert not folded


def test_the_most_linked_comes_first_and_kinds_tell_namesakes_apart() -> None:
    graph = kg.load("output").graph().copy()
    graph.add_node("work/vae", kind="paper", label="VAE")

    assert analysis.find_nodes(graph, "vae") == [VAE, "work/vae"]
    assert analysis.find_nodes(graph, "vae", ["paper"]) == ["work/vae"]
    assert analysis.find_nodes(graph, VAE, ["paper"]) == []
