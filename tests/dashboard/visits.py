"""Pages of the dashboard in a real browser, at rest."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, WIDE, Visit

_RESTS = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE = 30_000
DRAW = 400  # milliseconds in which a browser draws what has come
expect.set_options(timeout=PATIENCE)


def rested(page: Page) -> None:
    """Waits until the page has been answered and drawn."""
    page.wait_for_selector(_RESTS, timeout=PATIENCE)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_timeout(DRAW)
    page.wait_for_selector(_RESTS, timeout=PATIENCE)


def opened(visit: Visit, address: str, heading: str) -> Page:
    """A page opened cold, once it shows a heading with this text."""
    visit.page.goto(address)
    expect(visit.page.get_by_role("heading", name=heading).first).to_be_visible(timeout=PATIENCE)
    rested(visit.page)
    return visit.page


def is_fit_for_all(visit: Visit, name: str) -> None:
    """Nothing grave by axe-core in light and dark, nothing wider than a phone; leaves screenshots of the three."""
    found = visit.grave()
    assert not found, found
    visit.shot(name, whole=False)
    _change_theme(visit.page, "dark")
    found = visit.grave("color-contrast")
    assert not found, found
    visit.shot(f"{name}-dark", whole=False)
    visit.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    rested(visit.page)
    assert not visit.is_wider_than_window()
    visit.shot(f"{name}-phone", whole=False)
    visit.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    _change_theme(visit.page, "light")


def _change_theme(page: Page, theme: Literal["light", "dark"]) -> None:
    """Waits until the page has been made again for the theme; what is done before that may be undone by it."""
    page.emulate_media(color_scheme=theme)
    page.locator(f'[data-made-for="{theme}"]').wait_for(state="attached", timeout=PATIENCE)
    rested(page)
