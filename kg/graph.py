"""A knowledge base in, a NetworkX graph out.

The nodes are posts (listed and unlisted), concepts, works and series, under the ids that the RDF
uses; each edge is keyed by its relation: about, mentions, cites, broader, related, part_of.
Concepts are named in Chinese (`label`) and in English (`label_en`); the graph says in which of the
two its blog is written (`language`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import networkx as nx

from kg.evidence import Evidence, citation_evidence, mention_evidence, surest
from kg.language import blog_language
from kg.model import Concept, KnowledgeBase, Label, Post, PostLinks, Work, in_language
from kg.plain_links import with_mentions

Attributes = dict[str, Any]
"""Strings, numbers and booleans by their names."""

Node = tuple[str, Attributes]
"""An id and what is known of it."""

Edge = tuple[str, str, str, Attributes]
"""Source, target, relation, and what is known of that."""


def build_graph(kb: KnowledgeBase, *, quotes: bool = True) -> nx.MultiDiGraph[str]:
    """Return the graph; attributes are strings, numbers and booleans, absent where unknown.

    With `quotes`, each edge quotes the sentence that it rests on.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> graph = build_graph(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> svm = "https://kg.example/concept/support-vector-machine"
        >>> sorted(graph.nodes[post]["label"] for post, _ in graph.in_edges(svm))[0]
        'It is time.'
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**describe_blog(kb))
    graph.add_nodes_from(describe_nodes(kb))
    for source, target, relation, attributes in describe_edges(kb, quotes=quotes):
        graph.add_edge(source, target, key=relation, **attributes)
    return graph


def describe_blog(kb: KnowledgeBase) -> Attributes:
    """Return what is known of the blog as a whole: the attributes of the graph."""
    return {"language": blog_language(kb)}


def describe_nodes(kb: KnowledgeBase) -> Iterator[Node]:
    """Yield each node with its attributes."""
    yield from describe_posts(kb)
    yield from describe_concepts(kb)
    yield from describe_works(kb)


def describe_posts(kb: KnowledgeBase) -> Iterator[Node]:
    """Yield the nodes of posts."""
    for post in kb.posts:
        yield post.id, _post_attributes(post)


def describe_concepts(kb: KnowledgeBase) -> Iterator[Node]:
    """Yield the nodes of concepts, which follow from these and their schemes alone."""
    fields = {
        id_: {"field": _in_chinese(names), "field_en": in_language(names, "en")}
        for id_, names in kb.schemes.items()
    }
    for concept in kb.concepts:
        yield concept.id, _concept_attributes(concept, fields.get(concept.field or "", {}))


def describe_works(kb: KnowledgeBase) -> Iterator[Node]:
    """Yield the nodes of works, and of series, which are such too."""
    for work in kb.works:
        yield work.id, {"kind": work.kind, "label": work.title, **_address(work)}
    for series in kb.series:
        missing = {"missing": ", ".join(map(str, series.missing))} if series.missing else {}
        yield series.id, {"kind": "series", "label": series.name, **missing}


def describe_edges(kb: KnowledgeBase, *, quotes: bool = True) -> Iterator[Edge]:
    """Yield each edge with its relation and attributes."""
    yield from describe_frame(kb)
    for links in kb.links_by_post:
        yield from describe_concept_edges(links, quotes=quotes)
        yield from describe_citations(links, quotes=quotes)


def describe_frame(kb: KnowledgeBase) -> Iterator[Edge]:
    """Yield the edges that rest on no words of a post: of series and between concepts."""
    yield from describe_parts(kb)
    yield from describe_relations(kb)


def describe_parts(kb: KnowledgeBase) -> Iterator[Edge]:
    """Yield the edges of posts to the series that they are parts of."""
    for series in kb.series:
        for part in series.parts:
            yield part.post_id, series.id, "part_of", {"position": part.position}


def describe_relations(kb: KnowledgeBase) -> Iterator[Edge]:
    """Yield the edges between concepts, which follow from these alone."""
    known = {concept.id for concept in kb.concepts}
    for concept in kb.concepts:
        for relation, others in (("broader", concept.broader), ("related", concept.related)):
            for other in others:
                if other in known:
                    yield concept.id, other, relation, {}


