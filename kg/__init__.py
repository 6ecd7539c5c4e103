"""Turn a technical blog into a knowledge graph of posts and concepts.

The pipeline is `read_posts` -> `build_knowledge_base` -> `build_graph`, `build_triples`:

>>> from kg import build_graph, build_knowledge_base, load_vocabulary, read_posts
>>> posts = read_posts(["seeds"])
>>> graph = build_graph(build_knowledge_base(posts, load_vocabulary()))
>>> graph.nodes["post/变分自编码器-一-原来是这么一回事"]["date"]
'2018-03-18'
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
__version__: str

# Imported when they are first asked for, since `kg --help` asks for none of them (PEP 562).
_HOMES = {
    "Vocabulary": "kg.vocabulary",
    "build_graph": "kg.graph",
    "build_knowledge_base": "kg.build",
    "build_rdf_graph": "kg.rdf",
    "build_triples": "kg.rdf",
    "load_vocabulary": "kg.vocabulary",
    "read_posts": "kg.readers",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - as the rest

        return version("kg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = resolve_name(f"{_HOMES[name]}:{name}")
    globals()[name] = value
    return value
