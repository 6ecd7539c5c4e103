"""The command that runs SPARQL queries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.printing import Format, OutputFormat, print_table

app = typer.Typer()


@app.command()
def query(
    name: Annotated[
        str | None,
        typer.Argument(help="A query that comes with kg, or a file; without it, these are listed."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="A parameter of the query, as NAME=VALUE; repeatable."),
    ] = None,
    graph: Annotated[
        Path, typer.Option(help="The Turtle file, or the folder that kg build wrote.")
    ] = Path("output/graph.ttl"),
    format_: OutputFormat = Format.table,
) -> None:
    """Run a SPARQL query on a graph, or list the queries that come with kg."""
    from kg import sparql

    if name is None:
        rows = [
            [query.name, query.question, " ".join(f"{k}={v}" for k, v in query.defaults.items())]
            for query in sparql.find_queries()
        ]
        print_table(["query", "question", "parameters"], rows, format_)
        return
    parameters = {}
    for assignment in set_ or []:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise typer.BadParameter(f"{assignment!r} is not NAME=VALUE", param_hint="--set")
        parameters[key] = value
    table = sparql.run(sparql.read_query(name), sparql.load_store(graph), parameters)
    print_table(table.variables, table.strings(), format_)
