"""A graph and a post in, the posts most like it out, with why in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt

import networkx as nx

from kg.analysis.names import Names
from kg.analysis.nodes import label_of, nodes_of_kind, sources, targets

_MENTION = 0.2  # what a shared concept weighs beside its salience
_CITATION = 0.3  # what a shared citation weighs beside it
_DIRECT = 0.1  # what it adds to the cosine that one post cites the other


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPost:
    """A post and how much it has in common with another; `score` lies in [0, 1.1]."""

    id: str
    title: str
    date: str
    score: float
    reasons: tuple[str, ...]


def related(graph: nx.MultiDiGraph[str], post: str, *, limit: int = 10) -> list[RelatedPost]:
    """Return the listed posts that have most in common with a post.

    Each post is a vector of its concepts, of what it cites (bibliographic coupling, Kessler 1963)
    and of what cites it (co-citation, Small 1973); each component weighs its salience, and a little
    more, times the logarithm of its rarity among the posts (inverse document frequency, Spärck
    Jones 1972). The score is the cosine of the two vectors, and a little more if one post cites the
    other. From the edges `about`, `mentions` and `cites`. To ask for many posts of one graph, make
    `PostVectors` of it.

    Args:
        graph: the graph of posts and concepts.
        post: the title of a post, or its id.
        limit: how many to return at most.

    Raises:
        UnknownNameError: no post is called so.

    Example:
        >>> import kg
        >>> first = related(kg.load("output").graph(), "变分自编码器(一):原来是这么一回事")[0]
        >>> first.title
        '从变分编码、信息瓶颈到正态分布:论遗忘的重要性'
    """
    return PostVectors(graph).related(post, limit=limit)


_Feature = tuple[str, str]
"""What a component of a vector is of: a concept, a thing cited or a citing post, and its id."""


class PostVectors:
    """The listed posts of a graph as vectors, made once for any number of questions.

    Example:
        >>> import kg
        >>> graph = kg.load("output").graph()
        >>> vectors = PostVectors(graph)
        >>> posts = [post for post, kind in graph.nodes(data="kind") if kind == "post"]
        >>> sum(vectors.related(post) == related(graph, post) for post in posts[:3])
        3
    """

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self._graph = graph
        self._names = Names(graph)
        self._vectors = _vectors(graph)
        self._norms = {post: _norm(vector) for post, vector in self._vectors.items()}
        self._having: dict[_Feature, list[str]] = defaultdict(list)
        for post, vector in self._vectors.items():
            for feature in vector:
                self._having[feature].append(post)

    def related(self, post: str, *, limit: int = 10) -> list[RelatedPost]:
        """Return the listed posts that have most in common with a post, as `related` does."""
        graph = self._graph
        node = self._names.the_node(post, ("post", "unlisted_post"))
        own = self._vectors.get(node, {})
        shared: dict[str, dict[_Feature, float]] = {
            other: {}
            for other in (*targets(graph, node, "cites"), *sources(graph, node, "cites"))
            if other in self._vectors
        }
        for feature, weight in own.items():
            for other in self._having[feature]:
                product = weight * self._vectors[other][feature]
                shared.setdefault(other, {})[feature] = product
        shared.pop(node, None)
        found = []
        for other, products in shared.items():
            score = _DIRECT * (_cites(graph, node, other) or _cites(graph, other, node))
            if own:
                score += fsum(products.values()) / (self._norms[node] * self._norms[other])
            if score > 0:
                found.append((-round(score, 6), other))
        return [
            RelatedPost(
                id=other,
                title=label_of(graph, other),
                date=graph.nodes[other].get("date", ""),
                score=round(-score, 3),
                reasons=tuple(_reasons(graph, node, other, shared[other])),
            )
            for score, other in sorted(found)[:limit]
        ]


def _vectors(graph: nx.MultiDiGraph[str]) -> dict[str, dict[_Feature, float]]:
    weights: dict[str, dict[_Feature, float]] = {post: {} for post in nodes_of_kind(graph, "post")}
    for source, target, relation, attributes in graph.edges(keys=True, data=True):
        if relation == "cites":
            if source in weights:
                weights[source]["cites", target] = _CITATION
            if target in weights:
                weights[target]["cited by", source] = _CITATION
        elif "salience" in attributes and source in weights:
            weights[source]["concept", target] = _MENTION + attributes["salience"]
    spread = Counter(feature for vector in weights.values() for feature in vector)
    rarity = {feature: log(len(weights) / count) for feature, count in spread.items()}
    return {
        post: {feature: weight * rarity[feature] for feature, weight in vector.items()}
        for post, vector in weights.items()
    }


def _norm(vector: Mapping[_Feature, float]) -> float:
    return sqrt(fsum(weight * weight for weight in vector.values())) or 1.0


def _cites(graph: nx.MultiDiGraph[str], post: str, other: str) -> bool:
    return graph.has_edge(post, other, key="cites")


def _reasons(
    graph: nx.MultiDiGraph[str], post: str, other: str, shared: Mapping[_Feature, float]
) -> list[str]:
    reasons = []
    if _cites(graph, post, other):
        reasons.append("is cited by it")
    if _cites(graph, other, post):
        reasons.append("cites it")
    series = {*targets(graph, post, "part_of")} & {*targets(graph, other, "part_of")}
    reasons += [f"is of the same series {label_of(graph, one)}" for one in sorted(series)]
    for kind, words in (
        ("concept", "both deal with"),
        ("cites", "both cite"),
        ("cited by", "both are cited by"),
    ):
        # What all posts have weighs nothing.
        common = sorted((-w, name) for (what, name), w in shared.items() if what == kind and w)
        if names := [label_of(graph, name) for _, name in common[:3]]:
            more = f" and {len(common) - 3} more" if len(common) > 3 else ""
            reasons.append(f"{words} {', '.join(names)}{more}")
    return reasons
