#!/usr/bin/env python3
"""Time the page in Chromium beside the page that pyvis writes by itself for the same graph.

The graph is invented: posts that mention concepts as unevenly often as real ones do, and quote a
sentence each time. `usable` is the time from the start of the navigation until the picture is
drawn and, on our page, legend and panel are filled and a search has been answered; on pyvis's page
with its default physics, until these have done the steps that come before the picture is shown.
`mouse` is the time until the mouse is answered too: our first picture is a sketch, which
vis-network takes up as soon as it is there. `whole` is the time until all of the file is there: on
our page, what it quotes, which stands at its end, can be read then. Panning is done by the mouse; a
frame's main-thread time is what Chromium's TaskDuration says the page's thread worked, divided by
the frames. Both pages are opened from disk with the network off, one after the other, in the same
browser; each figure is the median of the runs. Frame rates are not measured: without a graphics
card they would be those of the software renderer. With --ours our pages alone are measured, and
printed: nearly all of the time goes to pyvis's page with physics.

    bench_page.py [--runs N] [--write FILE] [--ours]
"""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from pathlib import Path
from statistics import median

import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.edge import Edge
from pyvis.network import Network
from report import options, publish, tell_aim

from kg.explorer import render_page
from kg.explorer.edge_table import tabulate
from kg.explorer.layout import lay_out
from kg.explorer.weighing import weigh

