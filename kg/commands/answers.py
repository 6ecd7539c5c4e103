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

GraphOption = Annotated[Path, typer.Option("--graph", help="The folder that kg build wrote.")]
Limit = Annotated[int, typer.Option(min=1, help="How many to print at most.")]
_BUILT = Path("output")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A title, or any label of a concept.")],
    graph: GraphOption = _BUILT,
    limit: Annotated[
        int, typer.Option(min=1, help="How many links of each kind to print at most.")
    ] = 10,
    format_: OutputFormat = Format.table,
) -> None:
    """Show what a post or a concept is linked to, and the sentences that say so."""
    from kg.analysis import Link, describe
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
        print_values(Link, shown, format_)
    if len(shown) < len(links):
        tell(f"{len(shown)} of {len(links)} links; --limit N shows more of each kind")


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="A title, or any label of a concept.")],
    end: Annotated[str, typer.Argument(help="Another one.")],
    graph: GraphOption = _BUILT,
    format_: OutputFormat = Format.table,
) -> None:
    """Show by which links two posts or concepts are connected."""
    from kg import analysis

    print_values(analysis.PathStep, analysis.path(_load(graph), start, end), format_)


@app.command()
def read_first(
    concept: Annotated[str, typer.Argument(help="Any label of a concept.")],
    graph: GraphOption = _BUILT,
    format_: OutputFormat = Format.table,
) -> None:
    """List the posts that lead to a concept, in an order to read them in."""
    from kg.analysis import ReadingStep, what_to_read_first

    print_values(ReadingStep, what_to_read_first(_load(graph), concept), format_)


@app.command()
def related(
    post: Annotated[str, typer.Argument(help="The title of a post.")],
    graph: GraphOption = _BUILT,
    limit: Limit = 10,
    format_: OutputFormat = Format.table,
) -> None:
    """List the posts that have most in common with a post, and what they share."""
    from kg import analysis

    print_values(analysis.RelatedPost, analysis.related(_load(graph), post, limit=limit), format_)


@app.command()
def stats(
    graph: GraphOption = _BUILT,
    limit: Limit = 5,
    format_: OutputFormat = Format.table,
) -> None:
    """Count the nodes and links of a graph, and name what stands out."""
    from kg.analysis import Figure, summarise

    print_values(Figure, summarise(_load(graph), top=limit), format_)


@app.command()
def communities(
    graph: GraphOption = _BUILT, limit: Limit = 20, format_: OutputFormat = Format.table
) -> None:
    """List groups of closely linked posts, named by their own concepts, the largest first."""
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
        print_values(analysis.Community, found, format_)


@app.command()
def bridges(
    graph: GraphOption = _BUILT, limit: Limit = 10, format_: OutputFormat = Format.table
) -> None:
    """List the posts that connect others most, and the communities that they connect."""
    from kg import analysis

    print_values(analysis.Bridge, analysis.bridges(_load(graph), limit=limit), format_)


@app.command()
def importance(
    graph: GraphOption = _BUILT, limit: Limit = 20, format_: OutputFormat = Format.table
) -> None:
    """List the posts that are cited most for their age."""
    from kg import analysis

    print_values(analysis.Importance, analysis.importance(_load(graph), limit=limit), format_)


@app.command()
def timeline(
    concept: Annotated[str, typer.Argument(help="Any label of a concept.")],
    graph: GraphOption = _BUILT,
    format_: OutputFormat = Format.table,
) -> None:
    """Count for each year the posts about a concept, and those that only mention it."""
    from kg import analysis

    print_values(analysis.Year, analysis.timeline(_load(graph), concept), format_)


@app.command()
def emerging(
    year: Annotated[int, typer.Argument(help="The year, such as 2020.")],
    graph: GraphOption = _BUILT,
    limit: Limit = 20,
    format_: OutputFormat = Format.table,
) -> None:
    """List the concepts that the posts of a year name more often than earlier posts."""
    from kg import analysis

    print_values(analysis.Emerging, analysis.emerging(_load(graph), year, limit=limit), format_)


@app.command()
def gaps(
    graph: GraphOption = _BUILT, limit: Limit = 20, format_: OutputFormat = Format.table
) -> None:
    """List the concepts that many posts mention and none is about."""
    from kg import analysis

    print_values(analysis.Gap, analysis.gaps(_load(graph), limit=limit), format_)


def _load(folder: Path) -> nx.MultiDiGraph[str]:
    from kg import load

    return load(folder).graph()
