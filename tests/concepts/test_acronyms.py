from __future__ import annotations

import pytest

from kg.concepts.acronyms import find_phrase_end, find_phrase_start, is_acronym


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("VAE", "Variational Auto-Encoder", True),
        ("SVM", "support vector machine", True),
        ("GAN", "neural network", False),
        ("X", "x", False),
    ],
)
def test_acronyms(short: str, long: str, fits: bool) -> None:
    assert is_acronym(short, long) is fits


@pytest.mark.parametrize(
    ("text", "short", "phrase"),
    [
        ("the area under the curve", "AUC", "area under the curve"),
        ("a Product of Experts", "PoE", "Product of Experts"),
        ("a variational auto-encoder", "VAE", "variational auto-encoder"),
        ("a non-Markov chain", "MC", None),
        ("a fast Markov chain", "FC", None),
        ("a Markov chain", "chain", None),
    ],
)
def test_where_the_words_begin_that_are_abbreviated(
    text: str, short: str, phrase: str | None
) -> None:
    start = find_phrase_start(text, len(text), short)

    assert (None if start is None else text[start:]) == phrase


@pytest.mark.parametrize(
    ("text", "short", "phrase"),
    [
        ("Bilateral-Branch Networks with", "BBN", "Bilateral-Branch Networks"),
        ("Product of Experts, again", "PoE", "Product of Experts"),
        ("a short survey", "GAN", None),
    ],
)
def test_where_the_words_end_that_are_abbreviated(
    text: str, short: str, phrase: str | None
) -> None:
    end = find_phrase_end(text, 0, short)

    assert (None if end is None else text[:end]) == phrase
