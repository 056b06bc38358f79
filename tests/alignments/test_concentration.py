"""Where a sub-cluster lives."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments import occupations
from alignments.concentration import (
    CONFIDENCE_FLOOR,
    EVIDENCE_AT_MOST,
    EVIDENCE_SHARE,
    NOISE_QUOTIENT,
    NOISE_SHARE,
    QUOTIENT_FLOOR,
    SHARE_FLOOR,
    concentrations,
    patterns,
    summary,
)
from alignments.provenance import OWN
from alignments.staffing import Staffing, oews
from ontology import identifiers
from ontology.codes import CodePlace, naics_place, soc_place
from ontology.derived import ConcentratedIn, Concerns
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, CareerCluster, Finding, Node, Source, SubCluster
from ontology.records import Record
from ontology.relationships import Broader, CoversOccupation, EmployedIn, HasSubCluster
from tests.alignments.conftest import Golden, Sample

Jobs = Mapping[str, Mapping[str, int]]
T = TypeVar("T")

BREWER, CHEMIST, WAITER, MANAGER, INFANTRY = "51-9012", "19-2031", "35-3031", "11-1021", "55-3016"
BEVERAGES, LEATHER, RESTAURANTS, TRADES, CROPS = "312", "316", "722", "238", "111"
TOWN = "source/town"
NOBODY: Jobs = {}


@pytest.fixture(scope="module")
def records(graph: CareerGraph, matrix: Staffing) -> list[Record]:
    return concentrations(graph, matrix)


@pytest.fixture(scope="module")
def links(records: list[Record]) -> list[ConcentratedIn]:
    return _links(records)


def _links(records: Sequence[Record]) -> list[ConcentratedIn]:
    return [record for record in records if isinstance(record, ConcentratedIn)]


def _outcomes(records: Sequence[Record]) -> dict[str, str]:
    """Slug of a sub-cluster → outcome of the finding on it."""
    findings = {record.id: record.outcome for record in records if isinstance(record, Finding)}
    return {_slug(record.end): findings[record.start] for record in records if isinstance(record, Concerns)}


def _asserted(records: Sequence[Record]) -> dict[str, set[str]]:
    """Slug of a sub-cluster → codes of the subsectors asserted."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in _links(records):
        if link.asserted:
            found[_slug(link.start)].add(_slug(link.end))
    return found


def _slug(node_id: str) -> str:
    return node_id.rsplit("/", 1)[-1]


def test_every_sub_cluster_is_answered(graph: CareerGraph, records: list[Record]) -> None:
    asserted, outcomes = _asserted(records), _outcomes(records)
    every = {_slug(sub.id) for sub in graph.of_kind(SubCluster)}
    assert asserted.keys() | outcomes.keys() == every
    assert not asserted.keys() & outcomes.keys()
    assert {name for name, outcome in outcomes.items() if outcome == "no occupations"} == {
        "unmanned-vehicle-technology"
    }


def test_leadership_and_operations_has_no_home_and_the_reason_has_the_figures(records: list[Record]) -> None:
    assert _outcomes(records)["leadership-operations"] == "cross-cutting"
    reason = next(r.reason for r in records if isinstance(r, Finding) and r.id.endswith("leadership-operations"))
    assert "0.22 by OEWS" in reason
    assert "by Employment Matrix" in reason


@pytest.mark.parametrize("sub_cluster", ["plant-systems", "animal-systems", "agribusiness"])
def test_farms_come_in_by_the_employment_matrix(links: list[ConcentratedIn], sub_cluster: str) -> None:
    farms = [link for link in links if _slug(link.start) == sub_cluster and _slug(link.end) in ("111", "112")]
    assert [link.asserted for link in farms] == [True, True]
    assert {link.witness for link in farms} == {"Employment Matrix"}
    assert {link.agrees for link in farms} == {None}


def test_courts_and_the_military_live_in_government(records: list[Record]) -> None:
    asserted = _asserted(records)
    assert "999000" in asserted["judicial-systems"] & asserted["military-national-security"]
    assert asserted["emergency-response"] == {"999000"}


def test_military_occupations_without_figures_are_said(links: list[ConcentratedIn]) -> None:
    notes = {link.note for link in links if _slug(link.start) == "military-national-security"}
    assert notes == {"OEWS has no jobs of 17 of its 31 detailed occupations, 17 of them military"}


