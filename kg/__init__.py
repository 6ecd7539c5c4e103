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

from importlib.metadata import version

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
__version__ = version("kg")
