from __future__ import annotations

from pathlib import Path

from kg import load_vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.discovery.draft import render_draft
from kg.model import Post


def test_a_draft_names_concepts_of_a_vocabulary_by_their_own_iris(tmp_path: Path) -> None:
    """Else what is broader than a new concept is unknown where the draft is passed back."""
    own, draft = tmp_path / "own.ttl", tmp_path / "draft.ttl"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:uuid:1234-5678> a skos:Concept ; skos:prefLabel "权威控制"@zh .\n',
        encoding="utf-8",
    )
    known = load_vocabulary([own], builtin=False)
    text = "图书馆权威控制很好,图书馆权威控制即“图书馆权威控制”,称为“图书馆权威控制”。"
    found = discover([Post(id="post/a", title="图书馆权威控制", text=text)], ConceptMatcher(known))

    draft.write_bytes(render_draft(found, known))

    [new] = load_vocabulary([own, draft], builtin=False).concepts.keys() - known.concepts.keys()
    assert f"<{new}>" in draft.read_text(encoding="utf-8")
    assert "skos:broader <urn:uuid:1234-5678>" in draft.read_text(encoding="utf-8")