def test_no_job_is_counted_twice(graph: CareerGraph, matrix: Staffing) -> None:
    splits = occupations.splits(graph)
    for staffing in (oews(graph), matrix):
        parts = [sum(pattern.jobs.values()) for pattern in patterns(staffing, splits).values()]
        covered = [sum(staffing.jobs[o].values()) for o in staffing.jobs if splits.get(o)]
        assert math.fsum(parts) == pytest.approx(sum(covered))


def test_links_keep_to_their_rule(links: list[ConcentratedIn]) -> None:
    for link in links:
        assert link.share >= NOISE_SHARE
        assert link.location_quotient >= NOISE_QUOTIENT
        if link.asserted:
            assert link.share >= SHARE_FLOOR
            assert link.location_quotient >= QUOTIENT_FLOOR
            assert link.confidence >= CONFIDENCE_FLOOR
    assert len({(link.start, link.end) for link in links}) == len(links)


def test_evidence_is_the_occupations_that_bring_most_jobs(graph: CareerGraph, links: list[ConcentratedIn]) -> None:
    by_oews = patterns(oews(graph), occupations.splits(graph))
    for link in links:
        if link.witness == "OEWS":
            jobs = by_oews[link.start].places[link.end].jobs
            brought = sum(jobs[occupation] for occupation in link.evidence)
            assert brought >= sum(jobs.values()) * EVIDENCE_SHARE or len(link.evidence) == EVIDENCE_AT_MOST
            assert min(jobs[o] for o in link.evidence) >= max(
                (amount for o, amount in jobs.items() if o not in link.evidence), default=0
            )


def test_the_records_fit_the_graph(graph: CareerGraph, records: list[Record]) -> None:
    extended = graph.extended([OWN, *records])
    assert extended.type_counts()["CONCENTRATED_IN"] == len(_links(records))
    assert extended.published() == graph
    assert all(r.evidence and r.derived_from for r in records if isinstance(r, ConcentratedIn | Concerns))


def test_summary(graph: CareerGraph, records: list[Record], golden: Golden) -> None:
    golden("concentration", summary(graph, records))


def test_against_the_hand_labelled_sample(records: list[Record], sample: Callable[[str], Sample]) -> None:
    labelled, asserted, outcomes = sample("concentration"), _asserted(records), _outcomes(records)
    choose, report = (labelled.score(asserted, half) for half in ("choose", "report"))
    across = {item.id for item in labelled.items if "cross-cutting" in item.main}
    found = {item.id for item in labelled.items if outcomes.get(item.id) == "cross-cutting"}
    print(f"\nchoose: {choose}\nreport: {report}")
    print(f"cross-cutting: labelled {sorted(across)}, found {sorted(found)}")
    assert report.precision >= 0.8
    assert report.recall >= 0.78
    assert len(across & found) >= 2
    assert found <= across


def test_neither_a_giant_nor_a_tiny_industry_swallows_a_sub_cluster() -> None:
    jobs = {
        BREWER: {BEVERAGES: 200, RESTAURANTS: 200, LEATHER: 4},
        CHEMIST: {BEVERAGES: 150, RESTAURANTS: 100, LEATHER: 2},
        WAITER: {BEVERAGES: 150, RESTAURANTS: 8_700, LEATHER: 4, TRADES: 3_000},
    }
    found = _links(_concentrations({"brewing": [BREWER, CHEMIST], "waiting": [WAITER]}, jobs))
    brewing = [link for link in found if _slug(link.start) == "brewing"]
    assert [(link.end, link.asserted) for link in brewing] == [(identifiers.naics(BEVERAGES), True)]
    (home,) = brewing
    assert (home.jobs, home.share, home.agrees) == (350, 0.5335, None)
    assert home.location_quotient == pytest.approx((350 / 656) / (500 / 12_510), abs=1e-4)
    assert home.evidence == (identifiers.soc(CHEMIST), identifiers.soc(BREWER))


def test_an_occupation_is_split_evenly_over_its_sub_clusters() -> None:
    covered = {"brewing": [BREWER, MANAGER], "waiting": [WAITER, MANAGER]}
    graph = _town(covered, {MANAGER: {BEVERAGES: 10, RESTAURANTS: 30}})
    found = patterns(oews(graph), occupations.splits(graph))
    assert [pattern.jobs for pattern in found.values()] == [{identifiers.soc(MANAGER): 20.0}] * 2


