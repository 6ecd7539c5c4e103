"""What the file is: one, offline, safe, of a fair size; and what it does where there is much."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect

import kg.explorer
from kg.evidence import Evidence
from kg.explorer import render_page
from tests.conftest import ROOT
from tests.explorer.conftest import OpenPage, Site, drawn, find

# A node in the middle of the window that has a link, the point three pixels right of its outline,
# and nothing else near that.
STANDING_APART = """(() => {
  const { view, scene } = Stage;
  const { left, top, width, height } = document.getElementById("picture").getBoundingClientRect();
  const { scale } = view.camera();
  const placed = [...scene.nodes].map((node) => {
    const [x, y] = view.toScreen(node.x, node.y);
    return { node, x: x + node.size * scale + 3, y, reach: node.size * scale };
  });
  const linked = new Set(scene.links.flatMap((link) => [link.source, link.target]));
  const apart = (one) => Math.min(...placed.filter((other) => other !== one).map((other) =>
    Math.hypot(one.x - (other.x - other.reach - 3), one.y - other.y) - other.reach));
  const within = placed.filter(({ node, x, y }) => linked.has(node)
    && Math.abs(x / width - 0.5) < 0.25 && Math.abs(y / height - 0.5) < 0.25);
  const best = within.map((one) => [apart(one), one]).sort((a, b) => b[0] - a[0])[0][1];
  return [best.node.id, left + best.x, top + best.y];
})()"""

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "javascript:alert(3)",
    '"><svg onload=alert(4)>',
    "{{ 7 * 7 }} <!-- <script>",
    "a\u2028b\u2029c\x00",
    '<a href="https://example.org">x</a> href=javascript:alert(5)',
    "=HYPERLINK(1)",
]

BUNDLE = ROOT / "kg/explorer/webgl/bundle.js"
needs_bundle = pytest.mark.skipif(
    not BUNDLE.exists(), reason="kg was installed without Node.js, so there is no WebGL bundle"
)


def test_the_sample_is_drawn_from_the_first_frame(page: Page, site: Site) -> None:
    drawn_pixels = page.evaluate(
        """() => {
          const canvas = document.querySelector("#network canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let drawn = 0;
          for (let i = 3; i < data.length; i += 4) drawn += data[i] > 0;
          return drawn;
        }"""
    )

    assert drawn_pixels > 5_000
    assert page.locator("#legend [data-nodes]").count() == len(
        {data["kind"] for _, data in site.graph.nodes(data=True)}
    )


def test_no_name_is_cut_by_the_edge_of_the_picture(page: Page) -> None:
    for width, height in ((1280, 800), (1600, 1000), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.click("#fit")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        names, cut = page.evaluate(
            """() => {
              const { wide, high } = Stage.view.size();
              const boxes = Labels.boxes();
              const cut = ({ x, y, wide: w, high: h }) =>
                x < w || x > wide - w || y < h || y > high - h;
              return [boxes.length, boxes.filter(cut).map((box) => box.text)];
            }"""
        )
        assert names > 8
        assert cut == []


def test_a_long_name_is_cut_between_characters(open_page: OpenPage, tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("post/a", kind="post", label="a" + "𝑓" * 30)
    (tmp_path / "page.html").write_text(render_page(graph), encoding="utf-8")

    with open_page(tmp_path / "page.html") as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        assert page.evaluate("Labels.boxes().map(box => box.text)") == ["a" + "𝑓" * 11 + "…"]


def test_the_committed_page_opens(open_page: OpenPage) -> None:
    with open_page(ROOT / "output/graph.html") as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        expect(page.locator("#posts button.node")).to_have_count(36)


def test_the_page_allows_nothing_but_what_is_in_it(site: Site) -> None:
    text = site.path.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)

    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert '<meta charset="utf-8">' in text[:200]
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*\b(?:src|href)=\"(?!data:,)", text)


def test_the_page_is_small() -> None:
    assert (ROOT / "output/graph.html").stat().st_size < 2_500_000


def hostile_graph() -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, title in enumerate(HOSTILE):
        graph.add_node(
            f"post/{number}", kind="post", label=title, url=title, author=title, date="2020-01-01"
        )
        graph.add_node(
            f"concept/{number}", kind="concept", label=title, label_en=title, alt_labels=title,
            definition=title, field=title, status="discovered",
        )  # fmt: skip
        graph.add_node(f"series/{number}", kind="series", label=title, missing=title)
        graph.add_edge(f"post/{number}", f"series/{number}", key="part_of", position=number)
    for number, title in enumerate(HOSTILE):
        evidence = {"prefix": title, "exact": title, "suffix": HOSTILE[0], "reason": title}
        graph.add_edge("post/0", f"post/{(number + 1) % len(HOSTILE)}", key="cites", **evidence)
        graph.add_edge("post/0", f"concept/{number}", key="about", salience=0.9, **evidence)
    return graph


def test_nothing_from_a_post_is_ever_markup(open_page: OpenPage, tmp_path: Path) -> None:
    graph = hostile_graph()
    for node in HOSTILE:  # ids are minted safe, but are not trusted either
        graph.add_node(node, kind="<b>", label=node, url=node, field=node)
    (tmp_path / "hostile.html").write_text(render_page(graph), encoding="utf-8")

    with open_page(tmp_path / "hostile.html") as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        before = page.evaluate("document.querySelectorAll('*').length")
        assert before
        for node in graph:
            page.evaluate("id => App.focus(Graph.byId.get(id))", node)
            for button in page.locator("#detail .open-link").all()[:2]:
                button.click()
                page.go_back()
        page.evaluate("App.focus(Graph.byId.get('post/0'))")
        expect(page.locator("#detail h2")).to_have_text(HOSTILE[0])
        expect(page.locator("#detail")).to_contain_text(HOSTILE[1])
        for text in HOSTILE[:5]:
            page.fill("#search", text)
        for where in ("#detail", "#list", "#found", "#filters", "#legend"):
            assert (
                page.locator(f"{where} :is(img, script, b, iframe, a[href^='javascript'])").count()
                == 0
            )
        expect(page.locator("[onload], [onerror]")).to_have_count(0)
        page.click("[data-view='list']")
        expect(page.locator("#list img")).to_have_count(0)
        page.evaluate("Sharing.csv(); Sharing.svgText(); Sharing.sparql()")
        assert ",'=HYPERLINK(1)," in page.evaluate("App.leave(), Sharing.csv()")


def test_an_empty_graph_is_a_page_too(open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text(render_page(nx.MultiDiGraph()), encoding="utf-8")

    with open_page(tmp_path / "empty.html") as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        expect(page.locator("#posts li")).to_have_count(0)
        page.click("[data-view='list']")
        expect(page.locator("caption")).to_contain_text("0 nodes")


def test_a_link_shows_all_the_evidence_there_is(open_page: OpenPage, tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("post/a", kind="post", label="𝔸 title")
    graph.add_node("c", kind="concept", label="SVM", status="vocabulary")
    graph.add_edge("post/a", "c", key="about", salience=1.0, occurrences=7)
    sentences = [
        Evidence(place="text", start=0, end=3, prefix=f"𝔸{n} ", exact="SVM", suffix="!")
        for n in range(5)
    ]
    text = render_page(graph, {("post/a", "c", "about"): sentences})
    (tmp_path / "page.html").write_text(text, encoding="utf-8")

    with open_page(tmp_path / "page.html", "#link=post/a%20about%20c") as page:
        assert page.locator("#detail blockquote").all_inner_texts() == [
            f"𝔸{n} SVM!" for n in range(5)
        ]
        assert page.locator("#detail mark").all_inner_texts() == ["SVM"] * 5
        expect(page.locator("#detail")).to_contain_text("and 2 more places")


# ---- size ----------------------------------------------------------------------------------


def test_all_is_drawn_up_to_two_thousand_and_the_most_important_above(
    page: Page, site: Site
) -> None:
    if not site.large:
        assert drawn(page) == set(site.graph)
        assert page.locator("#note").is_hidden()
        return
    ranked = page.evaluate("Graph.nodes.map(node => node.id)")
    assert drawn(page) == set(ranked[:1500])
    note = page.locator("#note").inner_text()
    assert f"The 1500 most important of {len(site.graph)} nodes are drawn." in note

    beyond = ranked[2500]
    page.evaluate("id => App.focus(Graph.byId.get(id))", beyond)
    near = set(nx.ego_graph(site.graph.to_undirected(as_view=True), beyond))
    assert drawn(page) == set(ranked[:1500]) | near
    page.evaluate("App.leave()")
    assert drawn(page) == set(ranked[:1500])


@needs_bundle
def test_the_webgl_view_shows_everything(
    blog_site: Site, open_page: OpenPage, webgl_browser: Browser
) -> None:
    with open_page(blog_site.path, browser=webgl_browser) as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        camera = page.evaluate("Stage.view.camera()")
        page.click("#view-all")
        assert drawn(page) == set(blog_site.graph)
        assert page.evaluate("Stage.scene.links.length") == blog_site.graph.number_of_edges()
        assert page.locator("#note").is_hidden()
        assert page.evaluate("Stage.view.camera()") == pytest.approx(camera, rel=0.01, abs=2)

        find(page, "svm")
        page.locator("#unfocus").wait_for()
        concept = "https://kg.example/concept/support-vector-machine"
        assert page.evaluate("State.get().focus") == concept

        scale = page.evaluate("Stage.view.camera().scale")
        page.locator("#webgl").press("+")
        assert page.evaluate("Stage.view.camera().scale") == pytest.approx(scale * 1.3, rel=0.02)
        page.click("#share > summary")
        with page.expect_download() as download:
            page.click("#export-png")
        assert Path(download.value.path()).stat().st_size > 20_000
        page.click("[data-view='graph']")
        assert page.locator("#webgl").is_hidden()


@pytest.mark.parametrize("address", ["", pytest.param("#view=all", marks=needs_bundle)])
def test_a_click_beside_a_node_takes_it_before_a_link(
    blog_site: Site, open_page: OpenPage, webgl_browser: Browser, address: str
) -> None:
    with open_page(blog_site.path, address, browser=webgl_browser) as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        node, x, y = page.evaluate(STANDING_APART)
        page.mouse.click(x, y)
        page.locator("#unfocus").wait_for()
        assert page.evaluate("State.get()")["focus"] == node
        assert not page.evaluate("State.get()")["link"]


def test_without_the_bundle_the_page_says_so_and_works(
    blog_site: Site, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.explorer, "_WEBGL", tmp_path / "missing.js")
    (tmp_path / "page.html").write_text(render_page(blog_site.graph), encoding="utf-8")

    with open_page(tmp_path / "page.html") as page:  # readers need not know what is not there
        assert "Node.js" not in page.inner_text("#note")
    with open_page(tmp_path / "page.html", "#view=all") as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        assert page.locator("#view-all").is_hidden()
        expect(page.locator("#note")).to_contain_text("without Node.js")
        assert page.evaluate("Stage.scene.nodes.size") == 1500