def describe_concept_edges(links: PostLinks, *, quotes: bool = True) -> Iterator[Edge]:
    """Yield the edges of a post to concepts."""
    for link in with_mentions(links).concepts if quotes else links.concepts:
        attributes: Attributes = {"salience": link.salience, "occurrences": len(link.mentions)}
        if quotes:
            attributes |= _evidence_attributes(mention_evidence(link, links.post))
        yield link.post_id, link.concept_id, link.relation, attributes


def describe_citations(links: PostLinks, *, quotes: bool = True) -> Iterator[Edge]:
    """Yield the edges of a post to what it cites."""
    for target, resolutions in links.citations:
        best = surest(resolutions)
        attributes = {
            "how": best.how,
            "confidence": best.confidence,
            "to_later": best.to_later,
            "occurrences": len(resolutions),
        }
        if quotes:
            attributes |= _evidence_attributes(citation_evidence(resolutions, links.post))
        yield links.post.id, target, "cites", attributes


def sorted_edges(graph: nx.MultiDiGraph[str]) -> list[Edge]:
    """Return the edges of a graph by source, target and relation, however they were added.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> edges = [("post/b", "post/a", "cites"), ("post/a", "concept/c", "about")]
        >>> _ = graph.add_edges_from(edges)
        >>> [edge[:3] for edge in sorted_edges(graph)]
        [('post/a', 'concept/c', 'about'), ('post/b', 'post/a', 'cites')]
    """
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])


def sentence_of(edge: Mapping[str, Any]) -> str:
    """Return the sentence that an edge, by its attributes, quotes; empty if it quotes none.

    Example:
        >>> sentence_of({"how": "exact", "prefix": "见", "exact": "《甲》", "suffix": "。"})
        '见《甲》。'
    """
    return "".join(str(edge.get(part, "")) for part in ("prefix", "exact", "suffix"))


def without_evidence(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy of the graph whose edges do not quote what they rest on."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    plain.add_nodes_from(graph.nodes(data=True))
    quoting = {field.name for field in fields(Evidence)}
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        kept = {name: value for name, value in attributes.items() if name not in quoting}
        plain.add_edge(source, target, key=key, **kept)
    return plain


def _post_attributes(post: Post) -> dict[str, Any]:
    readers = [s.readers for s in post.snapshots if s.readers is not None]
    attributes = {
        "kind": "post" if post.listed else "unlisted_post",
        "label": post.title,
        "author": post.author,
        "date": post.date.isoformat() if post.date else None,
        "url": post.url,
        "readers": max(readers, default=None),
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _address(work: Work) -> dict[str, str]:
    return {"url": work.url} if work.url else {}


def _concept_attributes(concept: Concept, field: Mapping[str, str | None]) -> dict[str, Any]:
    shown = {"label": concept.label("zh"), "label_en": concept.label("en")}
    others = {label.text for label in concept.shown_labels}.difference(shown.values())
    hidden = {label.text for label in concept.hidden_labels}.difference(shown.values(), others)
    attributes = {
        "kind": "concept",
        **shown,
        "alt_labels": " | ".join(sorted(others)),
        "hidden_labels": " | ".join(sorted(hidden)),
        "definition": _in_chinese(concept.definition),
        "definition_en": in_language(concept.definition, "en"),
        **field,
        "status": concept.status,
    }
    return {name: value for name, value in attributes.items() if value}


def _in_chinese(texts: Sequence[Label]) -> str | None:
    """Return the text in Chinese, else in English, else in whatever language there is."""
    first = texts[0].text if texts else None
    return in_language(texts, "zh") or in_language(texts, "en") or first


def _evidence_attributes(evidence: Evidence) -> dict[str, Any]:
    return {
        "place": evidence.place,
        "start": evidence.start,
        "end": evidence.end,
        "prefix": evidence.prefix,
        "exact": evidence.exact,
        "suffix": evidence.suffix,
        **({"reason": evidence.reason} if evidence.reason else {}),
    }
