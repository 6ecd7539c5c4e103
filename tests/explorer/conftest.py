"""The page of the sample and of a blog, in a real browser, from disk, with the network off."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page

from kg import build_graph
from kg.evidence import AllEvidence
from kg.explorer import render_page
from kg.explorer.columns import Packed
from kg.explorer.edge_table import EdgeTable
from kg.graph import Edge
from kg.model import KnowledgeBase
from kg.rdf import DEFAULT_BASE

OpenPage = Callable[..., AbstractContextManager[Page]]


@dataclass(frozen=True)
class Site:
    """A page, and the knowledge it was made from."""

    path: Path
    kb: KnowledgeBase
    graph: nx.MultiDiGraph[str]

    @property
    def large(self) -> bool:
        return len(self.graph) > 2000

    def named(self, label: str) -> str:
        """Return the id of the node whose label, folded, holds this."""
        found = [
            node
            for node, data in self.graph.nodes(data=True)
            if label.casefold() in data["label"].casefold().replace("(", "（").replace(")", "）")
        ]
        return min(found, key=lambda node: (len(self.graph.nodes[node]["label"]), node))


def edges_of(graph: nx.MultiDiGraph[str]) -> Iterator[Edge]:
    yield from graph.edges(keys=True, data=True)


def unpacked(column: Packed, length: int = 0) -> list[Any]:
    """Return what a column of so many rows says, read as the page reads it."""
    if isinstance(column, list):
        return column
    return [column["of"][column["at"][place] if "at" in column else 0] for place in range(length)]


def ends_of(edges: EdgeTable) -> list[tuple[str, str, str]]:
    """Return source, target and relation of each edge."""
    source, target = ([edges.nodes[n] for n in ends] for ends in (edges.source, edges.target))
    return [*zip(source, target, edges.relation_names(), strict=True)]


def make_site(kb: KnowledgeBase, path: Path) -> Site:
    graph = build_graph(kb)
    text = render_page(graph, AllEvidence(kb), base=DEFAULT_BASE)
    path.write_text(text, encoding="utf-8")
    return Site(path=path, kb=kb, graph=graph)


@pytest.fixture(scope="session")
def sample_site(sample: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(sample, tmp_path_factory.mktemp("page") / "sample.html")


@pytest.fixture(scope="session")
def blog_site(kexue: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The page of 336 posts, about 4,000 nodes: more than are drawn at once."""
    return make_site(kexue, tmp_path_factory.mktemp("blog") / "blog.html")


@pytest.fixture(params=["sample", "blog"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(f"{request.param}_site")
    return found


@pytest.fixture
def open_page(browser: Browser) -> OpenPage:
    """Open a page without network, in a browser that likes no motion and reads English, unless told
    otherwise; the test fails if anything is requested, logged or thrown.
    """

    @contextmanager
    def opened(
        path: Path, address: str = "", *, browser: Browser = browser, **options: Any
    ) -> Iterator[Page]:
        context = browser.new_context(
            offline=True,
            **{
                "viewport": {"width": 1280, "height": 800},
                "locale": "en-US",
                "reduced_motion": "reduce",
                "permissions": ["clipboard-read", "clipboard-write"],
                **options,
            },
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        faults: list[str] = []
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:"))
                else faults.append(request.url)
            ),
        )
        page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]", state="attached")
        yield page
        context.close()
        assert faults == []

    return opened


@pytest.fixture
def page(site: Site, open_page: OpenPage) -> Iterator[Page]:
    """The site's page, drawn."""
    with open_page(site.path) as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        yield page


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, installed by its lockfile."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm, which axe-core comes from")
    folder = Path(__file__).parent
    script = folder / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return script.read_text(encoding="utf-8")


def find(page: Page, text: str) -> None:
    """Focus the first node that the search finds."""
    page.fill("#search", text)
    page.keyboard.press("Enter")


def listed(page: Page) -> set[str]:
    """Return the ids of all nodes that the list shows."""
    return set(page.evaluate("List.rows().map(node => node.id)"))


def drawn(page: Page) -> set[str]:
    """Return the ids of the nodes in the picture."""
    return set(page.evaluate("[...Stage.scene.nodes].map(node => node.id)"))


def point_of(page: Page, node: str) -> tuple[float, float]:
    """Return where a node stands in the window, when nothing moves any more."""
    before, now = None, page.evaluate("Stage.view.camera()")
    while now != before:
        page.wait_for_timeout(150)
        before, now = now, page.evaluate("Stage.view.camera()")
    x, y = page.evaluate(
        """id => {
          const node = Graph.byId.get(id);
          const { left, top } = document.getElementById("picture").getBoundingClientRect();
          const [x, y] = Stage.view.toScreen(node.x, node.y);
          return [left + x, top + y];
        }""",
        node,
    )
    return x, y
