"""Posts in, what is found in each of them out, with the keys by which posts and references meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyspark.sql import DataFrame

from kg.addresses import split_address
from kg.concepts import ConceptMatcher, find_mentions
from kg.model import Post, Reference
from kg.plain import encode_references
from kg.references import find_references
from kg.references.blocking import day_linked, keys_of_post, keys_of_reference
from kg.references.post_addresses import addresses_of
from kg.references.site import dated_address, page_address
from kg.spark.frames import Row, Rows, dump, map_rows
from kg.spark.posts import CARD, dump_mentions, post_of
from kg.spark.storage import Storage

FOUND = (
    "id string, references string, mentions string, "
    "keys array<struct<kind:string,value:string>>, asked array<struct<kind:string,value:string>>, "
    "addresses array<struct<kind:string,value:string>>, "
    "dated_links array<struct<host:string,path:string>>, "
    "page_links array<struct<host:string,path:string>>, "
    "day_links array<struct<host:string,path:string,day:string,name:string>>"
)
"""What is found in a post: its references and mentions as plain values; the keys of the post, and
those that its references ask for; its addresses; the links whose paths have a date and those that
only one site is likely to have, by which its host is learnt; and the links that begin with a date,
which also lead to posts with names like theirs."""


def extract(
    posts: DataFrame, names: DataFrame, matcher: Callable[[], ConceptMatcher], storage: Storage
) -> DataFrame:
    """Return what is found in each post; `names` are those that posts give to concepts."""

    def find(rows: Rows) -> Iterator[Row]:
        for row in rows:
            yield _extract(row, matcher())

    own = posts.select(*CARD, "text").join(names, "id", "left")
    return storage.keep_by_id(map_rows(own, find, FOUND), "found")


def _extract(row: Row, matcher: ConceptMatcher) -> Row:
    post = post_of(row)
    references = find_references(post)
    named = [one for one in references if one.names_title]
    aliases = {one["name"]: one["concept_id"] for one in row["names"] or ()}
    mentions = find_mentions(post, matcher, named, aliases)
    asked = {key for one in references for key in keys_of_reference(one, post)}
    dated = {pair for one in references if (pair := dated_address(one.link))}
    pages = {pair for one in references if (pair := page_address(one.link))}
    return {
        "id": post.id,
        "references": dump(encode_references(references)),
        "mentions": dump_mentions(mentions),
        "keys": [{"kind": kind, "value": value} for kind, value in sorted(keys_of_post(post))],
        "asked": [{"kind": kind, "value": value} for kind, value in sorted(asked)],
        "addresses": [
            {"kind": kind, "value": value}
            for kind, value in sorted({*addresses_of(post)})
            if kind in ("host", "path", "shape", "shape of undated", "dated", "day")
        ],
        "dated_links": [{"host": host, "path": path} for host, path in sorted(dated)],
        "page_links": [{"host": host, "path": path} for host, path in sorted(pages)],
        "day_links": [*_day_links(post, references)],
    }


def _day_links(post: Post, references: list[Reference]) -> Iterator[Row]:
    for link in sorted({one.link for one in references if day_linked(one)}):
        one = Reference(post_id=post.id, title="", start=0, end=0, link=link, form="link")
        day, _, name = day_linked(one).rpartition("/")
        host, path = split_address(link)
        yield {"host": host, "path": path.rstrip("/"), "day": day, "name": name}
