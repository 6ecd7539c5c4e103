"""A graph in, what it holds, what a node is linked to, and the ways between two nodes out."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.analysis.history import gaps
from kg.analysis.names import Names, the_node
from kg.analysis.nodes import foremost_targets, label_of, nodes_of_kind
from kg.analysis.structure import communities, importance
from kg.graph import sentence_of, sorted_edges


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts: a `section`, such as `nodes`, and a `name` in it."""

    section: str
    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a node, seen from it: `<-` leads to it, `->` away from it."""

    relation: str
    direction: str
    id: str
    label: str
    kind: str
    date: str
    salience: float | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A link on the way from one node to another, with the words that it rests on."""

    source: str
    relation: str
    direction: str
    target: str
    evidence: str


def count_all(graph: nx.MultiDiGraph[str], *, top: int = 5) -> list[Figure]:
    """Return how many nodes and edges of each kind there are, in how many components, and the
    concepts that most posts are about.

    Example:
        >>> import kg
        >>> [figure.value for figure in count_all(kg.load("output").graph())
        ...  if (figure.section, figure.name) == ("nodes", "post")]
        [36]
    """
    kinds = Counter(str(graph.nodes[node]["kind"]) for node in graph)
    relations = Counter(key for _, _, key in graph.edges(keys=True))
    dates = sorted(
        d for node in nodes_of_kind(graph, "post") if (d := graph.nodes[node].get("date"))
    )
    years = Counter(int(date[:4]) for date in dates)
    parts = sorted(map(len, nx.weakly_connected_components(graph)), reverse=True)
    return [
        *(Figure(section="nodes", name=kind, value=kinds[kind]) for kind in sorted(kinds)),
        *(Figure(section="edges", name=key, value=relations[key]) for key in sorted(relations)),
        Figure(section="components", name="all", value=len(parts)),
        Figure(section="components", name="nodes in the largest", value=max(parts, default=0)),
        *(Figure(section="posts of", name=str(year), value=years[year]) for year in sorted(years)),
        *_foremost(graph, "posts about", "about", top),
        *_foremost(graph, "citations of", "cites", top),
    ]


def summarise(graph: nx.MultiDiGraph[str], *, top: int = 5) -> list[Figure]:
    """Return what `count_all` counts and, with their figures, the foremost answers of others: the
    largest communities (their posts), the posts that stand out for their time (the score of
    `importance`) and the concepts that no post is about (the posts of `gaps`).

    Example:
        >>> import kg
        >>> found = summarise(kg.load("output").graph(), top=1)
        >>> [figure.section for figure in found[-3:]]
        ['community', 'stands out for its time', 'mentioned, never the topic']
    """
    return [
        *count_all(graph, top=top),
        *(
            Figure(section="community", name=group.name, value=len(group.posts))
            for group in communities(graph)[:top]
            if len(group.posts) > 1
        ),
        *(
            Figure(section="stands out for its time", name=post.title, value=post.score)
            for post in importance(graph, limit=top)
            if post.score > 0
        ),
        *(
            Figure(section="mentioned, never the topic", name=gap.label, value=gap.posts)
            for gap in gaps(graph, limit=top)
        ),
    ]


def describe(graph: nx.MultiDiGraph[str], name: str) -> tuple[str, list[Link]]:
    """Return the id of the node that a name means, and its links, the most salient first.

    Raises:
        UnknownNameError: no node is called so.

    Example:
        >>> import kg
        >>> node, links = describe(kg.load("output").graph(), "VAE")
        >>> links[0].relation, links[0].date
        ('about', '2018-03-18')
    """
    node = the_node(graph, name)
    edges = [
        *(
            ("<-", other, key, data)
            for other, _, key, data in graph.in_edges(node, keys=True, data=True)
        ),
        *(
            ("->", other, key, data)
            for _, other, key, data in graph.out_edges(node, keys=True, data=True)
        ),
    ]
    links = [
        Link(
            relation=key,
            direction=direction,
            id=other,
            label=label_of(graph, other),
            kind=graph.nodes[other]["kind"],
            date=graph.nodes[other].get("date", ""),
            salience=data.get("salience"),
            evidence=sentence_of(data),
        )
        for direction, other, key, data in edges
    ]
    return node, sorted(
        links, key=lambda link: (link.relation, link.direction, -(link.salience or 0), link.id)
    )


def path(graph: nx.MultiDiGraph[str], start: str, end: str) -> list[PathStep]:
    """Return the links on the best way between two nodes, or none if there is no way.

    The shortest way, whatever direction its links have, where a link costs more the less salient
    it is and the more links its ends have: a way through a concept that all posts mention tells
    little.

    Raises:
        UnknownNameError: no node is called by one of the names.

    Example:
        >>> import kg
        >>> steps = path(kg.load("output").graph(), "VAE", "SVM")
        >>> steps[0].source, steps[-1].target
        ('变分自编码器', '支持向量机')
    """
    names = Names(graph)
    first, last = names.the_node(start), names.the_node(end)
    degree = dict(graph.degree())
    cheapest: nx.Graph[str] = nx.Graph()
    cheapest.add_nodes_from(sorted(graph))
    for source, target, key, data in sorted_edges(graph):
        cost = 2 - data.get("salience", 1.0) + math.log(degree[source] * degree[target])
        if not cheapest.has_edge(source, target) or cheapest.edges[source, target]["cost"] > cost:
            cheapest.add_edge(source, target, cost=cost, link=(source, target, key))
    try:
        nodes = nx.dijkstra_path(cheapest, first, last, weight="cost")
    except nx.NetworkXNoPath:
        return []
    steps = []
    for source, target in pairwise(nodes):
        link = cheapest.edges[source, target]["link"]
        steps.append(
            PathStep(
                source=label_of(graph, source),
                relation=link[2],
                direction="->" if link[0] == source else "<-",
                target=label_of(graph, target),
                evidence=sentence_of(graph.edges[link]),
            )
        )
    return steps


def _foremost(graph: nx.MultiDiGraph[str], section: str, relation: str, top: int) -> list[Figure]:
    return [
        Figure(section=section, name=label_of(graph, node), value=count)
        for node, count in foremost_targets(graph, relation, top).items()
    ]
