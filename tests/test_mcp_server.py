"""The server, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

import kg
from kg.analysis import what_to_read_first
from kg.errors import InputError, MissingExtraError
from kg.mcp_server import build_server
from kg.serve import Limits
from tests.conftest import ROOT

TOOLS = {"search", "concept", "post", "evidence", "path", "read_first", "sparql"}
VAE = "https://kg.example/concept/variational-autoencoder"


def ask(action: Callable[[Client], Awaitable[Any]], *options: str) -> Any:
    """Return what an action gets from the command, started as clients start it."""

    async def run() -> Any:
        arguments = ["-m", "kg", "mcp", str(ROOT / "output"), *options]
        async with Client(StdioServerParameters(command=sys.executable, args=arguments)) as client:
            return await action(client)

    with ThreadPoolExecutor(1) as thread:  # where no other event loop runs
        return thread.submit(anyio.run, run).result()


def call(*calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> list[Any]:
    async def action(client: Client) -> list[Any]:
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    return list(ask(action, *options))


def text(result: Any) -> str:
    return "\n".join(part.text for part in result.content)


def test_the_tools_are_described_and_only_read() -> None:
    tools = ask(lambda client: client.list_tools()).tools

    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert len(tool.description) > 40, tool.name
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint


def test_every_tool_answers_what_the_library_answers() -> None:
    base = kg.load(ROOT / "output")
    about = base.posts_about("VAE")[0]
    answers = call(
        ("search", {"name": "vae"}),
        ("concept", {"name": "变分自编码器", "limit": 2}),
        ("post", {"title": about.title}),
        ("evidence", {"source": about.title, "target": "VAE"}),
        ("path", {"start": "VAE", "end": "SVM"}),
        ("read_first", {"concept": "VAE"}),
        ("sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?post a schema:BlogPosting }"}),
        ("sparql", {"query": "CONSTRUCT WHERE { ?s schema:headline 'It is time.' }"}),
    )

    assert not [text(answer) for answer in answers if answer.is_error]
    search, concept, post, evidence, path, read_first, table, graph = answers
    assert search.structured_content["result"][0]["id"] == VAE
    assert concept.structured_content["attributes"]["label_en"] == "variational autoencoder"
    assert len(concept.structured_content["links"]) == 2
    assert concept.structured_content["all_links"] == base.graph().degree(VAE)
    assert post.structured_content["id"] == about.id
    exact = [found["exact"] for found in evidence.structured_content["result"]]
    assert exact == [found.exact for found in base.evidence(about.id, "VAE")]
    assert path.structured_content["result"][-1]["target"] == "支持向量机"
    steps = [step["title"] for step in read_first.structured_content["result"]]
    assert steps[0] == about.title
    assert steps == [step.title for step in what_to_read_first(base.graph(), "VAE")]
    assert int(text(table).split()[1]) > 36
    assert 'schema:headline "It is time."' in text(graph)


FAULTS = [
    ("concept", {"name": "变分自编马器"}, "no concept of the graph is called so; perhaps"),
    ("evidence", {"source": "no such thing", "target": "VAE"}, "no node of the graph"),
    ("sparql", {"query": "SELEC ?x {}"}, "this is no SPARQL query"),
    ("sparql", {"query": "DROP ALL"}, "read only: updates are refused"),
    ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> {} }"}, "SERVICE is refused"),
]


def test_what_cannot_be_answered_is_told() -> None:
    answers = call(*(fault[:2] for fault in FAULTS))

    for answer, (*_, fault) in zip(answers, FAULTS, strict=True):
        assert answer.is_error
        assert fault in text(answer)


def test_queries_are_limited_and_the_server_lives_on() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    slow, long, good = call(
        ("sparql", {"query": endless}),
        ("sparql", {"query": "SELECT * { ?s ?p ?o }"}),
        ("sparql", {"query": "SELECT ?o { ?s schema:headline ?o } LIMIT 3"}),
        options=("--timeout", "2", "--rows", "10"),
    )

    assert "took more than 2 s" in text(slow)
    assert "more than 10 rows" in text(long)
    assert len(text(good).splitlines()) == 4


def test_without_graph_or_sdk_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="kg build PATH"):
        build_server(tmp_path, limits=Limits())

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(MissingExtraError, match=r"mcp is not installed; pip install 'kg\[mcp\]'"):
        build_server(ROOT / "output")
