"""A graph and a concept in, the posts to read about it in an order to read them in out."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.analysis.names import the_node
from kg.analysis.nodes import label_of, sources, targets


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStep:
    """A post to read, why it is among them, and why it stands here; steps are counted from 1."""

    step: int
    id: str
    title: str
    date: str
    reasons: tuple[str, ...]


def what_to_read_first(graph: nx.MultiDiGraph[str], concept: str) -> list[ReadingStep]:
    """Return the posts that lead to a concept, each after what it builds on.

    These are the listed posts about the concept (edges `about`), the earlier parts of their series
    (`part_of`), and the posts that several of them cite, or that they cite and that mention the
    concept (`cites`). A later part of a series never stands before an earlier one. A cited post
    stands before the citing one, unless series or stronger citations speak against it: a citation
    of a later post, which an edit put in, is the weakest. Beyond that the older post stands first.

    Args:
        graph: the graph of posts and concepts.
        concept: any label of the concept, or its id.

    Raises:
        UnknownNameError: no concept is called so.

    Example:
        >>> import kg
        >>> for step in what_to_read_first(kg.load("output").graph(), "VAE"):
        ...     print(step.date, step.reasons[0])
        2018-03-18 about 变分自编码器
        2018-10-02 about 变分自编码器
        2018-11-27 about 变分自编码器
    """
    node = the_node(graph, concept, ("concept",))
    chosen = _choose(graph, node)
    before = _series_edges(graph, chosen)
    for citing, cited in _citations(graph, chosen):
        if not nx.has_path(before, citing, cited):
            before.add_edge(cited, citing)
    order = _sort(before, graph)
    firsts = _first_appearances(graph, order)
    return [
        ReadingStep(
            step=step,
            id=post,
            title=label_of(graph, post),
            date=graph.nodes[post].get("date", ""),
            reasons=tuple(_reasons(graph, post, node, order, firsts)),
        )
        for step, post in enumerate(order, 1)
    ]


def _choose(graph: nx.MultiDiGraph[str], concept: str) -> list[str]:
    about = {post for post in sources(graph, concept, "about") if _listed(graph, post)}
    cited: dict[str, int] = {}
    for post in about:
        for target in targets(graph, post, "cites"):
            if _listed(graph, target):
                cited[target] = cited.get(target, 0) + 1
    mentioning = {*sources(graph, concept, "mentions")}
    chosen = about | {post for post, times in cited.items() if times > 1 or post in mentioning}
    earlier = {
        other
        for post in chosen
        for series, position in _places(graph, post)
        for other, place in _parts(graph, series)
        if place < position and _listed(graph, other)
    }
    return sorted(chosen | earlier)


def _series_edges(graph: nx.MultiDiGraph[str], posts: Collection[str]) -> nx.DiGraph[str]:
    """Return the posts with an edge from each part of a series to every part of the next place."""
    before: nx.DiGraph[str] = nx.DiGraph()
    before.add_nodes_from(sorted(posts))
    for series in sorted({series for post in posts for series, _ in _places(graph, post)}):
        parts = [(place, post) for post, place in _parts(graph, series) if post in before]
        places = sorted({place for place, _ in parts})
        for earlier, later in pairwise(places):
            for place, post in parts:
                if place == earlier:
                    followers = (other for number, other in parts if number == later)
                    before.add_edges_from(
                        (post, other)
                        for other in followers
                        if post != other and not nx.has_path(before, other, post)
                    )
    return before


def _citations(graph: nx.MultiDiGraph[str], posts: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the citations among posts, the surest signs of what builds on what first."""
    found = [
        (attributes.get("to_later", False), -attributes.get("confidence", 1.0), citing, cited)
        for citing, cited, key, attributes in graph.subgraph(posts).edges(keys=True, data=True)
        if key == "cites" and citing != cited
    ]
    for *_, citing, cited in sorted(found):
        yield citing, cited


def _sort(before: nx.DiGraph[str], graph: nx.MultiDiGraph[str]) -> list[str]:
    """Return a topological order in which the oldest of the free posts comes next."""
    waiting = dict(before.in_degree())
    free = [_age(graph, post) for post in before if not waiting[post]]
    heapq.heapify(free)
    order = []
    while free:
        _, post = heapq.heappop(free)
        order.append(post)
        for follower in before.successors(post):
            waiting[follower] -= 1
            if not waiting[follower]:
                heapq.heappush(free, _age(graph, follower))
    return order


def _first_appearances(graph: nx.MultiDiGraph[str], order: list[str]) -> dict[str, list[str]]:
    """Return the concepts that two or more of the posts are about, under the first of these."""
    about: dict[str, list[str]] = {}
    for post in order:
        for concept in targets(graph, post, "about"):
            about.setdefault(concept, []).append(post)
    firsts: dict[str, list[str]] = {}
    for concept, posts in sorted(about.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(posts) > 1:
            firsts.setdefault(posts[0], []).append(concept)
    return firsts


def _reasons(
    graph: nx.MultiDiGraph[str],
    post: str,
    concept: str,
    order: list[str],
    firsts: dict[str, list[str]],
) -> Iterator[str]:
    name = label_of(graph, concept)
    if graph.has_edge(post, concept, key="about"):
        yield f"about {name}"
    elif graph.has_edge(post, concept, key="mentions"):
        yield f"mentions {name}"
    for series, position in _places(graph, post):
        yield f"part {position} of {label_of(graph, series)}"
    place = {other: number for number, other in enumerate(order, 1)}
    citing = [place[other] for other in sources(graph, post, "cites") if other in place]
    cited = [place[other] for other in targets(graph, post, "cites") if other in place]
    if later := sorted(number for number in citing if number > place[post]):
        yield f"cited by {_numbers(later)}"
    if earlier := sorted(number for number in cited if number < place[post]):
        yield f"builds on {_numbers(earlier)}"
    if others := [other for other in firsts.get(post, []) if other != concept][:3]:
        yield f"the first of these about {', '.join(label_of(graph, other) for other in others)}"


def _numbers(places: list[int]) -> str:
    return ", ".join(map(str, places))


def _places(graph: nx.MultiDiGraph[str], post: str) -> list[tuple[str, int]]:
    return [
        (series, graph.edges[post, series, "part_of"].get("position", 0))
        for series in targets(graph, post, "part_of")
    ]


def _parts(graph: nx.MultiDiGraph[str], series: str) -> list[tuple[str, int]]:
    return [
        (post, graph.edges[post, series, "part_of"].get("position", 0))
        for post in sources(graph, series, "part_of")
    ]


def _listed(graph: nx.MultiDiGraph[str], node: str) -> bool:
    return bool(graph.nodes[node]["kind"] == "post")


def _age(graph: nx.MultiDiGraph[str], post: str) -> tuple[str, str]:
    return graph.nodes[post].get("date", "9999"), post
