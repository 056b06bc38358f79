"""A way through the graph in a browser: by clicks in the picture, by keys in the list, by a link."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.looks import look
from tests.browser.chromium import visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running

WEB, TITLE = "framework/2024/sub-cluster/web-cloud", "Web & Cloud"


def chosen(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["id"][0]


def click_one(picture: Locator, label: str) -> None:
    """Clicks on the first thing in the picture, from above, that has the colour of a kind."""
    picture.scroll_into_view_if_needed()
    pixels = np.array(Image.open(io.BytesIO(picture.screenshot())).convert("RGB")).astype(int)
    colour = look("light").kinds[label].colour
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    alike = np.abs(pixels - wanted).sum(axis=2) < 6
    alike[:60] = False  # the legend
    y, x = (int(at) for at in np.argwhere(alike)[0])
    picture.click(position={"x": x, "y": y + 4})


def test_from_a_sub_cluster_one_goes_on_by_clicks_and_keys_and_a_link_brings_it_back(
    browser: Browser, site: Running
) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/explore", "Explore")
        page.get_by_label("Start anywhere").fill(TITLE)
        page.get_by_label("Start anywhere").press("Enter")
        page.get_by_role("button", name=TITLE, exact=True).click()
        expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
        rested(page)
        assert chosen(page) == WEB
        is_fit_for_all(visit, "explore")

        click_one(page.get_by_test_id("stEChartsChart"), "Occupation")
        expect(page.get_by_text("Detailed occupation, SOC 2018", exact=True)).to_be_visible()
        rested(page)
        assert chosen(page).startswith("soc/2018/")
        visit.shot("explore-on", whole=False)

        related = page.get_by_role("checkbox", name="Related occupations")
        related.focus()
        page.keyboard.press("Space")
        expect(page.get_by_text("more in the picture").first).to_be_visible()
        rested(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as PNG").click()
        with Image.open(download.value.path()) as saved:
            assert saved.size[0] > 500
        told = page.get_by_text("A network of").first.inner_text()

        other = opened(visit, page.url, "Explore")
        expect(other.get_by_text(told).first).to_be_visible()
        far = other.get_by_role("combobox", name="From")
        far.fill("Registered Nurses")
        far.press("Enter")
        other.get_by_role("button", name="29-1141 Registered Nurses").click()
        expect(other.get_by_role("button", name="Draw it").first).to_be_visible()
        rested(other)
        visit.shot("explore-why", whole=False)
        other.go_back()
        expect(other.get_by_role("button", name="Draw it")).to_have_count(0)
