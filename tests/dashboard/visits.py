"""Pages of the dashboard in a real browser, at rest."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, WIDE, Visit

_RESTS = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE = 30_000
DRAW = 400  # milliseconds in which a browser draws what has come


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
    visit.page.emulate_media(color_scheme="dark")
    rested(visit.page)
    found = visit.grave("color-contrast")
    assert not found, found
    visit.shot(f"{name}-dark", whole=False)
    visit.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    rested(visit.page)
    assert not visit.is_wider_than_window()
    visit.shot(f"{name}-phone", whole=False)
    visit.page.emulate_media(color_scheme="light")
    visit.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    rested(visit.page)
