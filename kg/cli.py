"""The command `kg`: arguments in, messages and files out; all work is done in the library."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from typer.core import TyperGroup

from kg.commands import answers, export, mcp
from kg.commands.printing import Format, console, print_counts, print_line, print_table, tell
from kg.errors import KgError, VocabularyError
from kg.model import DEFAULT_BASE, InputFormat

if TYPE_CHECKING:
    from rich.progress import Progress

    from kg.evaluation import Evaluation
    from kg.model import KnowledgeBase, Post
    from kg.readers import Corpus
    from kg.spark import Built as BuiltWithSpark

# Each command imports what it needs: all of it takes longer than most commands.

T = TypeVar("T")

# A build makes millions of values that do not refer to one another in circles, so that the search
# for such circles, at Python's own pace, takes a fifth of its time and finds none.
COLLECTION = (100_000, 50, 100)
_NEVER_CUT = 1000


class _Commands(TyperGroup):
    """Lists each command with all of what it says of itself first, where Click cuts it short."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Click's own types
        known = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(_NEVER_CUT)) for name, one in known if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


# Plain help: Rich's takes twice as long to import as all the rest of `kg --help`.
app = typer.Typer(
    cls=_Commands,
    help="Turn a technical blog into a knowledge graph of posts and concepts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
vocabulary_app = typer.Typer(help="Work on vocabularies.", no_args_is_help=True)
app.add_typer(vocabulary_app, name="vocabulary")
app.add_typer(answers.app)
app.add_typer(export.app)
app.add_typer(mcp.app)
_CACHE = ".cache/extracted.sqlite"
_REFRESH = 0.1  # seconds between two looks of a progress bar


class Engine(StrEnum):
    """What builds a graph."""

    local = "local"
    spark = "spark"


class DiffFormat(StrEnum):
    """How a difference is printed."""

    text = "text"
    json = "json"


def main() -> NoReturn:
    """Run the command; a fault of the input is one line on stderr and exit code 2."""
    gc.set_threshold(*COLLECTION)
    try:
        app()
    except KgError as error:
        tell(str(error))
        sys.exit(2)
    sys.exit(0)


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from kg import __version__

        print(f"kg {__version__}")
        raise typer.Exit


Paths = Annotated[list[Path], typer.Argument(help="Files or folders with posts.")]
OwnVocabulary = Annotated[
    list[Path] | None,
    typer.Option("--vocabulary", help="A SKOS file on top of the built-in one; repeatable."),
]
Titles = Annotated[
    Path | None,
    typer.Option(help="A list of the blog's titles: TSV with the columns id, date, title, url."),
]
Builtin = Annotated[
    bool, typer.Option("--builtin-vocabulary/--no-builtin-vocabulary", help="Use the built-in one.")
]
Evidence = Annotated[
    bool,
    typer.Option(
        "--evidence/--no-evidence", help="State in RDF which words each link rests on, or not."
    ),
]
Built = Annotated[Path, typer.Argument(help="The folder that kg build wrote, or its graph.ttl.")]


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(help="Files or folders with posts.")],
    out: Annotated[str, typer.Option("--out", "-o", help="The folder to write to.")],
    *,
    base: Annotated[
        str, typer.Option(help="The IRI that the graph's own IRIs begin with.")
    ] = DEFAULT_BASE,
    titles: Titles = None,
    vocabulary: OwnVocabulary = None,
    builtin_vocabulary: Builtin = True,
    format_: Annotated[
        InputFormat | None,
        typer.Option("--format", help="Read every file as this. [default: told from the content]"),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing if a file has a fault.")
    ] = False,
    evidence: Evidence = True,
    use_cache: Annotated[
        bool,
        typer.Option("--cache/--no-cache", help="Keep in OUT/.cache what is found in each post."),
    ] = True,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever a source changes, until Ctrl+C.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="How many processes do the work. [default: as pays]"
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(help="What does the work: this machine, or Spark for what does not fit one."),
    ] = Engine.local,
    master: Annotated[
        str | None,
        typer.Option(metavar="URL", help="With Spark: the cluster. [default: as Spark is set]"),
    ] = None,
) -> None:
    """Read posts and write graph.html, graph.ttl and graph.graphml.

    With --engine spark, read from and write to any file system of Hadoop, N-Triples and tables.
    """
    if not base.startswith(("http://", "https://", "urn:")) or not base.endswith(("/", "#", ":")):
        raise typer.BadParameter(
            "must be an http(s) or urn IRI that ends in / or # or :", param_hint="--base"
        )
    if engine is Engine.spark:
        for name, given in (("--watch", watch), ("--titles", titles), ("--jobs", jobs)):
            if given:
                raise typer.BadParameter("is for --engine local", param_hint=name)
        _build_with_spark(
            paths, out, base=base, vocabulary=vocabulary, builtin_vocabulary=builtin_vocabulary,
            format_=format_, strict=strict, evidence=evidence, master=master,
        )  # fmt: skip
        return
    if master:
        raise typer.BadParameter("is for --engine spark", param_hint="--master")
    # igraph imports it where it is installed, for a second, to draw what nothing here draws.
    sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]
    folder, files = Path(out), [*map(Path, paths)]
    once = partial(
        _build, files, folder, base=base, titles=titles, vocabulary=vocabulary,
        builtin_vocabulary=builtin_vocabulary, format_=format_, strict=strict, evidence=evidence,
        use_cache=use_cache, jobs=jobs,
    )  # fmt: skip
    if not watch:
        once()
        return
    from kg.watching import changes

    sources = [*files, *(vocabulary or ()), *([titles] if titles else ())]
    for number, _ in enumerate(changes(sources, folder)):
        try:
            once()
        except (KgError, typer.Exit) as error:
            if not number:
                raise
            if isinstance(error, KgError):
                tell(str(error))
        print_line("Watching for changes (end with Ctrl+C)", stderr=True)


