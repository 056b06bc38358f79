"""What is missing or in conflict: on the shipped graph, and with a few derived records made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from alignments.coverage import Gap, coverage, has_derived_part
from alignments.provenance import OWN, derived, finding
from careergraph.coverage_pages import LISTED, NO_DERIVED, page
from ontology import identifiers
from ontology.derived import ConcentratedIn, LikelySucceededBy, PredictedIn
from ontology.graph import CareerGraph
from ontology.nodes import Occupation, Program
from ontology.records import Record
from ontology.relationships import CoversOccupation, CoversProgram

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
MEND = "careergraph build && careergraph coverage --markdown > docs/coverage.md"
Gaps = Mapping[str, Gap]


def by_kind(graph: CareerGraph) -> Gaps:
    found = coverage(graph)
    assert len({gap.kind for gap in found}) == len(found)
    return {gap.kind: gap for gap in found}


@pytest.fixture(scope="module")
def gaps(graph: CareerGraph) -> Gaps:
    return by_kind(graph)


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("occupations-without-sub-cluster", 0),
        ("occupations-through-groups", 28),
        ("programs-without-sub-cluster", 228),
        ("programs-moved", 161),
        ("alignments-without-program", 181),
        ("sub-clusters-without-alignments", 1),
        ("pathways-without-occupations", 6),
        ("occupations-without-programs", 180),
        ("occupations-without-figures", 54),
        ("industries-without-figures", 12),
        ("pairs-only-in-crosswalk", 5),
        ("pairs-only-at-nces", 102),
        ("flags-that-differ", 0),
        ("flags-through-teachers", 1199 - 611),
    ],
)
def test_the_shipped_facts_have_so_many(gaps: Gaps, kind: str, count: int) -> None:
    assert gaps[kind].count == count


def test_every_thing_is_a_node_of_the_graph_and_stands_once(graph: CareerGraph, gaps: Gaps) -> None:
    for gap in gaps.values():
        assert gap.meaning.endswith(".")
        assert all(graph.nodes[one.id].title == one.title for one in gap.items)
        assert len(set(gap.items)) == gap.count, gap.kind


def detail(gap: Gap, node_id: str) -> str:
    return next(one.detail for one in gap.items if one.id == node_id)


def test_the_details_say_why(gaps: Gaps) -> None:
    through = detail(gaps["occupations-through-groups"], identifiers.soc("31-1121"))
    assert through.startswith("through 31-1120 Home Health and Personal Care Aides: ")
    combined = detail(gaps["occupations-through-groups"], identifiers.soc("25-9043"))
    assert combined.startswith("through 25-9045 Teaching Assistants, Except Postsecondary: ")
    moved = gaps["programs-moved"]
    assert detail(moved, identifiers.cip("01.0309")) == "moved to 01.1004 Viticulture and Enology"
    assert sum(one.detail.startswith("deleted to ") for one in moved.items) == 12
    assert "SOC - CIP - CC" in gaps["alignments-without-program"].items[0].detail
    [unmanned] = gaps["sub-clusters-without-alignments"].items
    assert (unmanned.title, "49.0109" in unmanned.detail) == ("Unmanned Vehicle Technology", True)
    figures = gaps["occupations-without-figures"]
    assert detail(figures, identifiers.soc("27-2011")) == "There are hourly wages only."
    assert detail(figures, identifiers.soc("55-3016")) == "OEWS does not cover the military."
    industries = gaps["industries-without-figures"]
    assert detail(industries, identifiers.naics("111")) == "OEWS does not cover this industry."
    assert detail(industries, identifiers.naics("922")) == "OEWS counts this industry within government (999000)."


def test_programs_without_sub_cluster_are_told_apart_by_what_nces_says(gaps: Gaps) -> None:
    left = gaps["programs-without-sub-cluster"].items
    assert [one.id for one in left[:3]] == [identifiers.cip(c) for c in ("03.0204", "15.1203", "15.1299")]
    assert all(one.detail.startswith("NCES pairs it with ") for one in left[:198])
    assert {one.detail for one in left[198:]} == {"reserved: the code names no program yet"}
    assert len(left[198:]) == 30
    assert detail(gaps["programs-without-sub-cluster"], identifiers.cip("49.0109")).endswith("with no occupation")


def test_a_flag_that_its_rows_contradict_is_found(graph: CareerGraph) -> None:
    program, occupation = identifiers.cip("01.0000"), identifiers.soc("11-1011")
    nodes = dict(graph.nodes)
    for changed in (program, occupation):
        node = nodes[changed]
        assert isinstance(node, Program | Occupation)
        nodes[changed] = replace(node, interdisciplinary_published=not node.interdisciplinary_published)
    found = by_kind(CareerGraph(nodes.values(), graph.relationships))["flags-that-differ"]
    assert {one.id for one in found.items} == {program, occupation}


def test_an_occupation_and_a_program_that_lose_their_rows_are_found(graph: CareerGraph) -> None:
    program, occupation = identifiers.cip("01.0000"), identifiers.soc("11-1011")
    kept = [
        r
        for r in graph.relationships
        if not (isinstance(r, CoversOccupation | CoversProgram) and r.end in (program, occupation))
    ]
    found = by_kind(CareerGraph(graph.nodes.values(), kept))
    assert [one.id for one in found["occupations-without-sub-cluster"].items] == [occupation]
    assert program in {one.id for one in found["programs-without-sub-cluster"].items}


PATHWAYS = [identifiers.pathway(name) for name in ("therapeutic-services", "legal-services", "foreign-service")]
HEALTH, JUDICIAL = identifiers.sub_cluster("physical-health"), identifiers.sub_cluster("judicial-systems")
MANUFACTURING = identifiers.cluster("advanced-manufacturing")
MANAGERS, RETAIL = identifiers.soc("11-1021"), identifiers.soc("41-2031")


def by_hand(graph: CareerGraph) -> list[Record]:
    """Successions, concentrations and predictions that agree and that do not, and two findings."""
    source = [next(node for node in graph.nodes if node.startswith("source/"))]

    def succeeded(start: str, end: str, confidence: float, *, asserted: bool, agrees: bool | None) -> Record:
        basis = derived("succession", confidence=confidence, asserted=asserted, evidence=[start], sources=source)
        return LikelySucceededBy(
            start=start, end=end, agrees=agrees, shared_occupations=3, share_of_occupations=0.5, **basis
        )

    def concentrated(end: str, *, agrees: bool) -> Record:
        basis = derived("concentration", confidence=0.5, asserted=True, evidence=[HEALTH], sources=source)
        return ConcentratedIn(
            start=HEALTH, end=end, witness="OEWS", agrees=agrees, jobs=5, share=0.1, location_quotient=2.0, **basis
        )

    def predicted(start: str, rank: int, *, witness: str, agrees: bool) -> Record:
        basis = derived("prediction", confidence=0.5, asserted=rank == 1, evidence=[start], sources=source)
        return PredictedIn(
            start=start, end=MANUFACTURING, witness=witness, agrees=agrees, share=0.5, rank=rank, **basis
        )

    sub_cluster, title = graph.nodes[JUDICIAL], graph.nodes[identifiers.job_title("drone-operator")]
    return [
        OWN,
        succeeded(PATHWAYS[0], HEALTH, 0.9, asserted=True, agrees=True),
        succeeded(PATHWAYS[0], JUDICIAL, 0.4, asserted=True, agrees=False),
        succeeded(PATHWAYS[1], HEALTH, 0.1, asserted=False, agrees=False),
        succeeded(PATHWAYS[1], JUDICIAL, 0.3, asserted=False, agrees=None),
        concentrated(identifiers.naics("622"), agrees=True),
        concentrated(identifiers.naics("621"), agrees=False),
        predicted(MANAGERS, 1, witness="OEWS", agrees=False),
        predicted(MANAGERS, 1, witness="Employment Matrix", agrees=True),
        predicted(RETAIL, 1, witness="OEWS", agrees=False),
        predicted(identifiers.soc("11-1011"), 2, witness="OEWS", agrees=False),
        *finding(
            "concentration", sub_cluster, "Cross-cutting", "Everywhere.", evidence=[JUDICIAL], sources=source
        ),
        *finding("classification", title, "Not matched", "No title fits.", evidence=[title.id], sources=source),
    ]


@pytest.fixture(scope="module")
def extended(graph: CareerGraph) -> CareerGraph:
    return graph.extended(by_hand(graph))


@pytest.fixture(scope="module")
def more(extended: CareerGraph) -> Gaps:
    return by_kind(extended)


def test_without_a_derived_part_its_kinds_are_left_out(graph: CareerGraph, gaps: Gaps, more: Gaps) -> None:
    assert not has_derived_part(graph)
    assert set(gaps) < set(more)
    assert all(more[kind] == gap for kind, gap in gaps.items())


def test_what_a_pathway_lacks_is_an_asserted_link_a_statement_or_a_finding(more: Gaps) -> None:
    unanswered = {one.id for one in more["pathways-unanswered"].items}
    assert PATHWAYS[0] not in unanswered
    assert {PATHWAYS[1], PATHWAYS[2]} <= unanswered
    assert identifiers.pathway("natural-resources-systems") not in unanswered  # the report says it in words
    unplaced = {one.id for one in more["sub-clusters-unplaced"].items}
    assert not {HEALTH, JUDICIAL} & unplaced
    assert len(unplaced) == 70


def test_successions_against_the_report_are_those_asserted(more: Gaps) -> None:
    [against] = more["succession-against-report"].items
    assert (against.id, against.title) == (PATHWAYS[0], "Therapeutic Services")
    assert against.detail == (
        "Judicial Systems in Public Service & Safety, confidence 0.40; report Healthcare & Human Services"
    )


def test_the_witness_that_speaks_alone_is_named(more: Gaps) -> None:
    [alone] = more["witnesses-that-differ"].items
    assert alone.detail == "621 Ambulatory Health Care Services; OEWS, asserted, confidence 0.50"


def test_predictions_against_the_crosswalk_come_by_jobs_and_only_of_rank_1(more: Gaps) -> None:
    against = more["predictions-against-crosswalk"].items
    assert [one.id for one in against] == [RETAIL, MANAGERS]
    assert against[1].detail == (
        "OEWS Advanced Manufacturing (50%); "
        "crosswalk Energy & Natural Resources; Management & Entrepreneurship; 3,503,020 jobs"
    )


def test_links_not_asserted_are_counted_by_type_the_surest_first(more: Gaps) -> None:
    below = more["not-asserted-likely-succeeded-by"]
    assert [one.detail for one in below.items] == [
        "Judicial Systems; not asserted, confidence 0.30",
        "Physical Health; not asserted, confidence 0.10",
    ]
    assert more["not-asserted-predicted-in"].count == 1
    assert "not-asserted-concentrated-in" not in more
    assert "not-asserted-concerns" not in more


def test_findings_stand_by_method_and_outcome_with_their_reason(more: Gaps) -> None:
    [cross_cutting] = more["concentration-cross-cutting"].items
    assert (cross_cutting.id, cross_cutting.detail) == (JUDICIAL, "Everywhere.")
    [unmatched] = more["classification-not-matched"].items
    assert (unmatched.title, unmatched.detail) == ("Drone Operator", "No title fits.")


def test_the_order_of_the_rows_is_nothing_to_the_answer(extended: CareerGraph, more: Gaps) -> None:
    backwards = CareerGraph(reversed(list(extended.nodes.values())), reversed(extended.relationships))
    assert list(coverage(backwards)) == list(more.values())


def test_the_page_names_every_kind_cuts_long_lists_and_says_what_is_left_out(
    graph: CareerGraph, more: Gaps
) -> None:
    whole = page(list(more.values()), derived=True)
    for gap in more.values():
        assert f"| [{gap.kind}](#{gap.kind}) | {gap.count:,} |" in whole
        _, _, section = whole.partition(f"\n## {gap.kind}\n")
        bullets = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("- ")]
        assert len(bullets) == min(gap.count, LISTED) + (gap.count > LISTED)
        if gap.count > LISTED:
            assert bullets[-1] == f"- and {gap.count - LISTED:,} more: `careergraph coverage {gap.kind}`"
    assert NO_DERIVED not in whole
    assert NO_DERIVED in page(coverage(graph), derived=False)


def test_the_page_in_docs_is_that_of_the_shipped_facts(derived_graph: CareerGraph) -> None:
    shown = page(coverage(derived_graph), derived=True)
    assert PAGE.read_text(encoding="utf-8") == shown, f"mend it with: {MEND}"
