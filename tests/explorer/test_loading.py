"""What can be done with the page before vis-network, and its end with the sentences, are there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.conftest import OpenPage, Site, find, point_of

SVM = "https://kg.example/concept/support-vector-machine"
LOADING, CUT = "still being loaded", "not loaded to its end"
REST = b'<script type="application/json" id="rest">'
NETWORK = b" * https://visjs.github.io/vis-network/"  # stands at the beginning of that script
PAINTED = """() => {
  const canvas = document.querySelector("#network canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, at) => at % 4 === 3 && value > 0).length;
}"""


def within(site: Site, part: bytes) -> tuple[bytes, bytes]:
    """Return the page as two, cut somewhere in a part of it."""
    text = site.path.read_bytes()
    cut = text.index(part) + 5000
    return text[:cut], text[cut:]


@contextmanager
def loading(site: Site, part: bytes = REST) -> Iterator[tuple[str, threading.Event]]:
    """Serve a page that stops in a part of it; say where, and by what the rest is let go."""
    begin, end = within(site, part)
    let_go = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(begin)
            self.wfile.flush()
            let_go.wait(60)
            self.wfile.write(end)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", let_go
    finally:
        let_go.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def english(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def test_the_page_is_drawn_searched_and_listed_before_the_sentences_come(
    site: Site, english: Page
) -> None:
    with loading(site) as (address, let_go):
        english.goto(address, wait_until="commit")
        english.wait_for_selector("html[data-drawn]", state="attached")
        assert english.evaluate("document.readyState") == "loading"
        expect(english.locator("#detail")).to_contain_text("posts")
        find(english, "svm")
        expect(english.locator("#detail h2")).to_have_text("support vector machine")
        expect(english.locator("#incomplete")).to_contain_text(LOADING)
        expect(english.locator("#detail blockquote")).to_have_count(0)
        english.click("[data-view='list']")
        assert english.locator("tbody tr").count() > 3
        english.locator("#connect").focus()

        let_go.set()
        english.locator("#detail blockquote mark").first.wait_for()
        expect(english.locator("#incomplete")).to_have_count(0)
        expect(english.locator("#detail .definition")).to_have_count(1)
        assert english.evaluate("document.activeElement.id") == "connect"


def test_the_picture_is_there_before_vis_network_which_then_shows_the_same(
    site: Site, english: Page
) -> None:
    with loading(site, NETWORK) as (address, let_go):
        english.goto(address, wait_until="commit")
        english.wait_for_selector("html[data-drawn]", state="attached")
        assert english.evaluate("typeof vis") == "undefined"
        sketched = english.evaluate(PAINTED)
        assert sketched > 5_000
        english.click("#zoom-in")
        find(english, "svm")
        assert english.locator("#detail h2").inner_text() == "support vector machine"
        english.click("#unfocus")
        english.click("#fit")
        assert english.evaluate(PAINTED) == pytest.approx(sketched, rel=0.2)
        sketched, camera = english.evaluate(PAINTED), english.evaluate("Stage.view.camera()")

        let_go.set()
        english.locator(".vis-network canvas").wait_for()
        assert english.evaluate("Stage.view.camera()") == pytest.approx(camera, rel=0.01, abs=0.1)
        english.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert english.evaluate(PAINTED) == pytest.approx(sketched, rel=0.02)


def test_what_is_pointed_at_before_vis_network_has_begun_is_taken_up_by_it(
    site: Site, english: Page
) -> None:
    english.add_init_script(
        "const later = setTimeout;"
        "setTimeout = (call, time) => (call.name === 'takeUp' ? 0 : later(call, time));"
    )
    english.goto(site.path.as_uri())
    english.wait_for_function(
        "typeof vis !== 'undefined' && document.documentElement.dataset.drawn"
    )
    first = english.evaluate("Graph.nodes[0].id")
    assert english.locator(".vis-network").count() == 0

    english.mouse.click(*point_of(english, first))

    english.locator("#unfocus").wait_for()
    assert english.evaluate("State.get().focus") == first
    assert english.locator(".vis-network canvas").count() == 1


def test_an_address_is_restored_before_the_sentences_come(site: Site, english: Page) -> None:
    edges = site.graph.in_edges(SVM, keys=True, data=True)
    source, _, relation, data = next(edge for edge in edges if "exact" in edge[3])
    with loading(site) as (address, let_go):
        english.goto(f"{address}#link={source} {relation} {SVM}", wait_until="commit")
        english.wait_for_selector("html[data-drawn]", state="attached")
        assert english.evaluate("[...Stage.scene.bright].map(node => node.id)") == [source, SVM]
        expect(english.locator("#detail")).to_contain_text(LOADING)
        assert "no sentence" not in english.locator("#detail").inner_text()

        let_go.set()
        english.locator("#detail blockquote").first.wait_for()
        expect(english.locator("#detail mark").first).to_have_text(data["exact"])


def test_a_page_that_is_cut_short_says_so_and_works(
    sample_site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    (tmp_path / "cut.html").write_bytes(within(sample_site, REST)[0])

    with open_page(tmp_path / "cut.html") as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        expect(page.locator("#incomplete")).to_have_count(0)
        find(page, "svm")
        expect(page.locator("#incomplete")).to_contain_text(CUT)
        assert page.locator("#detail button.node").count() > 3
