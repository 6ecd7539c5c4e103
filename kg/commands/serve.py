"""The command that serves a built graph on the web."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.inputs import Built, MostRows, Timeout
from kg.commands.printing import print_line

app = typer.Typer()


@app.command()
def serve(
    graph: Built,
    *,
    host: Annotated[str, typer.Option(help="The interface to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8000,
    timeout: Timeout = 10.0,
    rows: MostRows = 10_000,
    processes: Annotated[int, typer.Option(min=1, help="How many queries run at once.")] = 2,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            help="A site whose pages may send queries, as https://HOST, or *; repeatable."
        ),
    ] = None,
) -> None:
    """Serve the graph: SPARQL endpoint, query page, explorer, and a page for each IRI."""
    from kg.serve import Limits
    from kg.serve import serve as serve_graph

    serve_graph(
        graph,
        host=host,
        port=port,
        limits=Limits(seconds=timeout, rows=rows),
        processes=processes,
        cors=cors or (),
        announce=lambda address: print_line(f"Serving at {address} (end with Ctrl+C)"),
    )
