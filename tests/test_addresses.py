from __future__ import annotations

import pytest

from kg.addresses import find_identifier, identifier_iri, normalize_address, page_elsewhere


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("http://www.blog.example/archives/5253/", "blog.example/archives/5253"),
        ("//Blog.example/archives/5253?from=feed#comment", "blog.example/archives/5253"),
        ("https://blog.example/?p=12", "blog.example?p=12"),
        ("/2020/09/19/snr.html", "/2020/09/19/snr"),
        ("%E7%AC%94%E8%AE%B0.md", "笔记"),
        ("../svm/index.mdx", "../svm"),
        ("posts/svm/index.qmd", "posts/svm"),
        ("notes/svm.rst", "notes/svm"),
        ("/a?b=1&amp;c=2", "/a"),
        ("#section", ""),
        ("mailto:a@b.example", ""),
        ("javascript:void(0)", ""),
    ],
)
def test_addresses_of_one_page_are_equal(target: str, address: str) -> None:
    assert normalize_address(target) == address


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://www.forum.example/q?id=abc#answer", "forum.example/q?id=abc"),
        ("https://m.example/s?b=2&amp;a=1&utm_source=x&from=y", "m.example/s?a=1&b=2"),
        ("https://m.example/p/?utm_source=x", "m.example/p"),
        ("https://m.example/?p=12", "m.example?p=12"),
    ],
)
def test_of_a_page_elsewhere_the_query_counts(target: str, address: str) -> None:
    assert page_elsewhere(target) == address


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
        ("https://journal.example/articles/10.3389/a.2020.00614/full", "doi:10.3389/a.2020.00614"),
        (
            "https://journal.example/10.1117/1.JMI.5.4.047501.full.pdf",
            "doi:10.1117/1.jmi.5.4.047501",
        ),
        ("https://journal.example/doi/10.11834/a.2021/", "doi:10.11834/a.2021"),
        (
            "https://www.biorxiv.org/content/10.1101/2023.01.11.523679v3%20",
            "doi:10.1101/2023.01.11.523679",
        ),
        ("https://www.biorxiv.org/content/10.64898/2026.01.2.7v1.full", "doi:10.64898/2026.01.2.7"),
        ("https://doi.org/10.1000/abcv2", "doi:10.1000/abcv2"),
        ("https://academic.oup.com/a/doi/10.1093/a/giad054/7230465", "doi:10.1093/a/giad054"),
        ("https://doi.org/10.1093/bioinformatics/btab083", "doi:10.1093/bioinformatics/btab083"),
        ("https://books.example/10.1201/9781420034813/some-name", "doi:10.1201/9781420034813"),
        ("https://plos.example/article?id=10.1371/journal.1&type=x", "doi:10.1371/journal.1"),
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
