from __future__ import annotations

from kg import load_vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import add_labels
from kg.extraction import Extracted, Extraction
from kg.model import Post
from tests.conftest import ROOT

VOCABULARY = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
MATCHER = ConceptMatcher(VOCABULARY)
FURTHER = MATCHER.extend(add_labels(VOCABULARY, [("ABC", "https://kg.example/test/gan")]))
POSTS = [
    Post(id="post/a", title="GAN", text="这里的变分自编码器与ABC不同,$x$也是。"),
    Post(id="post/b", title="ABC", text="没有名字。"),
]


def extract(extraction: Extraction, matcher: ConceptMatcher) -> list[Extracted]:
    return [
        *extraction.extract(POSTS, matcher, {"post/b": {"名字": "https://kg.example/test/gan"}})
    ]


def test_links_are_the_same_whether_names_were_looked_for_before() -> None:
    for jobs in (1, 2):
        extraction = Extraction(jobs)
        [*_] = extraction.find_proposals(POSTS, MATCHER, unknown_words=False)

        found = extract(extraction, FURTHER)

        assert found == extract(Extraction(), FURTHER)
        assert [len(one.links) for one in found] == [2, 1]


def test_names_that_another_matcher_found_are_not_taken() -> None:
    extraction = Extraction()
    [*_] = extraction.find_proposals(POSTS, MATCHER, unknown_words=False)
    others = ConceptMatcher(VOCABULARY)

    assert extract(extraction, others) == extract(Extraction(), others)
