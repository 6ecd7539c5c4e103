"""A knowledge base in, the files that `kg build` writes out.

Each file depends on nothing but the knowledge base, and so may be made by a process of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kg.cache import Cache
from kg.jobs import run
from kg.model import DEFAULT_BASE, KnowledgeBase, PostLinks
from kg.parts import Part, Parts, digest_concepts, digest_links
from kg.writing import drafts

# Each writer imports what it needs in its own process: what igraph and NetworkX bring along
# starts threads, and a process that has any cannot be forked.

Writer = Callable[[KnowledgeBase, Path, Parts], int]
"""Writes a file, with the parts that are kept, and returns how many triples are in it."""


def write_outputs(
    kb: KnowledgeBase,
    folder: Path,
    *,
    base: str = DEFAULT_BASE,
    version: str = "",
    evidence: bool = True,
    jobs: int = 1,
    cache: Cache | None = None,
    found: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[list[Path], int]:
    """Write all files or none; return where they are, and the number of triples.

    Args:
        kb: what to write.
        folder: where to write it; it is made if it is missing.
        base: as for `kg.rdf.write_turtle`, as are `version` and `evidence`.
        version: the version of the program.
        evidence: whether to state in RDF what each link rests on.
        jobs: how many processes may work on it.
        cache: what keeps the parts of files that follow from one post.
        found: `kg.cached_extraction.CachedExtraction.found`, where one found the links.

    Raises:
        InputError: the folder cannot be written to.

    Example:
        >>> import tempfile
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> paths, triples = write_outputs(kb, Path(tempfile.mkdtemp()))
        >>> [path.name for path in paths], triples > 10_000
        (['graph.html', 'graph.ttl', 'graph.graphml'], True)
    """
    writers: dict[str, Writer] = {
        "graph.html": partial(_write_page, base=base),  # first, as it takes longest
        "graph.ttl": partial(_write_turtle, base=base, version=version, evidence=evidence),
        "graph.graphml": _write_graphml,
    }
    triples = 0
    parts = Parts()
    if cache:
        digests = {
            one.post.id: digest_links(one, found.get(one.post.id, b"")) for one in kb.links_by_post
        }
        parts = Parts(cache, digests, digest_concepts(kb))
    write = partial(_write, kb, parts, writers)
    with drafts(folder, writers) as paths:
        for stated, used in run(write, [*paths.items()], jobs):
            triples += stated
            if cache:
                cache.adopt(used)
    return [folder / name for name in writers], triples


def _write(
    kb: KnowledgeBase, parts: Parts, writers: dict[str, Writer], draft: tuple[str, Path]
) -> tuple[int, dict[bytes, bytes | None]]:
    name, path = draft
    own = parts.anew()
    return writers[name](kb, path, own), own.used


def _write_page(kb: KnowledgeBase, path: Path, parts: Parts, *, base: str) -> int:
    with _one_thread():
        from kg.explorer import render_knowledge_base

    path.write_bytes(render_knowledge_base(kb, parts, base=base))
    return 0


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let a library that is imported work in one thread: those that igraph ranks nodes by wait for
    one another, at full speed, ten times as long as they work.
    """
    name = "OMP_NUM_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


def _write_turtle(
    kb: KnowledgeBase, path: Path, parts: Parts, *, base: str, version: str, evidence: bool
) -> int:
    from kg.rdf import write_turtle

    with path.open("wb") as file:
        return write_turtle(kb, file, base=base, version=version, evidence=evidence, parts=parts)


def _write_graphml(kb: KnowledgeBase, path: Path, parts: Parts) -> int:
    from kg.graph import (
        describe_blog,
        describe_citations,
        describe_concept_edges,
        describe_concepts,
        describe_parts,
        describe_posts,
        describe_relations,
        describe_works,
    )
    from kg.graphml import render_edges, render_nodes, write_parts

    def make(links: PostLinks) -> Part:
        return render_edges(chain(describe_concept_edges(links), describe_citations(links)))

    def make_parts() -> Iterator[Part]:
        yield render_nodes(describe_posts(kb))
        yield parts.find_concepts(
            "concepts in GraphML", lambda: render_nodes(describe_concepts(kb))
        )
        yield render_nodes(describe_works(kb))
        yield render_edges(describe_parts(kb))
        yield parts.find_concepts(
            "relations in GraphML", lambda: render_edges(describe_relations(kb))
        )
        for links in kb.links_by_post:
            yield parts.find("edges in GraphML", links, make)

    with path.open("wb") as file:
        write_parts(make_parts(), file, describe_blog(kb))
    return 0
