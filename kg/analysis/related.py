"""A graph and a post in, the posts most like it out, with why in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analysis.names import the_node
from kg.analysis.nodes import label_of, nodes_of_kind, saliences, sources, targets

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
    other. From the edges `about`, `mentions` and `cites`.

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
    node = the_node(graph, post, ("post", "unlisted_post"))
    vectors = _vectors(graph)
    if node not in vectors:
        vectors[node] = {}
    own = vectors[node]
    found = []
    for other in vectors:
        shared = {
            name: own[name] * weight for name, weight in vectors[other].items() if name in own
        }
        score = sum(shared.values()) / (_norm(own) * _norm(vectors[other]))
        score += _DIRECT * (_cites(graph, node, other) or _cites(graph, other, node))
        if other != node and score > 0:
            found.append((-round(score, 6), other, shared))
    return [
        RelatedPost(
            id=other,
            title=label_of(graph, other),
            date=graph.nodes[other].get("date", ""),
            score=round(-score, 3),
            reasons=tuple(_reasons(graph, node, other, shared)),
        )
        for score, other, shared in sorted(found, key=lambda one: one[:2])[:limit]
    ]


_Feature = tuple[str, str]


def _vectors(graph: nx.MultiDiGraph[str]) -> dict[str, dict[_Feature, float]]:
    posts = nodes_of_kind(graph, "post")
    weights: dict[str, dict[_Feature, float]] = {}
    for post in posts:
        weights[post] = {
            **{
                ("concept", name): _MENTION + salience
                for name, salience in saliences(graph, post).items()
            },
            **{("cites", name): _CITATION for name in targets(graph, post, "cites")},
            **{("cited by", name): _CITATION for name in sources(graph, post, "cites")},
        }
    spread = Counter(feature for vector in weights.values() for feature in vector)
    return {
        post: {
            feature: weight * math.log(len(posts) / spread[feature])
            for feature, weight in vector.items()
        }
        for post, vector in weights.items()
    }


def _norm(vector: Mapping[_Feature, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0


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
        common = sorted((-weight, name) for (what, name), weight in shared.items() if what == kind)
        if names := [label_of(graph, name) for weight, name in common[:3] if weight < 0]:
            more = f" and {len(common) - 3} more" if len(common) > 3 else ""
            reasons.append(f"{words} {', '.join(names)}{more}")
    return reasons
