"""A knowledge base in, the Turtle file of all that is known out.

The file is sorted by subject. What the links of a post rest on stands together in it, and is
written post by post: it never lies in memory as a whole.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from io import BytesIO
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.model import DEFAULT_BASE, KnowledgeBase
from kg.rdf.annotations import AnnotationWriter, NodeKind, links_by_post
from kg.rdf.formats import parse_turtle, render_turtle, split_prefixes
from kg.rdf.header import Counts, add_statistics
from kg.rdf.iris import Minter
from kg.rdf.namespaces import Triple, expand
from kg.rdf.triples import as_rdflib, frame_facts, sort_facts

if TYPE_CHECKING:
    import rdflib  # takes longer to import than most graphs to build


def write_turtle(
    kb: KnowledgeBase,
    file: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    version: str = "",
    evidence: bool = True,
) -> int:
    """Write the graph and return the number of triples; each is there once, in a fixed order.

    Args:
        kb: what to state.
        file: where to write it.
        base: the IRI that the ids of posts, works and series are relative to; ends in `/` or `#`.
        version: the version of the program, stated in the header.
        evidence: whether to state what each link rests on, which is most of the graph.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> file = BytesIO()
        >>> write_turtle(kb, file) > 10_000
        True
        >>> file.getvalue().startswith(b"@prefix cito: ")
        True
    """
    minter = Minter(base)
    with tempfile.TemporaryFile() as waiting:  # the header, which counts all, comes first
        kinds = _write_evidence(kb, waiting, base) if evidence else Counter()
        facts = frame_facts(kb, base=base, version=version)
        triples = sort_facts(add_statistics(facts, minter.dataset, _counts(kinds)))
        begin = minter.iri("evidence/").value
        prefixes, before = split_prefixes(render_turtle(t for t in triples if t[0].value < begin))
        _, after = split_prefixes(render_turtle(t for t in triples if t[0].value >= begin))
        file.write(prefixes + before)
        waiting.seek(0)
        shutil.copyfileobj(waiting, file)
        file.write(after)
    return len(triples) + _counts(kinds).triples


def build_triples(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "", evidence: bool = True
) -> list[Triple]:
    """Return every triple of the graph, each once, in the order of `write_turtle`.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> from kg.rdf import CITO
        >>> triples = build_triples(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> sum(predicate == CITO.cites for _, predicate, _ in triples)
        36
    """
    file = BytesIO()
    write_turtle(kb, file, base=base, version=version, evidence=evidence)
    return parse_turtle(file.getvalue())


def build_rdf_graph(
    kb: KnowledgeBase, *, base: str = DEFAULT_BASE, version: str = "", evidence: bool = True
) -> rdflib.Graph:
    """Return the triples as an rdflib graph with the prefixes bound."""
    return as_rdflib(build_triples(kb, base=base, version=version, evidence=evidence))


def _write_evidence(kb: KnowledgeBase, file: IO[bytes], base: str) -> Counter[NodeKind]:
    writer = AnnotationWriter(base)
    kinds: Counter[NodeKind] = Counter()
    for links in links_by_post(kb):
        turtle, own = writer.write(links)
        file.write(turtle.encode())
        kinds.update(own)
    return kinds


def _counts(kinds: Counter[NodeKind]) -> Counts:
    """Return what nodes of these kinds, all of them evidence, add up to."""
    properties: Counter[ox.NamedNode] = Counter()
    classes: Counter[ox.NamedNode | ox.Literal] = Counter()
    for (class_, *names), number in kinds.items():
        classes[ox.NamedNode(expand(class_))] += number
        for name in ("rdf:type", *names):
            properties[ox.NamedNode(expand(name))] += number
    return Counts(
        triples=properties.total(),
        subjects=kinds.total(),
        properties=properties,
        classes=classes,
        evidence=properties.total(),
    )
