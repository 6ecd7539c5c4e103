"""Posts or the folder that `kg build` wrote in, a value with all that a Python user asks of it out.

Everything is asked of the graph, so that a base just built and one loaded answer alike.
"""

from __future__ import annotations

import html
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg import frames, model
from kg.analysis.names import Names
from kg.analysis.nodes import label_of, nodes_of_kind, saliences
from kg.errors import InputError
from kg.evidence import AllEvidence, Evidence
from kg.explorer import render_page
from kg.graph import build_graph
from kg.graphml import read_graphml
from kg.outputs import write_outputs
from kg.pipeline import build_knowledge_base
from kg.rdf import DEFAULT_BASE, build_rdf_graph
from kg.rdf.iris import BASE_RULE, is_base
from kg.readers import read_posts
from kg.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_BUILD_IT = "build it: kg build PATH -o DIR"
_NODE_KINDS = [kind for kinds in get_args(model.NodeKind) for kind in get_args(kinds)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAbout:
    """A post and how surely it is about what was asked for."""

    id: str
    title: str
    date: str
    relation: model.Relation
    salience: float


class GraphView(ABC):
    """What can be asked of a graph, wherever it comes from."""

    @abstractmethod
    def graph(self) -> nx.MultiDiGraph[str]:
        """Return the graph as `kg.build_graph` describes it; do not change it, but a copy."""

    @abstractmethod
    def rdf(self, *, base: str = DEFAULT_BASE) -> rdflib.Graph:
        """Return the same as RDF."""

    def find(self, name: str, *kinds: model.NodeKind) -> list[str]:
        """Return the ids of the nodes that are called so, the most linked first.

        A name is an id, a title or any label. Only if no node is called so, those are returned that
        have the name in a title or label. `kinds` such as "post" or "concept" say what to look for.

        Raises:
            ValueError: there is no such kind.

        Example:
            >>> import kg
            >>> kg.load("output").find("变分自编码器", "concept")
            ['https://kg.example/concept/variational-autoencoder']
        """
        for kind in kinds:
            _check_known(kind, _NODE_KINDS, "kind of node")
        return self._names.find_nodes(name, kinds)

    def posts_about(self, concept: str, *, mentions: bool = False) -> list[PostAbout]:
        """Return the posts about a concept, the surest first, and with `mentions` all others.

        Raises:
            UnknownNameError: no concept is called so.

        Example:
            >>> import kg
            >>> [post.date for post in kg.load("output").posts_about("VAE")]
            ['2018-03-18', '2018-11-27', '2018-10-02']
        """
        graph = self.graph()
        node = self._names.the_node(concept, ("concept",))
        found = [
            PostAbout(
                id=post,
                title=label_of(graph, post),
                date=graph.nodes[post].get("date", ""),
                relation="about" if graph.has_edge(post, node, key="about") else "mentions",
                salience=salience,
            )
            for post, salience in saliences(graph, node).items()
        ]
        return sorted(
            (post for post in found if mentions or post.relation == "about"),
            key=lambda post: (-post.salience, post.id),
        )

    def evidence(self, source: str, target: str) -> list[Evidence]:
        """Return for each link from one node to another a wording that it rests on.

        Args:
            source: the id, title or label of the post.
            target: that of the concept, the post or the work.

        Raises:
            UnknownNameError: no node is called so.

        Example:
            >>> import kg
            >>> [found.exact for found in kg.load("output").evidence("It is time.", "SVM")]
            ['SVM']
        """
        ends = self._names.the_node(source), self._names.the_node(target)
        edges = self.graph().get_edge_data(*ends) or {}
        names = [field.name for field in fields(Evidence)]
        return [
            Evidence(**{name: edge[name] for name in names if name in edge})
            for _, edge in sorted(edges.items())
            if "exact" in edge
        ]

    def pandas(self, table: frames.Table) -> pd.DataFrame:
        """Return "nodes", "edges" or "mentions" as a pandas frame (extra `frames`).

        Example:
            >>> import kg
            >>> nodes = kg.load("output").pandas("nodes")
            >>> int((nodes["kind"] == "post").sum())
            36
        """
        return frames.to_pandas(self._arrow(table))

    def polars(self, table: frames.Table) -> pl.DataFrame:
        """Return "nodes", "edges" or "mentions" as a polars frame (extra `frames`).

        Example:
            >>> import kg
            >>> edges = kg.load("output").polars("edges")
            >>> edges.filter(relation="cites").height
            36
        """
        return frames.to_polars(self._arrow(table))

    @cached_property
    def _names(self) -> Names:
        return Names(self.graph())

    def _arrow(self, table: frames.Table) -> pa.Table:
        _check_known(table, get_args(frames.Table), "table")
        return frames.build_table(self.graph(), table)

    def _repr_html_(self) -> str:
        """Return the interactive page in a frame, for Jupyter and marimo.

        The frame has an origin of its own, so that nothing in it reaches the notebook.
        """
        # What is written into a frame may not keep its state in its address; what is a Blob may.
        page = json.dumps(self._page()).replace("<", "\\u003c")
        opener = (
            "<!doctype html><script>"
            f"location.replace(URL.createObjectURL(new Blob([{page}], {{type: 'text/html'}})))"
            "</script>"
        )
        return (
            '<iframe sandbox="allow-scripts allow-popups" width="100%" height="640" '
            f'style="border:0" srcdoc="{html.escape(opener)}"></iframe>'
        )

    def _page(self) -> str:
        return render_page(self.graph(), base=DEFAULT_BASE)


@dataclass(frozen=True, kw_only=True, repr=False)
class BuiltBase(model.KnowledgeBase, GraphView):
    """A knowledge base with its posts, and the graph that is made of it."""

    @classmethod
    def of(cls, kb: model.KnowledgeBase) -> BuiltBase:
        """Return the same knowledge base, to ask things of."""
        return cls(**{field.name: getattr(kb, field.name) for field in fields(model.KnowledgeBase)})

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return the graph; see `kg.build_graph`."""
        return self._graph

    def rdf(self, *, base: str = DEFAULT_BASE) -> rdflib.Graph:
        """Return the triples, IRIs relative to `base`; see `kg.build_rdf_graph`.

        Raises:
            ValueError: no IRIs can be made with that base.
        """
        _check_base(base)
        return build_rdf_graph(self, base=base)

    def write(self, folder: str | Path, *, base: str = DEFAULT_BASE) -> list[Path]:
        """Write the files that `kg build` writes, to look at and to load, and return their paths.

        Raises:
            InputError: the folder cannot be written to.
            ValueError: no IRIs can be made with that base.

        Example:
            >>> import tempfile
            >>> import kg
            >>> folder = tempfile.mkdtemp()
            >>> [path.name for path in kg.build("seeds").write(folder)]
            ['graph.html', 'graph.ttl', 'graph.graphml']
            >>> kg.load(folder).find("VAE", "concept")
            ['https://kg.example/concept/variational-autoencoder']
        """
        _check_base(base)
        paths, _ = write_outputs(self, Path(folder), base=base, version=version("kg"))
        return paths

    def __repr__(self) -> str:
        return _describe(self)

    def _page(self) -> str:
        return render_page(self.graph(), AllEvidence(self), base=DEFAULT_BASE)

    @cached_property
    def _graph(self) -> nx.MultiDiGraph[str]:
        return build_graph(self)


@dataclass(frozen=True, repr=False)
class LoadedBase(GraphView):
    """What `kg build` wrote into a folder."""

    folder: Path

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return the graph of `graph.graphml`."""
        return self._graph

    def rdf(self, *, base: str = DEFAULT_BASE) -> rdflib.Graph:
        """Return the triples of `graph.ttl`, whose base is the one that it was built with."""
        path = self.folder / "graph.ttl"
        graph = rdflib.Graph(bind_namespaces="none")
        try:
            graph.parse(path, format="turtle", publicID=base)
        except OSError as error:
            raise _unreadable(path, error.strerror or str(error)) from error
        except BadSyntax as error:
            raise InputError(path, "is no Turtle", _BUILD_IT, line=error.lines + 1) from error
        return graph

    def __repr__(self) -> str:
        return _describe(self)

    @cached_property
    def _graph(self) -> nx.MultiDiGraph[str]:
        return _read_graph(self.folder / "graph.graphml")


def build(
    posts: str | Path | Sequence[str | Path] | Iterable[model.Post],
    vocabulary: Vocabulary | str | Path | Sequence[str | Path] | None = None,
) -> BuiltBase:
    """Read posts, or take them as they are, and find all that they mention and cite.

    Args:
        posts: a file or folder, several of them, or posts (`kg.Post`).
        vocabulary: a loaded one, or SKOS files to put on top of the built-in one.

    Raises:
        InputError: a file cannot be read or is not in a known format; the posts of
            `kg.readers.read_corpus` are those of all other files.
        RepeatedIdError: several posts have one id.
        VocabularyError: a SKOS file has faults.

    Example:
        >>> import kg
        >>> kb = kg.build("seeds")
        >>> kb  # doctest: +ELLIPSIS
        <BuiltBase: 36 posts, ... concepts, ... links>
        >>> kb.graph().nodes[kb.find("VAE")[0]]["label"]
        '变分自编码器'
        >>> len(kb.rdf()) > 10_000
        True
    """
    if isinstance(posts, str | Path):
        posts = [posts]
    given = list(posts)
    ready = [post for post in given if isinstance(post, model.Post)]
    paths = [path for path in given if not isinstance(path, model.Post)]
    if not isinstance(vocabulary, Vocabulary):
        vocabulary = load_vocabulary(vocabulary or ())
    read = read_posts(paths) if paths or not ready else []
    return BuiltBase.of(build_knowledge_base([*read, *ready], vocabulary))


def load(folder: str | Path) -> LoadedBase:
    """Load what `kg build`, or `BuiltBase.write`, wrote into a folder.

    The posts' texts are not in it, but the sentences that the links rest on are.

    Raises:
        InputError: there is no graph in the folder, or it is damaged.

    Example:
        >>> import kg
        >>> kg.load("output")  # doctest: +ELLIPSIS
        <LoadedBase: 36 posts, ... concepts, ... links>
    """
    loaded = LoadedBase(Path(folder))
    loaded.graph()
    return loaded


def _check_known(name: str, known: Sequence[str], what: str) -> None:
    if name not in known:
        raise ValueError(f"there is no {what} {name!r}, but {', '.join(known)}")


def _check_base(base: str) -> None:
    if not is_base(base):
        raise ValueError(f"the base {base!r} {BASE_RULE}")


def _read_graph(path: Path) -> nx.MultiDiGraph[str]:
    try:
        graph = read_graphml(path)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _unreadable(path, f"is no graph of kg: {error}") from error
    if any("kind" not in attributes for _, attributes in graph.nodes(data=True)):
        raise _unreadable(path, "is no graph of kg: a node has no kind")
    return graph


def _unreadable(path: Path, fault: str) -> InputError:
    return InputError(path, f"cannot be read ({fault})", _BUILD_IT)


def _describe(view: GraphView) -> str:
    graph = view.graph()
    posts, concepts = (len(nodes_of_kind(graph, kind)) for kind in ("post", "concept"))
    return (
        f"<{type(view).__name__}: {posts} posts, {concepts} concepts, "
        f"{graph.number_of_edges()} links>"
    )
