from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg import build_knowledge_base, load_vocabulary
from kg.errors import InputError
from kg.evaluation import Score, annotated_posts, evaluate, read_gold
from kg.model import Concept, ConceptLink, Label, Post
from tests.conftest import ROOT

SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)
POST = Post(
    id="post/p",
    title="GAN",
    text="GAN、变分自编码器和softmax。之后是K-Means。",
    url="https://x.org/archives/77",
)


def concept(en: str, tier: str, **more: object) -> dict[str, object]:
    return {"en": en, "zh": None, "abbr": None, "tier": tier, **more}


def told(**wrong: object) -> str:
    return json.dumps([{"title": "GAN", "concepts": [concept("x", "core") | wrong]}])


def gold_file(folder: Path, *records: dict[str, object]) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def is_found(folder: Path, name: str, label: str) -> bool:
    """Tell whether what is annotated by a name is found where a concept of that label is linked."""
    known = Concept(id="concept/x", pref_label=(Label(label, ""),))
    link = ConceptLink(POST.id, known.id, "about", 1.0, ())
    kb = replace(build_knowledge_base([POST], SMALL), concepts=(known,), concept_links=(link,))
    path = gold_file(folder, {"title": "GAN", "concepts": [concept(name, "core")]})
    return evaluate(kb, read_gold(path, [POST])).core.found == 1


def test_what_is_wanted_and_not_found_is_found_at_a_rate_of_0() -> None:
    score = Score(found=0, wanted=2, right=0, predicted=0)

    assert (score.recall, score.precision, score.f1) == (0.0, None, 0.0)


def test_each_tier_counts_as_it_should(tmp_path: Path) -> None:
    concepts = [
        concept("x", "core", surface=["GAN"]),
        concept("not there", "core", surface=[]),
        concept("variational autoencoder", "secondary", surface=[]),
        concept("K-Means", "optional", surface=[]),
    ]
    gold = read_gold(gold_file(tmp_path, {"title": "gan", "concepts": concepts}), [POST])

    result = evaluate(build_knowledge_base([POST], SMALL), gold)

    assert result.core.recall == 0.5
    assert result.secondary.recall == 1.0
    assert result.core.precision == pytest.approx(
        2 / 3
    )  # softmax is wrong, K-Means counts neither way
    assert result.missed == (("GAN", "not there (core)"),)
    assert result.wrong == (("GAN", "softmax"),)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("卷积神经网络", "卷積神經網路"),  # whose last word Taiwan has another for
        ("autoencoder", "Auto-Encoders"),
        ("autoencoders", "autoencoder"),
        ("spectrum", "spectra"),
        ("图像文本检索", "图像/文本检索"),
        ("Pokémon", "Pokemon"),
    ],
)
def test_what_is_one_name_in_posts_is_one_in_the_gold(
    tmp_path: Path, label: str, name: str
) -> None:
    assert is_found(tmp_path, name, label)


@pytest.mark.parametrize(
    "names",
    [
        *(
            ("C", "C++", "C#"),
            ("A算法", "A*算法"),
            (".NET", "NET"),
            ("B树", "B+树"),
            ("C11", "C++11"),
        ),
        *(("visual C++", "visual C#"), ("Notepad", "Notepad++")),
    ],
)
def test_signs_that_tell_names_apart_count(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        assert [label for label in names if is_found(tmp_path, name, label)] == [name]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("**C++**语言", "C++语言"),
        ("*A*搜索", "A搜索"),
        ("L2**损失", "L2损失"),  # marked in L2**损失函数**
        ("## 符号函数", "符号函数"),
        ("Ｃ＋＋", "C++"),
        ("BERT+CRF", "BERT-CRF"),
        ("（.NET）", ".NET"),
        ("Node.js", "NodeJS"),
    ],
)
def test_markup_and_other_punctuation_do_not_count(tmp_path: Path, name: str, label: str) -> None:
    assert is_found(tmp_path, name, label)


def test_capitals_end_in_no_plural(tmp_path: Path) -> None:
    assert is_found(tmp_path, "MIPs", "MIP")
    assert not is_found(tmp_path, "MIPS", "MIP")


def test_a_record_may_name_its_post_by_number_and_its_wordings_by_place(tmp_path: Path) -> None:
    named = concept("x", "core", mentions=[["title", 0, 3], ["text", 4, 10]])
    path = gold_file(tmp_path, {"id": "77", "end": 11, "concepts": [named]})

    [one] = gold = read_gold(path, [POST])

    assert one.concepts[0].names == {"x", "gan", "变分自编码器"}
    assert annotated_posts(gold)[0].text == "GAN、变分自编码器和"


