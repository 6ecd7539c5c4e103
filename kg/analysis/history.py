"""A graph in, how its concepts come and go over the years, and what no post explains, out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import networkx as nx

from kg.analysis.names import the_node
from kg.analysis.nodes import date_of, label_of, nodes_of_kind, sources, targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How many of a year's posts are about a concept, and how many only mention it."""

    year: int
    posts: int
    about: int
    mentions: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emerging:
    """A concept and the posts that name it: in the year, of all that year, before, of all before.

    `score` is the log-likelihood ratio: above 10.8 chance explains it in one case of a thousand.
    """

    id: str
    label: str
    posts: int
    of: int
    before: int
    of_before: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A concept that posts mention and none is about."""

    id: str
    label: str
    posts: int
    occurrences: int


def timeline(graph: nx.MultiDiGraph[str], concept: str) -> list[Year]:
    """Return the years from a concept's first appearance to the last post, in order.

    From the dates of the listed posts and their edges `about` and `mentions`; `first` is the title
    of the year's first post about it, or else of the first that mentions it.

    Raises:
        UnknownNameError: no concept is called so.

    Example:
        >>> import kg
        >>> [(year.year, year.about) for year in timeline(kg.load("output").graph(), "VAE")][0]
        (2018, 3)
    """
    node = the_node(graph, concept, ("concept",))
    years = _years(graph)
    naming: dict[int, list[tuple[bool, str, str]]] = defaultdict(list)
    for relation in ("about", "mentions"):
        for post in sources(graph, node, relation):
            if (date := date_of(graph, post)) and graph.nodes[post]["kind"] == "post":
                entry = (relation != "about", date.isoformat(), label_of(graph, post))
                naming[date.year].append(entry)
    return [
        Year(
            year=year,
            posts=len(years.get(year, ())),
            about=sum(not passing for passing, *_ in naming[year]),
            mentions=sum(passing for passing, *_ in naming[year]),
            first=min(naming[year])[2] if naming[year] else "",
        )
        for year in (range(min(naming), max(years) + 1) if naming else ())
    ]


def emerging(graph: nx.MultiDiGraph[str], year: int, *, limit: int = 20) -> list[Emerging]:
    """Return the concepts that a year's posts name more often than all posts before.

    Dunning's log-likelihood ratio (1993) of the two shares, over the listed posts with a date and
    their edges `about` and `mentions`; without a post before the year there is nothing to compare.

    Example:
        >>> import kg
        >>> emerging(kg.load("output").graph(), 1990)
        []
    """
    years = _years(graph)
    now = years.get(year, [])
    past = [post for other, posts in years.items() if other < year for post in posts]
    if not now or not past:
        return []
    naming, named = (
        Counter(c for p in posts for c in _concepts(graph, p)) for posts in (now, past)
    )
    found = []
    for concept, count in naming.items():
        before = named[concept]
        if count / len(now) > before / len(past):
            score = _likelihood_ratio(count, len(now), before, len(past))
            found.append((-round(score, 2), concept, count, before))
    return [
        Emerging(
            id=concept,
            label=label_of(graph, concept),
            posts=count,
            of=len(now),
            before=before,
            of_before=len(past),
            score=-score,
        )
        for score, concept, count, before in sorted(found)[:limit]
    ]


def gaps(graph: nx.MultiDiGraph[str], *, at_least: int = 3, limit: int = 20) -> list[Gap]:
    """Return the concepts that many posts mention and that no known post is about.

    From the edges `mentions` and `about`. What has narrower concepts that posts are about is
    explained by these, and so is no gap.

    Args:
        graph: the graph of posts and concepts.
        at_least: how many posts have to mention it.
        limit: how many to return at most.

    Example:
        >>> import kg
        >>> all(gap.posts >= 3 for gap in gaps(kg.load("output").graph()))
        True
    """
    found = []
    for concept in nodes_of_kind(graph, "concept"):
        mentioning = sources(graph, concept, "mentions")
        family = (concept, *sources(graph, concept, "broader"))
        if len(mentioning) >= at_least and not any(sources(graph, c, "about") for c in family):
            edges = (graph.edges[post, concept, "mentions"] for post in mentioning)
            found.append((-len(mentioning), -sum(edge["occurrences"] for edge in edges), concept))
    return [
        Gap(id=concept, label=label_of(graph, concept), posts=-posts, occurrences=-occurrences)
        for posts, occurrences, concept in sorted(found)[:limit]
    ]


def _years(graph: nx.MultiDiGraph[str]) -> dict[int, list[str]]:
    years: dict[int, list[str]] = defaultdict(list)
    for post in nodes_of_kind(graph, "post"):
        if date := date_of(graph, post):
            years[date.year].append(post)
    return dict(years)


def _concepts(graph: nx.MultiDiGraph[str], post: str) -> set[str]:
    return {*targets(graph, post, "about", "mentions")}


def _likelihood_ratio(count: int, of: int, before: int, of_before: int) -> float:
    def part(observed: float, expected: float) -> float:
        return observed * math.log(observed / expected) if observed else 0.0

    share = (count + before) / (of + of_before)
    return 2 * sum(
        part(seen, total * share) + part(total - seen, total * (1 - share))
        for seen, total in ((count, of), (before, of_before))
    )
