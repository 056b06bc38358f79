"""What became of the framework of 2002, without a browser."""

from __future__ import annotations

import pytest

from dashboard.data import Opened
from dashboard.succession import account, between, likely_rows, said_rows
from dashboard.succession_codes import occupation_rows, program_rows
from dashboard.succession_words import agreement, checks, found, reported
from ontology.identifiers import cluster, legacy_cluster, pathway, sub_cluster
from ontology.nodes import CareerCluster, LegacyCluster, LegacyPathway
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown

NATURAL = pathway("natural-resources-systems")
FOREIGN = pathway("foreign-service")
FOOD = legacy_cluster("agriculture-food-natural-resources")


def read(text: str) -> str:
    """Markdown as its reader sees it."""
    return text.replace("\\", "")


def test_a_pathway_is_answered_in_a_sentence_then_by_the_report_then_compared(show: Show) -> None:
    told = read(shown(show("then-and-now", id=NATURAL)))
    method = told.index(
        "Natural Resources Systems likely goes on in Plant Systems (Agriculture; strong evidence, 0.66)"
    )
    report = told.index("The report: moved to Energy & Natural Resources.")
    assert method < report < told.index("agree on 2 of 3 links. The report names another cluster for Natural")


def test_the_surest_link_shows_its_evidence_at_once_and_the_address_another(show: Show) -> None:
    assert "Plant Systems: **strong evidence**" in read(shown(show("then-and-now", id=NATURAL)))
    other = {"from": NATURAL, "to": cluster("energy-natural-resources")}
    told = read(shown(show("then-and-now", id=NATURAL, **other)))
    assert "**moved**" in told
    assert "Section 4: Grouping Energy and Natural Resources" in told


def test_a_pathway_without_a_successor_says_why(show: Show) -> None:
    told = read(shown(show("then-and-now", id=FOREIGN)))
    assert "Foreign Service has no likely successor. O*NET's table does not list it." in told


@pytest.mark.parametrize("part", ["occupations", "programs", "what-it-pays"])
def test_the_parts_of_a_pathway_are_deep_links(show: Show, part: str) -> None:
    test = show("then-and-now", id=NATURAL, part=part)
    assert test.dataframe


def test_old_and_new_clusters_and_pathways_open_by_id_or_title(show: Show) -> None:
    assert "Cluster of 2002" in shown(show("then-and-now", id=FOOD))
    assert "Cluster of 2024" in shown(show("then-and-now", id=cluster("agriculture")))
    assert "Pathway of 2002" in shown(show("then-and-now", id="Marketing Research"))


def test_what_has_no_successor_stands_beside_the_whole(show: Show) -> None:
    test = show("then-and-now", part="without-a-successor")
    assert list(test.dataframe[-1].value["pathway"]) == ["Foreign Service", "Logistics & Inventory Control"]


@pytest.mark.parametrize(
    "hostile",
    [
        "no/such/thing",
        "soc/2018/11-1011",
        "x" * 10_000,
        "<script>alert(1)</script>",
        "[a](b)",
        "MATCH (n) DELETE n",
    ],
)
def test_what_the_address_may_hold_is_shown_as_text(show: Show, hostile: str) -> None:
    told = shown(show("then-and-now", **{"id": hostile, "from": hostile, "to": hostile, "part": hostile}))
    assert "<script>" not in told
    assert "[a](b)" not in told
    assert "What a link rests on" in told


def test_choosing_puts_the_thing_into_the_address(show: Show) -> None:
    test = show("then-and-now")
    test.selectbox[0].select(FOOD).run()
    assert test.query_params["id"] == FOOD
    assert "Agriculture, Food & Natural Resources" in read(shown(test))


def test_everything_of_2002_and_2024_has_its_account(opened: Opened) -> None:
    know, graph = opened.statements, opened.graph
    for kind in (LegacyCluster, LegacyPathway, CareerCluster):
        for node in graph.of_kind(kind):
            told = account(know, node.id)
            assert found(know, told)
            assert reported(know, told).startswith("The report")
            assert told.likely or told.findings, node.id
            assert bool(agreement(told)) == bool(told.likely)


def test_published_and_derived_stay_apart(opened: Opened) -> None:
    told = account(opened.statements, FOOD)
    assert all(not one.derived for one in told.said)
    assert all(one.derived for one in told.links)
    assert {row["now"] for row in said_rows(told.said)} == {
        "Agriculture",
        "Energy & Natural Resources",
        "Agribusiness",
    }
    assert {row["howSure"] for row in likely_rows(opened.statements, told.weak)} == {"weak evidence"}


def test_a_link_between_clusters_sums_up_those_of_their_parts(opened: Opened) -> None:
    told = between(opened.statements, FOOD, cluster("energy-natural-resources"))
    assert {one.start.title for one in told.likely} == {
        "Natural Resources Systems",
        "Environmental Service Systems",
    }
    assert {one.relationship.properties()["change"] for one in told.said} == {"moved", "moved in part"}


def test_occupations_say_where_they_stand_today_and_programs_lead_to_them(opened: Opened) -> None:
    told = account(opened.statements, NATURAL)
    rows = {row["code"]: row for row in occupation_rows(opened.statements, told)}
    assert len(rows) == 12
    assert rows["45-4022"]["standsToday"] == ["Operators & Maintenance", "Plant Systems"]
    programs = {row["code"]: row for row in program_rows(opened.statements, told.likely)}
    successors = {opened.graph.nodes[one.end.id].title for one in told.likely}
    assert all(set(row["subClusters"]) <= successors for row in programs.values())
    assert "Plant Systems" in programs["03.0501"]["subClusters"]
    assert sub_cluster("plant-systems") in {one.end.id for one in told.likely}


def test_what_to_check_by_hand_names_the_pathways_of_a_cluster(opened: Opened) -> None:
    told = " ".join(checks(opened.statements, account(opened.statements, legacy_cluster("manufacturing"))))
    assert "No likely successor" in told
    assert "Logistics & Inventory Control" in told
