"""The notebooks run from end to end, and are committed as they were written: without outputs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "docs/notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.filterwarnings("ignore")  # of Jupyter's own libraries


def run(name: str) -> Any:
    path = ROOT / "docs/notebooks" / name
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    )
    with ThreadPoolExecutor(1) as thread:  # where no other event loop runs
        thread.submit(asyncio.run, client.async_execute()).result()
    return notebook


def outputs(notebook: Any, kind: str) -> list[str]:
    return [
        output["data"][kind]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if kind in output.get("data", {})
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_committed(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)

    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not [cell for cell in code if cell.outputs or cell.execution_count]


def test_the_tour_runs_and_shows_the_page_and_a_plot() -> None:
    notebook = run("tour.ipynb")

    assert any(page.startswith("<iframe sandbox=") for page in outputs(notebook, "text/html"))
    assert len(outputs(notebook, "image/svg+xml")) == 1


def test_the_analysis_of_a_blog_ends_in_three_findings_with_plots(
    kexue_posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_BLOG", str(kexue_posts))

    notebook = run("blog.ipynb")  # its last cell checks the findings

    assert len(outputs(notebook, "image/svg+xml")) == 4
    findings = notebook.cells[-2].source
    assert [f"{number}. **" in findings for number in (1, 2, 3, 4)] == [True, True, True, False]
