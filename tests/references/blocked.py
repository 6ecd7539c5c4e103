"""What the Spark engine does by joins, in a few lines of Python: blocks, and decisions in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Post, Reference
from kg.references.addressbook import are_alike
from kg.references.blocking import (
    FEW,
    HEADINGS,
    Key,
    day_linked,
    keys_of_post,
    keys_of_reference,
)
from kg.references.corpus import build_corpus
from kg.references.post_addresses import addresses_of
from kg.references.resolve import decide
from kg.references.site import Site, dated_address, make_site, page_address


def assert_blocking_finds_all_that_matters(
    references: Sequence[Reference], posts: Sequence[Post]
) -> None:
    """Each reference leads to the same in its block as in the whole corpus."""
    corpus = build_corpus(posts, references)
    by_key: dict[Key, list[Post]] = defaultdict(list)
    for post in sorted(posts, key=lambda post: post.id):
        for key in keys_of_post(post):
            by_key[key].append(post)
    blocks = {
        key: block[:1] + block[-1:] if key[0] in FEW else block for key, block in by_key.items()
    }
    site = site_of(references, posts)
    for reference in references:
        citing = corpus.posts[reference.post_id]
        found: dict[str, Post] = {}
        headings: dict[str, set[str]] = defaultdict(set)
        for key in keys_of_reference(reference, citing):
            for post in blocks.get(key, ()):
                found[post.id] = replace(post, text="")
                if key[0] in HEADINGS:
                    headings[post.id].add(key[1])
        day, _, name = day_linked(reference).rpartition("/")
        for post in posts if day else ():
            for kind, address in addresses_of(post):
                other_day, _, other = address.rpartition("/")
                if kind == "day" and day == other_day and are_alike(name, other):
                    found[post.id] = replace(post, text="")
        block = build_corpus([*found.values()], (), known_headings=headings, site=site)
        block = replace(block, last_known=corpus.last_known)
        assert decide(reference, citing, block) == decide(reference, citing, corpus)


def site_of(references: Sequence[Reference], posts: Sequence[Post]) -> Site:
    addresses = {address for post in posts for address in addresses_of(post)}
    paths = {one for kind, one in addresses if kind == "path"}
    pages = [page for one in references if (page := page_address(one.link))]
    return make_site(
        hosts=[one for kind, one in addresses if kind == "host"],
        shapes=[one for kind, one in addresses if kind == "shape"],
        of_undated=[one for kind, one in addresses if kind == "shape of undated"],
        dated={one for kind, one in addresses if kind == "dated"},
        linked=[pair for one in references if (pair := dated_address(one.link))],
        leading=[(host, path) for host, path in pages if path in paths],
    )
