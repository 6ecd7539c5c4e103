from __future__ import annotations

import datetime
import shutil
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import kg
from kg import analysis
from kg.errors import InputError, MissingExtraError, RepeatedIdError, UnknownNameError
from kg.extras import require
from kg.model import KnowledgeBase, Post

VAE = "https://kg.example/concept/variational-autoencoder"


@pytest.fixture(scope="module")
def loaded() -> kg.LoadedBase:
    return kg.load("output")


def test_what_was_written_is_loaded_whole(loaded: kg.LoadedBase, sample: KnowledgeBase) -> None:
    assert nx.utils.graphs_equal(loaded.graph(), kg.build_graph(sample))
    assert len(loaded.rdf()) == len(kg.build_triples(sample, version=kg.__version__))


def test_what_is_built_is_written_as_the_command_does(tmp_path: Path) -> None:
    for path in kg.build("seeds").write(tmp_path / "new"):
        assert path.read_bytes() == Path("output", path.name).read_bytes()


@pytest.mark.parametrize("base", ["https://my.site", "no base", ""])
def test_a_base_that_makes_no_iris_is_refused(tmp_path: Path, base: str) -> None:
    """Else https://my.site has the post https://my.sitepost/a."""
    built = kg.build([kg.Post(id="post/a", title="A", text="SVM")])

    with pytest.raises(ValueError, match=r"must be an http\(s\) or urn IRI that ends in"):
        built.rdf(base=base)
    with pytest.raises(ValueError, match=r"must be an http\(s\) or urn IRI that ends in"):
        built.write(tmp_path / "out", base=base)
    assert not (tmp_path / "out").exists()


def test_posts_and_paths_build_alike(vocabulary: kg.Vocabulary) -> None:
    post = Post(id="post/a", title="SVM", text="SVM即支持向量机。")

    built = kg.build([post], vocabulary)

    assert built.find("支持向量機", "concept") == built.find("svm", "concept")
    assert [found.id for found in built.posts_about("SVM")] == ["post/a"]
    assert repr(built).startswith("<BuiltBase: 1 posts")


def test_posts_of_one_id_are_refused(vocabulary: kg.Vocabulary) -> None:
    posts = [Post(id=id_, title=title) for id_ in ("post/b", "post/a") for title in ("SVM", "GAN")]

    with pytest.raises(RepeatedIdError, match=r"^post/a \(and 1 more\): several posts") as raised:
        kg.build(posts, vocabulary)

    assert raised.value.ids == ("post/a", "post/b")


def test_points_in_time_are_taken_for_their_days(vocabulary: kg.Vocabulary) -> None:
    moment = datetime.datetime(2020, 1, 2, 3, tzinfo=datetime.UTC)
    days = [moment, pd.Timestamp("2021-04-05"), datetime.date(2022, 6, 7)]
    posts = [Post(id=f"post/{day:%Y}", title=f"SVM {day:%Y}", date=day) for day in days]

    built = kg.build(posts, vocabulary)

    assert [str(post.date) for post in built.posts] == ["2020-01-02", "2021-04-05", "2022-06-07"]
    assert [year.year for year in analysis.timeline(built.graph(), "SVM")] == [2020, 2021, 2022]


def test_what_there_is_not_is_refused_with_what_there_is(loaded: kg.LoadedBase) -> None:
    known = "post, series, concept"
    with pytest.raises(ValueError, match=f"no kind of node 'concpt', but .*{known}"):
        loaded.find("VAE", "concpt")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no table 'edgez', but nodes, edges, mentions"):
        loaded.pandas("edgez")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no table 'edgez', but nodes, edges, mentions"):
        loaded.polars("edgez")  # type: ignore[arg-type]