def _build(
    paths: Sequence[Path],
    out: Path,
    *,
    base: str,
    titles: Path | None,
    vocabulary: Sequence[Path] | None,
    builtin_vocabulary: bool,
    format_: InputFormat | None,
    strict: bool,
    evidence: bool,
    use_cache: bool,
    jobs: int | None,
) -> None:
    from kg import __version__
    from kg.build import build_knowledge_base
    from kg.cache import Cache
    from kg.cached_extraction import CachedExtraction, cached_parsing
    from kg.extraction import Extraction, count_jobs
    from kg.outputs import write_outputs
    from kg.readers import read_corpus
    from kg.references import read_titles
    from kg.vocabulary import load_vocabulary

    begin = time.perf_counter()
    cache = Cache(out / _CACHE) if use_cache else None
    parse = cached_parsing(cache) if cache else None
    with _progress() as progress:
        track = _tracker(progress)
        corpus = read_corpus(paths, format=format_, parse=parse, track=track("reading"))
        if strict and corpus.faults:
            _report(corpus)
            raise typer.Exit(2)
        jobs = jobs or count_jobs(corpus.posts)
        extraction = CachedExtraction(cache, jobs) if cache else Extraction(jobs)
        with _stage(progress, "vocabulary"):
            terms = load_vocabulary(vocabulary or (), builtin=builtin_vocabulary)
        known = read_titles(titles) if titles else []
        kb = build_knowledge_base(
            corpus.posts, terms, titles=known, extraction=extraction, track=track("linking")
        )
        with _stage(progress, "writing"):
            written, triples = write_outputs(
                kb, out, base=base, version=__version__, evidence=evidence, jobs=jobs,
                cache=cache,
            )  # fmt: skip
            if cache:
                cache.save()
    print_counts(_summary(kb, triples, time.perf_counter() - begin))
    for path in written:
        print_line(str(path))
    _report(corpus)
    for note in cache.notes if cache else ():
        tell(note)


