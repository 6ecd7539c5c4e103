from __future__ import annotations

import pytest

from kg.concepts.english_wordings import english_wordings


@pytest.mark.parametrize(
    ("label", "plural"),
    [
        ("trigonometric identity", "trigonometric identities"),
        ("singular matrix", "singular matrices"),
        ("vertex", "vertices"),
        ("unit simplex", "unit simplices"),
        ("null hypothesis", "null hypotheses"),
        ("pruning criterion", "pruning criteria"),
        ("tetrahedron", "tetrahedra"),
        ("power spectrum", "power spectra"),
        ("local minimum", "local minima"),
        ("Bohr radius", "Bohr radii"),
        ("horn torus", "horn tori"),
        ("suffix", None),  # what suffices is another word
        ("basis", None),  # so are bases
        ("complex", None),
        ("medium", None),
        ("virus", None),
        ("photon", None),
        ("array", None),  # a mere s will do
        ("SciPy", None),
    ],
)
def test_plurals_that_are_more_than_an_ending_are_wordings(label: str, plural: str | None) -> None:
    assert [*english_wordings([label])] == ([(plural, label)] if plural else [])


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("batch normalization", "batch normalisation"),
        ("Color quantization", "Colour quantisation"),
        ("adaptive optimizers", "adaptive optimisers"),
        ("neighborhood", "neighbourhood"),
        ("nearest neighbor", "nearest neighbour"),
        ("dialog system", "dialogue system"),
        ("mislabeled data", "mislabelled data"),
    ],
)
def test_labels_are_found_in_american_and_british_spelling(american: str, british: str) -> None:
    assert [*english_wordings([american])] == [(british, american)]
    assert british not in [text for text, _ in english_wordings([british])]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("batch normalisation", "batch normalization"),
        ("colour jitter", "color jitter"),
        ("centre of mass", "center of mass"),
        ("dialogue act", "dialog act"),
    ],
)
def test_british_labels_are_found_in_american_spelling(british: str, american: str) -> None:
    assert [*english_wordings([british])] == [(american, british)]


@pytest.mark.parametrize("label", ["batch size", "image resizing", "polysemous", "supervised"])
def test_what_is_spelt_alike_everywhere_has_no_other_wording(label: str) -> None:
    assert [*english_wordings([label])] == []


def test_what_bears_a_name_is_found_with_and_without_an_s() -> None:
    labels = ["Newton's laws of motion", "d’Alembert's principle", "Newton polygon", "Weyl sum"]

    assert [*english_wordings(labels)] == [
        ("Newton laws of motion", "Newton's laws of motion"),
        ("d’Alembert principle", "d’Alembert's principle"),
        ("Newton's polygon", "Newton polygon"),
    ]
