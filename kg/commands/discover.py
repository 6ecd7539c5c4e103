"""The command that looks for concepts that the vocabulary lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.inputs import Base, Builtin, OwnVocabulary, Paths, read_posts, tell_notes
from kg.commands.printing import Format, print_table
from kg.model import DEFAULT_BASE

app = typer.Typer()


@app.command()
def discover(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="The SKOS file to write.")],
    *,
    base: Base = DEFAULT_BASE,
    vocabulary: OwnVocabulary = None,
    builtin_vocabulary: Builtin = True,
) -> None:
    """Write the concepts that the vocabulary lacks as SKOS, to edit and use by --vocabulary."""
    from kg.concepts import ConceptMatcher
    from kg.discovery import discover as find_new_concepts
    from kg.discovery.draft import render_draft
    from kg.extraction import Extraction, count_jobs
    from kg.vocabulary import load_vocabulary
    from kg.writing import write_files

    posts = sorted(read_posts(paths), key=lambda post: post.id)
    known = load_vocabulary(vocabulary or (), builtin=builtin_vocabulary)
    tell_notes(known)
    matcher = ConceptMatcher(known)
    extraction = Extraction(count_jobs(posts))
    found = find_new_concepts(posts, matcher, proposals=extraction.find_proposals)
    matcher = matcher.extend(found.extend(known))
    each = extraction.extract(posts, matcher, found.aliases.of_post)
    found = found.keep({link.concept_id for one in each for link in one.links})
    write_files(out.parent, {out.name: render_draft(found, known, base=base)})
    new = {concept.pref_label[0].text for concept in found.concepts}
    rows = [
        [candidate.name, f"{candidate.score:g}", "; ".join(candidate.reasons)]
        for candidate in found.candidates
        if candidate.name in new
    ]
    print_table(["name", "score", "because"], rows, Format.table)
