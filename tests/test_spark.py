"""The engine on Spark: it states what the local engine states, whatever the input lies in."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from kg import Vocabulary, build_graph, build_knowledge_base, build_triples, load_vocabulary
from kg.cli import app
from kg.errors import InputError, KgError
from kg.frames import build_table
from kg.model import KnowledgeBase
from kg.rdf import render
from kg.readers import read_corpus
from kg.references import find_references, resolve_references
from kg.spark import build
from kg.spark.session import start_session
from tests.conftest import ROOT, load_cases

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning"
)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.fail("no Java found: run scripts/get-java")
    # There is too little to do for what the compilers of Java and of Spark make faster.
    os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    session = start_session("local[2]")
    session.conf.set("spark.sql.codegen.wholeStage", "false")
    session.conf.set("spark.sql.adaptive.enabled", "false")
    yield session
    session.stop()
    del os.environ["JAVA_TOOL_OPTIONS"]


@pytest.fixture(scope="module")
def built(
    spark: SparkSession, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "graph"
    build(spark, [str(ROOT / "seeds")], str(out), vocabulary, version="1")
    return out


def triples_in(out: Path) -> list[str]:
    lines = []
    for file in sorted((out / "triples").glob("*.nt.gz")):
        lines += gzip.decompress(file.read_bytes()).decode().split("\n")[:-1]
    return lines


def stated(kb: KnowledgeBase) -> set[str]:
    return {*render(build_triples(kb, version="1"), "ntriples").decode().split("\n")[:-1]}


def test_the_sample_is_the_same_triple_for_triple(built: Path, sample: KnowledgeBase) -> None:
    lines = triples_in(built)

    assert {*lines} == stated(sample)
    assert len({*lines}) == len(lines)


def test_the_tables_are_those_of_the_local_engine(built: Path, sample: KnowledgeBase) -> None:
    graph = build_graph(sample)
    edges = build_table(graph, "edges").rename_columns({"source": "src", "target": "dst"})

    assert (
        pq.read_table(built / "nodes").sort_by("id").to_pylist()
        == build_table(graph, "nodes").to_pylist()
    )
    order = [(name, "ascending") for name in ("src", "dst", "relation")]
    assert (
        pq.read_table(built / "edges").sort_by(order).to_pylist()
        == edges.sort_by(order).to_pylist()
    )
    assert sorted(file.name for file in built.iterdir()) == ["edges", "nodes", "triples"]


OWN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:own:vae> a skos:Concept ; skos:prefLabel "VAE"@en ; skos:hiddenLabel "变分自动编码"@zh ;
  skos:exactMatch <http://www.wikidata.org/entity/Q25384454> ; skos:notation "I.2"^^<urn:own:ccs> ;
  skos:inScheme <urn:own:learning>, <urn:own:models> .
<urn:own:models> a skos:ConceptScheme ; skos:prefLabel "models"@en .
"""


def test_what_a_vocabulary_of_ones_own_says_is_the_same(
    spark: SparkSession, tmp_path: Path
) -> None:
    (tmp_path / "own.ttl").write_text(OWN, "utf-8")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.md").write_text("# 甲\n\n变分自动编码是一种VAE。", "utf-8")
    vocabulary = load_vocabulary(tmp_path / "own.ttl")
    kb = build_knowledge_base(read_corpus([tmp_path / "posts"]).posts, vocabulary)

    build(spark, [str(tmp_path / "posts")], str(tmp_path / "out"), vocabulary, version="1")

    assert {*triples_in(tmp_path / "out")} == stated(kb)
    [vae] = [one for one in kb.concepts if one.id == "urn:own:vae"]
    assert vae.hidden_labels
    assert vae.matches
    assert vae.notations
    assert vae.other_schemes
    nodes = pq.read_table(tmp_path / "out/nodes").sort_by("id").to_pylist()
    assert nodes == build_table(build_graph(kb), "nodes").to_pylist()


POSTS = load_cases("spark_posts.json")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("input")
    lines = [json.dumps(record, ensure_ascii=False) for record in POSTS]
    (folder / "_posts").mkdir()
    (folder / "a.jsonl").write_text("\n".join([*lines[:2], "{", ""]), "utf-8")
    (folder / "_posts/2021-03-01-note {1}.md").write_text("# 笔记 #1\n\n见《论语》笔记。", "utf-8")
    (folder / "draft.md").write_text("---\ndraft: true\n---\n文", "utf-8")
    (folder / "odd.md").write_text("---\ndate: 16/05/20\n---\n文", "utf-8")
    (folder / "rest.json").write_text(f"[{','.join(lines[2:])}]", "utf-8")
    return folder


