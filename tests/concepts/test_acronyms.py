from __future__ import annotations

import pytest

from kg.concepts.acronyms import is_acronym


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
