"""A newcomer's way through the page of a program, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import PATIENCE, is_fit_for_all, opened, rested
from tests.server.running import Running


def test_a_newcomer_goes_from_a_retired_program_to_its_successor_and_its_occupations(
    browser: Browser, site: Running
) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/program?id=01.0309", "01.0309 Viticulture and Enology")
        page.get_by_role("button", name="01.1004 Viticulture and Enology").click()
        expect(page.get_by_role("heading", name="01.1004 Viticulture and Enology")).to_be_visible(timeout=PATIENCE)
        rested(page)
        page.go_back()
        expect(page.get_by_role("heading", name="01.0309 Viticulture and Enology")).to_be_visible(timeout=PATIENCE)
        rested(page)
        page.get_by_role("combobox", name="Which program?").fill("51.3801")
        page.get_by_role("option", name="51.3801 Registered Nursing/Registered Nurse").click()
        expect(page.get_by_role("heading", name="51.3801 Registered Nursing/Registered Nurse")).to_be_visible(
            timeout=PATIENCE
        )
        page.get_by_role("tab", name="Occupations").click()
        expect(page.get_by_role("heading", name="Occupations that it prepares for")).to_be_visible(
            timeout=PATIENCE
        )
        rested(page)
        is_fit_for_all(visit, "program")
