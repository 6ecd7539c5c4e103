"""The state in the address, copies and exports."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from kg import build_triples, sparql
from kg.explorer import render_page
from kg.rdf import render_turtle
from tests.explorer.conftest import OpenPage, Site, find, listed

SVM = "https://kg.example/concept/support-vector-machine"


def saved(page: Page, button: str) -> bytes:
    page.click("#share > summary")
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def copied(page: Page, button: str) -> str:
    page.evaluate("document.getElementById('status').textContent = ''")
    page.click("#share > summary")
    page.click(button)
    page.locator("#status", has_text="Copied").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_copied_link_opens_what_was_seen(site: Site, open_page: OpenPage) -> None:
    with open_page(site.path) as page:
        find(page, "svm")
        page.click("[data-depth='2']")
        page.click("#legend [data-nodes='paper']")
        page.click("#filters-button")
        page.locator("#filter-from").fill("2016")
        page.select_option("#theme", "dark", force=True)
        page.locator("#network").press("+")
        page.wait_for_timeout(600)
        link = copied(page, "#copy-link")
        state = page.evaluate("State.get()")
        camera = page.evaluate("Stage.view.camera()")

    assert link.startswith(site.path.as_uri() + "#")
    with open_page(site.path, link.removeprefix(site.path.as_uri())) as again:
        again.wait_for_selector("html[data-drawn]", state="attached")
        assert again.evaluate("State.get()") == state
        assert again.evaluate("Stage.view.camera()") == pytest.approx(camera, abs=1, rel=0.01)
        expect(again.locator("#detail h2")).to_have_text("support vector machine")
        assert again.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(
    "address",
    ["#focus=nobody", "#path=a%20b", "#link=x", "#depth=99&from=abc&view=moon&at=1,2", "#%%%=&&"],
)
def test_an_address_that_makes_no_sense_does_no_harm(
    sample_site: Site, open_page: OpenPage, address: str
) -> None:
    with open_page(sample_site.path, address) as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        expect(page.locator("#detail h2")).to_have_text("Overview")


def test_the_picture_is_exported_as_png_and_svg(page: Page) -> None:
    png = saved(page, "#export-png")
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    box = page.locator("#picture").bounding_box()
    assert box
    assert (width, height) == pytest.approx((box["width"], box["height"]), abs=1)
    assert len(png) > 20_000

    root = ET.fromstring(saved(page, "#export-svg"))  # noqa: S314 - our own
    names = {one.text for one in root.iter("{http://www.w3.org/2000/svg}text")}
    assert names == {box["text"] for box in page.evaluate("Labels.boxes()")}
    shapes = root.findall(".//{http://www.w3.org/2000/svg}title")
    assert len(shapes) == page.evaluate("Stage.scene.nodes.size")


@pytest.mark.parametrize("address", ["", f"#view=list&focus={SVM}"])
def test_the_list_has_no_picture_to_move_or_to_export(
    sample_site: Site, open_page: OpenPage, address: str
) -> None:
    with open_page(sample_site.path, address) as page:
        find(page, "svm")
        page.click("[data-view='list']")
        near = listed(page)
        page.click("[data-depth='2']")
        page.click("#alone")
        assert listed(page) > near
        for button in ("#export-png", "#export-svg"):
            expect(page.locator(button)).to_be_disabled()

        page.click("[data-view='graph']")
        assert saved(page, "#export-png").startswith(b"\x89PNG")


def test_the_list_is_exported_as_csv(page: Page, site: Site) -> None:
    find(page, "svm")
    rows = list(csv.DictReader(io.StringIO(saved(page, "#export-csv").decode("utf-8-sig"))))

    assert {row["id"] for row in rows} == listed(page)
    for row in rows:
        data = site.graph.nodes[row["id"]]
        assert row["label"].removeprefix("'") in (data["label"], data.get("label_en"))
        assert row["kind"] == data["kind"]


def test_a_selection_is_copied_as_sparql_that_gives_the_same(
    sample_site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    graph = sample_site.graph
    (tmp_path / "graph.ttl").write_bytes(render_turtle(build_triples(sample_site.kb)))
    store = sparql.load_store(tmp_path / "graph.ttl")

    def rows(query: str) -> list[list[str]]:
        return sparql.run(sparql.parse_query(query), store).strings()

    with open_page(sample_site.path) as page:
        find(page, "svm")
        by_concept = rows(copied(page, "#copy-sparql"))
        assert {(row[1], row[3]) for row in by_concept} == {
            (graph.nodes[post]["label"], relation)
            for post, _, relation in graph.in_edges(SVM, keys=True)
            if relation in ("about", "mentions")
        }

        find(page, "从变分编码")
        post = page.evaluate("State.get().focus")
        by_post = rows(copied(page, "#copy-sparql"))
        assert sorted(row[0] for row in by_post) == sorted(
            relation
            for _, _, relation in graph.out_edges(post, keys=True)
            if relation in ("about", "mentions", "cites")
        )

        page.locator("#detail .open-link").first.click()
        source, relation, target = page.evaluate("State.get().link").split(" ")
        data = graph.edges[source, target, relation]
        assert [data["prefix"], data["exact"], data["suffix"]] in rows(copied(page, "#copy-sparql"))

        page.evaluate("App.leave(); State.set({ salience: 0.6, from: 2018, status: 'vocabulary' })")
        by_filter = rows(copied(page, "#copy-sparql"))
        assert {(row[1], row[2]) for row in by_filter} == {
            (graph.nodes[post]["label"], relation)
            for post, concept, relation, data in graph.edges(keys=True, data=True)
            if data.get("salience", 0) >= 0.6
            and graph.nodes[post].get("date", "") >= "2018"
            and graph.nodes[concept]["status"] == "vocabulary"
        }

        field = next(data["field"] for _, data in graph.nodes(data=True) if data.get("field"))
        page.evaluate("field => { State.clearFilters(); State.set({ field }); }", field)
        assert {row[1] for row in rows(copied(page, "#copy-sparql"))} == {
            graph.nodes[post]["label"]
            for post, concept, relation in graph.edges(keys=True)
            if relation in ("about", "mentions") and graph.nodes[concept].get("field") == field
        }


@pytest.mark.parametrize(
    "iri", ["urn:uuid:1", "ark:/67375/8HQ", "info:lc/a", "tag:x.org,2020:a", "https://x.org/#a"]
)
def test_a_concept_of_any_scheme_is_asked_for_by_its_own_iri(
    open_page: OpenPage, tmp_path: Path, iri: str
) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("post/a", kind="post", label="甲")
    graph.add_node(iri, kind="concept", label="VAE")
    graph.add_edge("post/a", iri, key="about", salience=0.9)
    (tmp_path / "page.html").write_text(render_page(graph, base="https://b.x/"), encoding="utf-8")

    with open_page(tmp_path / "page.html") as page:
        find(page, "vae")
        assert f"?property <{iri}> ;" in copied(page, "#copy-sparql")
        find(page, "甲")
        assert "<https://b.x/post/a> ?property" in copied(page, "#copy-sparql")


def test_where_copying_is_forbidden_the_text_is_shown_to_take(
    sample_site: Site, open_page: OpenPage
) -> None:
    with open_page(sample_site.path, permissions=[]) as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.click("#share > summary")
        page.click("#copy-link")
        assert page.locator("#by-hand-text").input_value() == page.url
        page.click("#by-hand-close")
        assert page.locator("#by-hand").is_hidden()
