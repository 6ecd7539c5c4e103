"""Themes, languages, narrow windows, touch, keys, motion, assistive technology."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from kg.evidence import AllEvidence
from kg.explorer import render_page
from tests.conftest import until
from tests.explorer.conftest import OpenPage, Site, find, point_of

GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(17, 22, 28)"


def test_light_and_dark_follow_the_system_and_the_reader(
    sample_site: Site, open_page: OpenPage
) -> None:
    with open_page(sample_site.path, color_scheme="dark") as page:
        assert page.evaluate(GROUND) == DARK
        page.emulate_media(color_scheme="light")
        assert page.evaluate(GROUND) == LIGHT
        until(page, "Stage.colours.ground === '#ffffff'")
        page.click("#settings > summary")
        page.select_option("#theme", "dark")
        assert page.evaluate(GROUND) == DARK
        until(page, "Stage.colours.ground === '#11161c'")


@pytest.mark.parametrize(
    ("locale", "heading"), [("zh-CN", "总览"), ("en-GB", "Overview"), ("fr-FR", "Overview")]
)
def test_the_interface_speaks_the_language_of_the_browser(
    sample_site: Site, open_page: OpenPage, locale: str, heading: str
) -> None:
    with open_page(sample_site.path, locale=locale) as page:
        expect(page.locator("#detail h2")).to_have_text(heading)


def test_the_language_can_be_changed(page: Page) -> None:
    find(page, "svm")
    expect(page.locator("#detail h2")).to_have_text("support vector machine")
    page.click("#settings > summary")
    page.select_option("#language", "zh")

    assert page.locator("html").get_attribute("lang") == "zh"
    expect(page.locator("#detail h2")).to_have_text("支持向量机")
    expect(page.locator("#filters-button")).to_have_text("筛选")
    assert page.get_attribute("#search", "aria-label") == "搜索文章、概念、缩写（按 / 键）"


def test_both_languages_have_every_word(sample_site: Site, open_page: OpenPage) -> None:
    with open_page(sample_site.path) as page:
        for language in ("zh", "en"):
            page.evaluate("language => Words.use(language)", language)
            empty = page.evaluate(
                """() => [...document.querySelectorAll("*")].filter(node =>
                    (node.dataset.word && !node.textContent)
                    || (node.dataset.label && !node.getAttribute("aria-label"))
                    || (node.dataset.placeholder && !node.placeholder))
                  .map(node => node.outerHTML)"""
            )
            assert empty == []


def test_what_decided_is_said_in_the_language_of_the_page(
    blog_site: Site, open_page: OpenPage
) -> None:
    reasons = sorted({one.reason for each in AllEvidence(blog_site.kb).values() for one in each})
    with open_page(blog_site.path, "#lang=zh") as page:
        chinese = page.evaluate("reasons => reasons.map(Reasons.say)", reasons)
        page.evaluate("State.set({ lang: 'en' })")
        english = page.evaluate("reasons => reasons.map(Reasons.say)", reasons)

    said = [*zip(reasons, chinese, english, strict=True)]
    named = "beside 损失函数", "与损失函数一同出现", "beside loss function"
    called = "also called by a clear name"
    assert {named, (called, "文中另有明确的名称", called)} <= {*said}
    assert [reason for reason, zh, _ in said if reason == zh and reason.isascii() and reason] == []


def test_a_graph_of_one_post_is_counted_in_the_singular(
    open_page: OpenPage, tmp_path: Path
) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("post/a", kind="post", label="VAE")
    (tmp_path / "one.html").write_text(render_page(graph), encoding="utf-8")

    with open_page(tmp_path / "one.html") as page:
        expect(page.locator("#detail p").first).to_have_text("1 post, 0 concepts, 0 links.")


def test_the_note_hides_nothing_that_stands_out(blog_site: Site, open_page: OpenPage) -> None:
    for viewport in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        with open_page(blog_site.path, viewport=viewport) as page:
            page.wait_for_selector("html[data-drawn]", state="attached")
            find(page, "vae")
            point_of(page, page.evaluate("State.get().focus"))
            note = page.locator("#note").bounding_box()
            highest, names = page.evaluate(
                """() => {
                  const { top, left } = document.getElementById("picture").getBoundingClientRect();
                  return [
                    top + Math.min(...[...Stage.scene.bright]
                      .map((node) => Stage.view.toScreen(node.x, node.y)[1])),
                    Labels.boxes().map(({ x, y, wide, high }) =>
                      [left + x - wide, left + x + wide, top + y - high, top + y + high])];
                }"""
            )
            buttons = page.locator("#camera").bounding_box()
        assert note
        assert buttons
        assert highest > note["y"] + note["height"]
        for over in (note, buttons):
            right, bottom = over["x"] + over["width"], over["y"] + over["height"]
            hidden = [
                name
                for name in names
                if name[1] > over["x"] and name[0] < right
                and name[3] > over["y"] and name[2] < bottom
            ]  # fmt: skip
            assert hidden == []


def test_the_filters_fit_into_a_narrow_window(site: Site, open_page: OpenPage) -> None:
    with open_page(site.path, viewport={"width": 360, "height": 740}) as page:
        page.click("#filters-button")
        left_over = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(filters)"
        assert page.evaluate(left_over) == 0


def test_the_keyboard_goes_where_a_choice_leads(page: Page) -> None:
    find(page, "svm")
    expect(page.locator("#detail h2")).to_be_focused()
    for button in ("#detail button.node", "#detail .open-link", "#crumbs button"):
        page.locator(button).first.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
    assert page.locator("#network [tabindex]").count() == 0  # it is one thing to the keyboard


@pytest.mark.parametrize("width", [360, 768])
def test_a_narrow_window_has_room_for_all(site: Site, open_page: OpenPage, width: int) -> None:
    phone: dict[str, Any] = {"viewport": {"width": width, "height": 740}, "has_touch": True}
    with open_page(site.path, **phone) as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("#search", "#filters-button", "#share", "#settings", "#picture", "#panel"):
            box = page.locator(part).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["height"] >= 24

        find(page, "svm")
        focus = page.evaluate("State.get().focus")
        page.tap("#unfocus")
        page.touchscreen.tap(*point_of(page, focus))
        page.locator("#unfocus").wait_for()
        assert page.evaluate("State.get().focus") == focus
        page.tap("#filters-button")
        page.tap("#filters-close")
        page.tap("#share > summary")
        menu = page.locator("#share > div").bounding_box()
        assert menu
        assert 0 <= menu["x"] <= menu["x"] + menu["width"] <= width
        page.tap("#share > summary")
        page.tap("[data-view='list']")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_pan_and_zoom(page: Page) -> None:
    canvas = page.locator("#network")

    def camera() -> dict[str, float]:
        found: dict[str, float] = page.evaluate("Stage.view.camera()")
        return found

    first = camera()
    canvas.press("ArrowRight")
    canvas.press("ArrowDown")
    moved = camera()
    assert moved["x"] > first["x"]
    assert moved["y"] > first["y"]
    canvas.press("+")
    assert camera()["scale"] > moved["scale"]
    canvas.press("-")
    canvas.press("-")
    assert camera()["scale"] < moved["scale"]
    canvas.press("0")
    assert camera() == pytest.approx(first, rel=0.01, abs=1)


def test_motion_only_for_those_who_do_not_mind(sample_site: Site, open_page: OpenPage) -> None:
    still = """() => {
      const before = Stage.view.camera().scale;
      document.getElementById("zoom-in").click();
      return Stage.view.camera().scale !== before;
    }"""
    with open_page(sample_site.path) as page:
        assert page.evaluate(still) is True  # at once
    with open_page(sample_site.path, reduced_motion="no-preference") as page:
        before = page.evaluate("Stage.view.camera().scale")
        assert page.evaluate(still) is False
        page.wait_for_timeout(700)
        assert page.evaluate("Stage.view.camera().scale") == pytest.approx(before * 1.4, rel=0.01)


STATES = {
    "first view": "",
    "concept": "#focus=https%3A%2F%2Fkg.example%2Fconcept%2Fsupport-vector-machine",
    "reading": "#focus=https%3A%2F%2Fkg.example%2Fconcept%2Fsupport-vector-machine&reading=1",
    "list": "#view=list",
    "dark": "#theme=dark&focus=https%3A%2F%2Fkg.example%2Fconcept%2Fsupport-vector-machine",
    "Chinese": "#lang=zh",
}


@pytest.mark.parametrize("address", STATES.values(), ids=STATES.keys())
def test_axe_finds_no_serious_violation(
    site: Site, open_page: OpenPage, axe: str, address: str
) -> None:
    with open_page(site.path, address) as page:
        page.click("#filters-button")
        page.fill("#search", "梯度")
        page.evaluate(axe)
        found = page.evaluate("axe.run()")

    assert found["passes"]
    serious = [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert serious == []
