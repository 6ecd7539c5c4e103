from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import rdflib
from playwright.sync_api import Browser, Page
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from kg import sparql
from tests.conftest import ROOT, until
from tests.serve.conftest import running

EDITOR = ROOT / "kg/serve/editor/bundle.js"

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
HEADLINES = "SELECT ?t { ?s <https://schema.org/headline> ?t } ORDER BY ?t LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?s <urn:p> ?t } WHERE { ?s <https://schema.org/headline> ?t } LIMIT 3"
CASES = json.loads((ROOT / "tests/cases/hostile_queries.json").read_text(encoding="utf-8"))
# What rdflib calls within itself is deprecated, and replaced by nothing yet.
pytestmark = pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")

POST_IRI = "https://blog.example/post/it-is-time"


@pytest.fixture(params=["editor", "field"])
def query_page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    """The page to write queries on, with its editor or without; the test fails if the page throws
    an error.
    """
    if request.param == "editor" and not EDITOR.is_file():
        pytest.skip("kg was installed without Node.js, so the query page has no editor")
    with browser.new_context() as context:
        faults: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        if request.param == "field":
            page.route("**/static/editor.js", lambda route: route.abort())
        page.goto(f"{site}/query")
        until(page, "document.getElementById('query').value !== ''")
        assert page.locator(".cm-editor").count() == (request.param == "editor")
        yield page
        assert faults == []


def ask(page: Page, query: str) -> None:
    """Write a query as a person does, and run it by the keyboard."""
    page.click("#editor, #query:visible")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_every_format(site: str, method: str) -> None:
    client = SPARQLWrapper(f"{site}/sparql")
    client.setMethod(method)
    client.setQuery(HEADLINES)

    client.setReturnFormat(JSON)
    rows = [row["t"]["value"] for row in client.queryAndConvert()["results"]["bindings"]]  # type: ignore[call-overload,index]
    client.setReturnFormat(CSV)
    table = list(csv.reader(io.StringIO(client.queryAndConvert().decode())))  # type: ignore[union-attr]
    client.setReturnFormat(XML)
    document = client.queryAndConvert().toxml()  # type: ignore[union-attr]
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(TURTLE)
    graph = rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")  # type: ignore[arg-type]

    assert len(rows) == 3
    assert [title for [title] in table] == ["t", *rows]
    assert all(title in document for title in rows)
    assert len(graph) == 3


def test_curl_reads_every_format(site: str) -> None:
    def curl(*options: str, query: str = HEADLINES) -> str:
        command = ["curl", "-sSf", *options, f"{site}/sparql", "--data-urlencode", f"query={query}"]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    assert json.loads(curl("-G"))["head"]["vars"] == ["t"]
    assert curl("-H", "Accept: text/csv").startswith("t\n")
    assert curl("-H", "Accept: text/tab-separated-values").startswith("?t\n")
    assert "<sparql" in curl("-H", "Accept: application/sparql-results+xml")
    assert json.loads(curl(query="ASK {}"))["boolean"] is True
    for type_, format_ in {"text/turtle": "turtle", "application/ld+json": "json-ld"}.items():
        content = curl("-H", f"Accept: {type_}", query="DESCRIBE <https://blog.example/>")
        assert len(rdflib.Graph().parse(data=content, format=format_)) > 10


def test_every_query_of_the_library_is_answered_alike(site: str, folder: Path) -> None:
    store = sparql.load_store(folder)
    for query in sparql.find_queries():
        text = sparql.standalone(query)
        answer = httpx.post(f"{site}/sparql", data={"query": text}, headers={"Accept": "text/csv"})
        header, *rows = csv.reader(io.StringIO(answer.text, newline=""))
        shown = [n for n, name in enumerate(header) if name not in query.defaults]
        expected = sparql.run(query, store).strings()
        assert [[row[n] for n in shown] for row in rows] == expected, query.name


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        ({"params": {"update": "CLEAR ALL"}}, 403, "read only"),
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "exactly one query"),
        ({"params": {"x": "1"}}, 400, "exactly one query"),
        ({"method": "POST", "content": "ASK {}"}, 415, "application/sparql-query"),
        (
            {
                "method": "POST",
                "content": "CLEAR ALL",
                "headers": {"Content-Type": "application/sparql-update"},
            },
            403,
            "read only",
        ),
        ({"method": "DELETE"}, 405, ""),
        ({"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406, "image/png"),
        ({"params": {"query": "ASK {}"}, "headers": {"Host": "evil.example"}}, 400, "Invalid host"),
        ({"method": "POST", "data": {"query": b"\xff"}}, 400, "no SPARQL query"),
    ],
)
def test_what_is_no_query_is_refused(
    site: str, request_: dict[str, object], status: int, says: str
) -> None:
    answer = httpx.request(**{"method": "GET", "url": f"{site}/sparql", **request_})  # type: ignore[arg-type]

    assert answer.status_code == status, answer.text
    assert says in answer.text