def test_every_kind_of_input_and_reference_and_again(
    spark: SparkSession, vocabulary: Vocabulary, records: Path, tmp_path: Path
) -> None:
    """Parquet, which the local engine does not read, counts as the same records as JSON do."""
    corpus = read_corpus([records])
    expected = stated(build_knowledge_base(corpus.posts, vocabulary))
    rest = json.loads((records / "rest.json").read_text("utf-8"))
    table = pa.table(
        {name: [one.get(name) for one in rest] for name in ("title", "text", "date", "url")}
    )
    source = tmp_path / "input"
    shutil.copytree(records, source)
    (source / "rest.json").unlink()
    pq.write_table(table, source / "rest.json.parquet")

    done = build(spark, [f"file://{source}"], str(tmp_path / "out"), vocabulary, version="1")
    lines = triples_in(tmp_path / "out")
    files = {file: file.read_bytes() for file in (tmp_path / "out").rglob("*.*")}
    build(spark, [f"file://{source}"], str(tmp_path / "out"), vocabulary, version="1")

    found = {line.replace("rest.json.parquet", "rest.json") for line in lines}
    assert sorted(found ^ expected) == []
    assert [(one.reason, one.part) for one in done.skipped] == [
        (one.reason, one.part) for one in corpus.skipped
    ]
    assert (done.posts, done.triples) == (len(corpus.posts), len(expected))
    assert {file: file.read_bytes() for file in (tmp_path / "out").rglob("*.*")} == files


def test_dated_addresses_of_posts_without_urls(
    spark: SparkSession, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    posts = {
        "slug.md": "---\nslug: named-so\n---\n见[下文](../hello/)和[此文](/posts/named-so/)。",
        "2020-09-19-snr.md": "见[下文](https://some.example/2021/03/hello/)。",
        "hello.md": "---\ndate: 2021-03-05\n---\n见[上文](/2020/09/snr/)《[丢失](/2020/09/lost/)》",
        "2022-01-01-last.md": "见[前文](/posts/hello/)和[它](/2020/09/19/snr/)。",
    }
    (tmp_path / "posts").mkdir()
    for name, text in posts.items():
        (tmp_path / "posts" / name).write_text(text, "utf-8")
    expected = stated(build_knowledge_base(read_corpus([tmp_path]).posts, vocabulary))

    build(spark, [f"file://{tmp_path}"], str(tmp_path / "out"), vocabulary, version="1")

    assert sorted({*triples_in(tmp_path / "out")} ^ expected) == []


@pytest.mark.parametrize("base", ["https://me.example/blog/", "/blog/"])
def test_addresses_by_the_settings_of_a_site(
    spark: SparkSession, vocabulary: Vocabulary, tmp_path: Path, base: str
) -> None:
    files = {
        "site/config.toml": f"baseURL = '{base}'",
        "site/content/about.md": "---\ntitle: 关于\n---\n我",
        "site/content/posts/a.md": "---\ndate: 2020-01-02\n---\n"
        "[乙](https://me.example/blog/posts/c/)、[乙](/posts/c/)"
        "、《[己](/posts/lost/)》、《[丁](/blog/posts/lost/)》、《[标签](/tags/)》。",
        "site/content/posts/b.md": "---\ndate: 2020-01-03\nslug: c\n---\n[甲](/posts/a/)",
        "site/content/posts/d.md": "[甲](https://me.example/blog/posts/a/)《[戊](/blog/posts/gone/)》",
        "bad/config.toml": "a",
        "bad/content/c.md": "# 丙",
    }
    for name, text in files.items():
        path = tmp_path / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    corpus = read_corpus([tmp_path / "blog"])
    expected = stated(build_knowledge_base(corpus.posts, vocabulary))

    done = build(spark, [str(tmp_path / "blog")], str(tmp_path / "out"), vocabulary, version="1")

    assert sorted({*triples_in(tmp_path / "out")} ^ expected) == []
    assert [one.source for one in done.skipped] == ["bad/config.toml"]
    found = [reference for post in corpus.posts for reference in find_references(post)]
    resolutions = resolve_references(found, corpus.posts).resolutions
    assert [one.reference.title for one in resolutions if one.kind == "post"] == [*"乙乙甲甲"]


def test_what_cannot_be_read_or_done_is_said_and_nothing_written(
    spark: SparkSession, vocabulary: Vocabulary, records: Path, tmp_path: Path
) -> None:
    small = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
    with pytest.raises(KgError, match="fewer than 500 concepts"):
        build(spark, [str(records)], str(tmp_path / "out"), small)
    with pytest.raises(InputError, match="file:/nowhere: cannot be read"):
        build(spark, ["file:/nowhere", "viewfs:/a"], str(tmp_path / "out"), vocabulary)
    hidden = tmp_path / "hidden" / "_note.md"
    hidden.parent.mkdir()
    hidden.write_text("# 笔记\n\n支持向量机。\n", "utf-8")
    with pytest.raises(InputError, match="hidden: holds no post"):
        build(spark, [str(hidden.parent)], str(tmp_path / "out"), vocabulary)
    assert build(spark, [str(records)], str(tmp_path / "out"), vocabulary, strict=True).faults
    assert not [*(tmp_path / "out").iterdir()]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "spark", "--jobs", "2"], "--jobs"),
        (["--engine", "spark", "--watch"], "--watch"),
        (["--master", "local"], "--master"),
    ],
)
def test_options_of_the_other_engine_are_refused(
    options: list[str], said: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(app, ["build", "seeds", "-o", str(tmp_path), *options])

    assert result.exit_code == 2
    assert said in result.stderr
