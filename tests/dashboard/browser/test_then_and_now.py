"""A counsellor's way from an old pathway to a printed sheet, in a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.data import Opened
from dashboard.transition import sheet
from ontology.identifiers import legacy_cluster, pathway
from tests.browser.chromium import Visit, visiting
from tests.dashboard.visits import is_fit_for_all, opened, rested
from tests.server.running import Running

LONGEST = [
    pathway("production"),
    pathway("animal-systems"),
    pathway("performing-arts"),
    pathway("science-mathematics"),
    legacy_cluster("government-public-administration"),
    legacy_cluster("science-technology-engineering-mathematics"),
]


def chooses(page: Page, label: str, text: str) -> None:
    """Types into a box until one choice is left, and takes it."""
    page.get_by_label(label, exact=True).click()
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("option").first.click()
    rested(page)


def prints(page: Page, file: str, form: str) -> int:
    """How many pages an HTML file takes on paper."""
    page.set_content(file)
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=form)))


def downloads(visit: Visit, name: str) -> str:
    """What the button gives."""
    with visit.page.expect_download() as waited:
        visit.page.get_by_role("button", name=name).click()
    return Path(waited.value.path()).read_text(encoding="utf-8")


def test_from_all_clusters_by_a_pathway_to_its_successor_and_back(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/then-and-now", "Then and now")
        is_fit_for_all(visit, "then-and-now")
        # In the figure, the left end of a column is a cluster of 2002.
        figure = page.get_by_role("img", name="16 things of 2002")
        figure.click(position={"x": 237, "y": 30})
        page.wait_for_url("**?id=*agriculture-food-natural-resources")
        rested(page)
        expect(page.get_by_text("Cluster of 2002", exact=True)).to_be_visible()
        chooses(page, "Which cluster or pathway?", "Natural Resources Systems")
        expect(page.get_by_text("Natural Resources Systems likely goes on in Plant Systems")).to_be_visible()
        visit.shot("then-and-now-pathway")
        chooses(page, "A link of the figure", "Conservation")
        assert page.url.endswith("conservation-land-management")
        expect(page.get_by_role("strong").filter(has_text="some evidence")).to_be_visible()
        told = downloads(visit, "Download the transition sheet")
        assert "derived: careergraph" in told
        page.get_by_role("link", name="Plant Systems").first.click()
        page.wait_for_url("**/sub-cluster?id=*")
        page.go_back()
        rested(page)
        expect(page.get_by_role("heading", name="Natural Resources Systems")).to_be_visible()


def test_a_link_of_the_figure_opens_its_evidence(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/then-and-now?id=framework/2002/cluster/manufacturing", "Manufacturing")
        page.get_by_role("img", name="7 things of 2002").click(position={"x": 400, "y": 15})
        page.wait_for_url("**from=*")
        rested(page)
        expect(page.get_by_text("renamed or reorganized").first).to_be_visible()
        visit.shot("then-and-now-link")


@pytest.mark.parametrize("form", ["A4", "Letter"])
def test_the_longest_sheets_take_one_page(browser: Browser, opened: Opened, form: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    about = opened.about
    taken = {one: prints(page, sheet(opened.statements, one, about), form) for one in LONGEST}
    page.close()
    assert set(taken.values()) == {1}, taken
