"""What a blog gained and lost between two builds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import Vocabulary, build_knowledge_base, build_triples
from kg.difference import Difference, Link, as_records, compare, describe
from kg.errors import KgError
from kg.model import Post
from kg.rdf.namespaces import OA, Triple
from tests.rdf.test_triples import SMALL

BASE = "https://blog.example/"
SVM = "https://kg.example/concept/support-vector-machine"

OLD = {
    "甲": "支持向量机是一种分类器,支持向量机的核函数见下文。",
    "乙": "见《甲》。",
}
NEW = {
    "甲": "本文只讲逻辑回归,逻辑回归就是逻辑回归。",
    "丙": "见《甲》。",
}


def triples(posts: dict[str, str], vocabulary: Vocabulary, base: str = BASE) -> list[Triple]:
    read = [Post(id=f"post/{title}", title=title, text=text) for title, text in posts.items()]
    return build_triples(build_knowledge_base(read, vocabulary), base=base)


@pytest.fixture(scope="module")
def difference(vocabulary: Vocabulary) -> Difference:
    return compare(triples(OLD, vocabulary), triples(NEW, vocabulary))


def test_posts_concepts_and_links_are_gained_and_lost(difference: Difference) -> None:
    assert difference.posts.gained == (f"{BASE}post/丙",)
    assert difference.posts.lost == (f"{BASE}post/乙",)
    assert SVM in difference.concepts.lost
    assert SVM not in difference.concepts.gained
    assert Link(f"{BASE}post/丙", "cito:cites", f"{BASE}post/甲") in difference.links.gained
    assert Link(f"{BASE}post/乙", "cito:cites", f"{BASE}post/甲") in difference.links.lost
    assert {link.source for link in difference.links.lost if link.target == SVM} == {
        f"{BASE}post/甲"
    }


def test_the_other_way_round_is_the_reverse(vocabulary: Vocabulary, difference: Difference) -> None:
    back = compare(triples(NEW, vocabulary), triples(OLD, vocabulary))

    for (_, there), (_, here) in zip(difference.changes(), back.changes(), strict=True):
        assert (there.gained, there.lost) == (here.lost, here.gained)


def test_text_and_records_name_what_changed(difference: Difference) -> None:
    lines = describe(difference).splitlines()
    records = as_records(difference)

    assert "posts: 1 gained, 1 lost" in lines
    assert "  + 《丙》" in lines
    assert "  + 《丙》 cites 《甲》" in lines
    assert "  - 支持向量机" in lines
    assert {"iri": SVM, "name": "支持向量机"} in records["concepts"]["lost"]
    [cites] = [one for one in records["links"]["gained"] if one["relation"] == "cito:cites"]
    assert (cites["source_name"], cites["target_name"]) == ("《丙》", "《甲》")


def test_concepts_are_named_in_the_language_of_the_blog(vocabulary: Vocabulary) -> None:
    english = triples({"SVM": "A support vector machine is a linear classifier."}, vocabulary)

    assert "  + support vector machine" in describe(compare([], english)).splitlines()


def test_concepts_that_are_related_are_one_link() -> None:
    texts = ["决策树和GAN。", "决策树和GAN，还有VAE。"]
    old, new = (triples({"甲": text}, SMALL) for text in texts)

    related = [link for link in compare(old, new).links.gained if link.relation == "skos:related"]

    test = "https://kg.example/test/"
    assert related == [Link(f"{test}tree", "skos:related", f"{test}vae")]


def test_a_quote_that_no_link_has_says_nothing(vocabulary: Vocabulary) -> None:
    new = triples(NEW, vocabulary)
    alone = (ox.NamedNode(f"{BASE}quote"), OA.exact, ox.Literal("alone"))

    assert compare(new, [*new, alone]) == compare(new, new)


def test_graphs_with_other_bases_are_not_compared(vocabulary: Vocabulary) -> None:
    with pytest.raises(KgError, match="build both with the same --base"):
        compare(triples(OLD, vocabulary), triples(OLD, vocabulary, base="urn:blog:"))


def test_the_command_prints_text_and_json() -> None:
    def diff(*options: str | Path) -> str:
        command = [sys.executable, "-m", "kg", "diff", *options]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    assert diff("output", "output/graph.ttl").startswith("posts: none gained, none lost\n")
    assert json.loads(diff("output", "output", "--format", "json"))["links"] == {
        "gained": [], "lost": []
    }  # fmt: skip
