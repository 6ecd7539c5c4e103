from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

import kg


def test_the_page_works_in_the_frame_that_notebooks_show(browser: Browser, tmp_path: Path) -> None:
    shown = kg.load("output")._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!doctype html>{shown}", encoding="utf-8")
    faults: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))

    page.goto((tmp_path / "notebook.html").as_uri())
    frame = page.frame_locator("iframe")
    frame.get_by_role("combobox").first.fill("svm")
    page.keyboard.press("Enter")
    frame.get_by_role("heading", name="support vector machine").wait_for()

    page.close()
    assert not faults
