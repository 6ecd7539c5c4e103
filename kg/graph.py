"""A knowledge base in, a NetworkX graph out.

The nodes are posts (listed and unlisted), concepts, works and series, under the ids that the RDF
uses; each edge is keyed by its relation: about, mentions, cites, broader, related, part_of.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import networkx as nx

from kg.evidence import Evidence, citation_evidence, mention_evidence, surest
from kg.model import Concept, KnowledgeBase, Post, Work


def build_graph(kb: KnowledgeBase) -> nx.MultiDiGraph[str]:
    """Return the graph; attributes are strings, numbers and booleans, absent where unknown.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> graph = build_graph(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> svm = "https://kg.example/concept/support-vector-machine"
        >>> sorted(graph.nodes[post]["label"] for post, _ in graph.in_edges(svm))[0]
        'It is time.'
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for post in kb.posts:
        graph.add_node(post.id, **_post_attributes(post))
    for concept in kb.concepts:
        graph.add_node(concept.id, **_concept_attributes(concept, kb))
    for work in kb.works:
        graph.add_node(work.id, kind=work.kind, label=work.title, **_address(work))
    for series in kb.series:
        missing = {"missing": ", ".join(map(str, series.missing))} if series.missing else {}
        graph.add_node(series.id, kind="series", label=series.name, **missing)
        for part in series.parts:
            graph.add_edge(part.post_id, series.id, key="part_of", position=part.position)
    for concept in kb.concepts:
        for relation, others in (("broader", concept.broader), ("related", concept.related)):
            for other in others:
                if other in graph:
                    graph.add_edge(concept.id, other, key=relation)
    for link in kb.concept_links:
        graph.add_edge(
            link.post_id,
            link.concept_id,
            key=link.relation,
            salience=link.salience,
            occurrences=len(link.mentions),
            **_evidence_attributes(mention_evidence(link, kb.posts_by_id[link.post_id])),
        )
    for (post_id, target), resolutions in kb.citations.items():
        graph.add_edge(
            post_id,
            target,
            key="cites",
            how=surest(resolutions).how,
            confidence=surest(resolutions).confidence,
            to_later=surest(resolutions).to_later,
            occurrences=len(resolutions),
            **_evidence_attributes(citation_evidence(resolutions, kb.posts_by_id[post_id])),
        )
    return graph


def without_evidence(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy of the graph whose edges do not quote what they rest on."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
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


def _concept_attributes(concept: Concept, kb: KnowledgeBase) -> dict[str, Any]:
    pref = {label.text for label in concept.pref_label}
    alternatives = {label.text for label in concept.labels} - pref
    scheme = {label.language: label.text for label in kb.schemes.get(concept.field or "", ())}
    definition = {text.language: text.text for text in concept.definition}
    attributes = {
        "kind": "concept",
        "label": concept.label("zh"),
        "label_en": concept.label("en"),
        "alt_labels": " | ".join(sorted(alternatives)),
        "definition": definition.get("zh") or definition.get("en"),
        "definition_en": definition.get("en"),
        "field": scheme.get("zh") or scheme.get("en"),
        "field_en": scheme.get("en"),
        "status": concept.status,
    }
    return {name: value for name, value in attributes.items() if value}


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