def _build_with_spark(
    paths: Sequence[str],
    out: str,
    *,
    base: str,
    vocabulary: Sequence[Path] | None,
    builtin_vocabulary: bool,
    format_: InputFormat | None,
    strict: bool,
    evidence: bool,
    master: str | None,
) -> None:
    from kg import __version__
    from kg.extras import require
    from kg.vocabulary import load_vocabulary

    require("pyspark", "spark")
    require("pyarrow", "spark")
    from kg.spark import build as build_with_spark
    from kg.spark.session import start_session

    begin = time.perf_counter()
    terms = load_vocabulary(vocabulary or (), builtin=builtin_vocabulary)
    session = start_session(master)
    built = build_with_spark(
        session, paths, out, terms, base=base, version=__version__, evidence=evidence,
        format_=format_, strict=strict,
    )  # fmt: skip
    if strict and built.faults:
        _report(built)
        raise typer.Exit(2)
    seconds = f"{time.perf_counter() - begin:.2f}"
    print_counts({"posts": built.posts, "triples": built.triples, "seconds": seconds})
    for name in ("triples", "nodes", "edges"):
        print_line(f"{out.rstrip('/')}/{name}")
    _report(built)


def _read(paths: Sequence[Path]) -> list[Post]:
    from kg.readers import read_corpus

    corpus = read_corpus(paths)
    _report(corpus)
    return list(corpus.posts)


def _report(corpus: Corpus | BuiltWithSpark) -> None:
    """Say on stderr what was not read, so that what is printed stays clean."""
    from kg.readers import report_skipped

    for line in report_skipped(corpus.skipped):
        tell(line)


