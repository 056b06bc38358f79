"""The report's own rule, rerun, and how far it agrees with the published crosswalk."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments import occupations, prediction
from alignments.occupations import Sets
from alignments.prediction import FLOOR, predicted_in, ranked, sector_clusters
from alignments.prediction_agreement import WORTH_A_LOOK, Agreement, agreement, disagreements, first, same
from alignments.provenance import OWN
from alignments.staffing import Staffing, at_sectors, oews
from ontology import identifiers
from ontology.derived import PredictedIn
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation, Occupation, Sector
from ontology.records import Record
from ontology.relationships import Broader, CoversOccupation
from tests.alignments.conftest import Golden

Jobs = Mapping[str, float]
CLUSTERS_OF = {
    "11": frozenset({"farm"}),
    "51": frozenset({"digital"}),
    "52": frozenset({"money"}),
    "53": frozenset({"money"}),
    "54": frozenset({"digital", "sales"}),
    "92": frozenset({"school", "public"}),
}
STAFFS = st.dictionaries(st.sampled_from(sorted(CLUSTERS_OF)), st.integers(0, 10_000).map(float))
MILITARY = identifiers.soc("55-")


@pytest.fixture(scope="module")
def rows(graph: CareerGraph, matrix: Staffing) -> list[PredictedIn]:
    return [row for row in predicted_in(graph, matrix) if isinstance(row, PredictedIn)]


@pytest.fixture(scope="module")
def agreements(graph: CareerGraph, rows: list[PredictedIn]) -> dict[str, Agreement]:
    return {found.witness: found for found in agreement(graph, rows)}


def test_one_sector_decides_and_not_the_sum_of_a_clusters_sectors() -> None:
    best = ranked({"11": 40.0, "52": 35.0, "53": 25.0}, CLUSTERS_OF)
    assert [(p.cluster, p.rank, p.share, p.sectors) for p in best] == [
        ("farm", 1, 0.4, ("11",)),
        ("money", 2, 0.35, ("52",)),
    ]


def test_a_shared_sector_names_both_clusters_with_half_the_confidence() -> None:
    places = ranked({"54": 60.0, "51": 30.0, "11": 10.0}, CLUSTERS_OF)
    assert [(p.cluster, p.rank, p.share, p.confidence) for p in places] == [
        ("digital", 1, 0.6, 0.3),
        ("sales", 1, 0.6, 0.3),
        ("farm", 3, 0.1, 0.1),
    ]


def test_jobs_in_a_sector_of_no_cluster_count_in_the_share() -> None:
    assert [(p.cluster, p.share) for p in ranked({"11": 1.0, "99": 3.0}, CLUSTERS_OF)] == [("farm", 0.25)]


def test_jobs_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        ranked({"11": -1.0}, CLUSTERS_OF)


@given(jobs=STAFFS, data=st.data())
def test_ranks_and_shares_keep_their_bounds_and_the_order_of_rows_is_nothing_to_them(
    jobs: dict[str, float], data: st.DataObject
) -> None:
    places = ranked(jobs, CLUSTERS_OF)
    shuffled = data.draw(st.permutations(sorted(jobs.items())))
    assert ranked(dict(shuffled), CLUSTERS_OF) == places
    assert {p.cluster for p in places} == {c for s, n in jobs.items() if n for c in CLUSTERS_OF[s]}
    assert [p.rank for p in places] == sorted(p.rank for p in places)
    for place in places:
        assert 0 < place.confidence <= place.share <= 1
        assert place.rank == 1 + sum(other.share > place.share for other in places)


@given(jobs=STAFFS.filter(lambda jobs: any(jobs.values())), times=st.integers(2, 9))
def test_the_size_of_an_occupation_is_nothing_to_its_prediction(jobs: dict[str, float], times: int) -> None:
    usual = ranked(jobs, CLUSTERS_OF)
    bigger = ranked({sector: n * times for sector, n in jobs.items()}, CLUSTERS_OF)
    assert [(p.cluster, p.rank) for p in bigger] == [(p.cluster, p.rank) for p in usual]
    assert [p.share for p in bigger] == pytest.approx([p.share for p in usual])


def test_every_detailed_occupation_but_the_military_has_a_prediction(
    graph: CareerGraph, rows: list[PredictedIn], agreements: dict[str, Agreement]
) -> None:
    predicted = {row.start for row in rows if row.rank == 1}
    without = [node.id for node in graph.of_kind(DetailedOccupation) if node.id not in predicted]
    assert len(without) == 19
    assert all(occupation.startswith(MILITARY) for occupation in without)
    for witness, titles in (
        ("OEWS", {"Legislators", "Fishing and Hunting Workers", "Patternmakers, Wood"}),
        ("Employment Matrix", {"Prosthodontists", "Terrazzo Workers and Finishers"}),
    ):
        missing = {*agreements[witness].without_figures} - {*without}
        assert {graph.nodes[occupation].title for occupation in missing} == titles


def test_the_rule_agrees_with_about_two_thirds_of_the_crosswalk(agreements: dict[str, Agreement]) -> None:
    assert sorted(agreements) == ["Employment Matrix", "OEWS"]
    for found in agreements.values():
        assert 0.64 < found.overall.share < 0.67
        assert 0.58 < found.overall.share_of_jobs < 0.60
        assert 0.70 < found.one_named.share < 0.72
        assert found.drawn < found.overall.share < found.one_named.share


def summed(clusters_of: Sets, *, split: bool) -> Callable[[Jobs], set[str]]:
    """The cluster whose sectors together hold most; a shared sector's jobs whole for both, or split."""

    def rule(jobs: Jobs) -> set[str]:
        found: dict[str, float] = defaultdict(float)
        for sector, n in jobs.items():
            for cluster in clusters_of[sector]:
                found[cluster] += n / len(clusters_of[sector]) if split else n
        return {cluster for cluster in found if found[cluster] == max(found.values())}

    return rule


