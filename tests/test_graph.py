from __future__ import annotations

import pytest

from kg import Vocabulary, build_graph, build_knowledge_base
from kg.analysis import Names
from kg.errors import UnknownNameError
from kg.model import Concept, KnowledgeBase, Label, Post


def test_nodes_say_what_they_are(sample: KnowledgeBase) -> None:
    graph = build_graph(sample)

    post = graph.nodes["post/从动力学角度看优化算法-七-sgd-svm"]
    assert (post["kind"], post["date"], post["readers"]) == ("post", "2020-12-21", 37035)
    svm = graph.nodes["https://kg.example/concept/support-vector-machine"]
    assert (svm["kind"], svm["label"], svm["label_en"]) == (
        "concept",
        "支持向量机",
        "support vector machine",
    )


def test_every_edge_to_a_concept_or_target_quotes_its_evidence(sample: KnowledgeBase) -> None:
    for _, _, key, attributes in build_graph(sample).edges(keys=True, data=True):
        if key in ("about", "mentions", "cites"):
            assert attributes["exact"]
            assert attributes["occurrences"] >= 1


@pytest.mark.parametrize(
    ("languages", "label", "label_en", "others"),
    [
        ({"权威控制": "", "authority control": "en"}, "权威控制", "authority control", None),
        (
            {"authority control": "en", "权威控制": ""},
            "authority control",
            "authority control",
            "权威控制",
        ),
        ({"叙词表": "cmn", "Thesaurus": "de"}, "叙词表", "叙词表", "Thesaurus"),
        ({"敘詞表": "zh-hant", "叙词表": "zh-hans"}, "敘詞表", "敘詞表", "叙词表"),
        ({"叙词表": "zh", "thesaurus": "en"}, "叙词表", "thesaurus", None),
    ],
)
def test_a_preferred_label_that_is_not_shown_is_a_name_all_the_same(
    languages: dict[str, str], label: str, label_en: str, others: str | None
) -> None:
    names = tuple(Label(text=text, language=tag) for text, tag in languages.items())
    concept = Concept(id="concept/c", pref_label=names)
    known = Vocabulary(concepts={concept.id: concept}, schemes={}, version="")
    posts = [Post(id="post/a", title="甲", text="、".join(languages))]

    graph = build_graph(build_knowledge_base(posts, known))

    node = graph.nodes["concept/c"]
    assert (node["label"], node["label_en"], node.get("alt_labels")) == (label, label_en, others)
    assert {Names(graph).the_node(text) for text in languages} == {"concept/c"}


def test_by_hidden_labels_a_concept_is_found_but_not_called() -> None:
    concept = Concept(
        id="concept/c",
        pref_label=(Label("thesaurus", "en"),),
        hidden_labels=(Label("thesarus", "en"), Label("tesaurus", "en")),
    )
    known = Vocabulary(concepts={concept.id: concept}, schemes={}, version="")
    posts = [Post(id="post/a", title="甲", text="A thesarus is a vocabulary.")]

    graph = build_graph(build_knowledge_base(posts, known))

    node = graph.nodes["concept/c"]
    assert ("post/a", "concept/c") in graph.edges()
    assert (node.get("alt_labels"), node["hidden_labels"]) == (None, "tesaurus | thesarus")
    assert Names(graph).the_node("Thesarus") == "concept/c"
    with pytest.raises(UnknownNameError, match="thesaurus") as raised:
        Names(graph).the_node("thesarrus")
    assert "thesarus" not in str(raised.value).replace("thesarrus", "")
