"""The command that measures the concepts found in posts by a gold annotation, and its floors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.inputs import Builtin, OwnVocabulary, Paths, read_posts, tell_notes
from kg.commands.printing import Format, OutputFormat, print_line, print_table

if TYPE_CHECKING:
    from kg.evaluation import Evaluation

app = typer.Typer()

_MEASURES = ("recall", "precision", "F1")


@app.command(name="eval")
def evaluate_(
    gold: Annotated[Path, typer.Argument(help="A JSON file with the annotated concepts.")],
    paths: Paths,
    vocabulary: OwnVocabulary = None,
    builtin_vocabulary: Builtin = True,
    floors: Annotated[
        Path | None,
        typer.Option(help="A JSON file of the least scores to reach; a lower one is an error."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            help="The name of the scores in that file. [default: GOLD without its suffix]"
        ),
    ] = None,
    renew: Annotated[
        bool, typer.Option("--renew", help="Raise the least scores to those reached.")
    ] = False,
    lower: Annotated[
        str | None,
        typer.Option(
            metavar="REASON", help="With --renew: lower least scores as well, for this reason."
        ),
    ] = None,
    all_posts: Annotated[
        bool,
        typer.Option(
            "--all-posts",
            help="Build all posts of PATHS, not the annotated ones alone, which are measured.",
        ),
    ] = False,
    format_: OutputFormat = Format.table,
) -> None:
    """Measure the concepts found in posts against an annotation: recall and precision."""
    from kg.evaluation import annotated_posts, evaluate, read_gold
    from kg.floors import hold_to_floors
    from kg.pipeline import build_knowledge_base
    from kg.vocabulary import load_vocabulary

    for option, given, wanted, its in (
        ("--name", name, floors, "--floors"),
        ("--renew", renew, floors, "--floors"),
        ("--lower", lower, renew, "--renew"),
    ):
        if given and not wanted:
            raise typer.BadParameter(f"needs {its}", param_hint=option)
    posts = read_posts(paths)
    annotated = read_gold(gold, posts)
    terms = load_vocabulary(vocabulary or (), builtin=builtin_vocabulary)
    tell_notes(terms)
    built = annotated_posts(annotated, among=posts if all_posts else ())
    evaluation = evaluate(build_knowledge_base(built, terms), annotated)
    _print_evaluation(evaluation, format_)
    if floors:
        own = name or gold.stem
        below = hold_to_floors(floors, own, evaluation, renew=renew, lower=lower)
        for fault in below:
            print_line(f"{own}: {fault}", stderr=True)
        if below:
            raise typer.Exit(1)


def _print_evaluation(evaluation: Evaluation, format_: Format) -> None:
    """Print measures and faults: as two tables or, for a program, as one."""
    scores = {
        tier: [
            rate if rate is None else f"{rate:.3f}"
            for rate in (score.recall, score.precision, score.f1)
        ]
        for tier, score in evaluation.scores().items()
    }
    faults = [
        *(["missed", title, concept] for title, concept in evaluation.missed),
        *(["wrong", title, concept] for title, concept in evaluation.wrong),
    ]
    if format_ is Format.table:
        print_table(["fault", "post", "concept"], faults, format_)
        rows = [[tier, *(rate or "n/a" for rate in rates)] for tier, rates in scores.items()]
        print_table(["tier", *_MEASURES], rows, format_)
        return
    measures = [
        [measure, tier, rate]
        for tier, rates in scores.items()
        for measure, rate in zip(_MEASURES, rates, strict=True)
    ]
    print_table(["kind", "name", "value"], [*measures, *faults], format_)
