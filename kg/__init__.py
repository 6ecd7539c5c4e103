"""Turn a technical blog into a knowledge graph of posts and concepts.

The pipeline is `read_posts` -> `build_knowledge_base` -> `build_graph`, `build_triples`:

>>> from kg import build_graph, build_knowledge_base, load_vocabulary, read_posts
>>> posts = read_posts(["seeds"])
>>> graph = build_graph(build_knowledge_base(posts, load_vocabulary()))
>>> graph.nodes["post/变分自编码器-一-原来是这么一回事"]["date"]
'2018-03-18'
"""

from __future__ import annotations

from importlib.metadata import version

from kg.build import build_knowledge_base
from kg.graph import build_graph
from kg.rdf import build_rdf_graph, build_triples
from kg.readers import read_posts
from kg.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Vocabulary",
    "build_graph",
    "build_knowledge_base",
    "build_rdf_graph",
    "build_triples",
    "load_vocabulary",
    "read_posts",
]
__version__ = version("kg")
