from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from kg import build_knowledge_base, build_rdf_graph, build_triples, load_vocabulary, sparql
from kg.errors import QueryError
from kg.model import KnowledgeBase, Post
from kg.rdf import render_turtle
from kg.rdf.namespaces import SKOS, Triple
from tests.conftest import ROOT

QUERIES = sparql.find_queries()
CASES = ROOT / "tests/cases"


@pytest.fixture(scope="module")
def sample_triples(sample: KnowledgeBase) -> list[Triple]:
    return build_triples(sample)


@pytest.fixture(scope="module")
def store(sample_triples: list[Triple]) -> ox.Store:
    store = ox.Store()
    store.load(render_turtle(sample_triples), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def graph(sample: KnowledgeBase) -> rdflib.Graph:
    return build_rdf_graph(sample)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_both_engines_give_the_same_rows_and_the_examples(
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
    assert rows[: len(query.examples)] == [list(row) for row in query.examples]
    assert len(query.examples) == min(3, len(rows))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_stands_alone_where_nothing_is_bound(query: sparql.Query, store: ox.Store) -> None:
    alone = sparql.parse_query(
        "\n".join(
            line
            for line in sparql.standalone(query).splitlines()
            if not line.startswith("# Parameter")
        )
    )
    table = sparql.run(alone, store)
    shown = [n for n, name in enumerate(table.variables) if name not in query.defaults]

    rows = [[row[n] for n in shown] for row in table.strings()]

    assert rows == sparql.run(query, store).strings()


@pytest.mark.parametrize("name", [query.name for query in QUERIES if not query.examples])
def test_what_the_sample_has_none_of_is_found_where_there_is_some(name: str) -> None:
    texts = {"甲": "《乙》、《丙》", "乙": "见《甲》", "丙": "[那里](/archives/9)"}
    posts = [
        Post(id=f"post/{title}", title=title, text=text, url=f"https://blog.example/archives/{n}")
        for n, (title, text) in enumerate(texts.items())
    ]
    kb = build_knowledge_base(posts, load_vocabulary([CASES / "vocabulary.ttl"], builtin=False))
    store = ox.Store()
    store.load(render_turtle(build_triples(kb)), format=ox.RdfFormat.TURTLE)

    rows = sparql.run(sparql.read_query(name), store).strings()

    expected = {
        "citation-circles": [["乙", "甲", "directly"], ["甲", "乙", "directly"]],
        "open-references": [["丙", "那里", "dead", "/archives/9", ""]],
    }
    assert rows == expected[name]


@pytest.mark.parametrize(
    ("language", "tags", "expected"),
    [
        ("zh", ["en", "zh", "zh-hans"], "zh"),
        ("zh", ["en-gb", "zh-hant", "zh-hans"], "zh-hans"),
        ("zh-Hans", ["en", "zh", "zh-hans"], "zh-hans"),
        ("en", ["de", "en-gb", "zh"], "en-gb"),
        ("zh", ["fr", "de"], "de"),
        ("en", ["zh", ""], ""),
    ],
)
def test_a_concept_comes_once_and_by_the_label_that_fits_the_language_best(
    language: str, tags: list[str], expected: str, sample_triples: list[Triple]
) -> None:
    """So that the rows are those of a graph that has no other label."""
    all_labels, only_one = (_relabel(sample_triples, each) for each in (tags, [expected]))
    for query in QUERIES:
        if "language" in query.defaults:
            rows, of_one = (
                sparql.run(query, store, {"language": language}).strings()
                for store in (all_labels, only_one)
            )
            assert rows == of_one, query.name
            assert any(f"label @{expected}:" in value for row in rows for value in row), query.name


def _relabel(triples: list[Triple], tags: list[str]) -> ox.Store:
    """Return the graph with labels in other languages; the former ones are further names."""
    store = ox.Store()
    for subject, predicate, object_ in triples:
        if predicate != SKOS.prefLabel:
            store.add(ox.Quad(subject, predicate, object_))
            continue
        store.add(ox.Quad(subject, SKOS.altLabel, object_))
        for tag in tags:
            text = f"label @{tag}: {subject.value}"
            label = ox.Literal(text, language=tag) if tag else ox.Literal(text)
            store.add(ox.Quad(subject, SKOS.prefLabel, label))
    return store


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
