"""Every export is read back by the parser of a program that it is for."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from pathlib import Path

import bibtexparser
import kuzu
import networkx as nx
import polars as pl
import pydot
import pytest
import yaml
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.commands.export import ExportFormat
from kg.exports import FORMATS, RENDERERS
from kg.writing import write_files

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
    }

    assert [row["id:ID"] for row in files["nodes.csv"]] == sorted(graph)
    assert Counter(row[":TYPE"].lower() for row in files["relationships.csv"]) == relations(graph)
    assert {row[":START_ID"] for row in files["relationships.csv"]} <= {*graph}
    assert "readers:long" in files["nodes.csv"][0]


def test_bibtex_is_parsed_and_keeps_the_titles(graph: nx.MultiDiGraph[str]) -> None:
    parsed = bibtexparser.loads(RENDERERS["bibtex"](graph)["references.bib"].decode())

    papers = [data for data in graph.nodes.values() if data["kind"] in ("paper", "book")]
    assert len(parsed.entries) == len(papers)
    assert len({entry["ID"] for entry in parsed.entries}) == len(papers)


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


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_equal_graphs_give_equal_bytes(graph: nx.MultiDiGraph[str], name: str) -> None:
    shuffled: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed([*graph.nodes(data=True)]))
    shuffled.add_edges_from(reversed([*graph.edges(keys=True, data=True)]))

    assert RENDERERS[name](graph) == RENDERERS[name](shuffled)


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    assert {format_.value for format_ in ExportFormat} == {*FORMATS}
    arguments = ["export", "output", "--to", "dot", "-o", str(tmp_path / "out")]

    done = CliRunner().invoke(app, arguments)

    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.dot"]
