#!/usr/bin/env python3
"""Measure `related` by the links that the authors of a blog made, against TF-IDF on the texts.

For one post at a time all its links to other posts are held out: neither they nor their wordings in
the post are seen, nor the concepts that stand in these wordings. Counted is how many of the posts
linked are among the ten found. The yardsticks see the same texts, without the same wordings:
scikit-learn's TfidfVectorizer as it comes, by words, and at its best for Chinese, by pairs of
characters with sublinear term frequency.

Left in is what other posts say: their links to the posts linked (so that co-citation and coupling
can be seen), and what discovery learned from all texts. Series are not looked at.

    bench_related.py POSTS... [--write FILE]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import networkx as nx
from report import options, publish
from sklearn.feature_extraction.text import TfidfVectorizer

import kg
from kg.analysis import related
from kg.concepts.salience import link_concepts
from kg.model import KnowledgeBase

_SECTION = """## Related posts

Measured by `benchmarks/bench_related.py POSTS` on {posts} posts of a Chinese blog, {linking} of
which link to others: the share of {links} held-out links found among ten posts, and that of the
linking posts with at least one found. The script says what is held out and what it is compared to.

| related posts | links found | ratio | posts with one found |
|---|---|---|---|
{table}"""

Ranking = Callable[[str], list[str]]


def main() -> None:
    """Print a section in Markdown, or put it into a file."""
    parser = options(__doc__)
    parser.add_argument("posts", nargs="+", help="files or folders of a blog")
    arguments = parser.parse_args()
    vocabulary = kg.load_vocabulary()
    kb = kg.build(arguments.posts, vocabulary)
    found = measure(kb, vocabulary)
    base = found["TF-IDF, words"][0]
    rows = [
        f"| {name} | {links:.3f} | {links / base:.2f} | {posts:.3f} |\n"
        for name, (links, posts) in found.items()
    ]
    linked = find_links(kb)
    section = _SECTION.format(
        posts=sum(post.listed for post in kb.posts),
        linking=len(linked),
        links=sum(map(len, linked.values())),
        table="".join(rows),
    )
    publish(section, arguments.write)


def measure(kb: KnowledgeBase, vocabulary: kg.Vocabulary) -> dict[str, tuple[float, float]]:
    """Return, for each way of finding related posts, both shares of hits among ten."""
    links = find_links(kb)
    rankings = {
        "TF-IDF, words": _tfidf(kb, links),
        "TF-IDF, pairs of characters": _tfidf(
            kb, links, analyzer="char", ngram_range=(2, 2), sublinear_tf=True
        ),
        "`kg related`": _related(kb, links, vocabulary),
    }
    found = {}
    for name, ranking in rankings.items():
        hits = {post: len(targets & {*ranking(post)[:10]}) for post, targets in links.items()}
        every = sum(map(len, links.values()))
        found[name] = (sum(hits.values()) / every, sum(map(bool, hits.values())) / len(links))
    return found


def find_links(kb: KnowledgeBase) -> dict[str, set[str]]:
    """Return the listed posts that each listed post cites."""
    links: dict[str, set[str]] = defaultdict(set)
    for post, target in kb.citations:
        if post != target and target in kb.posts_by_id and kb.posts_by_id[target].listed:
            links[post].add(target)
    return dict(links)


def _held_out(kb: KnowledgeBase, post: str, links: set[str]) -> list[tuple[int, int]]:
    """Return the spans of the wordings that the links stand on."""
    return [
        (one.reference.start, one.reference.end)
        for target in links
        for one in kb.citations[post, target]
    ]


def _related(kb: KnowledgeBase, links: dict[str, set[str]], vocabulary: kg.Vocabulary) -> Ranking:
    graph = kg.build_graph(kb)
    concepts = {**vocabulary.concepts, **{concept.id: concept for concept in kb.concepts}}
    terms = replace(vocabulary, concepts=concepts)
    mentions = defaultdict(list)
    for mention in kb.mentions:
        mentions[mention.post_id].append(mention)

    @contextmanager
    def without_links(post: str) -> Iterator[None]:
        spans = _held_out(kb, post, links[post])
        seen = [
            mention
            for mention in mentions[post]
            if mention.place == "title"
            or not any(start < mention.end and mention.start < end for start, end in spans)
        ]
        hidden = [
            edge
            for edge in [*graph.out_edges(post, keys=True, data=True)]
            if edge[2] in ("about", "mentions") or edge[1] in links[post]
        ]
        graph.remove_edges_from([edge[:3] for edge in hidden])
        for link in link_concepts(seen, [kb.posts_by_id[post]], terms):
            graph.add_edge(post, link.concept_id, key=link.relation, salience=link.salience)
        yield
        again = [*graph.out_edges(post, keys=True)]
        graph.remove_edges_from([edge for edge in again if edge[2] in ("about", "mentions")])
        for source, target, key, attributes in hidden:
            graph.add_edge(source, target, key=key, **attributes)

    def rank(post: str) -> list[str]:
        with without_links(post), _without_answers(graph, post, links[post]):
            return [one.id for one in related(graph, post)]

    return rank


@contextmanager
def _without_answers(graph: nx.MultiDiGraph[str], post: str, links: set[str]) -> Iterator[None]:
    """Hide that a linked post links back, which would give the link away."""
    back = [
        (source, target, key, attributes)
        for source, target, key, attributes in graph.in_edges(post, keys=True, data=True)
        if source in links
    ]
    graph.remove_edges_from([edge[:3] for edge in back])
    yield
    for source, target, key, attributes in back:
        graph.add_edge(source, target, key=key, **attributes)


def _tfidf(kb: KnowledgeBase, links: dict[str, set[str]], **options: object) -> Ranking:
    posts = [post for post in kb.posts if post.listed]
    vectorizer = TfidfVectorizer(**options)
    vectors = vectorizer.fit_transform([post.text for post in posts])

    def rank(id_: str) -> list[str]:
        text = kb.posts_by_id[id_].text
        for start, end in _held_out(kb, id_, links[id_]):
            text = text[:start] + " " * (end - start) + text[end:]
        scores = (vectorizer.transform([text]) @ vectors.T).toarray()[0]
        ranked = sorted(zip(-scores, posts, strict=True), key=lambda pair: (pair[0], pair[1].id))
        return [post.id for _, post in ranked if post.id != id_]

    return rank


if __name__ == "__main__":
    main()
