"""A district's way through the page for its own framework, in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from queries.overlay_columns import HERE
from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running


def test_a_table_is_uploaded_read_and_reported(browser: Browser, site: Running, tmp_path: Path) -> None:
    mine = tmp_path / "My county.csv"
    mine.write_bytes((HERE / "example-county.csv").read_bytes())
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/your-framework", "Your framework")
        page.locator('input[type="file"]').set_input_files(mine)
        expect(page.get_by_role("heading", name="My county")).to_be_visible(timeout=30_000)
        is_fit_for_all(visit, "your-framework")
        page.get_by_role("tab", name="No home").click()
        expect(page.get_by_text("Programs that land nowhere")).to_be_visible()
        rested(page)
        visit.shot("your-framework-no-home")
        with page.expect_download() as report:
            page.get_by_role("button", name="The report as XLSX").click()
        assert Path(report.value.path()).read_bytes().startswith(b"PK")
        other = tmp_path / "Other.csv"
        other.write_bytes(b"only,one\nthing,here\n")
        page.locator('input[type="file"]').set_input_files(other)
        expect(page.get_by_role("alert")).to_contain_text("column", timeout=30_000)
