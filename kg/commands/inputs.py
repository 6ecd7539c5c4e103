"""What several commands are given: their arguments, and the posts that these name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.printing import tell

if TYPE_CHECKING:
    from kg.model import Post
    from kg.readers import Corpus
    from kg.spark import Built as BuiltWithSpark
    from kg.vocabulary import Vocabulary

Paths = Annotated[list[Path], typer.Argument(help="Files or folders with posts.")]
OwnVocabulary = Annotated[
    list[Path] | None,
    typer.Option(
        "--vocabulary", help="A SKOS file to use on top of the built-in vocabulary; repeatable."
    ),
]
Builtin = Annotated[
    bool,
    typer.Option(
        "--builtin-vocabulary/--no-builtin-vocabulary", help="Use the built-in vocabulary."
    ),
]


def _checked_base(base: str) -> str:
    from kg.rdf.iris import BASE_RULE, is_base

    if not is_base(base):
        raise typer.BadParameter(BASE_RULE)
    return base


Base = Annotated[
    str,
    typer.Option(
        callback=_checked_base,
        help="The address that the IRIs of posts, works, series and new concepts begin with.",
    ),
]
Titles = Annotated[
    Path | None,
    typer.Option(help="A list of all titles of the blog: a TSV with columns id, date, title, url."),
]
Built = Annotated[Path, typer.Argument(help="The folder that kg build wrote, or its graph.ttl.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="How many seconds a query may take.")]
MostRows = Annotated[int, typer.Option(min=1, help="How many rows a result may have.")]


def read_posts(paths: Sequence[Path]) -> list[Post]:
    """Read posts, and say on stderr what was skipped.

    Raises:
        InputError: nothing in `paths` is a post.
    """
    from kg.readers import read_corpus

    corpus = read_corpus(paths)
    tell_skipped(corpus)
    return list(corpus.posts)


def tell_skipped(corpus: Corpus | BuiltWithSpark) -> None:
    """Say on stderr what was not read, and why."""
    from kg.readers import report_skipped

    for line in report_skipped(corpus.skipped):
        tell(line)


def tell_notes(vocabulary: Vocabulary) -> None:
    """Say on stderr what of one's own vocabulary is left out, and why."""
    for note in vocabulary.notes:
        tell(note)
