"""The command that lets language models ask a built graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.inputs import MostRows, Timeout

app = typer.Typer()


@app.command()
def mcp(
    graph: Annotated[Path, typer.Argument(help="The folder that kg build wrote.")],
    *,
    timeout: Timeout = 10.0,
    rows: MostRows = 10_000,
) -> None:
    """Serve the graph to language models: Model Context Protocol on standard input and output."""
    from kg.mcp_server import serve_mcp
    from kg.serve import Limits

    serve_mcp(graph, limits=Limits(seconds=timeout, rows=rows))
