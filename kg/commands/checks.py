"""The commands that check a built graph: against the shapes, and against its sources."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from kg.commands.inputs import Built, Paths, read_posts
from kg.commands.printing import print_line

app = typer.Typer()


@app.command()
def validate(graph: Built) -> None:
    """Check that a graph has the form of all that kg writes, by SHACL shapes."""
    from kg.rdf import read_triples
    from kg.validation import validate as find_violations

    triples = read_triples(graph)
    _conclude(find_violations(triples), f"{len(triples)} triples, no violation")


@app.command()
def verify(graph: Built, paths: Paths) -> None:
    """Read the sources again, and check that every quote stands where the graph says."""
    from kg.rdf import read_triples
    from kg.verification import verify as verify_quotes

    result = verify_quotes(read_triples(graph), read_posts(paths))
    good = f"{result.links} links, {result.quotes} quotes, all stand where the graph says"
    _conclude(result.faults, good)


def _conclude(faults: Sequence[str], good: str) -> None:
    """Print one line a fault and end with exit code 1, or say that all is well."""
    for fault in faults:
        print_line(fault, stderr=True)
    if faults:
        print_line(f"{len(faults)} faults", stderr=True)
        raise typer.Exit(1)
    print_line(good)
