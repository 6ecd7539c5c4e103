from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Post
from kg.references import find_references, resolve_references
from tests.conftest import load_cases


def post(title: str, text: str = "", year: int = 2020, id_: str | None = None) -> Post:
    return Post(id=id_ or f"post/{title}", title=title, text=text, date=datetime.date(year, 1, 1))


def resolve(*posts: Post) -> list[tuple[str, str, str]]:
    references = [reference for one in posts for reference in find_references(one)]
    resolutions, _, _ = resolve_references(references, posts)
    return [(r.target, r.kind, r.how) for r in resolutions]


@pytest.mark.parametrize("case", load_cases("references.json"), ids=lambda case: case["name"])
def test_references_found_and_what_they_are(case: dict[str, Any]) -> None:
    citing = post("引用者", case["text"])
    references = find_references(citing)

    resolutions, _, _ = resolve_references(references, [citing])

    assert [[r.reference.title, r.kind, r.reference.cue] for r in resolutions] == case["finds"]
    for reference in references:
        spelled = citing.text[reference.start : reference.end]
        assert " ".join(spelled.split()) == reference.title


def test_a_title_of_the_corpus_decides_whatever_the_cue() -> None:
    assert resolve(post("甲:乙"), post("丙", "论文《甲:乙》")) == [("post/甲:乙", "post", "exact")]


def test_titles_compare_after_folding() -> None:
    assert resolve(post("SGD ≈ SVM？"), post("丙", "《sgd≈svm?》")) == [
        ("post/SGD ≈ SVM？", "post", "folded")
    ]


def test_a_post_never_references_itself() -> None:
    assert resolve(post("甲", "本文《甲》")) == []


def test_of_two_posts_with_one_title_the_latest_before_the_citing_one_is_meant() -> None:
    posts = [post("甲", year=year, id_=f"post/{year}") for year in (2010, 2014, 2018)]

    assert resolve(*posts, post("乙", "《甲》", year=2016)) == [("post/2014", "post", "exact")]


def test_a_namesake_is_not_the_post_itself() -> None:
    first, again = post("甲", year=2010, id_="post/a"), post("甲", "去年的《甲》", 2011, "post/b")

    assert resolve(first, again) == [("post/a", "post", "exact")]


def test_one_work_named_in_two_posts_is_one() -> None:
    citing = [post("甲", "论文《Focal Loss》"), post("乙", "论文《focal loss》")]
    references = [reference for one in citing for reference in find_references(one)]

    resolutions, unlisted, works = resolve_references(references, citing)

    assert [(work.id, work.title, work.kind) for work in works] == [
        ("work/focal-loss", "Focal Loss", "paper")
    ]
    assert {r.target for r in resolutions} == {"work/focal-loss"}
    assert unlisted == []


@given(st.text("《》〈〉甲乙\n 电影论文", max_size=40))
def test_every_reference_lies_between_brackets_and_none_overlaps_another(text: str) -> None:
    references = find_references(post("引用者", text))

    for reference in references:
        assert text[reference.start - 1] == "《"
        assert text[reference.end] == "》"
        inside = text[reference.start : reference.end]
        assert inside.count("《") == inside.count("》")
    for before, after in pairwise(references):
        assert before.end < after.start
