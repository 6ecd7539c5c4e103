"""A graph in, its communities, the posts between them, and what matters in it out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

import igraph
import networkx as nx

from kg.analysis.nodes import label_of, nodes_of_kind, saliences, targets
from kg.random_numbers import repeatable

_CITATION = 1.0  # as close as a concept of salience 1 makes a post to it
_ROUNDS = 10  # of Leiden; "until nothing improves" (-1) does not end on some small graphs
_WINDOW = 30  # posts of about the same age that a post's rank is compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Posts that share concepts and citations; `name` joins the most characteristic concepts."""

    name: str
    concepts: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A post that others are linked through; `betweenness` is the share of shortest paths."""

    id: str
    title: str
    betweenness: float
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """A post, its PageRank among the posts, and how that stands out among those of its time."""

    id: str
    title: str
    date: str
    cited: int
    pagerank: float
    score: float


def communities(graph: nx.MultiDiGraph[str]) -> list[Community]:
    """Return the communities of listed posts, the largest first, by Leiden's algorithm.

    From the edges `about`, weighed by salience and the concept's rarity, and `cites`; communities
    maximise modularity (Traag, Waltman and van Eck 2019). The concepts named are those with most
    salience in the community for their salience elsewhere. A post linked to nothing is one alone.

    Example:
        >>> import kg
        >>> found = communities(kg.load("output").graph())
        >>> sum(len(community.posts) for community in found)
        36
    """
    network, nodes = _network(graph)
    with repeatable():
        found = network.community_leiden("modularity", weights="weight", n_iterations=_ROUNDS)
    listed = {*nodes_of_kind(graph, "post")}
    members = [sorted(listed.intersection(nodes[number] for number in group)) for group in found]
    groups = [posts for posts in members if posts]
    inside = [_total_saliences(graph, posts) for posts in groups]
    everywhere = Counter[str]()
    for own in inside:
        everywhere.update(own)
    made = []
    for posts, own in zip(groups, inside, strict=True):
        ranked = sorted(own, key=lambda c: (-own[c] * own[c] / everywhere[c], c))[:5]
        name = " · ".join(label_of(graph, c) for c in ranked[:3]) or label_of(graph, posts[0])
        made.append(Community(name=name, concepts=tuple(ranked), posts=tuple(posts)))
    return sorted(made, key=lambda community: (-len(community.posts), community.posts))


def bridges(graph: nx.MultiDiGraph[str], *, limit: int = 10) -> list[Bridge]:
    """Return the posts that most shortest paths between others go through, and what they join.

    Betweenness (Freeman 1977) over the edges `about` and `cites`, where a salient, rare concept is
    a short way; `joins` names the communities of the posts that it shares these with.

    Example:
        >>> import kg
        >>> [len(bridge.joins) > 1 for bridge in bridges(kg.load("output").graph(), limit=1)]
        [True]
    """
    network, nodes = _network(graph)
    community = {post: group.name for group in communities(graph) for post in group.posts}
    lengths = [1 / weight for weight in network.es["weight"]]
    pairs = max((len(nodes) - 1) * (len(nodes) - 2) / 2, 1)
    found = []
    for number, between in enumerate(network.betweenness(weights=lengths or None)):
        post = nodes[number]
        if graph.nodes[post]["kind"] != "post" or not between:
            continue
        near = {
            nodes[far]
            for step in network.neighbors(number)
            for far in (step, *network.neighbors(step))
        }
        joins = Counter(community[other] for other in near if other in community)
        ranked = sorted(joins, key=lambda name: (-joins[name], name))
        found.append((-round(between / pairs, 6), post, tuple(ranked)))
    return [
        Bridge(id=post, title=label_of(graph, post), betweenness=-score, joins=joins)
        for score, post, joins in sorted(found)[:limit]
        if score < 0
    ]


def importance(graph: nx.MultiDiGraph[str], *, limit: int = 20) -> list[Importance]:
    """Return the listed posts that stand out among those of their time, the foremost first.

    PageRank (Brin and Page 1998) over the edges `cites` between posts rewards age, as nothing can
    cite what is still to come. So it is rescaled: `score` is by how many standard deviations it
    exceeds the mean of the posts of about the same date (Mariani, Medo and Zhang 2016). PageRank
    is defined on graphs in several components. Posts without a date are compared with one another.

    Example:
        >>> import kg
        >>> foremost = importance(kg.load("output").graph())[0]
        >>> foremost.cited > 0 and foremost.score > 0
        True
    """
    posts = nodes_of_kind(graph, "post", "unlisted_post")
    citations: nx.DiGraph[str] = nx.DiGraph()
    citations.add_nodes_from(posts)
    for post in posts:
        citations.add_edges_from(
            (post, cited) for cited in targets(graph, post, "cites") if cited in citations
        )
    rank = _pagerank(citations)
    listed = sorted(
        nodes_of_kind(graph, "post"), key=lambda post: (graph.nodes[post].get("date", ""), post)
    )
    found = []
    for undated in (True, False):
        group = [post for post in listed if ("date" not in graph.nodes[post]) is undated]
        scores = _stand_out([rank[post] for post in group])
        found += [(-round(score, 3), post) for score, post in zip(scores, group, strict=True)]
    return [
        Importance(
            id=post,
            title=label_of(graph, post),
            date=graph.nodes[post].get("date", ""),
            cited=citations.in_degree(post),
            pagerank=round(rank[post], 6),
            score=-score + 0.0,
        )
        for score, post in sorted(found)[:limit]
    ]


def _total_saliences(graph: nx.MultiDiGraph[str], posts: Iterable[str]) -> Counter[str]:
    """Return the salience that each concept has in some posts together."""
    total = Counter[str]()
    for post in posts:
        total.update(saliences(graph, post))
    return total


def _stand_out(ranks: Sequence[float]) -> Iterator[float]:
    """Yield by how many standard deviations each rank exceeds the mean of those around it."""
    for number, rank in enumerate(ranks):
        start = max(0, min(number - _WINDOW // 2, len(ranks) - _WINDOW))
        window = ranks[start : start + _WINDOW]
        spread = pstdev(window)
        level = spread > 1e-12  # where all are alike, rounding alone tells them apart
        yield (rank - fmean(window)) / spread if level else 0.0


def _pagerank(citations: nx.DiGraph[str]) -> dict[str, float]:
    nodes = sorted(citations)
    number = {node: place for place, node in enumerate(nodes)}
    edges = sorted((number[a], number[b]) for a, b in citations.edges)
    ranks = igraph.Graph(n=len(nodes), edges=edges, directed=True).pagerank()
    return dict(zip(nodes, ranks, strict=True))


def _network(graph: nx.MultiDiGraph[str]) -> tuple[igraph.Graph, list[str]]:
    """Return listed posts, what they cite, and the concepts that two of them are about."""
    posts = nodes_of_kind(graph, "post")
    spread = Counter(c for post in posts for c in targets(graph, post, "about"))
    weights: dict[tuple[str, str], float] = {}
    for post in posts:
        salience = saliences(graph, post)
        for concept in targets(graph, post, "about"):
            if spread[concept] > 1:
                weights[post, concept] = salience[concept] * math.log1p(
                    len(posts) / spread[concept]
                )
        for cited in targets(graph, post, "cites"):
            if cited != post:
                pair = (post, cited) if (cited, post) not in weights else (cited, post)
                weights[pair] = _CITATION * math.log1p(len(posts))
    nodes = sorted({*posts, *(node for pair in weights for node in pair)})
    number = {node: place for place, node in enumerate(nodes)}
    edges = [(number[a], number[b]) for a, b in sorted(weights)]
    network = igraph.Graph(n=len(nodes), edges=edges)
    network.es["weight"] = [weights[pair] for pair in sorted(weights)]
    return network, nodes
