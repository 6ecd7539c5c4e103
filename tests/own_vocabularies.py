"""Turtle files of a user, and what is loaded of them."""

from __future__ import annotations

from pathlib import Path

from kg import Vocabulary, load_vocabulary

HEAD = """@prefix : <https://example.org/> .
@prefix concept: <https://kg.example/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://kg.example/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def load(tmp_path: Path, *bodies: str, builtin: bool = False) -> Vocabulary:
    for number, body in enumerate(bodies):
        (tmp_path / f"{number}.ttl").write_text(HEAD + body, encoding="utf-8")
    return load_vocabulary([tmp_path], builtin=builtin)
