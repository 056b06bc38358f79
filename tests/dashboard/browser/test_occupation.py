"""A newcomer's way through the page of an occupation, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import PATIENCE, is_fit_for_all, opened, rested
from tests.server.running import Running


def test_a_newcomer_finds_an_occupation_by_a_job_title_and_sees_where_it_leads(
    browser: Browser, site: Running
) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/occupation", "Occupation")
        page.get_by_label("Or by any job title").fill("web designer")
        page.get_by_label("Or by any job title").press("Enter")
        expect(page.get_by_role("heading", name="Called “web designer”")).to_be_visible(timeout=PATIENCE)
        rested(page)
        page.get_by_role("button", name="15-1255 Web and Digital Interface Designers").click()
        expect(page.get_by_role("heading", name="15-1255 Web and Digital Interface Designers")).to_be_visible(
            timeout=PATIENCE
        )
        page.wait_for_url("**/occupation?id=soc*15-1255")
        page.get_by_role("tab", name="Where it leads").click()
        expect(page.get_by_role("heading", name="Stepping stones")).to_be_visible(timeout=PATIENCE)
        rested(page)
        assert "part=where-it-leads" in page.url
        page.go_back()
        rested(page)
        expect(page.get_by_role("heading", name="Clusters and sub-clusters")).to_be_visible(timeout=PATIENCE)


def test_an_occupation_shared_by_its_address_is_fit_for_all(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/occupation?id=29-1141&part=industries", "29-1141 Registered Nurses")
        expect(page.get_by_role("heading", name="Industries with most of its jobs")).to_be_visible(
            timeout=PATIENCE
        )
        is_fit_for_all(visit, "occupation")
        page.get_by_role("link", name="Compare it with another occupation").click()
        page.wait_for_url("**/compare?ids=*")
        expect(page.get_by_text("29-1141 Registered Nurses").first).to_be_visible(timeout=PATIENCE)
