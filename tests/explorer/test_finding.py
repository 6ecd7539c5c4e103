"""Search with completion, focus with its neighbourhood, breadcrumbs, filters, legend."""

from __future__ import annotations

import itertools
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from kg.explorer import render_page
from tests.explorer.conftest import OpenPage, Site, drawn, find, listed, point_of

SVM = "https://kg.example/concept/support-vector-machine"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("svm", "支持向量机"),  # abbreviation
        ("支持向量机", "支持向量机"),
        ("support vector machine", "支持向量机"),
        ("Support-Vector", "支持向量机"),  # beginning, other letter case and punctuation
        ("持向量机", "支持向量机"),  # in the middle
    ],
)
def test_a_concept_is_found_by_any_of_its_names(page: Page, typed: str, first: str) -> None:
    page.evaluate("State.set({ lang: 'zh' })")
    page.keyboard.press("/")
    page.keyboard.type(typed)

    expect(page.locator("#found li span").first).to_have_text(first)
    assert page.get_attribute("#search", "aria-activedescendant") == "found-0"
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_have_text(first)


def test_a_hidden_label_finds_its_concept_and_is_shown_nowhere(
    open_page: OpenPage, tmp_path: Path
) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = {"label": "叙词表", "label_en": "thesaurus", "alt_labels": "word list"}
    graph.add_node("c", kind="concept", **names, hidden_labels="thesarus | tesaurus")
    (tmp_path / "page.html").write_text(render_page(graph), encoding="utf-8")

    with open_page(tmp_path / "page.html") as page:
        page.fill("#search", "tesau")
        assert page.locator("#found li span").all_inner_texts() == ["thesaurus"]
        assert "tesaurus" not in page.locator("#found").inner_text()
        page.keyboard.press("Enter")
        expect(page.locator("#detail")).to_contain_text("word list")
        assert "thesarus" not in page.locator("#detail").inner_text()


def test_completion_goes_by_arrows_and_by_mouse_and_says_when_there_is_nothing(page: Page) -> None:
    page.fill("#search", "梯度")
    options = page.locator("#found li span")
    second, third = options.nth(1).inner_text(), options.nth(2).inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_have_text(second)

    page.fill("#search", "梯度")
    page.locator("#found li").nth(2).click()
    expect(page.locator("#detail h2")).to_have_text(third)

    page.fill("#search", "qqqqqq")
    expect(page.locator("#found")).to_have_text("Nothing found")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_focus_shows_the_neighbourhood_to_a_depth(page: Page, site: Site, depth: int) -> None:
    find(page, "svm")
    page.click(f"[data-depth='{depth}']")

    near = set(nx.ego_graph(site.graph.to_undirected(as_view=True), SVM, radius=depth))
    assert set(page.evaluate("[...Stage.scene.bright].map(node => node.id)")) == near
    assert listed(page) == near
    if not site.large:
        assert drawn(page) == set(site.graph)

    page.check("#alone")
    assert drawn(page) == near or (site.large and drawn(page) <= near)


def test_a_click_on_a_node_opens_it_and_one_beside_leaves_it(page: Page) -> None:
    find(page, "dropout")
    focus = page.evaluate("State.get().focus")
    page.click("#unfocus")
    expect(page.locator("#detail h2")).to_have_text("Overview")

    page.mouse.click(*point_of(page, focus))
    page.locator("#unfocus").wait_for()
    assert page.evaluate("State.get().focus") == focus

    page.locator("#network").press("Escape")
    expect(page.locator("#detail h2")).to_have_text("Overview")


def test_breadcrumbs_go_back_and_forward(page: Page) -> None:
    names = []
    for text in ("svm", "vae", "dropout"):
        find(page, text)
        names.append(page.locator("#detail h2").inner_text())
    assert page.locator("#crumbs button").all_inner_texts() == names
    assert page.locator("#forward").is_disabled()

    page.click("#back")
    page.click("#back")
    expect(page.locator("#detail h2")).to_have_text(names[0])
    page.click("#forward")
    expect(page.locator("#detail h2")).to_have_text(names[1])
    page.go_back()  # the browser's own
    expect(page.locator("#detail h2")).to_have_text(names[0])


# ---- filters -------------------------------------------------------------------------------


def posts_of(site: Site) -> dict[str, dict[str, object]]:
    return {
        node: data
        for node, data in site.graph.nodes(data=True)
        if data["kind"] in ("post", "unlisted_post")
    }


def test_the_legend_hides_kinds_and_shows_them_again(page: Page, site: Site) -> None:
    everything = listed(page)
    assert everything == set(site.graph)

    page.click("#legend [data-nodes='concept']")
    assert listed(page) == {
        node for node, data in site.graph.nodes(data=True) if data["kind"] != "concept"
    }
    assert drawn(page) <= listed(page)
    page.click("#legend [data-nodes='concept']")
    assert listed(page) == everything


