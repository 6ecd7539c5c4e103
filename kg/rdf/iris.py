"""Identifiers of the model in, IRIs out. No other module mints one."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

import pyoxigraph as ox

from kg.rdf.namespaces import BUILTIN_CONCEPTS
from kg.titles import slugify

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986
_NOT_IN_IRI = re.compile(  # RFC 3987: neither reserved, unreserved nor `ucschar`
    r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#@!$&'()*+,;=%\-"
    r"\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd]"
)


class Minter:
    """IRIs under one base; ids are safe already, file names and foreign IRIs are made safe here.

    Example:
        >>> minter = Minter("https://blog.example/")
        >>> minter.iri("post/a").value, minter.iri("https://doi.org/10.1/<b>").value
        ('https://blog.example/post/a', 'https://doi.org/10.1/%3Cb%3E')
        >>> minter.iri("ark:/67375/8HQ").value
        'ark:/67375/8HQ'
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._nodes: dict[str, ox.NamedNode] = {}

    @property
    def dataset(self) -> ox.NamedNode:
        """The graph as a whole."""
        return self.iri("")

    def iri(self, id_: str) -> ox.NamedNode:
        """Return the IRI of an id, which is relative to the base unless it is an IRI itself."""
        node = self._nodes.get(id_)
        if node is None:
            text = id_ if is_absolute(id_) else self.base + id_
            node = self._nodes[id_] = ox.NamedNode(
                _NOT_IN_IRI.sub(lambda m: quote(m[0], safe="", errors="replace"), text)
            )
        return node

    def part(self, whole: ox.NamedNode, name: str) -> ox.NamedNode:
        """Return the IRI of a part of something, a fragment where the base leaves room for one."""
        return ox.NamedNode(part_of(whole.value, name))

    def source(self, name: str) -> ox.NamedNode:
        """Return the IRI of a page that was read.

        Example:
            >>> Minter("https://blog.example/").source("posts/a b.md").value
            'https://blog.example/source/posts/a%20b.md'
        """
        return self.iri(f"source/{quote(name)}")

    def evidence(self, post_id: str, target_id: str) -> ox.NamedNode:
        """Return the IRI of what a link rests on, named after the two ends of the link. An end that
        is an IRI is named by its last part, and a digest, since others may end in the same.

        Example:
            >>> minter = Minter("https://blog.example/")
            >>> minter.evidence("post/a", "https://kg.example/concept/svm").value
            'https://blog.example/evidence/a/svm'
            >>> minter.evidence("post/a", "https://example.org/svm").value
            'https://blog.example/evidence/a/svm-f2802cb9'
        """
        target = target_id.removeprefix(BUILTIN_CONCEPTS)
        if is_absolute(target):
            digest = hashlib.sha256(target.encode()).hexdigest()[:8]
            target = f"{slugify(target.rstrip('/#').replace('#', '/').rpartition('/')[2])}-{digest}"
        return self.iri(f"evidence/{post_id.removeprefix('post/')}/{target}")


def is_absolute(id_: str) -> bool:
    """Tell whether an id is an IRI itself: whether it begins with a scheme, whichever that is. The
    others of the model, such as `post/a`, have a slash before any colon.

    Example:
        >>> [is_absolute(id_) for id_ in ("tag:lib.org,2020:marc", "post/a", "work/a:b", "")]
        [True, False, False, False]
    """
    return _SCHEME.match(id_) is not None


BASE_RULE = "must be an http(s) or urn IRI that ends in / or # or :"


def is_base(text: str) -> bool:
    """Tell whether ids can be put behind a text to make IRIs of them, and it stays as it is.

    Example:
        >>> [is_base(text) for text in ("https://blog.example/#", "urn:blog:", "http://a b/")]
        [True, True, False]
        >>> [is_base(text) for text in ("https://blog.example", "http://blog:x/", "#a#", "file:/")]
        [False, False, False, False]
    """
    try:
        kept = Minter(text).dataset.value == text
    except ValueError:
        return False
    return kept and text.startswith(("http://", "https://", "urn:")) and text[-1] in "/#:"


def part_of(whole: str, name: str) -> str:
    """Return the IRI of a part of something that has an IRI.

    Example:
        >>> part_of("https://blog.example/a", "quote"), part_of("https://blog.example/#a", "quote")
        ('https://blog.example/a#quote', 'https://blog.example/#a/quote')
    """
    if whole.endswith("#"):
        return whole + name
    return f"{whole}{'/' if '#' in whole else '#'}{name}"
