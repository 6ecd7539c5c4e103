"""Posts of any number made of the paragraphs of real ones, for benchmarks at several sizes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from kg.model import Post


def recombine(posts: Sequence[Post], count: int) -> Iterator[Post]:
    """Yield `count` posts: the titles of real ones with a number, and as many paragraphs as these
    have, drawn from all posts; the same for the same input.
    """
    rng = random.Random(1)  # noqa: S311 - not for secrets
    paragraphs = [part for post in posts for part in post.text.split("\n\n") if part.strip()]
    for number in range(count):
        model = posts[number % len(posts)]
        length = model.text.count("\n\n") + 1
        text = "\n\n".join(rng.choices(paragraphs, k=length))
        yield Post(id=f"post/{number}", title=f"{model.title} {number}", text=text)
