from __future__ import annotations

import io
import re
from pathlib import Path

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg import build_graph
from kg.graphml import read_graphml, render_graphml
from kg.model import KnowledgeBase

SPACE = "http://graphml.graphdrawing.org/xmlns"
TEXT = st.text(max_size=20)


def test_graphml_reads_back(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)

    read = nx.read_graphml(io.BytesIO(render_graphml(graph)), force_multigraph=True)

    assert {n: read.nodes[n] for n in read} == {n: graph.nodes[n] for n in graph}
    assert {(s, t, d["relation"]) for s, t, d in read.edges(data=True)} == set(
        graph.edges(keys=True)
    )


def test_what_was_written_is_read(sample: KnowledgeBase, tmp_path: Path) -> None:
    graph, file = build_graph(sample), tmp_path / "graph.graphml"
    file.write_bytes(render_graphml(graph))

    read = read_graphml(file)

    assert [*read.nodes(data=True)] == [*graph.nodes(data=True)]
    written = {(s, t, key): data for s, t, key, data in graph.edges(keys=True, data=True)}
    assert {(s, t, key): data for s, t, key, data in read.edges(keys=True, data=True)} == written
    assert [*read.edges(keys=True)] == [*graph.edges(keys=True)]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<graphml", "line 1"),
        ("<graphml/>", "no graph"),
        (f"<graphml xmlns='{SPACE}'><graph><node/></graph></graphml>", "'id'"),
        (
            f"<graphml xmlns='{SPACE}'><graph><edge source='a' target='b'/></graph></graphml>",
            "'rel",
        ),
        (
            f"<graphml xmlns='{SPACE}'><key id='k' attr.name='n' attr.type='long'/><graph>"
            "<node id='a'><data key='k'>x</data></node></graph></graphml>",
            "invalid literal",
        ),
    ],
)
def test_what_is_no_graph_is_refused(tmp_path: Path, content: str, fault: str) -> None:
    file = tmp_path / "graph.graphml"
    file.write_text(content)

    with pytest.raises(ValueError, match=fault):
        read_graphml(file)


def test_characters_that_xml_forbids_are_replaced() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("post/a", kind="post", label="a\x00b\x1b<c>")

    read = nx.read_graphml(io.BytesIO(render_graphml(graph)))

    assert read.nodes["post/a"]["label"] == "a\ufffdb\ufffd<c>"


@given(TEXT, TEXT, TEXT)
def test_any_text_is_read_back_but_for_what_xml_forbids(name: str, label: str, quote: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(f"post/{name}", label=label, listed=True, year=2020, share=0.5)
    graph.add_edge(f"post/{name}", "concept", key="about", exact=quote)

    [node] = etree.fromstring(render_graphml(graph)).iterfind(".//{*}node[1]")
    [edge] = etree.fromstring(render_graphml(graph)).iterfind(".//{*}edge")

    assert node.get("id") == f"post/{allowed(name)}"
    values = [data.text or "" for data in node]
    assert values == [allowed(label), "true", "2020", "0.5"]
    assert [data.text or "" for data in edge] == ["about", allowed(quote)]


def allowed(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


def test_an_attribute_has_the_type_that_holds_all_its_values() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", size=1, mixed="x", flag=True)
    graph.add_node("b", size=0.5, mixed=2, flag=False)

    read = nx.read_graphml(io.BytesIO(render_graphml(graph)))

    assert dict(read.nodes["a"]) == {"size": 1.0, "mixed": "x", "flag": True}
    assert dict(read.nodes["b"]) == {"size": 0.5, "mixed": "2", "flag": False}


def test_other_readers_read_it(sample: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_bytes(render_graphml(build_graph(sample)))

    read = igraph.Graph.Read_GraphML(str(path))

    assert read.ecount() == build_graph(sample).number_of_edges()
