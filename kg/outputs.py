"""A knowledge base in, the files that `kg build` writes out.

The files hang on nothing but the knowledge base, so that each may be made by a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.jobs import run
from kg.model import DEFAULT_BASE, KnowledgeBase
from kg.writing import drafts

# Each writer imports what it needs in its own process: what igraph and NetworkX bring along
# starts threads, and a process that has any cannot be forked.

Writer = Callable[[KnowledgeBase, Path], int]
"""Writes a file and returns how many triples are in it."""


def write_outputs(
    kb: KnowledgeBase,
    folder: Path,
    *,
    base: str = DEFAULT_BASE,
    version: str = "",
    evidence: bool = True,
    jobs: int = 1,
) -> tuple[list[Path], int]:
    """Write all files or none; return where they are, and the number of triples.

    Args:
        kb: what to write.
        folder: where to write it; it is made if it is missing.
        base: as for `kg.rdf.write_turtle`, as are `version` and `evidence`.
        version: the version of the program.
        evidence: whether to state in RDF what each link rests on.
        jobs: how many processes may work on it.

    Raises:
        InputError: the folder cannot be written to.

    Example:
        >>> import tempfile
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> paths, triples = write_outputs(kb, Path(tempfile.mkdtemp()))
        >>> [path.name for path in paths], triples > 10_000
        (['graph.ttl', 'graph.graphml', 'graph.html'], True)
    """
    writers: dict[str, Writer] = {
        "graph.html": partial(_write_page, base=base),  # first, as it takes longest
        "graph.ttl": partial(_write_turtle, base=base, version=version, evidence=evidence),
        "graph.graphml": _write_graphml,
    }
    with drafts(folder, writers) as paths:
        triples = sum(run(partial(_write, kb, writers), [*paths.items()], jobs))
    return [folder / name for name in ("graph.ttl", "graph.graphml", "graph.html")], triples


def _write(kb: KnowledgeBase, writers: dict[str, Writer], draft: tuple[str, Path]) -> int:
    name, path = draft
    return writers[name](kb, path)


def _write_page(kb: KnowledgeBase, path: Path, *, base: str) -> int:
    from kg.evidence import AllEvidence
    from kg.explorer import render_page
    from kg.graph import build_graph

    path.write_bytes(
        render_page(build_graph(kb, quotes=False), AllEvidence(kb), base=base).encode()
    )
    return 0


def _write_turtle(kb: KnowledgeBase, path: Path, *, base: str, version: str, evidence: bool) -> int:
    from kg.rdf import write_turtle

    with path.open("wb") as file:
        return write_turtle(kb, file, base=base, version=version, evidence=evidence)


def _write_graphml(kb: KnowledgeBase, path: Path) -> int:
    from kg.graph import describe_edges, describe_nodes
    from kg.graphml import write_graphml

    with path.open("wb") as file:
        write_graphml(describe_nodes(kb), describe_edges(kb), file)
    return 0
