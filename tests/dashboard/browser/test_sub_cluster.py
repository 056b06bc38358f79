"""A newcomer's way through the page of a sub-cluster, in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running


def test_from_the_list_to_a_sub_cluster_and_its_programs(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/sub-cluster", "Sub-cluster")
        assert not visit.grave()
        visit.shot("sub-clusters", whole=False)
        page.get_by_role("button", name="Software Solutions", exact=True).click()
        expect(page.get_by_role("heading", name="Software Solutions")).to_be_visible()
        expect(page).to_have_url(re.compile("id=.*software-solutions"))
        page.get_by_role("tab", name="Industries").click()
        expect(page.get_by_text("What is missing")).to_be_visible()
        rested(page)
        is_fit_for_all(visit, "sub-cluster")
        page.get_by_role("tab", name="Programs").click()
        box = page.get_by_role("combobox", name="For which occupation?")
        box.click()
        box.fill("developers")
        box.press("Enter")
        expect(page.get_by_text("18 rows")).to_be_visible()
        page.go_back()
        rested(page)
        expect(page.get_by_text("What is missing")).to_be_visible()
        page.get_by_role("combobox", name="Which sub-cluster?").fill("unmanned")
        page.get_by_role("combobox", name="Which sub-cluster?").press("Enter")
        expect(page.get_by_text("No row of the published workbooks")).to_be_visible()
        rested(page)
        visit.shot("sub-cluster-unmanned", whole=False)
        page.get_by_role("link", name="Agriculture", exact=True).click()
        page.wait_for_url("**/cluster?id=*agriculture")
