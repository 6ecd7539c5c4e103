from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from kg import build_rdf_graph, build_triples, sparql
from kg.errors import QueryError
from kg.model import KnowledgeBase
from kg.rdf import render_turtle

QUERIES = sparql.find_queries()


@pytest.fixture(scope="module")
def store(sample: KnowledgeBase) -> ox.Store:
    store = ox.Store()
    store.load(render_turtle(build_triples(sample)), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def graph(sample: KnowledgeBase) -> rdflib.Graph:
    return build_rdf_graph(sample)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_both_engines_give_the_same_rows_and_some(
    query: sparql.Query, store: ox.Store, graph: rdflib.Graph
) -> None:
    table = sparql.run(query, store)

    bindings = {name: rdflib.Literal(text) for name, text in query.defaults.items()}
    result = graph.query(query.text, initBindings=bindings)
    rows = [
        ["" if row[name] is None else str(row[name]) for name in table.variables]  # type: ignore[call-overload,index]
        for row in result
    ]

    assert rows == table.strings()
    assert rows


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_says_what_it_asks(query: sparql.Query) -> None:
    assert query.question.endswith("?")
    for name in query.defaults:
        assert f"?{name}" in query.text


def test_a_parameter_is_a_term_not_text(store: ox.Store) -> None:
    query = sparql.read_query("posts-about")

    table = sparql.run(query, store, {"concept": 'x" . } DROP ALL #'})

    assert table.rows == ()
    assert sparql.run(query, store, {"concept": "支持向量机"}).strings()[0][2] == "about"


def test_ask_and_construct_are_tables_too(store: ox.Store) -> None:
    ask = sparql.parse_query("ASK { ?s ?p ?o }")
    construct = sparql.parse_query("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 2")

    assert sparql.run(ask, store).strings() == [["true"]]
    assert sparql.run(construct, store).variables == ("subject", "predicate", "object")


@pytest.mark.parametrize(
    ("text", "parameters", "says"),
    [
        ("SELECT * {", {}, "is no SPARQL query"),
        ("SELECT * {}", {"x": "1"}, "no parameter x; it takes none"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", {}, "SERVICE is refused"),
        ("# Parameter x: y. Default: z\nSELECT ?s { ?s ?p ?x }", {}, "select it"),
    ],
)
def test_a_query_that_cannot_run_is_refused(
    store: ox.Store, text: str, parameters: dict[str, str], says: str
) -> None:
    with pytest.raises(QueryError, match=says):
        sparql.run(sparql.parse_query(text), store, parameters)


def test_an_unknown_query_is_told_which_there_are() -> None:
    with pytest.raises(
        QueryError, match=r"nonsense: no such file or query; there are .*posts-about"
    ):
        sparql.read_query("nonsense")
