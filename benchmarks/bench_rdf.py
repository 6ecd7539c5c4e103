#!/usr/bin/env python3
"""Time the writing of a million triples as Turtle, and every query of the library.

Writing is measured beside rdflib's own serializer, on the same triples of an invented blog: posts
with titles and dates, links to concepts, and the evidence of each link. Querying is measured in
pyoxigraph and in rdflib, on the graph of any folder of posts.

    bench_rdf.py [--triples N] [--posts PATH] [--write FILE]
"""

from __future__ import annotations

import datetime
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TypeVar

import pyoxigraph as ox
import rdflib
from report import options, publish, tell_aim

from kg import build_knowledge_base, build_triples, load_vocabulary, read_posts, sparql
from kg.model import Concept, ConceptLink, KnowledgeBase, Label, Mention, Post
from kg.rdf import as_rdflib, render_turtle

T = TypeVar("T")

_SECTION = """## Writing Turtle

| {triples:,} triples | time of the processor |
|---|---|
| `kg.rdf.render_turtle` | {own:.2f} s |
| `rdflib.Graph.serialize` | {rdflib:.1f} s |
| **ratio** | **{ratio:.0f}** |

[bench_rdf.py](benchmarks/bench_rdf.py) says what is written. {aim_of_writing}

## Queries

On {corpus}: the graph, of {size:,} triples, is loaded; times of the processor, in
pyoxigraph the mean of as many as take half a second, in rdflib of one, which is stopped after
{patience} s.

| query | rows | pyoxigraph | rdflib | ratio |
|---|---|---|---|---|
{table}
{aim_of_queries}
"""
_PATIENCE = 20


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--posts", type=Path, default=Path("seeds"), help="what to query")
    parser.add_argument("--name", default="the sample corpus", help="what the posts are called")
    arguments = parser.parse_args()

    triples = build_triples(_knowledge(arguments.triples))[: arguments.triples]
    graph = as_rdflib(triples)
    own, _ = _timed(lambda: render_turtle(triples))
    theirs, _ = _timed(lambda: graph.serialize(format="turtle", encoding="utf-8"))

    kb = build_knowledge_base(read_posts([arguments.posts]), load_vocabulary())
    facts = build_triples(kb)
    lines, slowest = _time_queries(facts)
    section = _SECTION.format(
        triples=len(triples),
        own=own,
        rdflib=theirs,
        ratio=theirs / own,
        corpus=arguments.name,
        size=len(facts),
        patience=_PATIENCE,
        table="".join(lines),
        aim_of_writing=tell_aim("20 times rdflib's speed", 20 * own / theirs),
        aim_of_queries=tell_aim("100 ms for the slowest query in pyoxigraph", slowest / 0.1),
    )
    publish(section, arguments.write)


def _time_queries(
    triples: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]],
) -> tuple[list[str], float]:
    """Return the lines of the table, and the seconds that the slowest query takes."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    graph = as_rdflib(triples)
    lines = []
    slowest = 0.0
    for query in sparql.find_queries():
        seconds, table = _mean(lambda query=query: sparql.run(query, store))  # type: ignore[misc]
        slowest = max(slowest, seconds)
        bindings = {name: rdflib.Literal(text) for name, text in query.defaults.items()}
        theirs = _in_time(
            lambda query=query, bindings=bindings: list(  # type: ignore[misc]
                graph.query(query.text, initBindings=bindings)
            )
        )
        shown = f"{theirs * 1000:,.0f} ms" if theirs else f"> {_PATIENCE} s"
        ratio = f"{(theirs or _PATIENCE) / seconds:,.0f}"
        ratio = ratio if theirs else f"> {ratio}"
        lines.append(
            f"| {query.name} | {len(table.rows)} | {seconds * 1000:.1f} ms | {shown} | {ratio} |\n"
        )
    return lines, slowest


def _in_time(work: Callable[[], T]) -> float | None:
    """Return the seconds that `work` takes, or nothing if it takes too many."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _PATIENCE)
    try:
        return _timed(work)[0]
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _mean(work: Callable[[], T]) -> tuple[float, T]:
    """Do `work` for half a second, since the processor's clock may be a coarse one."""
    begin = time.process_time()
    runs = 0
    while (seconds := time.process_time() - begin) < 0.5:
        result = work()
        runs += 1
    return seconds / runs, result


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def _knowledge(triples: int) -> KnowledgeBase:
    """Return a blog that has at least so many triples: about 25 for each link to a concept."""
    rng = random.Random(5)  # noqa: S311 - a corpus to measure on, no secret
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]

    def words(length: int) -> str:
        return "".join(rng.choices(letters, k=length))

    concepts = [
        Concept(
            id=f"https://kg.example/concept/{number}",
            pref_label=(Label(text=words(4), language="zh"),),
        )
        for number in range(3000)
    ]
    posts = []
    links = []
    day = datetime.date(2000, 1, 1)
    for number in range(triples // 800 + 1):
        post = Post(
            id=f"post/{number}",
            title=words(12),
            date=day + datetime.timedelta(days=number),
            text="。".join(words(20) for _ in range(20)),
            source=f"{number}.md",
        )
        posts.append(post)
        for concept in rng.sample(concepts, 35):
            start = rng.randrange(len(post.text) - 4)
            mention = Mention(
                post_id=post.id, concept_id=concept.id, start=start, end=start + 4, place="text"
            )
            links.append(
                ConceptLink(
                    post_id=post.id,
                    concept_id=concept.id,
                    relation="mentions",
                    salience=round(rng.random(), 3),
                    mentions=(mention,),
                )
            )
    return KnowledgeBase(
        posts=tuple(posts),
        concepts=tuple(concepts),
        concept_links=tuple(links),
        references=(),
        open_references=(),
        series=(),
        works=(),
        schemes={},
        vocabulary_version="invented",
    )


if __name__ == "__main__":
    main()
