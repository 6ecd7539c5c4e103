"""The command that writes a built graph for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.printing import print_line

app = typer.Typer()

_MOST_NAMED = 20  # files; of more it is enough to say how many there are


class ExportFormat(StrEnum):
    """The formats of `kg.exports.FORMATS`."""

    bibtex = "bibtex"
    cytoscape = "cytoscape"
    dot = "dot"
    gexf = "gexf"
    graphml = "graphml"
    jsonld = "jsonld"
    kuzu = "kuzu"
    neo4j = "neo4j"
    ntriples = "ntriples"
    obsidian = "obsidian"
    parquet = "parquet"
    report = "report"
    trig = "trig"
    turtle = "turtle"


@app.command()
def export(
    graph: Annotated[
        Path,
        typer.Argument(
            help="The folder that kg build wrote; for RDF formats its graph.ttl will do."
        ),
    ],
    to: Annotated[
        ExportFormat,
        typer.Option("--to", help="The format; trig has the evidence in a named graph of its own."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="The folder to write to. [default: for RDF that of GRAPH, else GRAPH/FORMAT]",
        ),
    ] = None,
    *,
    evidence: Annotated[
        bool,
        typer.Option("--evidence/--no-evidence", help="Say which words each link rests on."),
    ] = True,
) -> None:
    """Write the graph for RDF stores, Gephi, Neo4j, Obsidian and other programs."""
    from kg import rdf
    from kg.exports import export as make
    from kg.writing import write_files

    contents = make(graph, to, evidence=evidence)
    home = graph if graph.is_dir() else graph.parent
    folder = out or (home if to in rdf.FORMATS else home / to)
    write_files(folder, contents)
    if len(contents) > _MOST_NAMED:
        print_line(f"{len(contents)} files in {folder}")
        return
    for name in contents:
        print_line(str(folder / name))
