"""Turn a technical blog into a knowledge graph of posts and concepts.

>>> import kg
>>> kb = kg.build("seeds")                    # read, link and resolve
>>> svm, = kb.find("SVM")                     # by any label
>>> kb.graph().nodes[svm]["label"]            # a networkx.MultiDiGraph
'支持向量机'
>>> [post.title for post in kb.posts_about("VAE")][0]
'变分自编码器(一):原来是这么一回事'
>>> kg.load("output").find("SVM") == [svm]    # from what `kg build` wrote
True

The steps of `build` are `read_posts`, `load_vocabulary` and `build_knowledge_base`; from what comes
out, `build_graph`, `build_triples` and `build_rdf_graph` make the outputs. `kg.analysis` answers
questions about the graph, `kg.exports` writes it for other programs.
"""

from __future__ import annotations

import sys
from pkgutil import resolve_name
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build import build_knowledge_base
    from kg.graph import build_graph
    from kg.knowledge_base import KnowledgeBase, LoadedBase, build, load
    from kg.rdf import build_rdf_graph, build_triples
    from kg.readers import read_posts
    from kg.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "KnowledgeBase",
    "LoadedBase",
    "Vocabulary",
    "build",
    "build_graph",
    "build_knowledge_base",
    "build_rdf_graph",
    "build_triples",
    "load",
    "load_vocabulary",
    "read_posts",
]
__version__: str

# Imported when they are first asked for, since `kg --help` asks for none of them (PEP 562).
_HOMES = {
    "KnowledgeBase": "kg.knowledge_base",
    "LoadedBase": "kg.knowledge_base",
    "Vocabulary": "kg.vocabulary",
    "build_graph": "kg.graph",
    "build_knowledge_base": "kg.build",
    "build_rdf_graph": "kg.rdf",
    "build_triples": "kg.rdf",
    "load": "kg.knowledge_base",
    "load_vocabulary": "kg.vocabulary",
    "read_posts": "kg.readers",
}


class _Package(ModuleType):
    """A module whose `build` is the function, also after someone imported the module `kg.build`."""

    @property
    def build(self) -> object:
        return resolve_name("kg.knowledge_base:build")

    @build.setter
    def build(self, module: ModuleType) -> None:
        """Ignore what the import system sets when it has imported a module."""


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - as the rest

        return version("kg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = resolve_name(f"{_HOMES[name]}:{name}")
    globals()[name] = value
    return value
