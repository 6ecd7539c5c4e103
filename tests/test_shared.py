"""The real pages and their annotations, which lie beside the project and are not part of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import Vocabulary, build_knowledge_base, build_triples, read_posts
from kg.evaluation import annotated_posts, evaluate, names_of, read_gold
from kg.evidence import mention_confidence
from kg.floors import check_floors
from kg.model import Post
from kg.rdf import render_turtle
from kg.references import read_titles
from kg.references.titles import TitleIndex
from kg.titles import fold_title
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def scores(
    shared: Path, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, float]:
    graph = tmp_path_factory.mktemp("seeds") / "graph.ttl"
    kb = build_knowledge_base(read_posts([shared / "seeds"]), vocabulary)
    graph.write_bytes(render_turtle(build_triples(kb)))
    gold = shared / "gold"
    printed = subprocess.run(
        [
            sys.executable, shared / "tools/score.py", graph, "--json",
            "--concepts", gold / "seeds_concepts.json",
            "--references", gold / "seeds_references.json",
        ],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return {name: float(value) for name, value in json.loads(printed).items()}


def test_every_fact_of_the_real_pages_comes_out(shared: Path) -> None:
    posts = {fold_title(post.title): post for post in read_posts([shared / "seeds"])}
    facts = json.loads((shared / "gold/seeds_posts.json").read_text(encoding="utf-8"))

    assert len(posts) == len(facts)
    for fact in facts:
        post = posts[fold_title(fact["title"])]
        assert post.title == fact["title"]
        assert post.author == fact["author"]
        assert (post.date and post.date.isoformat()) == fact["date"]
        assert len(post.text) == fact["characters"]
        assert [[s.source[:3], s.readers] for s in post.snapshots] == fact["readers"]


def test_the_sample_corpus_states_the_same_facts_in_other_words(shared: Path) -> None:
    real = read_posts([shared / "seeds"])
    sample = read_posts([ROOT / "seeds"])

    def facts(posts: list[object]) -> list[tuple[object, ...]]:
        return [
            (p.title, p.author, p.date, [(s.source[:3], s.readers) for s in p.snapshots])  # type: ignore[attr-defined]
            for p in posts
        ]

    assert facts(list(sample)) == facts(list(real))
    for original, retold in zip(real, sample, strict=True):
        assert retold.text != original.text or not original.text


def test_scores_do_not_fall_below_their_floors(scores: dict[str, float]) -> None:
    floors = json.loads((ROOT / "tests/quality_floors.json").read_text(encoding="utf-8"))["pages"]

    below = {name: scores[name] for name, floor in floors.items() if scores[name] < floor}

    assert not below
    assert (scores["posts_missing"], scores["references_extra"]) == (0, 0)


def test_discovery_alone_already_gives_a_useful_graph(shared: Path) -> None:
    floors = json.loads((ROOT / "tests/quality_floors.json").read_text(encoding="utf-8"))["empty"]
    posts = read_posts([shared / "seeds"])
    gold = read_gold(shared / "gold/seeds_concepts.json", posts)
    empty = Vocabulary(concepts={}, schemes={}, version="")

    assert check_floors(evaluate(build_knowledge_base(posts, empty), gold), floors) == []


@pytest.mark.parametrize(
    "name",
    [
        *("kexue_concepts", "kexue_held_out", "kexue_blind", "kexue_unseen", "kexue_wide"),
        *("kexue_whole", "kexue_whole_unseen"),
    ],
)
def test_scores_on_further_posts(shared: Path, vocabulary: Vocabulary, name: str) -> None:
    records = (shared / "corpora/kexue/posts.jsonl").read_text(encoding="utf-8").splitlines()
    posts = [
        Post(
            id=f"post/{record['id']}", title=record["title"], text=record["body"], url=record["url"]
        )
        for record in map(json.loads, records)
    ]

    assert below_floors(name, posts, vocabulary) == []


def test_scores_of_discovery_alone_where_all_of_a_blog_is_read(shared: Path) -> None:
    posts = read_posts([shared / "corpora/kexue/posts.jsonl"])
    floors = json.loads((ROOT / "tests/quality_floors.json").read_text(encoding="utf-8"))
    gold = read_gold(ROOT / "tests/gold/kexue_unseen.json", posts)
    empty = Vocabulary(concepts={}, schemes={}, version="")

    kb = build_knowledge_base(annotated_posts(gold, among=posts), empty)

    assert sum(post.listed for post in kb.posts) == len(posts)
    assert check_floors(evaluate(kb, gold), floors["kexue_unseen_discovered"]) == []


@pytest.mark.parametrize("name", ["other_blogs", "other_wide", "other_unseen"])
def test_scores_on_other_blogs(shared: Path, vocabulary: Vocabulary, name: str) -> None:
    posts = [*read_posts([shared / "corpora/zheng"]), *read_posts([shared / "corpora/lil-log"])]

    assert below_floors(name, posts, vocabulary) == []


def below_floors(name: str, posts: list[Post], vocabulary: Vocabulary) -> list[str]:
    floors = json.loads((ROOT / "tests/quality_floors.json").read_text(encoding="utf-8"))[name]
    gold = read_gold(ROOT / f"tests/gold/{name}.json", posts)

    evaluation = evaluate(build_knowledge_base(annotated_posts(gold), vocabulary), gold)

    return check_floors(evaluation, floors)


def test_confidence_is_the_share_of_links_that_annotations_confirm(
    shared: Path, vocabulary: Vocabulary
) -> None:
    posts = read_posts([shared / "seeds"])
    gold = read_gold(shared / "gold/seeds_concepts.json", posts)
    kb = build_knowledge_base(annotated_posts(gold), vocabulary)
    names = names_of(kb.concepts)
    wanted = {one.post.id: set().union(*(c.names for c in one.concepts)) for one in gold}
    confirmed: dict[float, list[bool]] = {}
    for link in kb.concept_links:
        confidence = mention_confidence(link)
        right = bool(names[link.concept_id] & wanted[link.post_id])
        confirmed.setdefault(confidence, []).append(right)

    assert set(confirmed) == {0.99, 0.95, 0.9, 0.7}
    for confidence, judged in confirmed.items():
        share, spread = sum(judged) / len(judged), (confidence / len(judged)) ** 0.5
        assert abs(share - confidence) <= max(0.03, 2 * spread), (confidence, share, len(judged))


def test_own_measures_are_those_of_the_score(
    shared: Path, vocabulary: Vocabulary, scores: dict[str, float]
) -> None:
    posts = read_posts([shared / "seeds"])
    gold = read_gold(shared / "gold/seeds_concepts.json", posts)

    measures = evaluate(build_knowledge_base(posts, vocabulary), gold).measures()

    assert measures == pytest.approx({name: scores[name] for name in measures})


@pytest.mark.parametrize(("links", "recall"), [(False, 0.99), (True, 0.995)])
def test_references_lead_where_the_author_linked(
    shared: Path, tmp_path: Path, links: bool, recall: float
) -> None:
    corpus = shared / "corpora/kexue"
    files = [str(corpus / name) for name in ("posts.jsonl", "references.tsv", "titles.tsv")]
    tool = [sys.executable, str(shared / "tools/kexue_markdown.py"), files[0], str(tmp_path)]
    subprocess.run(
        [*tool, *([] if links else ["--without-links"])], check=True, capture_output=True
    )
    empty = Vocabulary(concepts={}, schemes={}, version="")
    kb = build_knowledge_base(
        read_posts([tmp_path]),
        empty,
        titles=read_titles(files[2]),
        discovery=False,
    )
    graph = tmp_path / "graph.ttl"
    graph.write_bytes(render_turtle(build_triples(kb)))

    score = [sys.executable, str(shared / "tools/score_links.py"), str(graph), *files]
    printed = subprocess.run(score, check=True, capture_output=True, text=True).stdout

    figures = re.findall(r"(recall|edges|not linked) ([\d.]+)", printed)
    found, predicted, not_linked = (float(value) for _, value in figures[1:])
    assert found >= recall
    assert links or not_linked <= 0.01 * predicted


def test_titles_that_nobody_has_are_hardly_ever_taken_for_others(shared: Path) -> None:
    titles = sorted({one.title for one in read_titles(shared / "corpora/kexue/titles.tsv")})
    wrong = 0
    for start in range(10):
        unknown = titles[start::10]
        known = sorted({*titles} - {*unknown})
        index = TitleIndex([Post(id=title, title=title) for title in known])
        matches = [match for title in unknown if (match := index.match_like(title))]
        wrong += sum(len(match.posts) == 1 for match in matches)

    assert wrong <= 0.005 * len(titles)


def test_series_of_the_real_pages(shared: Path, vocabulary: Vocabulary) -> None:
    kb = build_knowledge_base(read_posts([shared / "seeds"]), vocabulary, discovery=False)
    found = {
        fold_title(series.name): [
            [part.position, fold_title(kb.posts_by_id[part.post_id].title)] for part in series.parts
        ]
        for series in kb.series
    }

    gold = json.loads((shared / "gold/seeds_series.json").read_text(encoding="utf-8"))
    assert found == {
        fold_title(one["series"]): [[n, fold_title(title)] for n, title in one["parts"]]
        for one in gold
    }
