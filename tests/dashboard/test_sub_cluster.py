"""The page of a sub-cluster, without a browser; and the rows that it lists."""

from __future__ import annotations

import pytest

from dashboard import sub_clusters
from dashboard.data import Opened, ask, ids
from ontology import identifiers
from ontology.nodes import CareerCluster, SubCluster
from ontology.relationships import InSubCluster, OfOccupation, ViaProgram
from tests.dashboard.conftest import Show
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.reading import shown

SOFTWARE = identifiers.sub_cluster("software-solutions")
PLANTS = identifiers.sub_cluster("plant-systems")
UNMANNED = identifiers.sub_cluster("unmanned-vehicle-technology")


def test_without_a_sub_cluster_all_can_be_chosen_by_cluster(show: Show, opened: Opened) -> None:
    page = show("sub-cluster")
    told = shown(page).replace("\\", "")
    assert all(f"**{cluster.title}**" in told for cluster in opened.graph.of_kind(CareerCluster))
    offered = {button.label.replace("\\", "") for button in page.button}
    assert {each.title for each in opened.graph.of_kind(SubCluster)} <= offered


def test_occupations_stand_with_figures_official_pages_and_the_row_that_says_so(show: Show) -> None:
    row = show("sub-cluster", id=SOFTWARE).dataframe[0].value.set_index("code").loc["15-1252"]
    assert row["employment2025"] > 0
    assert row["onet"] == "https://www.onetonline.org/link/summary/15-1252.00"
    assert row["bls"].startswith("https://data.bls.gov/")
    assert "SOC_Career_Clusters_Crosswalk.xlsx" in row["locator"]


def test_programs_are_those_that_a_row_joins_to_the_occupation_in_this_sub_cluster(
    show: Show, opened: Opened
) -> None:
    ends: dict[str, dict[type, str]] = {}
    for kind in (InSubCluster, OfOccupation, ViaProgram):
        for stated in opened.graph.of_type(kind):
            ends.setdefault(stated.start, {})[kind] = stated.end
    rows = [row for row in ends.values() if row[InSubCluster] == SOFTWARE]
    expected = sorted((row[OfOccupation], row.get(ViaProgram, "")) for row in rows)
    table = show("sub-cluster", id=SOFTWARE, part="programs").dataframe[0].value
    found = [
        (ids("Occupation")[soc], ids("Program").get(cip, ""))
        for soc, cip in zip(table["soc"], table["cip"], strict=True)
    ]
    assert sorted(found) == expected
    assert all(" row " in place for place in table["locator"])


def test_the_programs_of_one_occupation_can_be_asked_for(show: Show) -> None:
    page = show("sub-cluster", id=SOFTWARE, part="programs")
    box = next(box for box in page.selectbox if box.label == "For which occupation?")
    box.select("soc/2018/15-1252").run()
    assert set(page.dataframe[0].value["occupation"]) == {"Software Developers"}


def test_industries_are_derived_with_evidence_in_words_and_with_what_is_missing(show: Show) -> None:
    page = show("sub-cluster", id=SOFTWARE, part="industries")
    table = page.dataframe[1].value.set_index("code")
    assert table.loc["541"]["howSure"] == "strong evidence"
    told = shown(page)
    assert ":orange-badge[derived]" in told
    assert "What is missing" in told
    page.toggle[0].set_value(True).run()
    assert set(page.dataframe[1].value["howSure"]) == {*table["howSure"], "weak evidence"}


def test_shares_of_two_sources_are_not_added(opened: Opened) -> None:
    answer = ask("industries-of-a-sub-cluster", subCluster=PLANTS)
    rows = sub_clusters.industry_rows(opened.statements, answer, ids("Industry"))
    assert sum(row["share"] for row in rows) > 1
    by_oews = sum(row["share"] for row in rows if row["witness"] == "OEWS, May 2025")
    told = sub_clusters.share_told(rows)
    assert f"hold {by_oews:.0%} of its jobs by OEWS" in told
    assert "111, 112" in told


def test_a_sub_cluster_that_is_spread_over_all_industries_says_so(show: Show) -> None:
    page = show("sub-cluster", id="Leadership & Operations", part="industries")
    assert "spread much as all jobs are" in shown(page)


def test_likely_pathways_stand_apart_from_what_the_report_says(show: Show) -> None:
    said, likely = (
        frame.value for frame in show("sub-cluster", id="Engineering", part="before-2024").dataframe[:2]
    )
    assert list(said["then"]) == ["Engineering & Technology"]
    assert set(likely["howSure"]) <= {"strong evidence", "some evidence"}
    assert all(0 <= confidence <= 1 for confidence in likely["confidence"])


def test_where_no_pathway_led_it_says_so(show: Show) -> None:
    assert "No pathway of 2002 shares enough" in shown(show("sub-cluster", id="Robotics", part="before-2024"))


def test_unmanned_vehicles_show_where_they_are_applied_and_why_they_have_no_codes(show: Show) -> None:
    page = show("sub-cluster", id=UNMANNED)
    told = shown(page).replace("\\", "")
    assert "No row of the published workbooks aligns this sub-cluster" in told
    assert [tab.label for tab in page.tabs] == ["Applications", "Before 2024", "Official pages"]
    assert "Sample job title: Precision Agriculture Technician" in told
    assert len(page.dataframe[0].value) == 11


def test_publishers_stand_with_their_addresses(show: Show, opened: Opened) -> None:
    assert "No page of a publisher on this sub-cluster alone" in shown(
        show("sub-cluster", id=SOFTWARE, part="official-pages")
    )
    addresses = {source.url for source in sub_clusters.sources(opened.statements, SOFTWARE)}
    assert addresses == {
        "https://careertech.org/resource/framework-crosswalk",
        "https://careertech.org/what-we-do/career-clusters/",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_sub_cluster_is_repeated_as_text(show: Show, text: str) -> None:
    told = shown(show("sub-cluster", id=text, part=text))
    assert "<script>" not in told
    assert "Nothing here is called" in told


def test_what_has_another_page_is_linked(show: Show) -> None:
    assert "has a page of its own" in shown(show("sub-cluster", id="framework/2024/cluster/education"))
