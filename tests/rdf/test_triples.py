from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, SDO, SKOS, VOID, Literal
from rdflib.compare import isomorphic

from kg import build_graph, build_knowledge_base, build_rdf_graph, build_triples, load_vocabulary
from kg.model import Concept, KnowledgeBase, Label, Post, Snapshot
from kg.rdf import render, render_turtle
from kg.rdf.namespaces import Triple
from kg.validation import validate
from tests.conftest import ROOT
from tests.own_vocabularies import load

KG = rdflib.Namespace("https://kg.example/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
CITO = rdflib.Namespace("http://purl.org/spar/cito/")

SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
RELATIONS = {
    SDO.about: "about",
    SDO.mentions: "mentions",
    CITO.cites: "cites",
    SDO.isPartOf: "part_of",
    SKOS.broader: "broader",
    SKOS.related: "related",
}


def test_both_libraries_read_the_turtle_alike(sample: KnowledgeBase) -> None:
    turtle = render_turtle(build_triples(sample))

    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)

    assert len(graph) == len(store)
    dataset = rdflib.URIRef("https://blog.example/")
    assert graph.value(dataset, VOID.triples) == Literal(len(graph))

    assert isomorphic(graph, build_rdf_graph(sample))


def test_every_link_has_its_evidence(sample: KnowledgeBase) -> None:
    graph = build_rdf_graph(sample)
    for relation in (SDO.about, SDO.mentions, CITO.cites):
        for post, target in graph.subject_objects(relation):
            annotations = [
                annotation
                for annotation in graph.subjects(OA.hasBody, target)
                if (annotation, OA.hasTarget / OA.hasSource, post) in graph
            ]
            assert len(annotations) == 1
            assert graph.value(annotations[0], KG.supports) == relation


def test_quotes_stand_where_the_positions_say(sample: KnowledgeBase) -> None:
    graph = build_rdf_graph(sample)
    base = "https://blog.example/"
    checked = 0
    for target in graph.subjects(RDF.type, OA.SpecificResource):
        post = sample.posts_by_id[str(graph.value(target, OA.hasSource)).removeprefix(base)]
        in_title = graph.value(target, KG.place) == KG.title
        passage = post.title if in_title else post.text
        start, end, exact, prefix, suffix = (
            next(graph.objects(target, OA.hasSelector / p)).toPython()  # type: ignore[attr-defined]
            for p in (OA.start, OA.end, OA.exact, OA.prefix, OA.suffix)
        )
        assert passage[start:end] == exact
        assert passage[:start].endswith(prefix)
        assert passage[end:].startswith(suffix)
        checked += 1
    links = len(sample.concept_links) + len(sample.citations)
    assert checked == links + len(sample.open_references)


