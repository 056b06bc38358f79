"""A newcomer's way through the first page, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running


def test_from_the_first_page_a_newcomer_finds_a_cluster_and_what_a_search_means(
    browser: Browser, site: Running
) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/", "The National Career Clusters Framework")
        is_fit_for_all(visit, "home")
        page.get_by_role("link", name="Education").first.press("Enter")
        page.wait_for_url("**/cluster?id=*")
        page.go_back()
        rested(page)
        page.get_by_label("Search everything").fill("plant systems")
        page.get_by_label("Search everything").press("Enter")
        expect(page.get_by_role("heading", name="Found for “plant systems”")).to_be_visible()
        assert page.url.endswith("?q=plant+systems") or "q=plant%20systems" in page.url
        page.get_by_role("link", name="Plant Systems").first.click()
        page.wait_for_url("**/sub-cluster?id=*")
