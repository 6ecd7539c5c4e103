from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import Minter


@given(st.text(max_size=30))
def test_any_identifier_becomes_a_valid_iri(name: str) -> None:
    minter = Minter("https://blog.example/")

    for iri in (minter.iri(f"https://doi.org/{name.replace('#', '')}"), minter.source(name)):
        [quad] = ox.parse(
            ox.serialize([ox.Triple(iri, iri, iri)], format=ox.RdfFormat.N_TRIPLES) or b"",
            format=ox.RdfFormat.N_TRIPLES,
        )
        assert quad.subject == iri


@pytest.mark.parametrize(
    ("base", "part"),
    [
        ("https://blog.example/", "https://blog.example/#program"),
        ("https://blog.example/graph#", "https://blog.example/graph#program"),
        ("urn:blog:", "urn:blog:#program"),
    ],
)
def test_parts_have_one_fragment_only(base: str, part: str) -> None:
    minter = Minter(base)

    assert minter.part(minter.dataset, "program").value == part
    assert minter.part(minter.iri("post/a"), "x").value.count("#") == 1