def test_links_are_filtered_by_kind_and_salience(page: Page, site: Site) -> None:
    page.click("#legend [data-links='mentions']")
    seen = page.evaluate("[...new Set(Stage.scene.links.map(link => link.relation))].sort()")
    assert "mentions" not in seen
    assert "about" in seen
    page.click("#legend [data-links='mentions']")

    page.click("#filters-button")
    page.locator("#filter-salience").fill("0.5")
    links = page.evaluate(
        "[...Selection.passing(State.get()).links].filter(link => link.salience !== null)"
        ".map(link => [link.source.id, link.target.id, link.relation])"
    )
    assert {tuple(link) for link in links} == {
        (post, concept, relation)
        for post, concept, relation, data in site.graph.edges(keys=True, data=True)
        if data.get("salience", 0) >= 0.5
    }
    held = {concept for _, concept, _ in links}
    concepts = {n for n in listed(page) if site.graph.nodes[n]["kind"] == "concept"}
    mentioned = {n for n in concepts if site.graph.in_edges(n) and n not in held}
    assert not {
        n
        for n in mentioned
        if any(site.graph.nodes[p]["kind"] == "post" for p in site.graph.predecessors(n))
    }


def test_years_are_a_slider_over_a_histogram(page: Page, site: Site) -> None:
    page.click("#filters-button")
    assert page.locator("#filters .histogram rect").count() >= 9
    page.locator("#filter-from").fill("2018")
    page.locator("#filter-to").fill("2020")

    expected = {
        node
        for node, data in posts_of(site).items()
        if "2018" <= str(data.get("date", ""))[:4] <= "2020"
    }
    assert {node for node in listed(page) if node in posts_of(site)} == expected
    concepts = {n for n in listed(page) if site.graph.nodes[n]["kind"] == "concept"}
    linked = {c for post in expected for c in site.graph.successors(post)}
    assert {
        c for c in concepts if any(p in posts_of(site) for p in site.graph.predecessors(c))
    } <= (linked)


def test_posts_and_concepts_are_filtered_by_field_origin_and_whether_listed(
    page: Page, site: Site
) -> None:
    nodes = site.graph.nodes
    page.click("#filters-button")

    page.select_option("#filter-listed", "no")
    kept = {nodes[node]["kind"] for node in listed(page)}
    assert "unlisted_post" in kept
    assert "post" not in kept
    page.select_option("#filter-listed", "yes")
    assert "unlisted_post" not in {nodes[node]["kind"] for node in listed(page)}
    page.click("#reset")

    page.select_option("#filter-status", "discovered")
    concepts = [node for node in listed(page) if nodes[node]["kind"] == "concept"]
    assert {nodes[node]["status"] for node in concepts} == {"discovered"}
    page.click("#reset")

    field = next(data["field"] for _, data in nodes(data=True) if data.get("field"))
    page.select_option("#filter-field", field)
    concepts = [node for node in listed(page) if nodes[node]["kind"] == "concept"]
    assert {nodes[node]["field"] for node in concepts} == {field}
    posts = [node for node in listed(page) if nodes[node]["kind"] == "post"]
    assert posts
    for post in posts:
        assert set(site.graph.successors(post)) & set(concepts)
    page.click("#reset")
    assert listed(page) == set(site.graph)


def test_the_focused_concept_stays_reachable_while_filtered(
    site: Site, open_page: OpenPage
) -> None:
    with open_page(site.path, "#nodes=concept") as page:
        find(page, "svm")
        expect(page.locator("#detail h2")).to_have_text("support vector machine")
        assert SVM in drawn(page)


# ---- layout --------------------------------------------------------------------------------


def test_names_do_not_overlap_at_the_first_view_nor_closer(page: Page) -> None:
    for _ in range(3):
        boxes = page.evaluate("Labels.boxes()")
        assert len(boxes) >= 10
        for a, b in itertools.combinations(boxes, 2):
            apart_x = abs(a["x"] - b["x"]) >= a["wide"] + b["wide"]
            apart_y = abs(a["y"] - b["y"]) >= a["high"] + b["high"]
            assert apart_x or apart_y, (a["text"], b["text"])
        page.click("#zoom-in")
        page.wait_for_timeout(100)


def test_the_picture_is_still_unless_physics_are_asked_for(page: Page) -> None:
    places = "Object.values(Graph.nodes).map(node => [node.x, node.y])"
    before = page.evaluate(places)
    page.wait_for_timeout(300)
    assert page.evaluate(places) == before

    page.click("#physics")
    page.wait_for_timeout(700)
    page.click("#physics")
    moved = page.evaluate(places)
    assert moved != before
    page.wait_for_timeout(300)
    assert page.evaluate(places) == moved
