"""The command that builds a graph: here or on Spark, once or whenever a source changes."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg.commands.inputs import Base, Builtin, OwnVocabulary, Titles, tell_notes, tell_skipped
from kg.commands.printing import print_counts, print_line, tell
from kg.commands.progress import bars, one_step, tracker
from kg.errors import KgError
from kg.model import DEFAULT_BASE, InputFormat

if TYPE_CHECKING:
    from kg.model import KnowledgeBase

app = typer.Typer()

_CACHE = ".cache"


class Engine(StrEnum):
    """What builds a graph."""

    local = "local"
    spark = "spark"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """What every engine is told."""

    base: str
    vocabulary: Sequence[Path]
    builtin_vocabulary: bool
    format: InputFormat | None
    strict: bool
    evidence: bool


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(help="Files or folders with posts.")],
    out: Annotated[str, typer.Option("--out", "-o", help="The folder to write to.")],
    *,
    base: Base = DEFAULT_BASE,
    titles: Titles = None,
    vocabulary: OwnVocabulary = None,
    builtin_vocabulary: Builtin = True,
    format_: Annotated[
        InputFormat | None,
        typer.Option("--format", help="The format of every file. [default: told from its content]"),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing if a file has a fault.")
    ] = False,
    evidence: Annotated[
        bool,
        typer.Option(
            "--evidence/--no-evidence", help="State in the RDF which words each link rests on."
        ),
    ] = True,
    use_cache: Annotated[
        bool,
        typer.Option(
            "--cache/--no-cache",
            help="Keep what is found in each post for the next build, in OUT/.cache.",
        ),
    ] = True,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever a source changes, until Ctrl+C.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="How many processes to use. [default: all processors if there is much text]",
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(
            help="Where to build: on this machine, or on Spark what does not fit one machine."
        ),
    ] = Engine.local,
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The address of the Spark cluster. [default: Spark's own settings]"
        ),
    ] = None,
) -> None:
    """Read posts and write graph.html, graph.ttl and graph.graphml.

    With --engine spark, PATHS and OUT may be on any file system that Hadoop knows, and what is
    written is N-Triples and tables of nodes and edges.
    """
    choices = _Choices(
        base=base,
        vocabulary=vocabulary or (),
        builtin_vocabulary=builtin_vocabulary,
        format=format_,
        strict=strict,
        evidence=evidence,
    )
    if engine is Engine.spark:
        for name, given in (("--watch", watch), ("--titles", titles), ("--jobs", jobs)):
            if given:
                raise typer.BadParameter("is for --engine local", param_hint=name)
        _build_with_spark(paths, out, choices, master)
        return
    if master:
        raise typer.BadParameter("is for --engine spark", param_hint="--master")
    _clean_up_when_ended()
    # igraph imports it where it is installed, for a second, to draw what nothing here draws.
    sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]
    folder, files = Path(out), [*map(Path, paths)]
    once = partial(
        _build_here, files, folder, choices, titles=titles, use_cache=use_cache, jobs=jobs
    )
    if watch:
        _watch(once, [*files, *choices.vocabulary, *([titles] if titles else ())], folder)
    else:
        once()


def _clean_up_when_ended() -> None:
    """Leave no draft of a file and no process behind when `kill` or the terminal ends the build."""

    def end(number: int, _: object) -> NoReturn:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP, and nohup ignores it
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def _watch(build_once: Callable[[], None], sources: Sequence[Path], out: Path) -> None:
    """Build now, and whenever a source changes; only what is wrong from the start ends it."""
    from kg.watching import changes

    for number, _ in enumerate(changes(sources, out)):
        try:
            build_once()
        except (KgError, typer.Exit) as error:
            if not number:
                raise
            if isinstance(error, KgError):
                tell(str(error))
        print_line("Watching for changes (end with Ctrl+C)", stderr=True)


def _build_here(
    paths: Sequence[Path],
    out: Path,
    choices: _Choices,
    *,
    titles: Path | None,
    use_cache: bool,
    jobs: int | None,
) -> None:
    from kg import __version__
    from kg.cache import Cache
    from kg.cached_extraction import CachedExtraction
    from kg.extraction import Extraction, count_jobs
    from kg.outputs import write_outputs
    from kg.pipeline import build_knowledge_base
    from kg.readers import read_corpus
    from kg.readers.cached import cached_parsing
    from kg.references import read_titles
    from kg.vocabulary import load_vocabulary

    begin = time.perf_counter()
    cache = Cache(out / _CACHE / "extracted.sqlite") if use_cache else None
    parse = cached_parsing(cache) if cache else None
    with bars() as progress:
        corpus = read_corpus(
            paths, format=choices.format, parse=parse, track=tracker(progress, "reading")
        )
        if choices.strict and corpus.faults:
            tell_skipped(corpus)
            raise typer.Exit(2)
        jobs = jobs or count_jobs(corpus.posts)
        cached = CachedExtraction(cache, jobs) if cache else None
        with one_step(progress, "vocabulary"):
            terms = load_vocabulary(
                choices.vocabulary, builtin=choices.builtin_vocabulary,
                keep_in=out / _CACHE if use_cache else None,
            )  # fmt: skip
        known = read_titles(titles) if titles else []
        kb = build_knowledge_base(
            corpus.posts, terms, titles=known,
            extraction=cached or Extraction(jobs),
            track=tracker(progress, "linking"),
        )  # fmt: skip
        gc.freeze()  # all that is known by now stays, and need not be searched for garbage
        with one_step(progress, "writing"):
            written, triples = write_outputs(
                kb, out, base=choices.base, version=__version__, evidence=choices.evidence,
                jobs=jobs, cache=cache, found=cached.found if cached else {},
            )  # fmt: skip
            if cache:
                cache.save()
    print_counts(_summary(kb, triples, time.perf_counter() - begin))
    for path in written:
        print_line(str(path))
    tell_skipped(corpus)
    tell_notes(terms)
    for note in cache.notes if cache else ():
        tell(note)


def _build_with_spark(
    paths: Sequence[str], out: str, choices: _Choices, master: str | None
) -> None:
    from kg import __version__
    from kg.extras import require
    from kg.vocabulary import load_vocabulary

    require("pyspark", "spark")
    require("pyarrow", "spark")
    from kg.spark import build as build_with_spark
    from kg.spark.session import start_session

    begin = time.perf_counter()
    terms = load_vocabulary(choices.vocabulary, builtin=choices.builtin_vocabulary)
    session = start_session(master)
    built = build_with_spark(
        session, paths, out, terms, base=choices.base, version=__version__,
        evidence=choices.evidence, format_=choices.format, strict=choices.strict,
    )  # fmt: skip
    if choices.strict and built.faults:
        tell_skipped(built)
        raise typer.Exit(2)
    seconds = f"{time.perf_counter() - begin:.2f}"
    print_counts({"posts": built.posts, "triples": built.triples, "seconds": seconds})
    for name in ("triples", "nodes", "edges"):
        print_line(f"{out.rstrip('/')}/{name}")
    tell_skipped(built)
    tell_notes(terms)


def _summary(kb: KnowledgeBase, triples: int, seconds: float) -> dict[str, object]:
    listed = [post for post in kb.posts if post.listed]
    readings = sum(s.readers is not None for post in listed for s in post.snapshots)
    linked = {link.concept_id for link in kb.concept_links}
    counts: dict[str, object] = {
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
