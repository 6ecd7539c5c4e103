"""A built graph in, files for other programs out: RDF by `kg.rdf`, else one module for each format.

Each module has a function `render(graph) -> {file name: content}`; writing them is the caller's
business. Equal graphs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx

from kg import rdf
from kg.errors import InputError
from kg.exports import bibtex, cytoscape, dot, gexf, graphml, kuzu, neo4j, obsidian, parquet, report
from kg.graph import without_evidence
from kg.knowledge_base import load
from kg.rdf.formats import context_file
from kg.rdf.triples import complete, dataset_base

__all__ = ["FORMATS", "RENDERERS", "export"]

RENDERERS: Mapping[str, Callable[[nx.MultiDiGraph[str]], dict[str, bytes]]] = {
    "bibtex": bibtex.render,
    "cytoscape": cytoscape.render,
    "dot": dot.render,
    "gexf": gexf.render,
    "graphml": graphml.render,
    "kuzu": kuzu.render,
    "neo4j": neo4j.render,
    "obsidian": obsidian.render,
    "parquet": parquet.render,
    "report": report.render,
}
"""What writes a NetworkX graph, by the format's name on the command line."""

FORMATS = (*sorted([*RENDERERS, *rdf.FORMATS]),)
"""All formats by their names on the command line."""


def export(built: Path | str, format_: str, *, evidence: bool = True) -> dict[str, bytes]:
    """Return the files of a format, one of `FORMATS`, for what `kg build` wrote.

    Args:
        built: the folder, or for RDF the Turtle file.
        format_: one of `FORMATS`.
        evidence: whether to say which words each link rests on.

    Raises:
        InputError: there is no graph, or it is damaged.
        MissingExtraError: the format needs a library that is not installed.

    Example:
        >>> [*export("output", "jsonld")], [*export("output", "gexf")]
        (['graph.jsonld', 'context.jsonld'], ['graph.gexf'])
    """
    if format_ in rdf.FORMATS:
        return _export_rdf(Path(built), format_, evidence=evidence)
    if Path(built).is_file():
        raise InputError(built, f"is no folder, and {format_} is not RDF", "name its folder")
    graph = load(built).graph()
    return RENDERERS[format_](graph if evidence else without_evidence(graph))


def _export_rdf(built: Path, format_: str, *, evidence: bool) -> dict[str, bytes]:
    triples = rdf.read_triples(built)
    if not evidence:
        triples = complete(triples, base=dataset_base(triples), evidence=False)
    stem = "graph" if evidence else "graph-without-evidence"
    contents = {f"{stem}.{rdf.FORMATS[format_][0]}": rdf.render(triples, format_)}
    return contents | ({"context.jsonld": context_file()} if format_ == "jsonld" else {})