def test_the_posts_among_which_annotated_ones_are_come_whole(tmp_path: Path) -> None:
    path = gold_file(tmp_path, {"id": "77", "end": 3, "concepts": []})
    other = replace(POST, id="post/78", url=None)

    built = annotated_posts(read_gold(path, [POST]), among=[other, POST])

    assert [(post.id, post.text) for post in built] == [
        (POST.id, POST.text[:3]),
        (other.id, POST.text),
    ]


FIRST, SECOND = (
    Post(id=f"post/{year}", title="周报", text="", url=f"https://b2.org/{year}/{number}.html")
    for year, number in ((2023, 11), (2024, 12))
)
POSTS = [POST, FIRST, SECOND]


@pytest.mark.parametrize(
    ("record", "meant"),
    [
        ({"title": "周报", "id": "11"}, FIRST),
        ({"title": "周报", "id": "12"}, SECOND),
        ({"title": "周报", "id": "post/2023"}, FIRST),
        ({"id": "11"}, FIRST),
        ({"id": "https://b2.org/2023/11.html"}, FIRST),
        ({"title": "GAN", "id": "its annotator's own"}, POST),
    ],
)
def test_an_id_tells_posts_of_one_title_apart(
    tmp_path: Path, record: dict[str, object], meant: Post
) -> None:
    [one] = read_gold(gold_file(tmp_path, record | {"concepts": []}), POSTS)

    assert one.post is meant


@pytest.mark.parametrize(
    ("records", "says"),
    [
        (
            [{"title": "周报"}],
            "annotates 周报, which may be any of 2 posts; say by `id` which:"
            " https://b2.org/2023/11.html, https://b2.org/2024/12.html",
        ),
        ([{"title": "周报", "id": "5"}], "annotates 周报, which may be any of 2 posts"),
        (
            [{"title": "周报", "id": "77"}],
            "calls 周报 by the id 77, which is that of GAN; leave out what is wrong of the two",
        ),
        ([{"title": "月报", "id": "77"}], "calls 月报 by the id 77, which is that of GAN"),
        (
            [{"title": "周报", "id": "11"}, {"title": "GAN"}, {"id": "11"}],
            "annotates 周报 twice, at `$[0]` and `$[2]`; make one record of them",
        ),
        (
            [{"id": "1"}, {"title": "GAN"}, {"title": "乙"}, {"title": "丙"}, {"id": "4"}],
            "annotates 1, 乙, 丙 and 1 more, which were not read; name",
        ),
    ],
)
def test_what_leaves_open_which_post_is_meant_is_told(
    tmp_path: Path, records: list[dict[str, object]], says: str
) -> None:
    path = gold_file(tmp_path, *(record | {"concepts": []} for record in records))

    with pytest.raises(InputError, match=re.escape(f"gold.json: {says}")):
        read_gold(path, POSTS)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "gold.json, line 1: is no JSON"),
        ("[" * 100_000, "gold.json: is no JSON (it is nested too deep); mend it"),
        ('[{"title": "甲", "concepts": []}]', "annotates 甲, which was not read"),
        ("[]", "gold.json: annotates no post; see tests/gold/README.md"),
        ('{"x": 1}', "Expected `array`, got `object`"),
        ("[1]", "got `int` - at `$[0]`"),
        ('[{"title": "GAN"}]', "required field `concepts` - at `$[0]`"),
        ('[{"concepts": []}]', "required field `title` or `id` - at `$[0]`"),
        (told(tier="main"), "'main' - at `$[0].concepts[0].tier`"),
        (told(en=""), "none of the names `en`, `zh`, `abbr` - at `$[0].concepts[0]`"),
        (told(en=" "), "none of the names `en`, `zh`, `abbr` - at `$[0].concepts[0]`"),
        (told(mentions=[["text", -1, 3]]), ">= 0 - at `$[0].concepts[0].mentions[0][1]`"),
        (told(mentions=[["text", 7, 4]]), "Span from 7 to 4 is empty - at `$[0].concepts[0]`"),
        (told(mentions=[["text", 0, 0]]), "Span from 0 to 0 is empty - at `$[0].concepts[0]`"),
        (
            told(mentions=[["text", 0, 30], ["title", 1, 4], ["text", 90, 99]]),
            "gold.json: marks 1 to 4 in the title of GAN, which has 3 characters, at"
            " `$[0].concepts[0].mentions[1]` (and 1 more such spans); count in what",
        ),
    ],
)
def test_a_file_that_is_no_gold_is_named(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "gold.json").write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=re.escape(says)) as error:
        read_gold(tmp_path / "gold.json", [POST])
    assert "\n" not in str(error.value)
