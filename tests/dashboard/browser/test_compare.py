"""A newcomer's way through the page that compares, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import PATIENCE, is_fit_for_all, opened, rested
from tests.server.running import Running


def test_a_newcomer_compares_sub_clusters_and_opens_one(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/compare", "Compare")
        page.get_by_text("Sub-clusters", exact=True).first.click()
        expect(page.get_by_label("Two or three sub-clusters")).to_be_visible(timeout=PATIENCE)
        rested(page)
        for title in ("Software Solutions", "Web & Cloud"):
            page.get_by_role("combobox", name="Two or three sub-clusters").fill(title)
            page.get_by_role("option", name=title).click()
            rested(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("table").get_by_text("Jobs, without the self-employed")).to_be_visible(
            timeout=PATIENCE
        )
        page.get_by_role("tab", name="Occupations").click()
        expect(page.get_by_role("heading", name="Occupations in common")).to_be_visible(timeout=PATIENCE)
        page.get_by_role("link", name="Web & Cloud").click()
        page.wait_for_url("**/sub-cluster?id=*web-cloud")
        page.go_back()
        rested(page)
        expect(page.get_by_role("heading", name="Occupations in common")).to_be_visible(timeout=PATIENCE)


def test_a_comparison_shared_by_its_address_is_fit_for_all(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/compare?ids=29-1141,29-2061,29-1292", "Compare")
        expect(page.get_by_role("table").get_by_text("Median annual wage").first).to_be_visible(timeout=PATIENCE)
        is_fit_for_all(visit, "compare")