def test_graph_and_triples_state_the_same_edges(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    edges = {*graph.edges(keys=True)}
    edges |= {(t, s, key) for s, t, key in edges if key == "related"}  # which holds both ways

    triples = {
        (
            str(s).removeprefix("https://blog.example/"),
            str(o).removeprefix("https://blog.example/"),
            RELATIONS[rdflib.URIRef(str(p))],
        )
        for s, p, o in build_rdf_graph(sample)
        if p in RELATIONS
    }

    assert edges == triples


def test_posts_that_were_read_state_their_language() -> None:
    posts = [
        Post(
            id="post/a",
            title="Adam",
            text=r"其步长是$\alpha \beta \gamma$,见《不曾读过的一篇文章》。",
        ),
        Post(id="post/b", title="Adam", text="Its step size is α."),
    ]

    graph = build_rdf_graph(build_knowledge_base(posts, SMALL))

    base = "https://blog.example/post/"
    languages = {str(p).removeprefix(base): str(o) for p, o in graph[: SDO.inLanguage]}
    assert languages == {"a": "zh", "b": "en"}
    assert len([*graph.subjects(SDO.headline)]) == 3


def test_every_concept_is_in_a_scheme_with_a_name() -> None:
    fieldless = Concept(id="concept/a", pref_label=(Label("ChildTuning", ""),), status="discovered")
    known = Concept(id="concept/b", pref_label=(Label("SVM", "en"),), field="urn:fields:learning")
    schemes = {"urn:fields:learning": (Label("learning", "en"),)}
    nothing = build_knowledge_base([], SMALL)

    graph = build_rdf_graph(
        dataclasses.replace(nothing, concepts=(fieldless, known), schemes=schemes)
    )

    names = {
        str(concept).rpartition("/")[2]: {str(name) for name in graph[scheme : SKOS.prefLabel]}
        for concept, scheme in graph[: SKOS.inScheme]
        if (scheme, RDF.type, SKOS.ConceptScheme) in graph
    }
    assert names == {"a": {"other concepts", "其他概念"}, "b": {"learning"}}


def said_of(triples: list[Triple], subject: str) -> dict[str, set[str]]:
    said: dict[str, set[str]] = defaultdict(set)
    for one, predicate, object_ in triples:
        if one.value == subject:
            said[predicate.value.rpartition("#")[2]].add(object_.value)
    return said


def test_a_hidden_label_stays_one(tmp_path: Path) -> None:
    vocabulary = load(
        tmp_path,
        ':a a skos:Concept ; skos:prefLabel "thesaurus"@en ; skos:altLabel "word list"@en ;'
        'skos:hiddenLabel "thesarus"@en, "words" ; kg:ambiguousLabel "words", "list"@en .',
    )
    posts = [Post(id="post/a", title="甲", text="A thesarus is a word list.")]

    triples = build_triples(build_knowledge_base(posts, vocabulary))

    said = said_of(triples, "https://example.org/a")
    assert said["prefLabel"] == {"thesaurus"}
    assert said["altLabel"] == {"word list", "list"}
    assert said["hiddenLabel"] == {"thesarus", "words"}
    assert validate(triples) == []


ELSEWHERE = """
:a a skos:Concept ; skos:prefLabel "thesaurus"@en ;
  skos:exactMatch <http://www.wikidata.org/entity/Q17152639>, concept:thesaurus ;
  skos:closeMatch <http://dbpedia.org/resource/Thesaurus>, <https://elsewhere.example/叙词表> ;
  skos:broadMatch <urn:x:b> ; skos:narrowMatch <urn:x:n> ; skos:relatedMatch <urn:x:r>, :a ;
  skos:notation "025.4"^^<urn:x:udc>, "025.4", " Z 695 "@en, 25 ;
  skos:scopeNote "For indexers."@en ; skos:inScheme :two, :one, :three .
:one a skos:ConceptScheme ; skos:prefLabel "libraries"@en .
:three a skos:ConceptScheme ; skos:prefLabel "search"@en .
"""


def test_what_a_concept_is_elsewhere_is_stated_as_its_vocabulary_does(tmp_path: Path) -> None:
    vocabulary = load(tmp_path, ELSEWHERE)
    posts = [Post(id="post/a", title="甲", text="A thesaurus is a vocabulary.")]

    triples = build_triples(build_knowledge_base(posts, vocabulary))

    said = said_of(triples, "https://example.org/a")
    assert said["exactMatch"] == {
        "http://www.wikidata.org/entity/Q17152639",
        "https://kg.example/concept/thesaurus",
    }
    assert said["closeMatch"] == {
        "http://dbpedia.org/resource/Thesaurus",
        "https://elsewhere.example/叙词表",
    }
    assert said["broadMatch"] == {"urn:x:b"}
    assert said["narrowMatch"] == {"urn:x:n"}
    assert said["relatedMatch"] == {"urn:x:r"}  # it is no other than itself
    assert {str(o) for _, p, o in triples if p.value == f"{SKOS}notation"} == {
        '"025.4"^^<urn:x:udc>',
        '"025.4"',
        '"Z 695"',
        '"25"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }
    assert said["inScheme"] == {f"https://example.org/{name}" for name in ("one", "two", "three")}
    assert said_of(triples, "https://example.org/three")["prefLabel"] == {"search"}
    assert "scopeNote" not in said
    assert validate(triples) == []
    read = ox.parse(render(triples, "jsonld"), format=ox.RdfFormat.JSON_LD)
    assert {(one.subject, one.predicate, one.object) for one in read} == {*triples}


def test_an_address_without_its_host_is_none() -> None:
    urls = ["https://blog.example/archives/1", "/archives/2", "advanced-syntax"]
    posts = [Post(id=f"post/{n}", title=f"甲{n}", url=url) for n, url in enumerate(urls)]

    graph = build_rdf_graph(build_knowledge_base(posts, SMALL))

    assert [str(url) for url in graph.objects(predicate=SDO.url)] == urls[:1]


def test_references_say_how_they_were_resolved_or_why_they_are_open() -> None:
    day = datetime.date(2020, 1, 1)
    text = "[《乙》](/archives/2)、《两可的一个标题》、[那里](/archives/9)、《漫谈（三）》"
    url = "https://blog.example/archives"
    posts = [
        Post(id="post/a", title="甲", text=text, date=day, url=f"{url}/1"),
        Post(id="post/b", title="乙", date=day.replace(year=2021), url=f"{url}/2"),
        Post(id="post/c", title="两可的一个标题：其一"),
        Post(id="post/d", title="两可的一个标题：其二", aliases=("从前的标题",)),
        Post(id="post/e", title="漫谈（三）：丙"),
    ]

    graph = build_rdf_graph(build_knowledge_base(posts, SMALL))

    base = rdflib.Namespace("https://blog.example/")
    [link] = graph.subjects(OA.hasBody, base["post/b"])
    assert graph.value(link, KG.resolvedBy) == KG.link
    assert graph.value(link, KG.confidence) == Literal("1", datatype=rdflib.XSD.decimal)
    assert graph.value(link, KG.toLaterPost) == Literal(True)
    [ambiguous] = graph.subjects(KG.leftOpen, KG.ambiguous)
    assert set(graph.objects(ambiguous, KG.candidate)) == {base["post/c"], base["post/d"]}
    [dead] = graph.subjects(KG.leftOpen, KG.dead)
    assert graph.value(dead, KG.linkTarget) == Literal("/archives/9")
    [series] = graph.subjects(RDF.type, SDO.CreativeWorkSeries)
    assert set(graph.objects(series, KG.missingPosition)) == {Literal(1), Literal(2)}
    assert graph.value(base["post/d"], SDO.alternativeHeadline) == Literal("从前的标题")
    declared = rdflib.Graph().parse(ROOT / "kg/ontology/kg.ttl")
    used = {term for triple in graph for term in triple if str(term).startswith(KG)}
    assert used <= set(declared.subjects(RDFS.label))


def test_own_terms_are_those_of_the_ontology(sample: KnowledgeBase) -> None:
    ontology = rdflib.Graph().parse(ROOT / "kg/ontology/kg.ttl")
    declared = {term for term in ontology.subjects(RDFS.label) if str(term).startswith(KG)}
    used = {
        term for triple in build_rdf_graph(sample) for term in triple if str(term).startswith(KG)
    }

    assert used <= declared
    for term in declared:
        labels = list(ontology.objects(term, RDFS.label))
        languages = {label.language for label in labels if isinstance(label, Literal)}
        assert languages == {"en", "zh"}, term
    assert (None, RDF.type, OWL.Ontology) in ontology


HOSTILE = st.text(
    st.sampled_from("甲a\"\\\n\t<>{}|^` 😀\u202e《》#?/%&'")
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=20,
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_title_survives_the_way_through_turtle(title: str, author: str, source: str) -> None:
    post = Post(
        id="post/p",
        title=title,
        author=author,
        date=datetime.date(2020, 1, 2),
        url=title,
        text=f"GAN《{title}》" + title,
        source=source,
        snapshots=(Snapshot(source=source, readers=3),),
        tags=(title,),
    )
    kb = build_knowledge_base([post], SMALL)

    turtle = render_turtle(build_triples(kb))

    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    assert isomorphic(graph, build_rdf_graph(kb))
    headlines = {str(value) for value in graph.objects(predicate=SDO.headline)}
    assert title in headlines


@pytest.mark.parametrize("base", ["https://kexue.fm/kg/", "urn:blog:"])
def test_the_base_is_the_owners(sample: KnowledgeBase, base: str) -> None:
    posts = {str(s) for s in build_rdf_graph(sample, base=base).subjects(SDO.headline)}

    assert all(iri.startswith(f"{base}post/") for iri in posts)


def test_ids_do_not_depend_on_what_else_is_read(sample: KnowledgeBase) -> None:
    listed = [post for post in sample.posts if post.listed]
    fewer = build_knowledge_base(listed[::2], SMALL)

    assert {post.id for post in fewer.posts if post.listed} <= {post.id for post in sample.posts}


def test_shuffled_input_gives_equal_bytes(sample: KnowledgeBase) -> None:
    listed = [post for post in sample.posts if post.listed]
    shuffled = sorted(listed, key=lambda post: post.title[::-1])

    assert render_turtle(build_triples(build_knowledge_base(shuffled, SMALL))) == render_turtle(
        build_triples(build_knowledge_base(listed, SMALL))
    )
