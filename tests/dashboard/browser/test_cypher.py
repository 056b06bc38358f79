"""Questions in Cypher, asked in a browser: from the catalogue, with a slip, with parameters, by a link."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import visiting
from tests.dashboard.visits import PATIENCE, is_fit_for_all, opened, rested
from tests.server.running import Running

SLIP = "MATCH (o:Occupation {code: $code})<-[:COVERS_OCCUPATION]-(s:SubCluster)\nRETRUN s"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_newcomer_asks_a_question_then_one_of_her_own_and_mends_it(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        page = opened(visit, f"{site.url}/cypher", "Cypher")
        chooser = page.get_by_label("questions to begin with")
        chooser.click()
        chooser.fill("Which sub-clusters has a cluster")
        chooser.press("Enter")
        expect(page.get_by_role("heading", name="6 rows in")).to_be_visible()
        assert asked(page) == {"question": ["sub-clusters-of-a-cluster"]}
        is_fit_for_all(visit, "cypher")

        query = page.get_by_label("Query")
        query.fill(SLIP)
        query.press("Control+Enter")
        expect(page.get_by_text("Did you mean RETURN?")).to_be_visible(timeout=PATIENCE)
        rested(page)
        query.fill(SLIP.replace("RETRUN", "RETURN"))
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_text("Fill in its field")).to_be_visible(timeout=PATIENCE)
        rested(page)
        code = page.get_by_role("textbox", name="Code ($code)")
        code.fill("15-1252")
        code.press("Enter")
        expect(page.get_by_role("heading", name="3 rows in")).to_be_visible()
        assert asked(page)["code"] == ["15-1252"]
        rested(page)
        page.get_by_text("Graph", exact=True).click()
        expect(page.get_by_test_id("stEChartsChart")).to_be_visible()
        rested(page)
        visit.shot("cypher-graph", whole=False)
        with page.expect_download() as download:
            page.get_by_role("button", name="JSON").click()
        assert len(json.loads(download.value.path().read_text(encoding="utf-8"))["rows"]) == 3

        page.go_back()
        expect(page.get_by_text("Fill in its field")).to_be_visible()


def test_a_query_that_a_link_brings_waits_to_be_run(browser: Browser, site: Running) -> None:
    with visiting(browser) as visit:
        text = "MATCH (c:CareerCluster) RETURN c ORDER BY c.title"
        page = opened(visit, f"{site.url}/cypher?query={quote(text)}", "Cypher")
        expect(page.get_by_text("came with the address")).to_be_visible()
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_role("heading", name="14 rows in")).to_be_visible()
