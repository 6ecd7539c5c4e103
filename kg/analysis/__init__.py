"""A graph in, answers to the questions that readers have out: plain values, best first.

Every function takes the NetworkX graph of `kg.build_graph` or `kg.load(DIR).graph()`, says in its
docstring what it computes and from which edges, and copes with a graph in several components.
"""

from __future__ import annotations

from kg.analysis.history import Emerging, Gap, Year, emerging, gaps, timeline
from kg.analysis.names import Names, find_nodes, the_node
from kg.analysis.overview import Figure, Link, PathStep, count_all, describe, path, summarise
from kg.analysis.reading import ReadingStep, what_to_read_first
from kg.analysis.related import PostVectors, RelatedPost, related
from kg.analysis.structure import Bridge, Community, Importance, bridges, communities, importance

__all__ = [
    "Bridge",
    "Community",
    "Emerging",
    "Figure",
    "Gap",
    "Importance",
    "Link",
    "Names",
    "PathStep",
    "PostVectors",
    "ReadingStep",
    "RelatedPost",
    "Year",
    "bridges",
    "communities",
    "count_all",
    "describe",
    "emerging",
    "find_nodes",
    "gaps",
    "importance",
    "path",
    "related",
    "summarise",
    "the_node",
    "timeline",
    "what_to_read_first",
]