def test_damaged_turtle_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree("output", tmp_path / "damaged")
    damaged = tmp_path / "damaged" / "graph.ttl"
    damaged.write_text('<https://a.example/> a "post" .\n<https://a.example/> "no predicate" .\n')

    with pytest.raises(InputError, match=r"graph\.ttl, line 2: is no Turtle; build it"):
        kg.load(tmp_path / "damaged").rdf()


@pytest.mark.parametrize("name", ["VAE", "vae", "ＶＡＥ", "变分自编码器", "變分自編碼器", VAE])
def test_a_node_is_found_by_any_of_its_names(loaded: kg.LoadedBase, name: str) -> None:
    assert loaded.find(name, "concept") == [VAE]


def test_parts_of_names_are_found_where_nothing_is_called_so(loaded: kg.LoadedBase) -> None:
    found = loaded.find("动力学角度看", "post", "unlisted_post")

    assert len(found) > 1
    assert all("动力学角度看" in loaded.graph().nodes[node]["label"] for node in found)
    assert loaded.find("  ") == loaded.find("nobody calls it so") == []


def test_a_part_of_a_name_is_none_but_told_first_of_what_is_like_it(loaded: kg.LoadedBase) -> None:
    graph = loaded.graph()
    with pytest.raises(UnknownNameError, match=r"no concept.*perhaps 变分自编码"):
        analysis.timeline(graph, "分自编码")
    with pytest.raises(UnknownNameError, match="perhaps 变分自编码器"):
        analysis.related(graph, "变分自编码器")
    assert analysis.the_node(graph, "support-vector  machine") == loaded.find("SVM")[0]


def test_an_unknown_name_says_what_is_much_like_it(loaded: kg.LoadedBase) -> None:
    with pytest.raises(UnknownNameError, match=r"变分自编马器: no concept.*变分自编码器"):
        loaded.posts_about("变分自编马器")


def test_evidence_spells_the_words_in_the_post(sample: KnowledgeBase) -> None:
    built = kg.BuiltBase.of(sample)
    for about in built.posts_about("VAE", mentions=True):
        for found in built.evidence(about.id, "VAE"):
            passage = built.posts_by_id[about.id].passage(found.place)
            assert passage[found.start : found.end] == found.exact


def test_frames_hold_every_node_and_edge(loaded: kg.LoadedBase) -> None:
    graph = loaded.graph()

    assert loaded.pandas("nodes").shape[0] == loaded.polars("nodes").height == len(graph)
    assert loaded.pandas("edges").shape[0] == graph.number_of_edges()
    mentions = loaded.polars("mentions")
    assert mentions.height == sum("exact" in edge for _, _, edge in graph.edges(data=True))
    assert all(
        exact in sentence for exact, sentence in mentions.select("exact", "sentence").iter_rows()
    )


def test_columns_of_pandas_have_the_types_of_their_values(loaded: kg.LoadedBase) -> None:
    nodes, edges = loaded.pandas("nodes"), loaded.pandas("edges")

    assert (nodes["date"].dt.year == 2018).sum() == sum(
        data.get("date", "").startswith("2018") for _, data in loaded.graph().nodes(data=True)
    )
    assert edges[edges["to_later"]].empty
    assert len(edges[~edges["to_later"]]) == (edges["relation"] == "cites").sum()
    assert {*edges["occurrences"].dropna().map(type)} == {int}


def test_a_frame_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'kg\[frames\]'"):
        require("polars", "frames")


@pytest.mark.parametrize(
    "content", [None, "", "<graphml", "<graphml/>", "<graphml><graph><node/></graph></graphml>"]
)
def test_a_folder_without_a_graph_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "graph.graphml").write_text(content)

    with pytest.raises(InputError, match="kg build PATH"):
        kg.load(tmp_path)


def test_the_page_is_shown_in_a_notebook(loaded: kg.LoadedBase) -> None:
    shown = loaded._repr_html_()

    assert shown.startswith('<iframe sandbox="allow-scripts')
    assert shown.count("<") == 2  # the frame alone: what is in it is escaped
