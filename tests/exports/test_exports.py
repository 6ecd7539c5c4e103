"""Every export is read back by the parser of a program that it is for."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import bibtexparser
import igraph
import kuzu
import networkx as nx
import polars as pl
import pydot
import pytest
import rdflib
import yaml
from lxml import etree
from markdown_it import MarkdownIt
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.commands.export import ExportFormat
from kg.errors import MissingExtraError
from kg.exports import FORMATS, RENDERERS, export
from kg.frames import build_table
from kg.writing import write_files

SENTENCE = "变通的办法是另找一个光滑又简单的"  # which links of the sample rest on
HOSTILE = 'a "b" \\ {c} <d> & $e$ | #f [[g]] ../h\n\x00i, 50% —'


@pytest.fixture(scope="module", params=["sample", "hostile"])
def graph(request: pytest.FixtureRequest) -> nx.MultiDiGraph[str]:
    """The sample, and the same with titles and sentences that every format has to escape."""
    graph = kg.load("output").graph().copy()
    if request.param == "hostile":
        for attributes in graph.nodes.values():
            attributes["label"] = HOSTILE
        for _, _, attributes in graph.edges(data=True):
            if "exact" in attributes:
                attributes["prefix"] = HOSTILE
    return graph


def relations(graph: nx.MultiDiGraph[str]) -> Counter[str]:
    return Counter(key for _, _, key in graph.edges(keys=True))


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_networkx_reads_back_gexf_and_graphml(graph: nx.MultiDiGraph[str], name: str) -> None:
    (content,) = RENDERERS[name](graph).values()
    read = (
        nx.read_gexf(io.BytesIO(content))
        if name == "gexf"
        else nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    )

    assert {*read} == {*graph}
    assert Counter(edge["relation"] for _, _, edge in read.edges(data=True)) == relations(graph)


def test_gexf_has_dates_positions_and_colours_and_no_clock(graph: nx.MultiDiGraph[str]) -> None:
    content = RENDERERS["gexf"](graph)["graph.gexf"]
    read = nx.read_gexf(io.BytesIO(content))

    for node, attributes in graph.nodes(data=True):
        assert read.nodes[node]["viz"]["position"].keys() == {"x", "y", "z"}
        assert read.nodes[node].get("start") == attributes.get("date")
    assert len({str(read.nodes[node]["viz"]["color"]) for node in read}) >= 4
    assert b"lastmodifieddate" not in content
    assert b'timeformat="date"' in content


def test_gexf_declares_what_it_uses(graph: nx.MultiDiGraph[str]) -> None:
    """As the schema of GEXF demands (https://gexf.net/1.2/gexf.xsd), which Gephi holds files to."""
    root = etree.fromstring(RENDERERS["gexf"](graph)["graph.gexf"])

    def all_(path: str) -> list[Any]:
        return list(root.iterfind(path, {"g": "http://www.gexf.net/1.2draft"}))

    types = {"integer", "long", "double", "float", "boolean", "string", "date", "anyURI"}
    ids = [node.get("id") for node in all_("g:graph/g:nodes/g:node")]
    assert len(ids) == len({*ids}) == len(graph)
    edges = all_("g:graph/g:edges/g:edge")
    assert len({edge.get("id") for edge in edges}) == len(edges) == graph.number_of_edges()
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= {*ids}
    for kind in ("node", "edge"):
        declared = all_(f"g:graph/g:attributes[@class='{kind}']/g:attribute")
        used = all_(f"g:graph/g:{kind}s/g:{kind}/g:attvalues/g:attvalue")
        assert {one.get("type") for one in declared} <= types
        assert {one.get("for") for one in used} <= {one.get("id") for one in declared}
    for dated in root.iterfind(".//*[@start]"):
        datetime.date.fromisoformat(dated.get("start", ""))


def test_graphml_is_read_by_igraph_too(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    (tmp_path / "a.graphml").write_bytes(RENDERERS["graphml"](graph)["drawn.graphml"])

    read = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))

    assert sorted(read.vs["id"]) == sorted(graph)
    assert Counter(read.es["relation"]) == relations(graph)
    assert all(map(math.isfinite, [*read.vs["x"], *read.vs["y"], *read.vs["size"]]))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_json_ld_is_read_by_rdflib() -> None:
    content = export("output", "jsonld")["graph.jsonld"]

    assert len(rdflib.Graph().parse(data=content, format="json-ld")) == len(kg.load("output").rdf())


