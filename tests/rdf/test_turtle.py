from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings

from kg import build_knowledge_base
from kg.model import KnowledgeBase, Post
from kg.rdf import render_turtle
from kg.rdf.formats import parse_turtle
from kg.rdf.triples import complete
from kg.rdf.turtle import write_turtle
from tests.rdf.test_triples import HOSTILE, SMALL

BASES = ["https://blog.example/", "https://blog.example/#", "urn:blog:"]


def written(kb: KnowledgeBase, base: str, *, evidence: bool = True) -> tuple[bytes, int]:
    file = BytesIO()
    count = write_turtle(kb, file, base=base, version="1", evidence=evidence)
    return file.getvalue(), count


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("evidence", [True, False])
def test_what_is_written_by_the_annotation_is_what_the_library_writes_by_the_triple(
    sample: KnowledgeBase, base: str, *, evidence: bool
) -> None:
    turtle, count = written(sample, base, evidence=evidence)

    triples = parse_turtle(turtle)
    assert count == len(triples) == len(set(triples))
    assert turtle == render_turtle(complete(triples, base=base))


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_so_it_is_with_any_text(title: str, text: str, source: str) -> None:
    text = f"GAN{text}《{title}》{text}[{title}](/{source}) SVM {text}GAN"
    kb = build_knowledge_base(
        [
            Post(id="post/p", title=title, text=text, source=source),
            Post(id="post/p-q", title=f"GAN {title}", text=text),
        ],
        SMALL,
    )

    turtle, count = written(kb, "https://blog.example/")

    triples = parse_turtle(turtle)
    assert count == len(triples)
    assert turtle == render_turtle(complete(triples, base="https://blog.example/"))


def test_without_evidence_nothing_else_is_lost(sample: KnowledgeBase) -> None:
    base = "https://blog.example/"
    whole, _ = written(sample, base)

    bare, _ = written(sample, base, evidence=False)

    assert bare == render_turtle(complete(parse_turtle(whole), base=base, evidence=False))
