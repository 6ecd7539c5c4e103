"""A knowledge base in, the contents of the files that `kg build` writes out.

The files hang on nothing but the knowledge base, so that each may be made by a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO

from kg.jobs import run
from kg.model import DEFAULT_BASE, KnowledgeBase

# Each renderer imports what it needs in its own process: what igraph and NetworkX bring along
# starts threads, and a process that has any cannot be forked.

Written = tuple[bytes, int]
"""The content of a file, and how many triples are in it."""


def render_outputs(
    kb: KnowledgeBase,
    *,
    base: str = DEFAULT_BASE,
    version: str = "",
    evidence: bool = True,
    jobs: int = 1,
) -> tuple[dict[str, bytes], int]:
    """Return the content of each file by its name, and the number of triples in the Turtle file.

    Args:
        kb: what to write.
        base: as for `kg.rdf.build_triples`, as are `version` and `evidence`.
        version: the version of the program.
        evidence: whether to state in RDF what each link rests on.
        jobs: how many processes may work on it.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> sorted(render_outputs(kb)[0])
        ['graph.graphml', 'graph.html', 'graph.ttl']
    """
    renderers: dict[str, Callable[[KnowledgeBase], Written]] = {
        "graph.html": partial(_page, base=base),  # first, as it takes longest
        "graph.ttl": partial(_turtle, base=base, version=version, evidence=evidence),
        "graph.graphml": _graphml,
    }
    names = [*renderers]
    written = dict(zip(names, run(partial(_render, kb, renderers), names, jobs), strict=True))
    contents = {name: written[name][0] for name in ("graph.ttl", "graph.graphml", "graph.html")}
    return contents, sum(count for _, count in written.values())


def _render(
    kb: KnowledgeBase, renderers: dict[str, Callable[[KnowledgeBase], Written]], name: str
) -> Written:
    return renderers[name](kb)


def _page(kb: KnowledgeBase, *, base: str) -> Written:
    from kg.evidence import all_evidence
    from kg.explorer import render_page
    from kg.graph import build_graph

    return render_page(build_graph(kb), all_evidence(kb), base=base).encode(), 0


def _turtle(kb: KnowledgeBase, *, base: str, version: str, evidence: bool) -> Written:
    from kg.rdf import write_turtle

    file = BytesIO()
    count = write_turtle(kb, file, base=base, version=version, evidence=evidence)
    return file.getvalue(), count


def _graphml(kb: KnowledgeBase) -> Written:
    from kg.graph import build_graph
    from kg.graphml import render_graphml

    return render_graphml(build_graph(kb)), 0
