"""A researcher's way through the page on what is interdisciplinary, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running


def test_a_cell_opens_the_programs_behind_it(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/interdisciplinary", "Interdisciplinary")
        is_fit_for_all(visit, "interdisciplinary")
        page.get_by_role("img", name="Programs that each of 91 pairs").click(position={"x": 500, "y": 100})
        page.wait_for_url("**one=*")
        rested(page)
        expect(page.get_by_text("Programs in both")).to_be_visible()
        visit.shot("interdisciplinary-pair")
        page.get_by_role("tab", name="Flagged only for teachers").click()
        expect(page.get_by_text("that the workbook flags, though")).to_be_visible()
        page.go_back()
        rested(page)
        expect(page.get_by_role("heading", name="Behind a cell")).to_be_visible()
