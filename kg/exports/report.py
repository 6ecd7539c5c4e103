"""A graph in, a report of the corpus as Markdown with plots out (extra `report`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from kg.analysis.history import emerging, gaps, timeline
from kg.analysis.nodes import date_of, foremost_targets, label_of, nodes_of_kind, sources
from kg.analysis.structure import bridges, communities, importance
from kg.exports import plots
from kg.exports.markdown import escape, link, table

_MOST = 10  # rows of a table
_CONCEPTS = 15  # rows of a plot
_SURE = 3.84  # the quantile 0.95 of the chi-squared distribution of one degree of freedom


def render(graph: nx.MultiDiGraph[str]) -> dict[str, bytes]:
    """Return `report.md` and the plots that it shows.

    Raises:
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> import kg
        >>> [*render(kg.load("output").graph())]
        ['posts-by-year.svg', 'concepts.svg', 'concepts-by-year.svg', 'report.md']
    """
    posts = nodes_of_kind(graph, "post")
    years = Counter(date.year for post in posts if (date := date_of(graph, post)))
    about = foremost_targets(graph, "about", _CONCEPTS)
    span = range(min(years, default=0), max(years, default=-1) + 1)
    labels = _names(graph, about)
    rows = {}
    for concept, label in labels.items():
        by_year = {year.year: year.about for year in timeline(graph, concept)}
        rows[label] = [by_year.get(year, 0) for year in span]
    text = "\n".join(_sections(graph, posts, list(span)))
    return {
        "posts-by-year.svg": plots.draw_columns(years, name="posts"),
        "concepts.svg": plots.draw_bars(
            {label: about[concept] for concept, label in labels.items()}, name="posts about it"
        ),
        "concepts-by-year.svg": plots.draw_grid(rows, list(span)),
        "report.md": text.encode(),
    }


def _sections(graph: nx.MultiDiGraph[str], posts: list[str], years: list[int]) -> Iterator[str]:
    kinds = Counter(graph.nodes[node]["kind"] for node in graph)
    relations = Counter(key for _, _, key in graph.edges(keys=True))
    dates = sorted(date for post in posts if (date := graph.nodes[post].get("date")))
    of = f", from {dates[0]} to {dates[-1]}" if dates else ""
    yield f"# {len(posts)} posts{of}\n"
    counts = [(name.replace("_", " "), count) for name, count in sorted(kinds.items())]
    links = [(f"*{name.replace('_', ' ')}*", count) for name, count in sorted(relations.items())]
    yield table(["nodes and *links*", "count"], [*counts, *links]) + "\n"
    yield "## When they were written\n"
    yield "![Posts by year](posts-by-year.svg)\n"
    yield "## What they are about\n"
    yield "![The concepts that most posts are about](concepts.svg)\n"
    yield "Posts about each of these concepts by year:\n"
    yield "![Posts about each concept by year](concepts-by-year.svg)\n"
    yield "## Communities\n"
    yield "Posts that share concepts and cite one another, named by what is most their own.\n"
    yield from _communities(graph)
    yield "## Posts that stand out for their time\n"
    yield "By how many standard deviations the PageRank of the citations exceeds that of the posts"
    yield "of about the same date.\n"
    found = [post for post in importance(graph, limit=_MOST) if post.score > 0]
    columns = ["post", "date", "cited by", "score"]
    yield _rows(columns, [(_post(graph, p.id), p.date, p.cited, p.score) for p in found])
    yield "## Posts between the communities\n"
    yield "The share of the shortest paths that lead through them.\n"
    joining = [
        (_post(graph, one.id), "; ".join(map(escape, one.joins[:3])), one.betweenness)
        for one in bridges(graph, limit=_MOST)
    ]
    yield _rows(["post", "joins", "share"], joining)
    yield "## Cited most\n"
    cited = [
        (_post(graph, node), graph.nodes[node]["kind"].replace("_", " "), count)
        for node, count in foremost_targets(graph, "cites", _MOST).items()
    ]
    yield _rows(["", "kind", "by"], cited)
    yield "## New in each year\n"
    yield "The concepts that a year's posts name more often than all before (log-likelihood ratio"
    yield f"above {_SURE}, which chance reaches in one case of twenty), the surest first.\n"
    yield _rows(["year", "concepts"], _new(graph, years))
    yield "## Series\n"
    yield _rows(["series", "parts", "missing"], _series(graph))
    yield "## Often mentioned, never the topic\n"
    lacking = [(escape(gap.label), gap.posts) for gap in gaps(graph, limit=_MOST)]
    yield _rows(["concept", "posts that mention it"], lacking)


def _communities(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    rows = []
    for group in communities(graph):
        if len(group.posts) > 1:
            dates = sorted(d[:4] for post in group.posts if (d := graph.nodes[post].get("date")))
            of = f"{dates[0]}-{dates[-1]}" if dates else ""
            rows.append((escape(group.name), len(group.posts), of))
    yield _rows(["community", "posts", "years"], rows[:_MOST])


def _new(graph: nx.MultiDiGraph[str], years: list[int]) -> list[tuple[str, str]]:
    new = {
        year: [one for one in emerging(graph, year, limit=5) if one.score > _SURE] for year in years
    }
    return [(str(y), ", ".join(escape(one.label) for one in new[y])) for y in years if new[y]]


def _series(graph: nx.MultiDiGraph[str]) -> list[tuple[str, int, str]]:
    rows = [
        (len(sources(graph, one, "part_of")), one, str(graph.nodes[one].get("missing", "")))
        for one in nodes_of_kind(graph, "series")
    ]
    ranked = sorted(rows, key=lambda row: (-row[0], row[1]))[:_MOST]
    return [(escape(label_of(graph, one)), parts, missing) for parts, one, missing in ranked]


def _rows(header: list[str], rows: Sequence[Sequence[object]]) -> str:
    return (table(header, rows) if rows else "None.") + "\n"


def _post(graph: nx.MultiDiGraph[str], node: str) -> str:
    return link(label_of(graph, node), graph.nodes[node].get("url"))


def _names(graph: nx.MultiDiGraph[str], concepts: Iterable[str]) -> dict[str, str]:
    """Return a label for each concept, of which no two are the same."""
    labels: dict[str, str] = {}
    for concept in concepts:
        label = label_of(graph, concept)
        taken = {*labels.values()}
        labels[concept] = label if label not in taken else f"{label} ({len(labels) + 1})"
    return labels
