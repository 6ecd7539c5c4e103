"""Posts and mentions in, what Spark keeps of them in its rows out, and back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from kg.model import Mention, Post, Snapshot
from kg.spark.frames import Row, dump, load

POST = (
    "id string, title string, author string, date string, url string, text string, source string, "
    "slug string, snapshots array<struct<source:string,readers:bigint>>, tags array<string>, "
    "aliases array<string>"
)
"""A post that was read; which lines of the source its text came from is not kept."""

CARD = ("id", "title", "aliases", "date", "url", "source", "slug")
"""What is asked of a post that a reference may mean."""


def row_of(post: Post) -> Row:
    """Return the row of a post.

    Example:
        >>> post = Post(id="post/a", title="甲", date=datetime.date(2020, 1, 31))
        >>> post_of(row_of(post)) == post
        True
    """
    return {
        "id": post.id,
        "title": post.title,
        "author": post.author,
        "date": post.date.isoformat() if post.date else None,
        "url": post.url,
        "text": post.text,
        "source": post.source,
        "slug": post.slug,
        "snapshots": [{"source": s.source, "readers": s.readers} for s in post.snapshots],
        "tags": [*post.tags],
        "aliases": [*post.aliases],
    }


def post_of(row: Row) -> Post:
    """Return the post of a row; of columns that are not there it knows nothing."""
    return Post(
        id=row["id"],
        title=row["title"],
        author=row.get("author"),
        date=datetime.date.fromisoformat(row["date"]) if row.get("date") else None,
        url=row.get("url"),
        text=row.get("text") or "",
        source=row.get("source"),
        slug=row.get("slug"),
        snapshots=tuple(Snapshot(**snapshot) for snapshot in row.get("snapshots") or ()),
        tags=tuple(row.get("tags") or ()),
        aliases=tuple(row.get("aliases") or ()),
    )


def dump_mentions(mentions: Sequence[Mention]) -> str:
    """Return the mentions of a post as text."""
    return dump([[m.concept_id, m.start, m.end, m.place, m.reason] for m in mentions])


def load_mentions(text: str, post_id: str) -> list[Mention]:
    """Return the mentions that `dump_mentions` wrote for a post.

    Example:
        >>> mention = Mention(post_id="post/a", concept_id="c", start=0, end=3, place="text")
        >>> load_mentions(dump_mentions([mention]), "post/a") == [mention]
        True
    """
    return [
        Mention(
            post_id=post_id, concept_id=concept_id, start=start, end=end, place=place,
            reason=reason,
        )
        for concept_id, start, end, place, reason in load(text)
    ]  # fmt: skip
