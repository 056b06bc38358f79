"""A counsellor's way through the page of a cluster, in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running

DIGITAL = "framework/2024/cluster/digital-technology"


def test_from_the_wheel_to_a_cluster_its_wages_and_an_occupation_and_back(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/cluster?id={DIGITAL}&part=wages-and-growth", "Digital Technology")
        is_fit_for_all(visit, "cluster")
        page.get_by_role("tab", name="Job titles").click()
        expect(page.get_by_role("heading", name="Emerging")).to_be_visible()
        expect(page).to_have_url(re.compile("part=job-titles"))
        page.go_back()
        rested(page)
        chart = page.get_by_role("img", name="20 occupations")
        chart.scroll_into_view_if_needed()
        rested(page)
        # The largest circle, of software developers, in the plot of 1280 pixels' width.
        chart.click(position={"x": 326, "y": 134})
        page.wait_for_url("**/occupation?id=*15-1252")
        page.go_back()
        expect(page.get_by_role("heading", name="Digital Technology")).to_be_visible()
        page.get_by_role("button", name="All clusters").click()
        expect(page.get_by_text("Choose one.")).to_be_visible()
        rested(page)
        assert not visit.grave()
        visit.shot("clusters", whole=False)
        page.get_by_role("link", name="Education", exact=True).press("Enter")
        expect(page.get_by_role("heading", name="Education")).to_be_visible()
        expect(page).to_have_url(re.compile("id=.*education"))
