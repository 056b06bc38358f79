"""A newcomer's way through the page of codes, in a browser."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running


def test_from_a_tree_walked_by_keys_to_a_code_and_back(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/codes?tree=naics/2022/5415", "As a tree")
        expect(page.get_by_role("treeitem", name="5415 Computer Systems")).to_have_attribute(
            "aria-expanded", "true"
        )
        is_fit_for_all(visit, "codes-tree")
        page.get_by_text("Occupations (SOC)", exact=True).click()
        first = page.get_by_role("treeitem", name="11-0000 Management")
        expect(first).to_be_visible()
        rested(page)
        assert "tree=soc" in page.url
        first.focus()
        for key in (
            "ArrowRight",
            "ArrowDown",
            "ArrowDown",
            "ArrowLeft",
            "ArrowLeft",
            "End",
            "Home",
            "1",
            "5",
            "-",
        ):
            page.keyboard.press(key)
        expect(first).to_have_attribute("aria-expanded", "false")
        expect(page.get_by_role("treeitem", name="15-0000 Computer")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="15-0000 Computer and Mathematical")).to_be_visible()
        rested(page)
        page.get_by_role("button", name="Show it in the tree").click()
        expect(page.get_by_role("treeitem", name="15-0000 Computer")).to_have_attribute("aria-current", "true")
        page.go_back()
        expect(page.get_by_role("heading", name="15-0000 Computer and Mathematical")).to_be_visible()


def test_an_industry_shows_its_clusters_and_jobs_and_leads_on(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/codes?id=naics/2022/541", "541 Professional")
        is_fit_for_all(visit, "codes-industry")
        page.get_by_role("button", name="54 Professional").click()
        expect(page.get_by_role("heading", name="54 Professional").first).to_be_visible()
        rested(page)
        assert page.url.endswith("id=naics%2F2022%2F54")


def test_a_pasted_list_and_a_file_come_back_aligned(browser: Browser, site: Running, tmp_path: Path) -> None:
    file = tmp_path / "students.csv"
    file.write_text("Program,CIP\nFarming,1.0000\nUnknown,11.701\n", encoding="utf-8")
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/codes?list=", "Codes")
        page.get_by_label("Paste codes").fill("11.701\n1.0000\n11-1011.00\n151132")
        page.get_by_role("button", name="Align the list").click()
        expect(page.get_by_text("4 different codes in 4 rows")).to_be_visible()
        expect(page.get_by_text("11.0701 (Computer Science)")).to_be_visible()
        rested(page)
        is_fit_for_all(visit, "codes-list")
        page.get_by_role("button", name="Forget the list").click()
        expect(page.get_by_text("different codes")).to_have_count(0)
        page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
        expect(page.get_by_text("students.csv")).to_be_visible()
        page.get_by_role("button", name="Align the list").click()
        expect(page.get_by_text("2 different codes in 2 rows")).to_be_visible()
        rested(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the aligned list as XLSX").click()
        assert download.value.suggested_filename == "students-aligned.xlsx"
        book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
        assert "01.0000" in {row[2].value for row in book["Aligned"].iter_rows()}
        old = tmp_path / "old.xls"
        old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
        page.get_by_test_id("stFileUploader").locator("input").set_input_files(old)
        expect(page.get_by_text("old.xls")).to_be_visible()
        page.get_by_role("button", name="Align the list").click()
        expect(page.get_by_text("old Excel")).to_be_visible()
