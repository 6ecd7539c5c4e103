from __future__ import annotations

import re

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
    "iri",
    [
        "http://例え.org/概念/叙词表",
        "info:lc/a1",
        "ark:/67375/8HQ",
        "tag:lib.org,2020:marc",
        "urn:uuid:1234-5678",
        "x+y.z-1:a",
    ],
)
def test_an_iri_of_any_scheme_stays_as_it_is(iri: str) -> None:
    minter = Minter("https://blog.example/")

    assert minter.iri(iri).value == iri
    assert re.fullmatch(
        r"https://blog\.example/evidence/a/[\w-]+-[0-9a-f]{8}",
        minter.evidence("post/a", iri).value,
    )


@pytest.mark.parametrize("id_", ["post/a:b", "work/x", "evidence/a/svm", "变分:b", "1a:b", ""])
def test_an_id_that_begins_with_no_scheme_is_relative_to_the_base(id_: str) -> None:
    assert Minter("https://blog.example/").iri(id_).value == f"https://blog.example/{id_}"


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
