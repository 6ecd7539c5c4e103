"""A graph in, files for other programs out: one module for each format.

Each has a function `render(graph) -> {file name: content}`; writing them is the caller's business.
Equal graphs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx

from kg.exports import bibtex, cytoscape, dot, gexf, graphml, kuzu, neo4j, obsidian, parquet

__all__ = ["FORMATS"]

FORMATS: Mapping[str, Callable[[nx.MultiDiGraph[str]], dict[str, bytes]]] = {
    "bibtex": bibtex.render,
    "cytoscape": cytoscape.render,
    "dot": dot.render,
    "gexf": gexf.render,
    "graphml": graphml.render,
    "kuzu": kuzu.render,
    "neo4j": neo4j.render,
    "obsidian": obsidian.render,
    "parquet": parquet.render,
}
"""Every format by its name on the command line."""
