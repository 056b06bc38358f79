"""The curated tables of the technical report."""

from __future__ import annotations

from collections import Counter

import pytest

from loaders.pipeline import Loaded
from loaders.shipped import Facts, many
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, Framework
from ontology.relationships import SucceededBy


@pytest.fixture(scope="session")
def framework(shipped: Loaded) -> Facts:
    return shipped.facts["framework"]


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("clusters", 14),
        ("sub_clusters", 72),
        ("legacy_clusters", 16),
        ("pathways", 79),
        ("advisory_groups", 15),
        ("cluster_workplaces", 253),
        ("unmanned_applications", 11),
    ],
)
def test_each_table_has_as_many_rows_as_the_report(framework: Facts, table: str, count: int) -> None:
    assert len(framework[table]) == count


def test_three_clusters_are_cross_cutting(framework: Facts) -> None:
    crossing = {fact["slug"] for fact in framework["clusters"] if fact["cross_cutting"] == "true"}
    assert crossing == {"digital-technology", "management-entrepreneurship", "marketing-sales"}


def test_the_reports_lists_have_their_lengths(framework: Facts) -> None:
    assert Counter(f["kind"] for f in framework["cluster_skills"]) == {"specialized": 315, "software": 240}
    assert Counter(f["emerging"] for f in framework["cluster_job_titles"]) == {"false": 277, "true": 169}


def test_all_clusters_but_marketing_have_skills(framework: Facts) -> None:
    clusters = {fact["slug"] for fact in framework["clusters"]}
    assert clusters - {fact["cluster"] for fact in framework["cluster_skills"]} == {"marketing-sales"}
    assert clusters == {fact["cluster"] for fact in framework["cluster_job_titles"]}


@pytest.mark.parametrize(
    ("table", "column", "kind", "count"),
    [("cluster_skills", "skill", "kind", 5), ("cluster_job_titles", "job_title", "emerging", 2)],
)
def test_a_few_things_stand_in_lists_of_both_kinds(
    framework: Facts, table: str, column: str, kind: str, count: int
) -> None:
    kinds = {(fact[column], fact[kind]) for fact in framework[table]}
    assert sum(times == 2 for times in Counter(name for name, _ in kinds).values()) == count


@pytest.mark.parametrize("table", ["cluster_skills", "cluster_job_titles", "cluster_workplaces"])
def test_positions_count_each_list_from_one_without_a_gap(framework: Facts, table: str) -> None:
    lists: dict[tuple[str, str], list[int]] = {}
    for fact in framework[table]:
        name = fact["cluster"], fact.get("kind", fact.get("emerging", ""))
        lists.setdefault(name, []).append(int(fact["position"]))
    for name, positions in lists.items():
        assert sorted(positions) == list(range(1, len(positions) + 1)), name


@pytest.mark.parametrize("table", ["clusters", "sub_clusters"])
def test_a_name_leads_to_one_thing_only(framework: Facts, table: str) -> None:
    names = [name for fact in framework[table] for name in (fact["title"], *many(fact["alt_titles"]))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("table", "slug", "spelling"),
    [
        ("sub_clusters", "water-systems", "water systems"),
        ("sub_clusters", "unmanned-vehicle-technology", "Unmanned Vehicles"),
        ("clusters", "hospitality-events-tourism", "Hospitality, Events, & Tourism"),
        ("clusters", "arts-entertainment-design", "Arts, Entertainment, & Design"),
    ],
)
def test_the_sources_spellings_are_known(framework: Facts, table: str, slug: str, spelling: str) -> None:
    (fact,) = [fact for fact in framework[table] if fact["slug"] == slug]
    assert spelling in (fact["title"], *many(fact["alt_titles"]))


def test_unmanned_vehicle_technology_has_applications_but_no_coverage(graph: CareerGraph) -> None:
    unmanned = "framework/2024/sub-cluster/unmanned-vehicle-technology"
    touching = Counter(r.type for r in graph.relationships if unmanned in (r.start, r.end))
    assert touching == {"HAS_SUB_CLUSTER": 1, "APPLIED_IN": 11, "SUCCEEDED_BY": 1}
    assert graph.nodes[unmanned].note


def test_every_other_sub_cluster_has_occupations_and_programs(graph: CareerGraph) -> None:
    sub_clusters = {node.id for node in graph.nodes.values() if node.kind == "SubCluster"}
    for relation in ("COVERS_OCCUPATION", "COVERS_PROGRAM"):
        covering = {r.start for r in graph.relationships if r.type == relation}
        assert len(sub_clusters - covering) == 1, relation


def test_every_cluster_has_sub_clusters_and_a_caption_and_every_old_one_pathways(graph: CareerGraph) -> None:
    having = {r.start for r in graph.relationships if r.type in ("HAS_SUB_CLUSTER", "HAS_PATHWAY")}
    clusters = {n.id for n in graph.nodes.values() if n.kind in ("CareerCluster", "LegacyCluster")}
    assert having == clusters
    assert all(node.caption for node in graph.nodes.values() if isinstance(node, CareerCluster))


def test_both_frameworks_have_their_clusters(graph: CareerGraph) -> None:
    frameworks = [node for node in graph.nodes.values() if isinstance(node, Framework)]
    assert [node.id for node in frameworks] == ["framework/2002", "framework/2024"]
    clusters = Counter(r.start for r in graph.relationships if r.type == "HAS_CLUSTER")
    assert clusters == {"framework/2002": 16, "framework/2024": 14}


def test_every_old_cluster_became_something(framework: Facts) -> None:
    old = {fact["slug"] for fact in framework["legacy_clusters"]}
    assert old == {fact["legacy_cluster"] for fact in framework["cluster_successions"]}


def test_every_curated_fact_names_its_section(framework: Facts) -> None:
    for name, facts in framework.items():
        assert all(fact["section"] for fact in facts if "section" in fact), name


def test_what_the_report_says_in_words_of_pathways_is_carried_with_its_section(graph: CareerGraph) -> None:
    said = {
        (r.start.rpartition("/")[2], r.end.rpartition("/")[2]): r.locator
        for r in graph.of_type(SucceededBy)
        if "/pathway/" in r.start
    }
    engineering = {
        "engineering",
        "architecture-civil-engineering",
        "energy-natural-resources",
        "digital-technology",
    }
    assert {end for start, end in said if start == "engineering-technology"} == engineering
    assert said["natural-resources-systems", "energy-natural-resources"] == (
        "technical report|Section 4: Grouping Energy and Natural Resources|"
    )
    assert ("early-childhood-development-services", "early-childhood-development") in said
    assert all(locator and locator.startswith("technical report|") for locator in said.values())
