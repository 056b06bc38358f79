"""The page of a cluster, without a browser; and the rows that it lists."""

from __future__ import annotations

import pytest

from dashboard import clusters, coverage
from dashboard.data import Opened, ask
from ontology import identifiers
from ontology.nodes import CareerCluster, JobTitle, Occupation
from tests.dashboard.conftest import Show
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.reading import shown

DIGITAL = identifiers.cluster("digital-technology")
HEALTH = identifiers.cluster("healthcare-human-services")
SALES = identifiers.cluster("marketing-sales")


def test_without_a_cluster_all_fourteen_can_be_chosen(show: Show) -> None:
    table = show("cluster").dataframe[0].value
    assert len(table) == 14
    assert set(table[table["crossCutting"] == "yes"]["cluster"]) == {
        "Digital Technology",
        "Management & Entrepreneurship",
        "Marketing & Sales",
    }


def test_it_begins_with_caption_sub_clusters_and_what_is_in_it(show: Show) -> None:
    page = show("cluster", id=DIGITAL)
    told = shown(page)
    assert "Modernizing Industries" in told
    assert "**3 cross-cutting** clusters" in told
    assert {metric.label: metric.value for metric in page.metric}["Sub-clusters"] == "6"
    empty = page.dataframe[0].value.set_index("subCluster").loc["Unmanned Vehicle Technology"]
    assert empty["occupations"] == 0
    assert "No row of the published workbooks" in empty["note"]


def test_the_jobs_of_a_cluster_count_an_occupation_of_several_sub_clusters_once(
    show: Show, opened: Opened
) -> None:
    parts = [part.id for part in clusters.sub_clusters(opened.statements, DIGITAL)]
    covered = coverage.covered(opened.statements, parts)
    assert any(len(stated) > 1 for stated in covered.values())
    occupations = [node for node in opened.graph.of_kind(Occupation) if node.id in covered]
    jobs = sum(node.employment_2025 or 0 for node in occupations)
    page = show("cluster", id="Digital Technology")
    metrics = {metric.label: metric.value for metric in page.metric}
    assert (metrics["Occupations"], metrics["Jobs, May 2025"]) == (f"{len(occupations)}", f"{jobs:,}")
    assert jobs < page.dataframe[0].value["employment2025"].sum()


def test_a_figure_that_is_withheld_is_counted_as_missing_and_not_as_nothing(opened: Opened) -> None:
    military = identifiers.sub_cluster("military-national-security")
    nodes = coverage.occupations(opened.statements, coverage.covered(opened.statements, [military]))
    total = coverage.total(nodes, "employment_2025")
    assert total.missing == sum(node.employment_2025 is None for node in nodes) > 0
    assert f"jobs {total.missing}" in coverage.facts(opened.statements, [military]).note


def test_occupations_stand_with_their_figures_and_sub_clusters(show: Show) -> None:
    table = show("cluster", id=DIGITAL).dataframe[1].value.set_index("code")
    row = table.loc["15-1252"]
    assert row["title"] == "Software Developers"
    assert row["medianWage2025"] > 0
    assert row["entryEducation2024"] == "Bachelor's degree"
    assert "Web & Cloud" in row["inSubClusters"]


def test_sectors_say_in_which_rows_of_the_workbook_they_stand(show: Show) -> None:
    page = show("cluster", id="Energy & Natural Resources", part="industries")
    table = page.dataframe[1].value.set_index("code")
    assert list(table.index) == ["21", "22"]
    assert table.loc["21"]["locator"].endswith("rows 41, 43, 45, 47, 49, 51")


def test_a_cluster_without_a_list_of_skills_says_why(show: Show) -> None:
    assert "prints no skills table" in shown(show("cluster", id=SALES, part="skills")).replace("\\", "")
    specialized, software = (frame.value for frame in show("cluster", id=DIGITAL, part="skills").dataframe[1:3])
    assert "Agile Methodology" in set(specialized["skill"])
    assert "Tableau" in set(software["skill"])


def test_each_job_title_has_its_occupation_or_says_why_it_has_none(opened: Opened) -> None:
    ids = clusters.ids_by_title(opened.graph, JobTitle)
    for cluster in opened.graph.of_kind(CareerCluster):
        listed = ask("job-titles-of-a-cluster", cluster=cluster.id, emerging=False)
        rows = clusters.job_title_rows(opened.statements, clusters.with_ids(listed, "jobTitle", ids))
        assert {row["jobTitle"] for row in rows} == {row["jobTitle"] for row in listed}
        assert all(row["howSure"] if row["standsFor"] else row["why"] for row in rows)


def test_neighbours_are_counted_with_and_without_teaching(show: Show) -> None:
    page = show("cluster", id=HEALTH, part="neighbours")
    row = page.dataframe[1].value.set_index("cluster").loc["Education"]
    assert (row["sharedPrograms"], row["sharedProgramsWithoutTeaching"]) == (514, 38)
    assert row["howSure"] == "strong evidence"
    assert ":orange-badge[derived]" in shown(page)


def test_who_shares_only_teaching_is_a_neighbour_on_weak_evidence(opened: Opened) -> None:
    every = [
        row
        for cluster in opened.graph.of_kind(CareerCluster)
        for row in clusters.interdisciplinary_rows(opened.statements, cluster.id)
    ]
    weak = [row for row in every if row["howSure"] == "weak evidence"]
    assert weak
    for row in every:
        corrected = row["sharedOccupationsWithoutTeaching"] + row["sharedProgramsWithoutTeaching"]
        assert (corrected == 0) == (row in weak)


def test_a_cross_cutting_cluster_shows_both_directions(show: Show) -> None:
    assert len(show("cluster", id=DIGITAL, part="neighbours").dataframe[3].value) == 13
    assert "Clusters in whose industries it works" not in shown(show("cluster", id=HEALTH, part="neighbours"))


def test_what_the_report_says_of_the_past_stands_apart_from_what_is_likely(show: Show) -> None:
    said, likely = (frame.value for frame in show("cluster", id=DIGITAL, part="before-2024").dataframe[1:3])
    assert "Information Technology" in set(said["then"])
    assert "howSure" not in said
    assert set(likely["howSure"]) <= {"strong evidence", "some evidence"}


@pytest.mark.parametrize("part", ["wages-and-growth", "job-titles", "nothing", "<script>alert(1)</script>"])
def test_the_address_names_the_section_that_is_open(show: Show, part: str) -> None:
    page = show("cluster", id=HEALTH, part=part)
    assert "<script>" not in shown(page)
    assert ("Choose a circle" in shown(page)) == (part == "wages-and-growth")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_cluster_is_repeated_as_text(show: Show, text: str) -> None:
    told = shown(show("cluster", id=text))
    assert "<script>" not in told
    assert "Nothing here is called" in told


def test_what_has_another_page_is_linked(show: Show) -> None:
    assert "has a page of its own" in shown(show("cluster", id="soc/2018/15-1252"))