TWO = {"brewing": [BREWER, CHEMIST], "waiting": [WAITER]}
BREWERY = {BREWER: {BEVERAGES: 90, TRADES: 10}, CHEMIST: {BEVERAGES: 90, TRADES: 10}, WAITER: {TRADES: 800}}


@pytest.mark.parametrize(
    ("matrix", "agrees", "factor"),
    [
        (NOBODY, None, 0.9),
        ({BREWER: {BEVERAGES: 9}, WAITER: {TRADES: 80}}, True, 1.0),
        ({BREWER: {TRADES: 9}, WAITER: {TRADES: 80, BEVERAGES: 9}}, False, 0.8),
        ({BREWER: {TRADES: 9}, WAITER: {TRADES: 80}}, None, 0.9),
    ],
)
def test_the_second_witness_agrees_or_not(matrix: Jobs, agrees: bool | None, factor: float) -> None:
    found = _links(_concentrations(TWO, BREWERY, matrix))
    (home,) = (link for link in found if link.end == identifiers.naics(BEVERAGES))
    strength = 0.9 * math.log(0.9 / 0.18)
    assert home.agrees is agrees
    assert home.confidence == pytest.approx(strength / (strength + 0.05) * 2 / 3 * factor, abs=1e-4)


def test_the_matrix_speaks_where_oews_has_nothing() -> None:
    matrix = {BREWER: {CROPS: 40, BEVERAGES: 20}, CHEMIST: {CROPS: 40}, WAITER: {RESTAURANTS: 300}}
    crops = [link for link in _links(_concentrations(TWO, BREWERY, matrix)) if link.end.endswith(CROPS)]
    assert [(link.witness, link.jobs, link.share, link.agrees) for link in crops] == [
        ("Employment Matrix", 80, 0.8, None)
    ]
    assert crops[0].asserted


EVEN = {BREWER: {BEVERAGES: 50, LEATHER: 50}, WAITER: {BEVERAGES: 190, LEATHER: 190, TRADES: 520}}
GIANT = {BREWER: {BEVERAGES: 100}, WAITER: {BEVERAGES: 500, TRADES: 400}}


@pytest.mark.parametrize(
    ("covered", "jobs", "outcome", "why"),
    [
        ({"nothing": [], "waiting": [WAITER]}, EVEN, "no occupations", "no occupation"),
        ({"soldiers": [INFANTRY], "waiting": [WAITER]}, EVEN, "no figures", "1 of its 1 detailed"),
        ({"everything": [BREWER, WAITER]}, EVEN, "cross-cutting", "much as all jobs are"),
        ({"brewing": [BREWER], "waiting": [WAITER]}, GIANT, "cross-cutting", "passes both floors: dissimilarity"),
        ({"brewing": [BREWER], "waiting": [WAITER]}, EVEN, "no clear home", "sure enough"),
    ],
)
def test_without_a_home_there_is_a_reason(
    covered: Mapping[str, Sequence[str]], jobs: Jobs, outcome: str, why: str
) -> None:
    records, name = _concentrations(covered, jobs), next(iter(covered))
    assert _outcomes(records)[name] == outcome
    assert why in next(r.reason for r in records if isinstance(r, Finding) and _slug(r.id) == name)


AMOUNTS = st.dictionaries(
    st.sampled_from([BREWER, CHEMIST, WAITER, MANAGER]),
    st.dictionaries(
        st.sampled_from([BEVERAGES, LEATHER, RESTAURANTS, TRADES, CROPS]), st.integers(1, 10**6), min_size=1
    ),
    min_size=1,
)
COVERED = {"brewing": [BREWER, CHEMIST, MANAGER], "waiting": [WAITER, MANAGER], "leading": [MANAGER]}


@given(AMOUNTS)
def test_shares_add_up_to_one_and_quotients_average_one(jobs: Jobs) -> None:
    graph = _town(COVERED, jobs)
    found = patterns(oews(graph), occupations.splits(graph))
    for pattern in found.values():
        assert sum(place.share for place in pattern.places.values()) == pytest.approx(1)
        assert all(0 < place.share <= 1 for place in pattern.places.values())
        assert 0 <= pattern.dissimilarity <= 1
    totals = oews(graph).industries()
    for industry, everywhere in totals.items():
        weights = {sub: sum(pattern.jobs.values()) / sum(totals.values()) for sub, pattern in found.items()}
        quotients = (
            found[sub].places[industry].location_quotient * weight
            for sub, weight in weights.items()
            if industry in found[sub].places
        )
        assert math.fsum(quotients) == pytest.approx(1), everywhere