_HEADING = "## The page"
_SECTION = """{heading}

In Chromium {chromium} without a graphics card, beside the page of pyvis 0.3.2 for the same graph;
[bench_page.py](benchmarks/bench_page.py) says what is measured. The median of {runs} runs each.

| page | usable | mouse | whole | main thread for each frame of panning |
|---|---|---|---|---|
{table}

{ratios}

{aims}
"""
_FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--no-first-run",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
# Chromium ends the page that a window showed before after a second. If it has the same process,
# ours waits meanwhile until the software renderer is idle.
_OTHER_PROCESS = "data:text/html,"
_FRAMES = 40
_PATIENCE = 300_000  # milliseconds
_WATCH = """
  const look = () => {
    if (!window.usable && READY) window.usable = performance.now();
    if (window.usable && ANSWERS) window.answering = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
_WAIT = """new Promise(done => {
  const look = () => {
    if (window.answering) done([window.usable, window.answering]); else setTimeout(look, 20);
  };
  look();
})"""
_OURS = """(() => {
  if (!document.documentElement?.dataset.drawn) return false;
  if (!document.querySelector("#detail h2") || !document.querySelector("#legend li")) return false;
  const field = document.getElementById("search");
  field.value = "概念1";
  field.dispatchEvent(new Event("input"));
  const answered = document.querySelectorAll("#found li").length > 0;
  field.value = "";
  field.dispatchEvent(new Event("input"));
  return answered;
})()"""
_ANSWERS = """document.querySelector(".vis-network canvas, .sigma-mouse")"""
_DRAWN = """(() => {
  if (typeof network === "undefined" || !network) return false;
  if (!window.watched) {
    window.watched = true;
    network.on("afterDrawing", () => { window.was = true; });
    network.redraw();
  }
  return window.was;
})()"""
_WHOLE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventStart"
_STILL = """(typeof network !== "undefined" && network && network.physics.ready === true)"""


def main() -> None:
    """Print a table in Markdown, or put it into its place in a file."""
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ours", action="store_true", help="print what our pages alone take")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_FLAGS, headless=True
        )
        if arguments.ours:
            text = _table(_measure_ours(Path(name), browser, arguments.runs)) + "\n"
        else:
            text = _measure(Path(name), browser, arguments.runs)
        browser.close()
    publish(text, None if arguments.ours else arguments.write)


_Figures = tuple[float, float, float, float]  # milliseconds: usable, mouse, whole, panning a frame
_Rows = dict[str, _Figures]


def _measure_ours(folder: Path, browser: Browser, runs: int) -> _Rows:
    for name, graph in (("small", _invent(500, 2000)), ("large", _invent(10_000, 40_000))):
        (folder / f"{name}.html").write_text(render_page(graph), encoding="utf-8")

    def run(file: str) -> _Figures:
        return _median(browser, f"{folder.as_uri()}/{file}", runs, _OURS, "#picture")

    return {
        "500 nodes, 2,000 edges": run("small.html"),
        "10,000 nodes, 40,000 edges": run("large.html"),
        "the same, WebGL view of all": run("large.html#view=all"),
    }


def _measure_pyvis(folder: Path, browser: Browser, runs: int) -> _Rows:
    _write_pyvis(_invent(500, 2000), folder / "small-pyvis.html", physics=True)
    _write_pyvis(_invent(10_000, 40_000), folder / "large-pyvis.html", physics=False)

    def run(file: str, ready: str) -> _Figures:
        return _median(browser, f"{folder.as_uri()}/{file}", runs, ready, "#mynetwork")

    return {
        "500 nodes by pyvis, default physics": run("small-pyvis.html", _STILL),
        "10,000 nodes by pyvis, positions fixed": run("large-pyvis.html", _DRAWN),
    }


def _table(rows: _Rows) -> str:
    return "\n".join(
        f"| {name} | {usable / 1000:.2f} s | {mouse / 1000:.2f} s | {whole / 1000:.2f} s "
        f"| {frame:.1f} ms |"
        for name, (usable, mouse, whole, frame) in rows.items()
    )


def _measure(folder: Path, browser: Browser, runs: int) -> str:
    rows = _measure_ours(folder, browser, runs) | _measure_pyvis(folder, browser, runs)
    small, first, webgl, small_pyvis, large_pyvis = rows.values()
    ratios = (
        f"Usable in {small[0] / small_pyvis[0]:.3f} of pyvis's time at 500 nodes and in "
        f"{first[0] / large_pyvis[0]:.2f} (WebGL: {webgl[0] / large_pyvis[0]:.2f}) at 10,000; "
        f"panning takes {first[3] / large_pyvis[3]:.3f} (WebGL: {webgl[3] / large_pyvis[3]:.3f}) "
        "of its main-thread time."
    )
    aims = " ".join((
        tell_aim("1 s until 500 nodes are usable", small[0] / 1000),
        tell_aim("1.5 s until 10,000 are", first[0] / 1500),
        tell_aim("1.5 s for the WebGL view of them", webgl[0] / 1500),
        tell_aim("a tenth of pyvis's main-thread time for a frame", 10 * first[3] / large_pyvis[3]),
        tell_aim("the same in the WebGL view", 10 * webgl[3] / large_pyvis[3]),
    ))  # fmt: skip
    return _SECTION.format(
        heading=_HEADING, chromium=browser.version, runs=runs, table=_table(rows), ratios=ratios,
        aims=aims,
    )  # fmt: skip


def _median(browser: Browser, address: str, runs: int, ready: str, canvas: str) -> _Figures:
    found = [_time_page(browser, address, ready, canvas) for _ in range(runs)]
    usable, mouse, whole, frame = (median(figures) for figures in zip(*found, strict=True))
    return usable, mouse, whole, frame


def _time_page(browser: Browser, address: str, ready: str, canvas: str) -> _Figures:
    """Return milliseconds until usable, until it answers the mouse and is whole, and of main thread
    for each frame of panning.
    """
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.add_init_script(_WATCH.replace("READY", ready).replace("ANSWERS", _ANSWERS))
    page.goto(_OTHER_PROCESS)
    page.goto(address, timeout=_PATIENCE)
    usable, mouse = (float(figure) for figure in page.evaluate(_WAIT))
    whole = float(page.evaluate(_WHOLE))
    frame = _pan(page, canvas)
    context.close()
    return usable, mouse, whole, frame


def _pan(page: Page, canvas: str) -> float:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    box = page.locator(canvas).bounding_box()
    assert box
    x, y = box["x"] + 8, box["y"] + box["height"] / 2
    page.wait_for_timeout(500)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y)
    before = busy()
    for step in range(_FRAMES):
        page.mouse.move(x + 12 + 4 * step, y)
        page.evaluate("new Promise(done => requestAnimationFrame(() => done()))")
    spent = busy() - before
    page.mouse.up()
    return 1000 * spent / _FRAMES


def _invent(nodes: int, edges: int) -> nx.MultiDiGraph[str]:
    """Return a graph of posts and concepts, with so many edges between them."""
    rng = random.Random(5)  # noqa: S311 - a graph to measure on, no secret
    posts, concepts = nodes // 5, nodes - nodes // 5
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(posts):
        date = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        graph.add_node(f"post/{number}", kind="post", label=f"第{number}篇文章的标题", date=date)
    for number in range(concepts):
        graph.add_node(
            f"concept/{number}", kind="concept", label=f"概念{number}",
            label_en=f"concept {number}", status="vocabulary", field=f"领域{number % 9}",
        )  # fmt: skip
    frequencies = list(itertools.accumulate(1 / (rank + 10) for rank in range(concepts)))
    topics = [rng.randrange(20) for _ in range(posts)]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < edges:
        post = rng.randrange(posts)
        source, target = f"post/{post}", f"post/{rng.randrange(posts)}"
        if rng.random() < 0.1 and source != target and (source, target) not in pairs:
            pairs.add((source, target))
            graph.add_edge(source, target, key="cites")
            continue
        concept = rng.choices(range(concepts), cum_weights=frequencies)[0]
        if rng.random() < 0.7:  # most of a post's concepts belong to its topic
            concept = (concept // 20 * 20 + topics[post]) % concepts
        if (source, f"concept/{concept}") in pairs:
            continue
        pairs.add((source, f"concept/{concept}"))
        graph.add_edge(
            f"post/{post}", f"concept/{concept}", key=rng.choice(["about", "mentions"]),
            salience=round(rng.random(), 3), occurrences=1, place="text", start=0, end=4,
            prefix=f"第{post}篇文章在这里说到", exact=f"概念{concept}",
            suffix=",并且说明了它的来由。",
        )  # fmt: skip
    return graph


def _write_pyvis(graph: nx.MultiDiGraph[str], path: Path, *, physics: bool) -> None:
    network = Network(directed=True, cdn_resources="in_line")
    nodes = sorted(graph)
    weighed = weigh(tabulate(nodes, graph.edges(keys=True, data=True)))
    places = lay_out(weighed, [10.0] * len(nodes)).places
    for node, (x, y) in zip(nodes, places, strict=True):
        network.add_node(node, label=graph.nodes[node]["label"], x=x, y=y)
    # What add_edge would add, without its search through all nodes for each edge.
    network.edges = [Edge(*edge, directed=True).options for edge in sorted(graph.edges())]
    network.toggle_physics(physics)
    path.write_text(network.generate_html(), encoding="utf-8")


if __name__ == "__main__":
    main()
