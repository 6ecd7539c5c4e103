"""The page in a real browser, opened from disk with the network off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.explorer import render_page
from tests.conftest import ROOT

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "javascript:alert(3)",
    '"><svg onload=alert(4)>',
    "{{ 7 * 7 }} <!-- <script>",
    "a\u2028b\u2029c\x00",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("no Chromium found: run scripts/get-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without network; the test fails if anything is requested, logged or thrown."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:")) else faults.append(request.url)
        ),
    )
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    yield page
    context.close()
    assert faults == []


def open_page(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-drawn]", state="attached")


def drawn_pixels(page: Page) -> int:
    """Count the pixels of the canvas that something was drawn on."""
    return int(
        page.evaluate(
            """() => {
              const canvas = document.querySelector("#network canvas");
              const { width, height } = canvas;
              const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
              let drawn = 0;
              for (let i = 3; i < data.length; i += 4) drawn += data[i] > 0;
              return drawn;
            }"""
        )
    )


def test_the_graph_is_drawn_from_the_first_frame(page: Page) -> None:
    open_page(page, ROOT / "output/graph.html")

    assert drawn_pixels(page) > 5_000
    assert page.locator("#posts li").count() == 36
    assert page.locator("#legend li").count() >= 6


def test_a_concept_is_found_by_its_abbreviation_and_shown_with_its_sentences(page: Page) -> None:
    open_page(page, ROOT / "output/graph.html")

    page.keyboard.press("/")
    page.keyboard.type("svm")
    assert page.locator("#found li").first.inner_text().startswith("支持向量机")
    page.keyboard.press("Enter")

    assert page.locator("#detail h2").first.inner_text() == "支持向量机"
    assert page.locator("#detail blockquote mark").first.inner_text() == "SVM"


def test_posts_and_concepts_lead_to_one_another(page: Page) -> None:
    open_page(page, ROOT / "output/graph.html")

    page.locator("#posts button", has_text="变分自编码器(一)").click()
    assert "2018-03-18" in page.locator("#detail").inner_text()
    page.locator("#detail button", has_text=re.compile("^变分自编码器$")).first.click()

    assert page.locator("#detail h2").first.inner_text() == "变分自编码器"


def test_a_click_on_a_node_opens_it(page: Page) -> None:
    open_page(page, ROOT / "output/graph.html")
    page.fill("#search", "dropout")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    page.locator("#detail").evaluate("node => node.replaceChildren()")

    box = page.locator("#network").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#detail h2")

    assert page.locator("#detail h2").first.inner_text().casefold() == "dropout"


def test_nothing_from_a_post_is_ever_markup(page: Page, tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, title in enumerate(HOSTILE):
        graph.add_node(f"post/{number}", kind="post", label=title, url=title, author=title)
    for number in range(1, len(HOSTILE)):
        evidence = {"prefix": HOSTILE[number], "exact": HOSTILE[number], "suffix": HOSTILE[0]}
        graph.add_edge("post/0", f"post/{number}", key="cites", **evidence)
    (tmp_path / "hostile.html").write_text(render_page(graph), encoding="utf-8")

    open_page(page, tmp_path / "hostile.html")
    for button in page.locator("#posts button").all():
        button.click()

    assert page.locator("img, svg, #detail script, a").count() == 0
    assert page.locator("#posts button").first.inner_text() == HOSTILE[0]
    page.locator("#posts button").first.click()
    assert HOSTILE[1] in page.locator("#detail").inner_text()


def test_an_empty_graph_is_a_page_too(page: Page, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text(render_page(nx.MultiDiGraph()), encoding="utf-8")

    open_page(page, tmp_path / "empty.html")

    assert page.locator("#posts li").count() == 0


def test_the_page_is_small() -> None:
    assert (ROOT / "output/graph.html").stat().st_size < 2_500_000