@given(AMOUNTS, AMOUNTS)
def test_confidence_lies_between_0_and_1(jobs: Jobs, matrix: Jobs) -> None:
    assert all(0 <= link.confidence <= 1 for link in _links(_concentrations(COVERED, jobs, matrix)))


@given(AMOUNTS, AMOUNTS, st.integers(2, 1_000))
def test_many_times_as_many_jobs_change_no_share(jobs: Jobs, matrix: Jobs, times: int) -> None:
    def scaled(amounts: Jobs) -> Jobs:
        return {o: {i: amount * times for i, amount in by_industry.items()} for o, by_industry in amounts.items()}

    found = _links(_concentrations(COVERED, jobs, matrix))
    many = _links(_concentrations(COVERED, scaled(jobs), scaled(matrix)))
    assert [replace(link, jobs=0) for link in many] == [replace(link, jobs=0) for link in found]


@given(AMOUNTS, AMOUNTS, st.randoms())
def test_the_order_of_rows_does_not_matter(jobs: Jobs, matrix: Jobs, random: Random) -> None:
    def shuffled(amounts: Jobs) -> Jobs:
        return {o: _shuffled(by_industry, random) for o, by_industry in _shuffled(amounts, random).items()}

    covered = {name: random.sample(codes, len(codes)) for name, codes in _shuffled(COVERED, random).items()}
    found = _concentrations(COVERED, jobs, matrix)
    assert _concentrations(covered, shuffled(jobs), shuffled(matrix)) == found


def _shuffled(mapping: Mapping[str, T], random: Random) -> dict[str, T]:
    return dict(random.sample(list(mapping.items()), len(mapping)))


def _concentrations(covered: Mapping[str, Sequence[str]], jobs: Jobs, matrix: Jobs = NOBODY) -> list[Record]:
    second = {
        identifiers.soc(o): {identifiers.naics(i): float(amount) for i, amount in by_industry.items()}
        for o, by_industry in matrix.items()
    }
    return concentrations(_town(covered, jobs), Staffing("Employment Matrix", TOWN, second))


def _town(covered: Mapping[str, Sequence[str]], jobs: Jobs) -> CareerGraph:
    """A graph of these sub-clusters (slug → SOC codes) and jobs (SOC code → NAICS code → jobs)."""
    made: list[Record] = [
        Source(id=TOWN, title="t", publisher="p", rights="r", url="u", release="1", citation="c"),
        CareerCluster(id="c", title="c", caption="c", cross_cutting=False),
    ]
    for name, codes in covered.items():
        sub_cluster = identifiers.sub_cluster(name)
        made.append(SubCluster(id=sub_cluster, title=name))
        made.append(HasSubCluster(start="c", end=sub_cluster, source=TOWN))
        made += [CoversOccupation(start=sub_cluster, end=identifiers.soc(code), source=TOWN) for code in codes]
    for industry in (BEVERAGES, LEATHER, RESTAURANTS, TRADES, CROPS):
        made += _with_parents(industry, identifiers.naics, naics_place)
    for occupation in (BREWER, CHEMIST, WAITER, MANAGER, INFANTRY):
        made += _with_parents(occupation, identifiers.soc, lambda code: soc_place(code, ()))
    for occupation, by_industry in jobs.items():
        for industry, amount in by_industry.items():
            start, end = identifiers.soc(occupation), identifiers.naics(industry)
            made.append(EmployedIn(start=start, end=end, jobs=amount, source=TOWN))
    return CareerGraph.from_records(dict.fromkeys(made))


def _with_parents(
    code: str | None, named: Callable[[str], str], place: Callable[[str], CodePlace]
) -> Iterator[Record]:
    while code is not None:
        kind: type[Node] = NODE_KINDS[place(code).level]
        yield kind(id=named(code), title=code, code=code)  # type: ignore[call-arg]
        parent = place(code).parent
        if parent is not None:
            yield Broader(start=named(code), end=named(parent), source=TOWN)
        code = parent