@app.command()
def query(
    name: Annotated[
        str | None, typer.Argument(help="A query of the library or a file; none lists them.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="NAME=VALUE of a parameter; repeatable.")
    ] = None,
    graph: Annotated[Path, typer.Option(help="The Turtle file.")] = Path("output/graph.ttl"),
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Run a SPARQL query on a graph."""
    from kg import sparql

    if name is None:
        rows = [
            [query.name, query.question, " ".join(f"{k}={v}" for k, v in query.defaults.items())]
            for query in sparql.find_queries()
        ]
        print_table(["query", "question", "parameters"], rows, format_)
        return
    parameters = {}
    for assignment in set_ or []:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise typer.BadParameter(f"{assignment!r} is not NAME=VALUE", param_hint="--set")
        parameters[key] = value
    table = sparql.run(sparql.read_query(name), sparql.load_store(graph), parameters)
    print_table(table.variables, table.strings(), format_)


@app.command()
def validate(graph: Built) -> None:
    """Check the graph against the shapes (SHACL) of all that kg writes."""
    from kg.rdf import read_triples
    from kg.validation import validate as find_violations

    triples = read_triples(graph)
    _conclude(find_violations(triples), f"{len(triples)} triples, no violation")


@app.command()
def verify(graph: Built, paths: Paths) -> None:
    """Read the sources again and check that every quote stands where the graph says."""
    from kg.rdf import read_triples
    from kg.verification import verify as verify_quotes

    result = verify_quotes(read_triples(graph), _read(paths))
    good = f"{result.links} links, {result.quotes} quotes, all stand where the graph says"
    _conclude(result.faults, good)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The older build: its folder, or its graph.ttl.")],
    new: Annotated[Path, typer.Argument(help="The newer build.")],
    format_: Annotated[
        DiffFormat, typer.Option("--format", help="How to print.")
    ] = DiffFormat.text,
) -> None:
    """Say which posts, concepts and links a graph gained and lost since an older build."""
    from kg.difference import as_records, compare, describe
    from kg.rdf import read_triples

    difference = compare(read_triples(old), read_triples(new))
    if format_ is DiffFormat.json:
        print(json.dumps(as_records(difference), ensure_ascii=False, indent=2))
    else:
        print(describe(difference))


@app.command()
def serve(
    graph: Built,
    *,
    host: Annotated[str, typer.Option(help="The interface to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8000,
    timeout: Annotated[float, typer.Option(help="The most seconds that a query may take.")] = 10.0,
    rows: Annotated[int, typer.Option(help="The most rows that a result may have.")] = 10_000,
    processes: Annotated[int, typer.Option(min=1, help="How many queries run at once.")] = 2,
    cors: Annotated[
        list[str] | None,
        typer.Option(help="An origin whose pages may ask the endpoint, or *; repeatable."),
    ] = None,
) -> None:
    """Serve the graph: SPARQL endpoint, query page, explorer, and a page for each IRI."""
    from kg.serve import Limits
    from kg.serve import serve as serve_graph

    serve_graph(
        graph,
        host=host,
        port=port,
        limits=Limits(seconds=timeout, rows=rows),
        processes=processes,
        cors=cors or (),
        announce=lambda address: print_line(f"Serving at {address} (end with Ctrl+C)"),
    )


def _conclude(faults: Sequence[str], good: str) -> None:
    """Print one line a fault and end with exit code 1, or say that all is well."""
    for fault in faults:
        print_line(fault, stderr=True)
    if faults:
        print_line(f"{len(faults)} faults", stderr=True)
        raise typer.Exit(1)
    print_line(good)


@app.command()
def discover(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="The SKOS file to write.")],
    vocabulary: OwnVocabulary = None,
    builtin_vocabulary: Builtin = True,
) -> None:
    """Write the concepts that the vocabulary lacks as a SKOS draft to edit and pass back."""
    from kg.concepts import ConceptMatcher
    from kg.discovery import THRESHOLD
    from kg.discovery import discover as find_new_concepts
    from kg.draft import render_draft
    from kg.vocabulary import load_vocabulary
    from kg.writing import write_files

    posts = _read(paths)
    matcher = ConceptMatcher(load_vocabulary(vocabulary or (), builtin=builtin_vocabulary))
    found = find_new_concepts(posts, matcher)
    write_files(out.parent, {out.name: render_draft(found)})
    rows = [
        [candidate.name, f"{candidate.score:g}", "; ".join(candidate.reasons)]
        for candidate in found.candidates
        if candidate.score >= THRESHOLD
    ]
    print_table(["name", "score", "because"], rows, Format.table)


@app.command()
def references(
    paths: Paths,
    titles: Titles = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Report where the references of posts lead, what is left open, and what nothing references."""
    from kg.references import (
        ReportRow,
        add_known_titles,
        count_references,
        find_references,
        read_titles,
        report_references,
        resolve_references,
    )

    posts = _read(paths)
    known = read_titles(titles) if titles else []
    found = [reference for post in posts for reference in find_references(post)]
    resolved = resolve_references(found, add_known_titles(posts, known))
    rows = report_references(resolved)
    if format_ is not Format.table:
        print_table(ReportRow.header(), [row.values() for row in rows], format_)
        return
    counts = [[name, str(count)] for name, count in count_references(resolved).items()]
    print_table(["references", "count"], counts, format_)
    for section, columns in _REPORT_TABLES.items():
        cells = [[getattr(r, name) for name in columns] for r in rows if r.section == section]
        if cells:
            print_line(f"\n{section.replace('_', ' ')}")
            print_table(columns, cells, format_)


_REPORT_TABLES = {
    "ambiguous": ["post", "wording", "note"],
    "dead": ["post", "wording", "link"],
    "most_referenced": ["times", "kind", "target"],
    "orphan": ["note", "target"],
}


@app.command(name="eval")
def evaluate_(
    gold: Annotated[Path, typer.Argument(help="A JSON file with the annotated concepts.")],
    paths: Paths,
    vocabulary: OwnVocabulary = None,
    builtin_vocabulary: Builtin = True,
    floors: Annotated[
        Path | None, typer.Option(help="A JSON file of floors; falling below one is an error.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The floors' name in that file. [default: GOLD's name]")
    ] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Raise the floors to the scores.")] = False,
    lower: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="With --renew: lower floors too, and say why."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Compare the concepts found in posts with a gold annotation."""
    from kg.build import build_knowledge_base
    from kg.evaluation import annotated_posts, evaluate, read_gold
    from kg.vocabulary import load_vocabulary

    annotated = read_gold(gold, _read(paths))
    terms = load_vocabulary(vocabulary or (), builtin=builtin_vocabulary)
    evaluation = evaluate(build_knowledge_base(annotated_posts(annotated), terms), annotated)
    scores = [
        [tier, f"{score.recall:.3f}", f"{score.precision:.3f}", f"{score.f1:.3f}"]
        for tier, score in evaluation.scores().items()
    ]
    faults = [
        *(["missed", title, concept] for title, concept in evaluation.missed),
        *(["wrong", title, concept] for title, concept in evaluation.wrong),
    ]
    if format_ is Format.table:
        print_table(["fault", "post", "concept"], faults, format_)
        print_table(["tier", "recall", "precision", "F1"], scores, format_)
    else:
        rows = [
            *(
                [measure, tier, value]
                for tier, *values in scores
                for measure, value in zip(("recall", "precision", "F1"), values, strict=True)
            ),
            *faults,
        ]
        print_table(["kind", "name", "value"], rows, format_)
    if floors:
        _check_floors(floors, name or gold.stem, evaluation, renew=renew, lower=lower)


def _check_floors(
    path: Path, name: str, evaluation: Evaluation, *, renew: bool, lower: str | None
) -> None:
    from kg.evaluation import check_floors, read_floors, renew_floors
    from kg.writing import write_files

    floors = read_floors(path)
    own = floors.get(name, dict.fromkeys(evaluation.measures(), 0.0))
    below = check_floors(evaluation, own)
    if renew and (lower or not below):
        floors[name] = renew_floors(own, evaluation, lower=bool(lower))
        if below:
            floors.setdefault("lowered", []).append({"floors": name, "was": own, "reason": lower})
        text = json.dumps(floors, ensure_ascii=False, indent=2) + "\n"
        write_files(path.parent, {path.name: text.encode()})
    elif below:
        for fault in below:
            print_line(f"{name}: {fault}", stderr=True)
        raise typer.Exit(1)


@vocabulary_app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="SKOS files or folders of them.")],
    language: Annotated[
        list[str] | None,
        typer.Option(help="A language that every concept must have a label in; repeatable."),
    ] = None,
    builtin_vocabulary: Builtin = True,
) -> None:
    """Report at once all faults that SKOS files have, on top of the built-in vocabulary."""
    from kg.vocabulary import load_vocabulary

    try:
        loaded = load_vocabulary(files, builtin=builtin_vocabulary, languages=language or ())
    except VocabularyError as error:
        for fault in error.faults:
            print_line(fault, stderr=True)
        raise typer.Exit(2) from None
    print_line(f"{len(loaded.concepts)} concepts, no fault")


def _summary(kb: KnowledgeBase, triples: int, seconds: float) -> dict[str, object]:
    listed = [post for post in kb.posts if post.listed]
    readings = sum(s.readers is not None for post in listed for s in post.snapshots)
    linked = {link.concept_id for link in kb.concept_links}
    counts: dict[str, Any] = {
        "pages": len(kb.sources),
        "posts": len(listed),
        "reader counts": readings,
        "concepts": f"{len(linked)} (and {len(kb.concepts) - len(linked)} broader ones)",
        "mentions": sum(len(link.mentions) for link in kb.concept_links),
        "links to concepts": len(kb.concept_links),
        "references": len(kb.references) + len(kb.open_references),
    }
    kinds = Counter(resolution.kind for resolution in kb.references)
    counts |= {f"  {kind.replace('_', ' ')}": kinds[kind] for kind in sorted(kinds)}
    status = Counter(one.status for one in kb.open_references)
    counts |= {f"  {name}": status[name] for name in sorted(status)}
    return counts | {"series": len(kb.series), "triples": triples, "seconds": f"{seconds:.2f}"}


def _progress() -> Progress:
    """A bar for each stage, on stderr, and none where stderr is no terminal."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    errors = console(stderr=True)
    return Progress(
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
        auto_refresh=False,  # by a thread, with which no process should be forked
    )


def _tracker(progress: Progress) -> Callable[[str], Callable[[Sequence[T]], Iterable[T]]]:
    def track(stage: str) -> Callable[[Sequence[T]], Iterable[T]]:
        return lambda items: _advance(progress, stage, items)

    return track


def _advance(progress: Progress, stage: str, items: Sequence[T]) -> Iterator[T]:
    task = progress.add_task(stage, total=len(items))
    shown = 0.0
    for item in items:
        yield item
        progress.advance(task)
        if time.monotonic() - shown > _REFRESH:
            shown = time.monotonic()
            progress.refresh()
    progress.refresh()


@contextmanager
def _stage(progress: Progress, description: str) -> Iterator[None]:
    """Show a stage of one step by a bar of its own."""
    task = progress.add_task(description, total=1)
    progress.refresh()
    yield
    progress.advance(task)
    progress.refresh()