def test_cytoscape_reads_as_json_of_elements(graph: nx.MultiDiGraph[str]) -> None:
    content = json.loads(RENDERERS["cytoscape"](graph)["graph.cyjs"])
    content["directed"] = content["multigraph"] = True
    content["data"] = []
    for node in content["elements"]["nodes"]:
        node["data"]["value"] = node["data"]["id"]  # what NetworkX names nodes by

    read = nx.cytoscape_graph(content)

    assert {*read} == {*graph}
    kinds = Counter(edge["interaction"] for _, _, edge in read.edges(data=True))
    assert kinds == relations(graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")
@pytest.mark.filterwarnings("ignore::pyparsing.warnings.PyparsingDeprecationWarning")
def test_dot_is_parsed_by_pydot(graph: nx.MultiDiGraph[str]) -> None:
    parsed = pydot.graph_from_dot_data(RENDERERS["dot"](graph)["graph.dot"].decode())
    assert parsed

    nodes = [node for node in parsed[0].get_nodes() if node.get_name() != "node"]
    assert len(nodes) == len(graph)
    assert Counter(e.get("label").strip('"') for e in parsed[0].get_edges()) == relations(graph)


def test_parquet_is_read_by_polars(graph: nx.MultiDiGraph[str]) -> None:
    files = {
        name: pl.read_parquet(content) for name, content in RENDERERS["parquet"](graph).items()
    }

    assert [*files["nodes.parquet"]["id"]] == sorted(graph)
    assert Counter(files["edges.parquet"]["relation"]) == relations(graph)
    assert files["nodes.parquet"].schema["date"] == pl.Date


def test_kuzu_loads_its_script(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    write_files(tmp_path / "csv", RENDERERS["kuzu"](graph))
    connection = kuzu.Connection(kuzu.Database(str(tmp_path / "db")))
    before = Path.cwd()
    os.chdir(tmp_path / "csv")
    try:
        for statement in Path("load.cypher").read_text(encoding="utf-8").splitlines():
            connection.execute(statement)
    finally:
        os.chdir(before)

    def count(query: str) -> int:
        result = connection.execute(query)
        assert not isinstance(result, list)
        (number,) = result.get_next()
        return int(number)

    assert count("MATCH (n) RETURN count(*)") == len(graph)
    for relation, number in relations(graph).items():
        assert count(f"MATCH ()-[e:{relation}]->() RETURN count(*)") == number
    assert count(
        "MATCH (n {kind: 'post'}) WHERE n.date >= date('2018-01-01') RETURN count(*)"
    ) == sum(
        data["kind"] == "post" and data.get("date", "") >= "2018" for data in graph.nodes.values()
    )


def test_neo4j_has_typed_headers_and_every_row(graph: nx.MultiDiGraph[str]) -> None:
    files = {
        name: list(csv.DictReader(io.StringIO(content.decode())))
        for name, content in RENDERERS["neo4j"](graph).items()
        if name.endswith(".csv")
    }

    assert [row["id:ID"] for row in files["nodes.csv"]] == sorted(graph)
    assert Counter(row[":TYPE"].lower() for row in files["relationships.csv"]) == relations(graph)
    assert {row[":START_ID"] for row in files["relationships.csv"]} <= {*graph}
    assert "readers:long" in files["nodes.csv"][0]


def test_neo4j_is_told_to_import_what_was_written(tmp_path: Path) -> None:
    write_files(tmp_path / "out", export("output", "neo4j"))
    admin = tmp_path / "neo4j-admin"
    admin.write_text('#!/bin/sh\nprintf "%s\\n" "$@"; ls\n')
    admin.chmod(0o755)

    printed = subprocess.run(
        ["sh", tmp_path / "out/load.sh", "blog"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout.splitlines()

    assert printed[:3] == ["database", "import", "full"]
    named = {word.partition("=")[2] for word in printed if word.startswith(("--nodes", "--rel"))}
    assert named == {"nodes.csv", "relationships.csv"} < {*printed}
    assert "blog" in printed


def test_bibtex_is_parsed_and_keeps_the_titles(graph: nx.MultiDiGraph[str]) -> None:
    parsed = bibtexparser.loads(RENDERERS["bibtex"](graph)["references.bib"].decode())

    papers = [data for data in graph.nodes.values() if data["kind"] in ("paper", "book")]
    assert len(parsed.entries) == len(papers)
    assert len({entry["ID"] for entry in parsed.entries}) == len(papers)


def test_what_a_work_is_cited_by_stays_when_others_are_added(graph: nx.MultiDiGraph[str]) -> None:
    def keys(graph: nx.MultiDiGraph[str]) -> set[str]:
        content = RENDERERS["bibtex"](graph)["references.bib"].decode()
        return {entry["ID"] for entry in bibtexparser.loads(content).entries}

    grown = graph.copy()
    grown.add_node("https://arxiv.org/abs/0000.00000", kind="paper", label="Earlier")

    assert keys(grown) == keys(graph) | {"arxiv:0000.00000"}


def test_a_vault_has_a_note_for_each_node_and_links_that_lead_to_notes(
    graph: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    write_files(tmp_path, RENDERERS["obsidian"](graph))
    notes = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")}

    assert len(notes) == len(graph)
    links = [
        link for text in notes.values() for link in re.findall(r"^- \[\[([^\]]+)\]\]", text, re.M)
    ]
    assert len(links) == graph.number_of_edges()
    assert {*links} <= {*notes}
    for text in notes.values():
        front = yaml.safe_load(text.split("---\n")[1])
        assert graph.nodes[front["id"]]["label"] == front["title"]
        assert not re.search(r"(?<!^- )(?<!\\)\[\[", text.split("---\n", 2)[2], re.M)


@pytest.mark.parametrize("name", ["cytoscape", "dot", "gexf", "graphml", "obsidian"])
def test_what_is_looked_at_names_concepts_in_the_language_of_the_blog(name: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(language="en")
    graph.add_node("c", kind="concept", label="支持向量机", label_en="support vector machine")

    made = RENDERERS[name](graph)

    assert "support vector machine" in "".join([*made, *(text.decode() for text in made.values())])
    graph.graph["language"] = "zh"
    assert RENDERERS[name](graph) != made
    assert "支持向量机.md" not in made


def test_the_report_counts_every_node_and_edge_and_shows_its_plots(
    graph: nx.MultiDiGraph[str],
) -> None:
    files = RENDERERS["report"](graph)
    tokens = MarkdownIt("commonmark").enable("table").parse(files["report.md"].decode())
    inline = [child for token in tokens for child in token.children or []]
    cells = [token.content for token in tokens if token.type == "inline"]
    counts = dict(reversed([*pairwise(cells)]))  # the first of several: the table at the top

    kinds = Counter(data["kind"].replace("_", " ") for data in graph.nodes.values())
    links = {f"*{key.replace('_', ' ')}*": number for key, number in relations(graph).items()}
    assert {name: int(counts[name]) for name in kinds | links} == kinds | links
    shown = [str(child.attrs["src"]) for child in inline if child.type == "image"]
    assert sorted([*shown, "report.md"]) == sorted(files)
    assert not [token for token in [*tokens, *inline] if token.type.startswith("html")]
    for name in shown:
        assert etree.fromstring(files[name]).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_equal_graphs_give_equal_bytes(graph: nx.MultiDiGraph[str], name: str) -> None:
    shuffled: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed([*graph.nodes(data=True)]))
    shuffled.add_edges_from(reversed([*graph.edges(keys=True, data=True)]))

    assert RENDERERS[name](graph) == RENDERERS[name](shuffled)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("report", "matplotlib", "report"), ("parquet", "pyarrow.parquet", "frames")],
)
def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    library = module.partition(".")[0]
    with pytest.raises(MissingExtraError, match=rf"{library} is not.*'kg\[{extra}\]'"):
        export("output", name)


def test_without_evidence_nothing_is_quoted() -> None:
    for name in ("gexf", "cytoscape", "obsidian"):
        full, plain = (
            b"".join(export("output", name, evidence=evidence).values()).decode()
            for evidence in (True, False)
        )
        assert SENTENCE in full
        assert SENTENCE not in plain


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    assert {format_.value for format_ in ExportFormat} == {*FORMATS}
    arguments = ["export", "output", "--to", "dot", "-o", str(tmp_path / "out")]

    done = CliRunner().invoke(app, arguments)

    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.dot"]


def test_tables_have_all_that_is_known_of_a_node_in_both_languages() -> None:
    graph = kg.load("output").graph()
    known = {name for _, data in graph.nodes(data=True) for name in data}
    tables = {
        "frames": build_table(graph, "nodes").to_pylist(),
        "kuzu": [*csv.DictReader(io.StringIO(RENDERERS["kuzu"](graph)["nodes.csv"].decode()))],
    }

    for rows in tables.values():
        assert known <= {*rows[0]}
        [vae] = [row for row in rows if row["label_en"] == "variational autoencoder"]
        assert (vae["field"], vae["field_en"]) == ("深度学习", "deep learning")
        assert vae["definition_en"].isascii()
