"""The commands that answer questions about a built graph, each by a function of `kg.analysis`."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.printing import Format, OutputFormat, print_json, print_table, print_values, tell

if TYPE_CHECKING:
    import networkx as nx

app = typer.Typer()

Built = Annotated[
    Path, typer.Option("--graph", help="The folder that kg build wrote.", show_default=True)
]
Limit = Annotated[int, typer.Option(min=1, help="How many to print at most.")]
_BUILT = Path("output")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A title, or any label of a concept.")],
    graph: Built = _BUILT,
    limit: Annotated[
        int, typer.Option(min=1, help="How many links of each kind to print at most.")
    ] = 10,
    format_: OutputFormat = Format.table,
) -> None:
    """Show what a post or a concept is linked to, and the sentences that say so."""
    from kg.analysis import describe
    from kg.analysis.nodes import facts_of

    loaded = _load(graph)
    node, links = describe(loaded, name)
    facts = facts_of(loaded, node)
    groups = groupby(links, key=lambda link: (link.relation, link.direction))
    shown = [link for _, group in groups for link in islice(group, limit)]
    if format_ is Format.json:
        found = [asdict(link) for link in shown]
        print_json({"id": node, **facts, "links": found, "all_links": len(links)})
    else:
        if format_ is Format.table:
            print_table(["id", node], [[key, str(value)] for key, value in facts.items()], format_)
        print_values(shown, format_)
    if len(shown) < len(links):
        tell(f"{len(shown)} of {len(links)} links; --limit N shows more of each kind")


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="A title, or any label of a concept.")],
    end: Annotated[str, typer.Argument(help="Another one.")],
    graph: Built = _BUILT,
    format_: OutputFormat = Format.table,
) -> None:
    """Show how two posts or concepts hang together."""
    from kg import analysis

    print_values(analysis.path(_load(graph), start, end), format_)


@app.command()
def read_first(
    concept: Annotated[str, typer.Argument(help="Any label of a concept.")],
    graph: Built = _BUILT,
    format_: OutputFormat = Format.table,
) -> None:
    """List the posts that lead to a concept, in an order to read them in."""
    from kg.analysis import what_to_read_first

    print_values(what_to_read_first(_load(graph), concept), format_)


@app.command()
def related(
    post: Annotated[str, typer.Argument(help="The title of a post.")],
    graph: Built = _BUILT,
    limit: Limit = 10,
    format_: OutputFormat = Format.table,
) -> None:
    """List the posts that have most in common with a post, and what."""
    from kg import analysis

    print_values(analysis.related(_load(graph), post, limit=limit), format_)


@app.command()
def stats(
    graph: Built = _BUILT,
    limit: Limit = 5,
    format_: OutputFormat = Format.table,
) -> None:
    """Count what is in a graph, and name what stands out."""
    from kg.analysis import summarise

    print_values(summarise(_load(graph), top=limit), format_)


@app.command()
def communities(
    graph: Built = _BUILT, limit: Limit = 20, format_: OutputFormat = Format.table
) -> None:
    """List the communities of posts by what is most their own, the largest first."""
    from kg import analysis
    from kg.analysis.nodes import label_of

    loaded = _load(graph)
    found = analysis.communities(loaded)[:limit]
    if format_ is Format.table:  # which has no room for ids
        rows = [
            [
                group.name,
                str(len(group.posts)),
                "; ".join(label_of(loaded, post) for post in group.posts[:3]),
            ]
            for group in found
        ]
        print_table(["name", "posts", "such as"], rows, format_)
    else:
        print_values(found, format_)


@app.command()
def bridges(graph: Built = _BUILT, limit: Limit = 10, format_: OutputFormat = Format.table) -> None:
    """List the posts that most ways between others lead through, and what they join."""
    from kg import analysis

    print_values(analysis.bridges(_load(graph), limit=limit), format_)


@app.command()
def importance(
    graph: Built = _BUILT, limit: Limit = 20, format_: OutputFormat = Format.table
) -> None:
    """List the posts that stand out among those of their time."""
    from kg import analysis

    print_values(analysis.importance(_load(graph), limit=limit), format_)


@app.command()
def timeline(
    concept: Annotated[str, typer.Argument(help="Any label of a concept.")],
    graph: Built = _BUILT,
    format_: OutputFormat = Format.table,
) -> None:
    """Count for each year the posts about a concept, and those that else mention it."""
    from kg import analysis

    print_values(analysis.timeline(_load(graph), concept), format_)


@app.command()
def emerging(
    year: Annotated[int, typer.Argument(help="The year, such as 2020.")],
    graph: Built = _BUILT,
    limit: Limit = 20,
    format_: OutputFormat = Format.table,
) -> None:
    """List the concepts that a year's posts name more often than all posts before."""
    from kg import analysis

    print_values(analysis.emerging(_load(graph), year, limit=limit), format_)


@app.command()
def gaps(graph: Built = _BUILT, limit: Limit = 20, format_: OutputFormat = Format.table) -> None:
    """List the concepts that posts often mention and that none is about."""
    from kg import analysis

    print_values(analysis.gaps(_load(graph), limit=limit), format_)


def _load(folder: Path) -> nx.MultiDiGraph[str]:
    from kg import load

    return load(folder).graph()
