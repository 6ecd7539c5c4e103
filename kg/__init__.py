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

The steps of `build` are `read_posts`, `load_vocabulary` and `build_knowledge_base`; from the plain
values of the `KnowledgeBase` that comes out, `build_graph`, `build_triples` and `build_rdf_graph`
make the outputs. `kg.analysis` answers questions about the graph, `kg.exports` writes it for other
programs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg import analysis, exports
    from kg.graph import build_graph
    from kg.knowledge_base import BuiltBase, LoadedBase, build, load
    from kg.model import KnowledgeBase, Post
    from kg.pipeline import build_knowledge_base
    from kg.rdf import build_rdf_graph, build_triples
    from kg.readers import read_posts
    from kg.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "BuiltBase",
    "KnowledgeBase",
    "LoadedBase",
    "Post",
    "Vocabulary",
    "analysis",
    "build",
    "build_graph",
    "build_knowledge_base",
    "build_rdf_graph",
    "build_triples",
    "exports",
    "load",
    "load_vocabulary",
    "read_posts",
]
__version__: str

# Imported when they are first asked for, since `kg --help` asks for none of them (PEP 562).
_HOMES = {
    "BuiltBase": "kg.knowledge_base",
    "KnowledgeBase": "kg.model",
    "LoadedBase": "kg.knowledge_base",
    "Post": "kg.model",
    "Vocabulary": "kg.vocabulary",
    "build": "kg.knowledge_base",
    "build_graph": "kg.graph",
    "build_knowledge_base": "kg.pipeline",
    "build_rdf_graph": "kg.rdf",
    "build_triples": "kg.rdf",
    "load": "kg.knowledge_base",
    "load_vocabulary": "kg.vocabulary",
    "read_posts": "kg.readers",
}


if not TYPE_CHECKING:  # to which every name that is not there would be an object

    def __getattr__(name: str) -> object:
        if name == "__version__":
            value = import_module("importlib.metadata").version("kg")
        elif name in _HOMES:
            value = getattr(import_module(_HOMES[name]), name)
        elif name in __all__:
            return import_module(f"kg.{name}")
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Name also what is not imported yet, for `help` and for completion."""
    return sorted({*globals(), *__all__})
