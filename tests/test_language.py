"""In which language concepts are named where nobody says so."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg import analysis, build_graph, load_vocabulary
from kg.analysis.nodes import facts_of, label_of
from kg.graph import without_evidence
from kg.language import blog_language, common_language, post_language
from kg.model import Post
from kg.outputs import write_outputs
from kg.text import is_chinese
from tests.conftest import ROOT

SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
ENGLISH = "A variational autoencoder is trained with the softmax. The K-Means algorithm is not."
CHINESE = "变分自编码器用softmax来训练，K-Means则不是。"


def blog(*texts: str) -> kg.BuiltBase:
    posts = [Post(id=f"post/{n}", title=f"VAE {n}", text=text) for n, text in enumerate(texts)]
    return kg.build(posts, SMALL)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ([ENGLISH], "en"),
        ([CHINESE], "zh"),
        ([CHINESE, *[ENGLISH] * 4], "zh"),
        ([CHINESE, *[ENGLISH] * 5], "en"),
        ([], "en"),
    ],
)
def test_a_blog_is_chinese_as_soon_as_a_fair_part_of_it_is(texts: list[str], language: str) -> None:
    posts = [Post(id="post/a", title="Attention", text=text) for text in texts]
    assert common_language(map(post_language, posts), len(posts)) == language
    assert not texts or blog_language(blog(*texts)) == language


@pytest.mark.parametrize("fifth", range(1, 40))
def test_a_fair_part_is_a_fifth_however_many_there_are(fifth: int) -> None:
    languages = ["en"] * 4 * fifth + ["zh"] * fifth

    assert common_language(languages, len(languages)) == "zh"
    assert common_language(["en", *languages], len(languages) + 1) == "en"


@pytest.mark.parametrize(
    "markup",
    [
        r"$$\mathbf{z} \sim p_\theta(\mathbf{x} \mid \mathbf{z}), \quad \max \mathbb{E}$$",
        "```python\nfor step in range(steps):\n    loss = model(batch)\n    loss.backward()\n```",
        "[VAE](https://example.org/a-page/of-which-the-address/has-many/words-in-it)",
    ],
)
def test_formulas_code_and_addresses_are_in_no_language(markup: str) -> None:
    chinese, english = f"它的训练：\n\n{markup}", f"It is trained so:\n\n{markup}"

    assert not is_chinese(chinese)
    assert post_language(Post(id="post/a", title="", text=chinese)) == "zh"
    assert post_language(Post(id="post/a", title="", text=english)) == "en"
    assert post_language(Post(id="post/a", title="它的训练", text=f"\n{markup}")) == "zh"


@pytest.mark.parametrize("text", ["", "42", "Επίπεδο 3", "Обучение с учителем", "딥러닝"])
def test_what_has_no_chinese_character_is_not_chinese(text: str) -> None:
    assert not is_chinese(text)


def test_names_are_given_in_the_language_of_the_blog(tmp_path: Path) -> None:
    for text, name in ((ENGLISH, "variational autoencoder"), (CHINESE, "变分自编码器")):
        kb = blog(text, text)
        write_outputs(kb, tmp_path)
        graph = kg.load(tmp_path).graph()
        [vae] = kg.load(tmp_path).find("VAE", "concept")

        assert nx.utils.graphs_equal(graph, build_graph(kb))
        assert label_of(graph, vae) == label_of(without_evidence(graph), vae) == name
        assert facts_of(graph, vae)["label"] == name
        assert f"about {name}" in analysis.what_to_read_first(graph, "变分自编码器")[0].reasons


def test_no_answer_about_an_english_blog_holds_a_chinese_name() -> None:
    graph = blog(*[ENGLISH] * 4).graph()
    answers = [
        analysis.summarise(graph), analysis.communities(graph), analysis.gaps(graph),
        analysis.related(graph, "VAE 0"), analysis.what_to_read_first(graph, "VAE"),
        analysis.describe(graph, "VAE"), analysis.path(graph, "VAE", "softmax"),
    ]  # fmt: skip

    printed = json.dumps([str(answer) for answer in answers], ensure_ascii=False)
    assert "variational autoencoder" in printed
    assert "变分自编码器" not in printed
