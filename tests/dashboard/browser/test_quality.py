"""A researcher's way through the page on quality, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running


def test_from_a_count_to_the_things_that_are_missing(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/quality", "Quality")
        is_fit_for_all(visit, "quality")
        page.get_by_label("One of them in full").click()
        page.get_by_label("One of them in full").fill("Pathways without occ")
        page.get_by_role("option", name="Pathways without occupations").click()
        page.wait_for_url("**gap=pathways-without-occupations*")
        rested(page)
        expect(page.get_by_text("O*NET's table of career clusters lacks").last).to_be_visible()
        page.get_by_role("tab", name="Glossary").click()
        expect(page.get_by_text("Worked out by a method of ours")).to_be_visible()
        page.get_by_role("tab", name="Sources").click()
        expect(page.get_by_text("a checksum tells whether")).to_be_visible()
        visit.shot("quality-sources")
        page.go_back()
        rested(page)
        expect(page.get_by_text("Worked out by a method of ours")).to_be_visible()
