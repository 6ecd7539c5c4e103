"""Addresses: how URLs and paths compare, and the papers that they identify.

What `kg.titles` is for titles. Two addresses of one page become one string here; no other module
takes a URL apart.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin

_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:/index)?(?:\.(?:html?|md|markdown|mdown|mkd|mdx|[qr]md|rst|php|aspx?))?/*$", re.IGNORECASE
)
_POST_NUMBER = re.compile(r"^(?:p|page_id|id)=\d+$")
_DIGITS = re.compile(r"\d+")
_HOST = re.compile(r"[^/?]*")

ARXIV_NUMBER = r"\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7}"
"""A pattern for what arXiv knows a paper by, without its version."""
_ARXIV = re.compile(
    r"arxiv(?:\.org)?(?:/(?:abs|pdf|html|ps)|\s*:|/)?\s*/?\s*"
    rf"(?P<id>{ARXIV_NUMBER})(?:v\d+)?",
    re.IGNORECASE,
)
_PAPER_PAGE = re.compile(
    r"(?:huggingface\.co/papers|alphaxiv\.org/\w+|ar5iv\.\w+(?:\.org)?/\w+|scirate\.com/arxiv)/"
    r"(?P<id>\d{4}\.\d{4,5})"
)
_DOI = re.compile(r"(?<![\d.])(?P<id>10\.\d{4,9}/[^\s\"'<>，。；、）》\]\[?&#]+)")
# What publishers put behind a DOI: which view of the paper it is; then the version of a preprint,
# the number of an article, the name of a book.
_VIEW = re.compile(r"(?:[./](?:full|fulltext|abstract|short|summary|e?pdf|epub|html?|meta)|/)+$")
_DOI_PROPER = re.compile(
    r"10\.(?:1101|64898)/[\d.]+(?=v\d+$)|10\.1093/[^/]+/[^/]+(?=/\d+$)|10\.\d+/97[89]\d{10}(?=/)"
)
_TRACKS_READERS = re.compile(r"(?:utm_|spm|share)\w*=|from=", re.IGNORECASE)


@lru_cache(maxsize=65536)  # that of a post is asked for wherever it is linked
def normalize_address(target: str) -> str:
    """Return the form in which two addresses of one page are equal.

    `host/path` of a URL, `/path` of an address on the site, `path` of a relative one; empty if the
    target is a place on the same page or no page at all (`mailto:`).

    Example:
        >>> normalize_address("https://www.Blog.example/a%20b/index.html?from=x#c")
        'blog.example/a b'
        >>> [normalize_address(t) for t in ("/archives/5253/", "../notes/a.md", "#top")]
        ['/archives/5253', '../notes/a', '']
    """
    target = html.unescape(target.strip())
    if _OTHER_SCHEME.match(target):
        return ""
    absolute = _SCHEME.match(target)
    rest, _, query = target[absolute.end() if absolute else 0 :].partition("#")[0].partition("?")
    path = _PAGE.sub("", unquote(rest))
    if absolute:
        host, slash, path = path.partition("/")
        path = host.lower().removeprefix("www.") + slash + path
    return f"{path}?{query}" if _POST_NUMBER.match(query) else path


def page_elsewhere(target: str) -> str:
    """Return the form in which two addresses of one page of another site are equal.

    There the query counts, which often alone tells one page from the next, but for what tracks the
    reader.

    Example:
        >>> page_elsewhere("https://www.video.example/watch?v=1&utm_source=x#t=9")
        'video.example/watch?v=1'
    """
    query = html.unescape(target.strip()).partition("#")[0].partition("?")[2]
    telling = [part for part in query.split("&") if part and not _TRACKS_READERS.match(part)]
    address = normalize_address(target).partition("?")[0]
    return f"{address}?{'&'.join(sorted(telling))}" if telling else address


def split_address(target: str) -> tuple[str, str]:
    """Return the host and the path of a normalized address; the host of one on the site is empty.

    Example:
        >>> split_address("https://www.blog.example/a.html"), split_address("/a/")
        (('blog.example', '/a'), ('', '/a'))
        >>> split_address("https://www.blog.example/?p=12"), split_address("?p=12")
        (('blog.example', '/?p=12'), ('', '/?p=12'))
    """
    address = normalize_address(target)
    match = _HOST.match(address) if _SCHEME.match(target.strip()) else None
    host = match.group() if match else ""
    path = address[len(host) :]
    # WordPress numbers posts so on the one page that it needs.
    return host, f"/{path}" if path.startswith("?") else path


def complete_address(target: str, base: str) -> str:
    """Return where a link leads that starts from the page `base`, as far as that is known.

    Example:
        >>> complete_address("/a", "https://me.example/blog/"), complete_address("/a", "")
        ('https://me.example/a', '/a')
    """
    if _SCHEME.match(target):
        return target
    try:
        return urljoin(base, target)
    except ValueError:  # a host in brackets that is no number
        return target


def address_shape(path: str) -> str:
    """Return what the paths of pages of one sort have in common.

    Example:
        >>> address_shape("/archives/5253"), address_shape("/2020/09/19/snr")
        ('/archives/#', '/#/#/#/*')
        >>> address_shape("/?p=12")
        '/*?p=#'
    """
    path, mark, query = path.partition("?")
    folder, _, name = path.rpartition("/")
    last = "/#" if name.isdecimal() else "/*"
    return "".join([_DIGITS.sub("#", folder), last, mark, _DIGITS.sub("#", query)])


def find_identifier(target: str) -> str | None:
    """Return the arXiv id or DOI that an address or a wording names.

    Example:
        >>> find_identifier("https://papers.cool/arxiv/1706.03762v5")
        'arXiv:1706.03762'
        >>> find_identifier("https://publisher.example/article/10.1000/XYZ.1/full")
        'doi:10.1000/xyz.1'
    """
    target = unquote(target)
    if match := _ARXIV.search(target) or _PAPER_PAGE.search(target):
        return f"arXiv:{match['id'].lower()}"
    match = _DOI.search(target)
    return f"doi:{_clean_doi(match['id'])}" if match else None


def _clean_doi(found: str) -> str:
    doi = found.lower().rstrip(".,;:")
    if doi.count(")") > doi.count("("):
        doi = doi.rstrip(")")
    doi = _VIEW.sub("", doi)
    proper = _DOI_PROPER.match(doi)
    return proper.group() if proper else doi


def identifier_iri(identifier: str) -> str:
    """Return the IRI that an arXiv id or DOI stands for.

    Example:
        >>> identifier_iri("arXiv:1706.03762"), identifier_iri("doi:10.1000/a<b")
        ('https://arxiv.org/abs/1706.03762', 'https://doi.org/10.1000/a%3Cb')
    """
    scheme, _, name = identifier.partition(":")
    return {"arXiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}[scheme] + quote(name)