class Listener:
    """A server on loopback that counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        try:
            while True:
                self.socket.accept()[0].close()
                self.visits += 1
        except OSError:
            return


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.socket.close()


def test_two_hundred_hostile_queries_leave_it_answering(folder: Path, listener: Listener) -> None:
    hostile = [
        (query.replace("{port}", str(listener.port)), case["says"])
        for case in CASES.values()
        for query in case["queries"]
    ]
    hostile += [("SELECT * { " + "{ " * 20_000 + "} " * 20_000 + "}", "narrow it|no SPARQL|LIMIT")]
    hostile += [(f"ASK {{ ?s ?p '{'x' * 1_000_000}' }}", "at most 100 kB")]
    hostile = (hostile * 200)[:200]

    with running(folder, "--timeout", "0.4", "--rows", "1000", "--processes", "2") as site:

        def attack(one: tuple[str, str]) -> str:
            query, says = one
            headers = {"Content-Type": "application/sparql-query"}
            answer = httpx.post(
                f"{site}/sparql", content=query.encode(), headers=headers, timeout=100
            )
            told = answer.status_code >= 400 and any(s in answer.text for s in says.split("|"))
            return "" if told else f"{answer.status_code} {answer.text[:200]} for {query[:200]}"

        with ThreadPoolExecutor(8) as pool:
            failed = [fault for fault in pool.map(attack, hostile) if fault]
        answer = httpx.get(f"{site}/sparql", params={"query": COUNT}, timeout=30)

    assert not failed
    assert answer.status_code == 200
    assert int(answer.json()["results"]["bindings"][0]["n"]["value"]) > 10_000
    assert listener.visits == 0


def test_many_clients_at_once_are_all_answered(site: str) -> None:
    end = time.monotonic() + 3

    def ask(_: int) -> tuple[int, int]:
        good = bad = 0
        with httpx.Client(timeout=60) as client:
            while not good or time.monotonic() < end:
                answer = client.get(f"{site}/sparql", params={"query": HEADLINES})
                good += answer.status_code == 200
                bad += answer.status_code != 200
                if bad:
                    break
        return good, bad

    with ThreadPoolExecutor(50) as pool:
        counts = list(pool.map(ask, range(50)))

    assert sum(bad for _, bad in counts) == 0
    assert all(good for good, _ in counts)


@pytest.mark.parametrize(
    "address",
    [
        "/post/it-is-time",
        f"/resource?iri={quote(POST_IRI, safe='')}",
    ],
)
def test_an_iri_is_dereferenced_as_turtle_json_ld_and_page(site: str, address: str) -> None:
    def get(accept: str) -> httpx.Response:
        return httpx.get(site + address, headers={"Accept": accept})

    turtle, json_ld, page = map(get, ("text/turtle", "application/ld+json", "text/html"))

    graph = rdflib.Graph().parse(data=turtle.text, format="turtle")
    title = graph.value(rdflib.URIRef(POST_IRI), rdflib.SDO.headline)
    assert str(title) == "It is time."
    assert {*rdflib.Graph().parse(data=json_ld.text, format="json-ld")} == {*graph}
    assert "<h1" in page.text
    assert "It is time." in page.text
    assert turtle.headers["Vary"] == "Accept"


def test_every_iri_of_the_graph_is_dereferenced(site: str, folder: Path) -> None:
    graph = rdflib.Graph().parse(folder / "graph.ttl")
    subjects = sorted({str(subject) for subject in graph.subjects()})

    with httpx.Client() as client:
        for iri in subjects[:: len(subjects) // 60]:
            answer = client.get(f"{site}/resource", params={"iri": iri})
            assert answer.status_code == 200, iri
            assert rdflib.URIRef(iri) in {
                *rdflib.Graph().parse(data=answer.text, format="turtle").subjects()
            }
            path = iri.removeprefix("https://blog.example")
            if path != iri and "#" not in iri:
                # An address as it stands, and as a browser sends it.
                for sent in (path, quote(path, safe="/")):
                    if path == "/":
                        continue
                    own = client.get(site + sent, headers={"Accept": "text/turtle"})
                    assert own.status_code == 200, sent


def test_what_the_graph_does_not_know_is_not_found(site: str) -> None:
    assert httpx.get(f"{site}/nothing/here").status_code == 404
    assert httpx.get(f"{site}/resource", params={"iri": "urn:x"}).status_code == 404
    assert httpx.get(f"{site}/resource", params={"iri": "no iri"}).status_code == 400
    assert httpx.get(f"{site}/resource").status_code == 400
    assert httpx.get(f"{site}/static/../worker.py").status_code == 404


def test_other_origins_are_let_in_only_when_asked_for(site: str, folder: Path) -> None:
    header, origin = "Access-Control-Allow-Origin", {"Origin": "https://other.example"}
    ask = {"params": {"query": "ASK {}"}, "headers": origin}

    assert header not in httpx.get(f"{site}/sparql", **ask).headers  # type: ignore[arg-type]
    with running(folder, "--cors", "https://other.example") as open_:
        answer = httpx.get(f"{open_}/sparql", **ask)  # type: ignore[arg-type]
        assert answer.headers[header] == "https://other.example"


def test_the_query_page_runs_an_example_and_shows_a_table(query_page: Page) -> None:
    query_page.fill("#parameters input", "SVM")
    query_page.click("button[type=submit]")
    query_page.wait_for_selector("#result table")
    assert query_page.locator("#result tr").count() > 1
    assert query_page.locator("#result a, #result td").first.inner_text()

    ask(query_page, "SELECT ?iri { ?iri a <http://www.w3.org/2004/02/skos/core#Concept> }")
    query_page.wait_for_selector("#result td a")
    query_page.click("#result td a >> nth=0")
    query_page.wait_for_selector("h1")
    assert "skos:prefLabel" in query_page.inner_text("main")


def test_the_query_page_shows_faults_and_no_markup(query_page: Page) -> None:
    ask(query_page, "SELECT * {")
    query_page.wait_for_selector("#status.fault")
    assert "no SPARQL query" in query_page.inner_text("#status")

    ask(query_page, "SELECT ('<img src=x onerror=alert(1)>' AS ?x) {}")
    query_page.wait_for_selector("#result td")
    assert query_page.locator("#result img").count() == 0


def test_a_port_that_is_taken_is_one_clear_line(folder: Path, listener: Listener) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", str(listener.port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert "choose another --port" in done.stderr
    assert done.stderr.count("\n") == 1
