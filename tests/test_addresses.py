from __future__ import annotations

import pytest

from kg.addresses import find_identifier, identifier_iri, normalize_address


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("http://www.blog.example/archives/5253/", "blog.example/archives/5253"),
        ("//Blog.example/archives/5253?from=feed#comment", "blog.example/archives/5253"),
        ("https://blog.example/?p=12", "blog.example?p=12"),
        ("/2020/09/19/snr.html", "/2020/09/19/snr"),
        ("%E7%AC%94%E8%AE%B0.md", "笔记"),
        ("/a?b=1&amp;c=2", "/a"),
        ("#section", ""),
        ("mailto:a@b.example", ""),
        ("javascript:void(0)", ""),
    ],
)
def test_addresses_of_one_page_are_equal(target: str, address: str) -> None:
    assert normalize_address(target) == address


@pytest.mark.parametrize(
    ("target", "identifier"),
    [
        ("https://arxiv.org/abs/1706.03762", "arXiv:1706.03762"),
        ("http://arxiv.org/pdf/1706.03762v5.pdf", "arXiv:1706.03762"),
        ("https://papers.example/arxiv/1706.03762", "arXiv:1706.03762"),
        ("https://huggingface.co/papers/1706.03762", "arXiv:1706.03762"),
        ("arXiv: 1706.03762", "arXiv:1706.03762"),
        ("https://arxiv.org/abs/hep-th/9901001", "arXiv:hep-th/9901001"),
        ("https://doi.org/10.1000/ABC(1)2", "doi:10.1000/abc(1)2"),
        ("https://dl.acm.example/doi/pdf/10.1145/1.2.pdf?download=true", "doi:10.1145/1.2"),
        ("https://arxiv.org/list/cs/new", None),
        ("https://blog.example/archives/1706", None),
        ("版本10.2/3", None),
    ],
)
def test_identifiers_in_addresses(target: str, identifier: str | None) -> None:
    assert find_identifier(target) == identifier


def test_the_iri_of_an_identifier_names_it_again() -> None:
    for identifier in ("arXiv:1706.03762", "doi:10.1000/a(b)"):
        assert find_identifier(identifier_iri(identifier)) == identifier
