"""Posts in, the rows that Spark keeps of them out, and back."""

from __future__ import annotations

import datetime

from kg.model import Post, Snapshot
from kg.spark.frames import Row

POST = (
    "id string, title string, author string, date string, url string, text string, source string, "
    "snapshots array<struct<source:string,readers:bigint>>, tags array<string>, "
    "aliases array<string>"
)
"""A post that was read; which lines of the source its text came from is not kept."""

CARD = ("id", "title", "aliases", "date", "url", "source")
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
        snapshots=tuple(Snapshot(**snapshot) for snapshot in row.get("snapshots") or ()),
        tags=tuple(row.get("tags") or ()),
        aliases=tuple(row.get("aliases") or ()),
    )