def largest(clusters_of: Sets, weights: Jobs) -> Callable[[Jobs], set[str]]:
    """The clusters of the sector with most jobs (of all, where several), each sector's divided by its weight."""

    def rule(jobs: Jobs) -> set[str]:
        found = {sector: n / weights.get(sector, 1.0) for sector, n in jobs.items()}
        return {c for sector in found if found[sector] == max(found.values()) for c in clusters_of[sector]}

    return rule


def broad_staffs(graph: CareerGraph, staffs: Mapping[str, Jobs]) -> dict[str, Jobs]:
    """Each occupation with the jobs of its broad occupation, the fifth digit of the SOC."""
    above = {r.start: r.end for r in graph.of_type(Broader)}
    parts = occupations.parts(graph)
    group = {o: above[min(parts[o])] for o in staffs}
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for occupation, jobs in staffs.items():
        for sector, n in jobs.items():
            found[group[occupation]][sector] += n
    return {o: dict(found[group[o]]) for o in staffs}


def share_agreeing(graph: CareerGraph, staffs: Mapping[str, Jobs], rule: Callable[[Jobs], Collection[str]]) -> str:
    published = occupations.clusters(graph)
    return f"{sum(bool(published[o] & {*rule(jobs)}) for o, jobs in staffs.items()) / len(staffs):.1%}"


def test_other_readings_of_the_rule_agree_as_the_page_on_methods_says(
    graph: CareerGraph, matrix: Staffing
) -> None:
    clusters_of = sector_clusters(graph)
    found = {}
    for staffing in (at_sectors(oews(graph), graph), at_sectors(matrix, graph)):
        staffs = staffing.jobs
        found[staffing.witness] = [
            share_agreeing(graph, staffs, largest(clusters_of, {})),
            share_agreeing(graph, staffs, summed(clusters_of, split=False)),
            share_agreeing(graph, staffs, summed(clusters_of, split=True)),
            share_agreeing(graph, broad_staffs(graph, staffs), largest(clusters_of, {})),
            share_agreeing(graph, staffs, largest(clusters_of, staffing.industries())),
            share_agreeing(graph, staffs, lambda _: [identifiers.cluster("healthcare-human-services")]),
        ]
    assert found == {
        "OEWS": ["65.0%", "61.4%", "63.7%", "65.4%", "65.9%", "17.6%"],
        "Employment Matrix": ["65.5%", "61.9%", "64.5%", "64.1%", "63.9%", "17.5%"],
    }


def test_the_surer_the_prediction_the_more_often_the_crosswalk_agrees(rows: list[PredictedIn]) -> None:
    for witness in ("OEWS", "Employment Matrix"):
        best = [row for row in rows if row.rank == 1 and row.witness == witness]
        bands = [[r.agrees for r in best if low <= r.confidence <= low + 0.25] for low in (0.0, 0.25, 0.5, 0.75)]
        agreeing = [sum(band) / len(band) for band in bands]
        assert all(below + 0.1 < above for below, above in pairwise(agreeing)), agreeing
        assert agreeing[-1] > 0.85


def test_an_occupation_agrees_where_the_crosswalk_has_it_in_the_cluster(
    graph: CareerGraph, rows: list[PredictedIn]
) -> None:
    cluster = occupations.cluster_of(graph)
    direct = {(covers.end, cluster[covers.start]) for covers in graph.of_type(CoversOccupation)}
    named = {covers.end for covers in graph.of_type(CoversOccupation)}
    for row in rows:
        if row.start in named:
            assert row.agrees == ((row.start, row.end) in direct), row


def test_no_job_counts_twice(
    graph: CareerGraph, rows: list[PredictedIn], agreements: dict[str, Agreement]
) -> None:
    parts = occupations.parts(graph)
    for witness, named in first(graph, rows).items():
        standing_for = [part for counted in named for part in parts[counted]]
        assert len(standing_for) == len(set(standing_for))
        nodes = [graph.nodes[counted] for counted in named]
        jobs = sum(node.employment_2025 or 0 for node in nodes if isinstance(node, Occupation))
        assert agreements[witness].overall.jobs == jobs <= 155_500_000


