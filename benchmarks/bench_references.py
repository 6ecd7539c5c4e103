#!/usr/bin/env python3
"""Time the resolving of references: 100,000 titles, 1,000,000 references, and two yardsticks.

The corpus is invented: titles of words that are as unevenly frequent as those of a language, a
fifth of them parts of series. Of the references nine in ten are exact or differ in typography, the
others are shortened, misspelt, or titles that nobody has. The yardsticks run on the same corpus: a
dictionary of folded titles alone, which is the least that resolving can cost, and for what is not
in it rapidfuzz's search through all titles, the usual way, on a sample.

    bench_references.py [--titles N] [--references N] [--write FILE]
"""

from __future__ import annotations

import datetime
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from rapidfuzz import fuzz, process
from report import options, publish

from kg.model import Post
from kg.references import find_references, resolve_references
from kg.series import parse_part
from kg.titles import fold_title

T = TypeVar("T")

_SECTION = """## Resolving references

One process; [bench_references.py](benchmarks/bench_references.py) says what the yardsticks are.

| references | |
|---|---|
{table}"""

_SAMPLE = 200
_LATIN = (
    "GAN",
    "VAE",
    "BERT",
    "Transformer",
    "Keras",
    "Attention",
    "Dropout",
    "RNN",
    "Flow",
    "SVD",
)


def main() -> None:
    """Print a table in Markdown, or write it."""
    parser = options(__doc__)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--references", type=int, default=1_000_000)
    arguments = parser.parse_args()
    rng = random.Random(20)  # noqa: S311 - a corpus to measure on, no secret
    titles = _titles(arguments.titles, rng)
    posts = _posts(titles, arguments.references, rng)

    finding, references = _timed(lambda: [r for post in posts for r in find_references(post)])
    resolving, resolved = _timed(lambda: resolve_references(references, posts))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20

    def look_up() -> list[str]:
        index = {fold_title(post.title): post.id for post in posts}
        return [r.title for r in references if fold_title(r.title) not in index]

    looking_up, unknown = _timed(look_up)
    folded = [fold_title(title) for title in titles]
    sample = rng.sample(sorted(set(unknown)), min(_SAMPLE, len(set(unknown))))
    searching, _ = _timed(
        lambda: [
            process.extractOne(fold_title(title), folded, scorer=fuzz.ratio, score_cutoff=90)
            for title in sample
        ]
    )
    searching *= len(set(unknown)) / len(sample)

    how = Counter(resolution.how for resolution in resolved.resolutions)
    rows = [
        ("titles", f"{len(titles):,}"),
        ("references", f"{len(references):,}"),
        ("finding them in the text", f"{finding:.1f} s"),
        ("**resolving them**", f"**{resolving:.1f} s**"),
        ("memory at most", f"{memory:.2f} GB"),
        ("a dictionary of folded titles alone", f"{looking_up:.1f} s"),
        ("ratio to it", f"{resolving / looking_up:.1f}"),
        (
            f"`rapidfuzz.process.extractOne` for {len(set(unknown)):,} titles not in it",
            f"{searching:,.0f} s (from {len(sample)})",
        ),
        ("ratio to both", f"{resolving / (looking_up + searching):.3f}"),
        *((f"resolved by {name}", f"{count:,}") for name, count in sorted(how.items())),
        ("left open", f"{len(resolved.open):,}"),
    ]
    table = "".join(f"| {name} | {value} |\n" for name, value in rows)
    publish(_SECTION.format(table=table), arguments.write)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    fold_title.cache_clear()
    parse_part.cache_clear()
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def _titles(count: int, rng: random.Random) -> list[str]:
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
    words = ["".join(rng.choices(letters, k=rng.choice((1, 2, 2, 2, 3)))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]

    def phrase(length: int) -> str:
        chosen = rng.choices(words, weights, k=length)
        if rng.random() < 0.4:
            chosen.insert(rng.randrange(len(chosen)), rng.choice(_LATIN))
        return "".join(chosen)

    titles: dict[str, None] = {}
    while len(titles) < count:
        name = phrase(rng.randint(2, 4))
        if rng.random() < 0.03:
            for part in "一二三四五六七":
                titles[f"{name}（{part}）：{phrase(3)}"] = None
        else:
            titles[f"{name}：{phrase(rng.randint(2, 4))}" if rng.random() < 0.6 else name * 2] = (
                None
            )
    return list(titles)[:count]


def _posts(titles: list[str], references: int, rng: random.Random) -> list[Post]:
    each, more = divmod(references, len(titles))
    day = datetime.date(2000, 1, 1)
    return [
        Post(
            id=f"post/{number}",
            title=title,
            date=day + datetime.timedelta(days=number % 9000),
            text="".join(
                f"前面说过，参考《{_written(rng.choice(titles), rng)}》中的结果。\n"
                for _ in range(each + (number < more))
            ),
        )
        for number, title in enumerate(titles)
    ]


def _written(title: str, rng: random.Random) -> str:
    """Return a title as somebody writes it."""
    chance = rng.random()
    if chance < 0.75:
        return title
    if chance < 0.90:
        return title.replace("：", ":").replace("（", "(").replace("）", ")").lower()
    if chance < 0.94:
        return title.partition("：")[0]
    at = rng.randrange(len(title))
    letter = chr(0x5E00 + rng.randrange(3000))
    if chance < 0.97:
        return title[:at] + letter + title[at + 1 :]
    return title[:at][-4:] + "".join(chr(0x5E00 + rng.randrange(3000)) for _ in range(12))


if __name__ == "__main__":
    main()
