"""How interdisciplinary, really: the published flag, the corrected counts, and what pairs of clusters share."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments import interdisciplinarity
from alignments.interdisciplinarity import (
    EVIDENCE,
    PLACEHOLDER,
    Breadth,
    contents,
    interdisciplinary_with,
    occupations,
    programs,
    totals,
)
from alignments.measures import jaccard
from alignments.occupations import is_teacher, parts
from alignments.provenance import OWN
from ontology import identifiers
from ontology import nodes as n
from ontology import relationships as r
from ontology.derived import InterdisciplinaryWith
from ontology.graph import CareerGraph
from ontology.records import Record
from tests.alignments.conftest import Golden

EDUCATION = identifiers.cluster("education")
SOURCE = n.Source(
    id="source/one", title="One", publisher="One", rights="One", url="One", release="One", citation="One"
)


@pytest.fixture(scope="module")
def pairs(graph: CareerGraph) -> list[InterdisciplinaryWith]:
    return [pair for pair in interdisciplinary_with(graph) if isinstance(pair, InterdisciplinaryWith)]


def without_placeholder(rows: Iterable[Breadth]) -> list[Breadth]:
    return [row for row in rows if row.id != PLACEHOLDER]


def test_the_workbook_flags_1200_programs_and_541_of_them_are_left_without_education(graph: CareerGraph) -> None:
    found = totals(programs(graph))
    assert (found.number, found.several, found.without_education) == (1_946, 1_200, 541)


def test_without_the_placeholder_it_is_1199_and_540_and_without_teachers_611(graph: CareerGraph) -> None:
    found = totals(without_placeholder(programs(graph)))
    assert (found.number, found.published, found.several) == (1_945, 1_199, 1_199)
    assert (found.without_education, found.without_teaching) == (540, 611)


def test_occupations_are_interdisciplinary_without_any_teaching(graph: CareerGraph) -> None:
    found = totals(occupations(graph))
    assert (found.number, found.published, found.several) == (851, 125, 125)
    assert (found.without_education, found.without_teaching) == (117, 125)


def test_the_published_flag_says_more_than_one_cluster_and_no_more(graph: CareerGraph) -> None:
    for row in (*without_placeholder(programs(graph)), *occupations(graph)):
        assert row.published == (len(row.clusters) > 1), row


def test_the_placeholder_is_the_rows_without_a_program(graph: CareerGraph) -> None:
    found = next(row for row in programs(graph) if row.id == PLACEHOLDER)
    none = {alignment.id for alignment in graph.of_kind(n.Alignment)} - {
        via.start for via in graph.of_type(r.ViaProgram)
    }
    places = {within.end for within in graph.of_type(r.InSubCluster) if within.start in none}
    assert (len(none), len(places)) == (181, 39)
    assert found.published is None
    assert found.clusters == {has.start for has in graph.of_type(r.HasSubCluster) if has.end in places}


def test_teachers_are_in_education_alone_and_without_them_nothing_gains(graph: CareerGraph) -> None:
    for row in occupations(graph):
        assert row.without_teaching == (frozenset() if is_teacher(row.id) else row.clusters)
        assert not is_teacher(row.id) or row.clusters == {EDUCATION}
    for row in programs(graph):
        assert row.without_teaching <= row.clusters
        assert row.clusters - row.without_teaching <= {EDUCATION}


def test_coverage_and_alignments_put_a_thing_in_the_same_clusters(graph: CareerGraph) -> None:
    cluster = {has.end: has.start for has in graph.of_type(r.HasSubCluster)}
    for kind, rows in ((r.CoversOccupation, occupations(graph)), (r.CoversProgram, programs(graph))):
        covered = {(covers.end, cluster[covers.start]) for covers in graph.of_type(kind)}
        assert covered == {(row.id, c) for row in without_placeholder(rows) for c in row.clusters}


def test_each_pair_of_clusters_stands_once_the_lower_id_first(
    graph: CareerGraph, pairs: list[InterdisciplinaryWith]
) -> None:
    clusters = sorted(cluster.id for cluster in graph.of_kind(n.CareerCluster))
    assert [(pair.start, pair.end) for pair in pairs] == list(combinations(clusters, 2))
    assert len(pairs) == 91


def test_without_teaching_no_pair_shares_more(pairs: list[InterdisciplinaryWith]) -> None:
    less = 0
    for pair in pairs:
        assert pair.shared_programs_without_teaching <= pair.shared_programs
        assert pair.shared_occupations_without_teaching <= pair.shared_occupations
        assert pair.shared_jobs_without_teaching <= pair.shared_jobs
        fewer = pair.shared_programs_without_teaching < pair.shared_programs
        assert fewer <= (EDUCATION in (pair.start, pair.end)), pair
        less += fewer
    assert less == 13


def test_shares_are_bounded_and_the_same_from_either_side(
    graph: CareerGraph, pairs: list[InterdisciplinaryWith]
) -> None:
    for teaching in (True, False):
        found = contents(graph, teaching=teaching)
        for pair in pairs:
            one, other = found[pair.start], found[pair.end]
            if teaching:
                shared = pair.occupations_jaccard, pair.programs_jaccard
            else:
                shared = pair.occupations_jaccard_without_teaching, pair.programs_jaccard_without_teaching
            back = jaccard(other.occupations, one.occupations), jaccard(other.programs, one.programs)
            assert shared == pytest.approx(back, abs=1e-4)
            assert all(0 <= share < 1 for share in shared)


@given(one=st.frozensets(st.integers(0, 9)), other=st.frozensets(st.integers(0, 9)))
def test_jaccard_is_symmetric_bounded_and_1_for_the_same(one: frozenset[int], other: frozenset[int]) -> None:
    assert jaccard(one, other) == jaccard(other, one)
    assert 0 <= jaccard(one, other) <= 1
    assert (jaccard(one, other) == 1) == (one == other and one != frozenset())
    assert (jaccard(one, other) == 0) == (not one & other)


def test_a_cluster_whose_skills_the_report_does_not_list_has_no_share_of_skills(
    pairs: list[InterdisciplinaryWith],
) -> None:
    marketing = identifiers.cluster("marketing-sales")
    for pair in pairs:
        assert (pair.skills_jaccard is None) == (marketing in (pair.start, pair.end))
        assert pair.skills_jaccard is not None or pair.shared_skills == 0


def test_shared_jobs_count_no_occupation_together_with_a_part_of_it(graph: CareerGraph) -> None:
    stands_for = parts(graph)
    detailed = [part for row in occupations(graph) for part in stands_for[row.id]]
    assert len(detailed) == len(set(detailed))


def test_a_pair_that_shares_skills_or_nothing_is_given_but_not_asserted(
    graph: CareerGraph, pairs: list[InterdisciplinaryWith]
) -> None:
    lone = {(graph.nodes[p.start].title, graph.nodes[p.end].title): p for p in pairs if not p.asserted}
    assert {titles: pair.shared_skills for titles, pair in lone.items()} == {
        ("Agriculture", "Marketing & Sales"): 0,
        ("Digital Technology", "Hospitality, Events & Tourism"): 2,
    }
    nothing = lone["Agriculture", "Marketing & Sales"]
    assert nothing.evidence == (nothing.start, nothing.end)


def test_evidence_is_shared_by_both_clusters_and_free_of_teachers(
    graph: CareerGraph, pairs: list[InterdisciplinaryWith]
) -> None:
    found = contents(graph, teaching=False)
    for pair in pairs:
        one, other = found[pair.start], found[pair.end]
        shared = one.occupations & other.occupations, one.programs & other.programs, one.skills & other.skills
        assert pair.confidence == 1
        if any(shared):
            assert {*pair.evidence} <= frozenset.union(*shared)
            assert len(pair.evidence) == sum(min(len(ids), EVIDENCE) for ids in shared)


def test_of_many_shared_occupations_those_with_most_jobs_are_evidence(
    graph: CareerGraph, pairs: list[InterdisciplinaryWith]
) -> None:
    jobs = {node.id: node.employment_2025 or 0 for node in graph.of_kind(n.Occupation)}
    found, many = contents(graph, teaching=False), 0
    for pair in pairs:
        shared = found[pair.start].occupations & found[pair.end].occupations
        named = shared & {*pair.evidence}
        many += len(shared) > EVIDENCE
        assert min((jobs[o] for o in named), default=0) >= max((jobs[o] for o in shared - named), default=0)
    assert many == 8


def code(made: n.Code, above: n.Code | None = None) -> list[Record]:
    if above is None:
        return [made]
    return [made, r.Broader(start=made.id, end=above.id, source=SOURCE.id)]


def small() -> list[Record]:
    """Two clusters; a program that a teacher alone takes into the second, and two rows without a program."""
    family = n.ProgramFamily(id=identifiers.cip("01"), code="01", title="F")
    series = n.ProgramSeries(id=identifiers.cip("01.01"), code="01.01", title="S")
    program = n.InstructionalProgram(id=identifiers.cip("01.0101"), code="01.0101", title="P")
    major = n.MajorGroup(id=identifiers.soc("25-0000"), code="25-0000", title="M")
    minor = n.MinorGroup(id=identifiers.soc("25-1000"), code="25-1000", title="N")
    broad = n.BroadOccupation(id=identifiers.soc("25-1040"), code="25-1040", title="B")
    teacher = n.DetailedOccupation(id=identifiers.soc("25-1041"), code="25-1041", title="T")
    farmer = n.CombinedOccupation(id=identifiers.combined_occupation("11-9999"), code="11-9999", title="G")
    codes = [code(family), code(series, family), code(program, series), code(major), code(minor, major)]
    codes += [code(broad, minor), code(teacher, broad), code(farmer)]
    records: list[Record] = [SOURCE, *(record for made in codes for record in made)]
    for name in ("farm", "school"):
        cluster = n.CareerCluster(id=identifiers.cluster(name), title=name, caption="C", cross_cutting=False)
        sub_cluster = n.SubCluster(id=identifiers.sub_cluster(name), title=name)
        records += [cluster, sub_cluster]
        records.append(r.HasSubCluster(start=cluster.id, end=sub_cluster.id, source=SOURCE.id))
    for place, occupation, via in (
        ("farm", farmer, program),
        ("school", teacher, program),
        ("farm", farmer, None),
        ("school", farmer, None),
    ):
        row = identifiers.alignment(place, occupation.code, via.code if via else None)
        records.append(n.Alignment(id=row, title="A"))
        records.append(r.InSubCluster(start=row, end=identifiers.sub_cluster(place), source=SOURCE.id))
        records.append(r.OfOccupation(start=row, end=occupation.id, source=SOURCE.id))
        records += [r.ViaProgram(start=row, end=via.id, source=SOURCE.id)] if via else []
    return records


def test_a_teacher_or_the_placeholder_alone_makes_no_program_interdisciplinary() -> None:
    graph = CareerGraph.from_records(small())
    every = totals(programs(graph))
    real = totals(without_placeholder(programs(graph)))
    assert (every.number, every.several) == (2, 2)
    assert (real.number, real.several, real.without_teaching) == (1, 1, 0)
    (pair,) = interdisciplinary_with(graph)
    assert isinstance(pair, InterdisciplinaryWith)
    assert (pair.shared_programs, pair.shared_programs_without_teaching) == (1, 0)
    assert (pair.programs_jaccard, pair.programs_jaccard_without_teaching) == (1.0, 0.0)
    assert (pair.shared_occupations, pair.shared_jobs, pair.skills_jaccard) == (1, 0, None)


def test_the_order_of_rows_is_nothing_to_the_answer(
    graph: CareerGraph, pairs: list[InterdisciplinaryWith]
) -> None:
    chance = random.Random(4)
    records: list[Record] = [*graph.nodes.values(), *graph.relationships]
    chance.shuffle(records)
    assert interdisciplinary_with(CareerGraph.from_records(records)) == pairs


def test_the_rows_fit_the_graph(graph: CareerGraph, pairs: list[InterdisciplinaryWith]) -> None:
    assert len(graph.extended([OWN, *pairs]).of_type(InterdisciplinaryWith)) == len(pairs)


def test_summary(graph: CareerGraph, pairs: list[InterdisciplinaryWith], golden: Golden) -> None:
    golden("interdisciplinarity", interdisciplinarity.summary(graph, pairs))
