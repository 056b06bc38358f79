"""The pages in a real browser: nothing leaves this machine, nothing is complained of, everybody can read them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import PHONE, visiting
from tests.server.running import Running

PAGES = {
    "home": "/",
    "cluster": "/doc/framework/2024/cluster/digital-technology",
    "sub-cluster": "/doc/framework/2024/sub-cluster/web-cloud",
    "occupation": "/doc/soc/2018/15-1252",
    "pathway": "/doc/framework/2002/pathway/legal-services",
    "retired": "/doc/soc/2010/15-1131",
    "scheme": "/scheme/cip/2020",
    "search": "/search?q=nurse",
    "explain": "/explain?from=framework/2024/sub-cluster/web-cloud&to=soc/2018/15-1252",
    "sparql": "/sparql?example=what-became-of-a-pathway",
    "cypher": "/cypher",
    "data": "/data/",
    "api": "/api",
    "unknown": "/doc/soc/2018/15-125",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_everybody_can_read(browser: Browser, server: Running, name: str) -> None:
    with visiting(browser) as visit:
        answer = visit.page.goto(f"{server.url}{PAGES[name]}")
        assert answer
        assert answer.status == (404 if name == "unknown" else 200)
        if name == "unknown":
            visit.errors.clear()  # the browser itself tells of the 404
        expect(visit.page.locator("h1")).to_have_count(1)
        visit.shot(f"server-{name}-light")
        assert visit.grave() == []

        visit.page.emulate_media(color_scheme="dark")
        visit.shot(f"server-{name}-dark")
        assert visit.grave("color-contrast") == []

        visit.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        visit.shot(f"server-{name}-phone")
        assert not visit.is_wider_than_window()


def test_a_newcomers_way(browser: Browser, server: Running) -> None:
    with visiting(browser, script=False) as visit:
        page = visit.page
        page.goto(f"{server.url}/")
        box = page.get_by_role("searchbox").first
        box.fill("software developers")
        box.press("Enter")
        page.get_by_role("link", name="Software Developers").first.click()
        expect(page.locator("h1")).to_contain_text("Software Developers")
        expect(page.locator("main")).to_contain_text("national")
        page.get_by_role("link", name="Web & Cloud").first.click()
        expect(page.locator("h1")).to_contain_text("Web & Cloud")
        page.go_back()
        expect(page.locator("h1")).to_contain_text("Software Developers")


def test_a_page_for_the_printer(browser: Browser, server: Running) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{server.url}{PAGES['occupation']}")
        visit.page.emulate_media(media="print")
        visit.shot("server-occupation-print")
        expect(visit.page.get_by_role("navigation").first).to_be_hidden()
