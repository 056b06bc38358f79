"""How present the occupations of a cross-cutting cluster are in the industries of each other cluster."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import product

import pytest

from alignments import occupations, presence
from alignments.prediction import sector_clusters
from alignments.presence import EVIDENCE, present_in
from alignments.provenance import OWN
from alignments.staffing import Staffing, at_sectors, oews
from ontology import identifiers
from ontology import nodes as n
from ontology import relationships as r
from ontology.derived import PresentIn
from ontology.graph import CareerGraph
from ontology.records import Record
from tests.alignments.conftest import Golden

SOURCE = n.Source(
    id="source/one", title="One", publisher="One", rights="One", url="One", release="One", citation="One"
)


@pytest.fixture(scope="module")
def rows(graph: CareerGraph) -> list[PresentIn]:
    return [row for row in present_in(graph) if isinstance(row, PresentIn)]


@pytest.fixture(scope="module")
def staffing(graph: CareerGraph) -> Staffing:
    return at_sectors(oews(graph), graph)


def jobs_of(graph: CareerGraph, staffing: Staffing, cluster: str) -> dict[str, float]:
    """Sector → jobs of the cluster's occupations."""
    found: dict[str, float] = defaultdict(float)
    within = occupations.clusters(graph)
    for occupation, by_sector in staffing.jobs.items():
        if cluster in within[occupation]:
            for sector, jobs in by_sector.items():
                found[sector] += jobs
    return found


def test_each_cross_cutting_cluster_is_present_in_each_other_one(
    graph: CareerGraph, rows: list[PresentIn]
) -> None:
    clusters = graph.of_kind(n.CareerCluster)
    crossing = [cluster for cluster in clusters if cluster.cross_cutting]
    expected = [(one.id, other.id) for one, other in product(crossing, clusters) if one is not other]
    assert [(row.start, row.end) for row in rows] == expected
    assert len(rows) == 39
    assert {(row.start, row.end) for row in rows} == {(c.start, c.end) for c in graph.of_type(r.CrossCuts)}


def test_a_row_counts_each_sector_of_the_other_cluster_once(
    graph: CareerGraph, staffing: Staffing, rows: list[PresentIn]
) -> None:
    clusters_of, everyone = sector_clusters(graph), staffing.industries()
    for row in rows:
        own = jobs_of(graph, staffing, row.start)
        there = [sector for sector, clusters in clusters_of.items() if row.end in clusters]
        assert row.jobs == sum(own[sector] for sector in there)
        assert row.share == pytest.approx(row.jobs / sum(own.values()), abs=1e-4)
        assert row.share_of_industries == pytest.approx(row.jobs / sum(everyone[s] for s in there), abs=1e-4)
        assert 0 <= row.share <= 1
        assert 0 <= row.share_of_industries <= 1


def test_confidence_is_1_without_shared_sectors_and_a_half_with_nothing_else(
    graph: CareerGraph, rows: list[PresentIn]
) -> None:
    sharing: dict[str, set[bool]] = defaultdict(set)
    for clusters in sector_clusters(graph).values():
        for cluster in clusters:
            sharing[cluster].add(len(clusters) > 1)
    for row in rows:
        if sharing[row.end] == {False}:
            assert row.confidence == 1
        elif sharing[row.end] == {True}:
            assert row.confidence == 0.5
        else:
            assert 0.5 < row.confidence < 1
    assert {row.end for row in rows if row.confidence == 0.5} == {identifiers.cluster("marketing-sales")}


def test_a_shared_sector_counts_for_both_so_that_rows_do_not_add_up(
    graph: CareerGraph, staffing: Staffing, rows: list[PresentIn]
) -> None:
    management = identifiers.cluster("management-entrepreneurship")
    own = jobs_of(graph, staffing, management)
    twice = own[identifiers.naics("54")] + own[identifiers.naics("92")]
    elsewhere = sum(own.values()) - own[identifiers.naics("55")]
    assert sum(row.jobs for row in rows if row.start == management) == elsewhere + twice


def test_evidence_is_the_sectors_and_the_occupations_with_most_jobs_there(
    graph: CareerGraph, rows: list[PresentIn]
) -> None:
    clusters_of, within = sector_clusters(graph), occupations.clusters(graph)
    for row in rows:
        sectors = {named for named in row.evidence if isinstance(graph.nodes[named], n.Sector)}
        people = {*row.evidence} - sectors
        assert sectors == {sector for sector, clusters in clusters_of.items() if row.end in clusters}
        assert 0 < len(people) <= EVIDENCE
        assert all(row.start in within[occupation] for occupation in people)
    digital = next(row for row in rows if row.end == identifiers.cluster("financial-services"))
    assert identifiers.soc("15-1252") in digital.evidence