def test_the_parts_of_a_counted_occupation_are_predicted_as_it_is(
    graph: CareerGraph, rows: list[PredictedIn]
) -> None:
    by_start: dict[tuple[str, str], set[tuple[str, int, float]]] = defaultdict(set)
    for row in rows:
        by_start[row.witness, row.start].add((row.end, row.rank, row.share))
    groups = {row.start for row in rows if not isinstance(graph.nodes[row.start], DetailedOccupation)}
    assert len(groups) == 12
    for (witness, start), answers in by_start.items():
        if start in groups:
            for part in occupations.parts(graph)[start]:
                assert by_start[witness, part] == answers


def test_rows_are_few_and_below_the_floor_only_where_they_are_of_rank_1(rows: list[PredictedIn]) -> None:
    assert len(rows) < 4_000
    for row in rows:
        assert row.asserted == (row.rank == 1)
        assert row.rank == 1 or row.share >= FLOOR
        assert row.confidence <= row.share


def test_evidence_is_the_sector_and_the_occupation_that_was_counted(
    graph: CareerGraph, rows: list[PredictedIn]
) -> None:
    clusters_of = sector_clusters(graph)
    for row in rows:
        sectors = [named for named in row.evidence if isinstance(graph.nodes[named], Sector)]
        others = {*row.evidence} - {*sectors}
        assert sectors
        assert all(row.end in clusters_of[sector] for sector in sectors)
        assert all(row.start in occupations.parts(graph)[other] for other in others)


def test_government_is_public_administration(graph: CareerGraph, rows: list[PredictedIn]) -> None:
    legislators = [row for row in rows if row.start == identifiers.soc("11-1031")]
    assert {(graph.nodes[row.end].title, row.rank, row.share) for row in legislators} == {
        ("Education", 1, 1.0),
        ("Public Service & Safety", 1, 1.0),
    }
    assert {row.evidence for row in legislators} == {(identifiers.naics("92"),)}


def test_withheld_jobs_could_overturn_few_predictions(graph: CareerGraph) -> None:
    overturned = 0
    for occupation, jobs in at_sectors(oews(graph), graph).jobs.items():
        node = graph.nodes[occupation]
        assert isinstance(node, Occupation)
        best, second, *_ = [*sorted(jobs.values(), reverse=True), 0.0]
        overturned += second + (node.employment_2025 or 0) - sum(jobs.values()) > best
    assert overturned == 40


def test_by_cluster_an_occupation_counts_in_each_of_its_clusters(
    graph: CareerGraph, agreements: dict[str, Agreement], rows: list[PredictedIn]
) -> None:
    published = occupations.clusters(graph)
    for witness, named in first(graph, rows).items():
        found = agreements[witness]
        assert sum(t.occupations for t in found.by_predicted.values()) == sum(map(len, named.values()))
        assert sum(t.occupations for t in found.by_published.values()) == sum(len(published[o]) for o in named)
        for tally in (*found.by_predicted.values(), *found.by_published.values()):
            assert 0 <= tally.agreeing <= tally.occupations <= found.overall.occupations
            assert 0 <= tally.jobs_agreeing <= tally.jobs <= found.overall.jobs


def test_disagreements_are_those_of_both_witnesses_with_most_jobs(
    graph: CareerGraph, rows: list[PredictedIn]
) -> None:
    every = disagreements(graph, rows, 1_000)
    assert disagreements(graph, rows, 3) == every[:3]
    assert [row.jobs for row in every] == sorted((row.jobs for row in every), reverse=True)
    assert graph.nodes[every[0].occupation].title == "Retail Salespersons"
    both, published = same(graph, rows), occupations.clusters(graph)
    for row in every:
        assert both[row.occupation] == row.predicted
        assert row.published == published[row.occupation]
        assert not row.predicted & row.published
        assert row.share >= WORTH_A_LOOK


def test_without_records_there_is_nothing_to_agree(graph: CareerGraph) -> None:
    assert agreement(graph, []) == ()
    assert disagreements(graph, [], 5) == []


def test_the_order_of_rows_is_nothing_to_the_answer(
    graph: CareerGraph, matrix: Staffing, rows: list[PredictedIn]
) -> None:
    chance = random.Random(4)
    relationships, nodes = list(graph.relationships), list(graph.nodes.values())
    chance.shuffle(relationships)
    chance.shuffle(nodes)
    jobs = [(o, dict(reversed(list(by.items())))) for o, by in matrix.jobs.items()]
    chance.shuffle(jobs)
    other = Staffing(matrix.witness, matrix.source, dict(jobs))
    assert predicted_in(CareerGraph(nodes, relationships), other) == rows


def test_the_rows_fit_the_graph(graph: CareerGraph, rows: list[PredictedIn]) -> None:
    records: list[Record] = [OWN, *rows]
    assert len(graph.extended(records).of_type(PredictedIn)) == len(rows)


def test_summary(graph: CareerGraph, rows: list[PredictedIn], golden: Golden) -> None:
    golden("prediction", prediction.summary(graph, rows))