def small() -> list[Record]:
    """Two clusters, the first of them cross-cutting, an occupation of both and one of the second alone."""
    records: list[Record] = [SOURCE]
    for name, crossing, sectors in (("lead", True, ()), ("farm", False, ("11", "21")), ("mine", False, ("21",))):
        cluster = n.CareerCluster(id=identifiers.cluster(name), title=name, caption="C", cross_cutting=crossing)
        sub_cluster = n.SubCluster(id=identifiers.sub_cluster(name), title=name)
        records += [cluster, sub_cluster]
        records.append(r.HasSubCluster(start=cluster.id, end=sub_cluster.id, source=SOURCE.id))
        for sector in sectors:
            end = identifiers.naics(sector)
            records.append(r.CoversIndustry(start=cluster.id, end=end, source=SOURCE.id))
    for sector, subsector in (("11", "111"), ("21", "211"), ("55", "551")):
        above = n.Sector(id=identifiers.naics(sector), code=sector, title=sector)
        below = n.Subsector(id=identifiers.naics(subsector), code=subsector, title=subsector)
        records += [above, below, r.Broader(start=below.id, end=above.id, source=SOURCE.id)]
    return records


def staffed(jobs: dict[str, tuple[tuple[str, ...], dict[str, int]]]) -> list[Record]:
    """Detailed occupations of 11-1000, each with its sub-clusters and its jobs by subsector."""
    major = n.MajorGroup(id=identifiers.soc("11-0000"), code="11-0000", title="M")
    minor = n.MinorGroup(id=identifiers.soc("11-1000"), code="11-1000", title="N")
    records: list[Record] = [major, minor, r.Broader(start=minor.id, end=major.id, source=SOURCE.id)]
    for code, (places, by_subsector) in jobs.items():
        broad = n.BroadOccupation(id=identifiers.soc(f"{code[:-1]}0"), code=f"{code[:-1]}0", title="B")
        person = n.DetailedOccupation(id=identifiers.soc(code), code=code, title=code)
        records += [broad, r.Broader(start=broad.id, end=minor.id, source=SOURCE.id)]
        records += [person, r.Broader(start=person.id, end=broad.id, source=SOURCE.id)]
        for place in places:
            start = identifiers.sub_cluster(place)
            records.append(r.CoversOccupation(start=start, end=person.id, source=SOURCE.id))
        for subsector, number in by_subsector.items():
            end = identifiers.naics(subsector)
            records.append(r.EmployedIn(start=person.id, end=end, source=SOURCE.id, jobs=number))
    return records


def test_an_occupation_of_several_clusters_counts_whole_and_that_of_another_not_at_all() -> None:
    lead_and_farm = ("lead", "farm"), {"111": 60, "211": 20, "551": 20}
    farm_alone = ("farm",), {"111": 40, "211": 60}
    records = [*small(), *staffed({"11-1011": lead_and_farm, "11-1021": farm_alone})]
    found = [row for row in present_in(CareerGraph.from_records(records)) if isinstance(row, PresentIn)]
    answers = [(row.end, row.jobs, row.share, row.share_of_industries, row.confidence) for row in found]
    assert answers == [
        (identifiers.cluster("farm"), 80, 0.8, 0.4444, 0.875),
        (identifiers.cluster("mine"), 20, 0.2, 0.25, 0.5),
    ]
    assert all(row.start == identifiers.cluster("lead") for row in found)


def test_where_no_job_stands_there_is_no_row() -> None:
    records = [*small(), *staffed({"11-1011": (("lead",), {"111": 60})})]
    assert [row.end for row in present_in(CareerGraph.from_records(records)) if isinstance(row, PresentIn)] == [
        identifiers.cluster("farm")
    ]


def test_the_order_of_rows_is_nothing_to_the_answer(graph: CareerGraph, rows: list[PresentIn]) -> None:
    chance = random.Random(4)
    records: list[Record] = [*graph.nodes.values(), *graph.relationships]
    chance.shuffle(records)
    assert present_in(CareerGraph.from_records(records)) == rows


def test_the_rows_fit_the_graph(graph: CareerGraph, rows: list[PresentIn]) -> None:
    assert len(graph.extended([OWN, *rows]).of_type(PresentIn)) == len(rows)


def test_summary(graph: CareerGraph, rows: list[PresentIn], golden: Golden) -> None:
    golden("presence", presence.summary(graph, rows))
