"""What codes are aligned to, against the graph of the shipped facts."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.nodes import Code, FormerOccupation
from ontology.relationships import ReplacedBy
from queries.align import (
    TARGETS,
    Aligner,
    AmbiguousSystem,
    Kind,
    NoSuchAlignment,
    default_target,
    guess_system,
)
from queries.resolve import SYSTEMS, Resolver

FORMER = {"15-9131": ("15-1252", "15-1253"), "15-9132": ("15-1252", "55-1011"), "15-9133": ()}


@pytest.fixture(scope="module")
def resolver(graph: CareerGraph) -> Resolver:
    """The shipped facts, and codes of 2010 that never were: they cannot come to differ."""
    source = next(r.source for r in graph.relationships if r.type == "PREPARES_FOR")
    nodes = [
        FormerOccupation(id=identifiers.soc_2010(code), title="Former", code=code, edition="2010")
        for code in FORMER
    ]
    links = [
        ReplacedBy(start=identifiers.soc_2010(old), end=identifiers.soc(new), concordance="BLS", source=source)
        for old, today in FORMER.items()
        for new in today
    ]
    return Resolver(CareerGraph([*graph.nodes.values(), *nodes], [*graph.relationships, *links]))


def ends(resolver: Resolver, relation: str, start: str) -> set[str]:
    return {r.end for r in resolver.graph.relationships if r.type == relation and r.start == start}


def starts(resolver: Resolver, relation: str, end: str) -> set[str]:
    return {r.start for r in resolver.graph.relationships if r.type == relation and r.end == end}


def kinds(aligner: Aligner, text: str) -> list[Kind]:
    return [finding.kind for finding in aligner.align(text).findings]


def test_sub_clusters_of_every_program_are_those_that_cover_it(resolver: Resolver) -> None:
    aligner = Aligner(resolver, system="cip", to="sub-cluster")
    covered: dict[str, set[str]] = defaultdict(set)
    for relationship in resolver.graph.relationships:
        if relationship.type == "COVERS_PROGRAM":
            covered[relationship.end].add(relationship.start)
    for node in resolver.graph.nodes.values():
        if isinstance(node, Code) and node.kind == "InstructionalProgram" and not node.retired:
            outcome = aligner.align(node.code)
            assert {match.id for match in outcome.matches if match.id} == covered[node.id]
            assert {match.via for match in outcome.matches if match.id} <= {"COVERS_PROGRAM"}
            assert outcome.aligned == bool(covered[node.id])
            assert outcome.aligned or outcome.findings[-1].kind is Kind.NO_ALIGNMENT


def test_a_sub_cluster_comes_with_its_cluster(resolver: Resolver) -> None:
    for match in Aligner(resolver, system="soc").align("15-1252").matches:
        (cluster,) = starts(resolver, "HAS_SUB_CLUSTER", match.id)
        assert match.cluster == resolver.graph.nodes[cluster].title


def test_clusters_are_those_of_the_sub_clusters_each_once(resolver: Resolver) -> None:
    fine = Aligner(resolver, system="cip", to="sub-cluster").align("11.0701").matches
    coarse = Aligner(resolver, system="cip", to="cluster").align("11.0701").matches
    assert sorted({match.cluster for match in fine}) == [match.title for match in coarse]
    assert {match.via for match in coarse} == {"COVERS_PROGRAM; then HAS_SUB_CLUSTER"}


def test_programs_and_occupations_both_ways(resolver: Resolver) -> None:
    occupations = Aligner(resolver, system="cip", to="soc").align("11.0701").matches
    assert {m.id for m in occupations} == ends(resolver, "PREPARES_FOR", identifiers.cip("11.0701"))
    programs = Aligner(resolver, system="soc", to="cip").align("15-1252").matches
    assert {m.id for m in programs} == starts(resolver, "PREPARES_FOR", identifiers.soc("15-1252"))


@pytest.mark.parametrize(
    ("code", "to", "via"),
    [
        ("13-1021", "sub-cluster", "COVERS_OCCUPATION of its broad occupation 13-1020"),
        ("21-1011", "sub-cluster", "COVERS_OCCUPATION of the combined occupation 21-1018"),
        ("21-1011", "cluster", "COVERS_OCCUPATION of the combined occupation 21-1018; then HAS_SUB_CLUSTER"),
        ("13-1020", "sub-cluster", "COVERS_OCCUPATION"),
        ("21-1018", "sub-cluster", "COVERS_OCCUPATION"),
        ("15-1250", "sub-cluster", "COVERS_OCCUPATION of its occupation 15-1251"),
        ("21-1018", "cip", "PREPARES_FOR of its part 21-1011"),
    ],
)
def test_via_names_the_occupation_that_stands_for_another(
    resolver: Resolver, code: str, to: str, via: str
) -> None:
    assert via in {match.via for match in Aligner(resolver, system="soc", to=to).align(code).matches}


def test_every_detailed_occupation_is_aligned(resolver: Resolver) -> None:
    aligner = Aligner(resolver, system="soc")
    nodes = [n for n in resolver.graph.nodes.values() if n.kind == "DetailedOccupation"]
    assert [n.id for n in nodes if isinstance(n, Code) and not aligner.align(n.code).aligned] == []


def test_industries_go_by_their_sector(resolver: Resolver) -> None:
    clusters = Aligner(resolver, system="naics").align("541511.0")
    assert {m.id for m in clusters.matches} == starts(resolver, "COVERS_INDUSTRY", identifiers.naics("54"))
    assert {m.via for m in clusters.matches} == {"COVERS_INDUSTRY of its sector 54"}
    below = Aligner(resolver, system="naics", to="sub-cluster").align("54").matches
    assert {m.cluster for m in below} == {m.title for m in clusters.matches}
    assert all("all of the cluster's" in m.via for m in below)
    sectors = Aligner(resolver, system="cip", to="naics").align("11.0701").matches
    assert sectors
    assert all("coarse" in m.via for m in sectors)


def test_what_nothing_published_aligns_is_refused(resolver: Resolver) -> None:
    for target in ("soc", "cip"):
        with pytest.raises(NoSuchAlignment):
            Aligner(resolver, system="naics", to=target)
    with pytest.raises(ValueError, match="no code system"):
        Aligner(resolver, system="isco")
    with pytest.raises(ValueError, match="nothing is aligned to"):
        Aligner(resolver, system="soc", to="pathway")


def test_old_codes_go_on_as_todays(resolver: Resolver) -> None:
    outcome = Aligner(resolver, system="cip").align("01.0309")
    today = Aligner(resolver, system="cip").align("01.1004")
    assert outcome.matches == today.matches
    assert "moved to 01.1004" in outcome.remark
    same = Aligner(resolver, system="cip", to="cip").align("01.0309").matches
    assert [(m.code, m.aligned_code, m.via) for m in same] == [("01.1004", "01.1004", "MOVED_TO")]


def test_of_an_old_code_all_successors_are_aligned(resolver: Resolver) -> None:
    outcome = Aligner(resolver, system="soc", to="soc").align("159131")
    assert [(m.aligned_code, m.via) for m in outcome.matches] == [
        ("15-1252", "REPLACED_BY"),
        ("15-1253", "REPLACED_BY"),
    ]
    assert [finding.kind for finding in outcome.findings] == [Kind.NORMALISED, Kind.OLD_CODE]
    assert "SOC 2010 code, replaced by 15-1252, 15-1253 (BLS)" in outcome.remark
    aligner = Aligner(resolver, system="soc")
    whole = {m.id for c in FORMER["15-9131"] for m in aligner.align(c).matches}
    assert {m.id for m in aligner.align("15-9131").matches} == whole
    assert {m.code for m in aligner.align("15-9132").matches} == set(FORMER["15-9132"])


def test_an_old_code_without_successor_says_so(resolver: Resolver) -> None:
    outcome = Aligner(resolver, system="soc").align("15-9133")
    assert outcome.matches == ()
    assert outcome.remark == "SOC 2010 code, without a successor; nothing took its place"


def test_lost_zeros_wait_for_consent(resolver: Resolver) -> None:
    asked, mended = Aligner(resolver, system="cip"), Aligner(resolver, system="cip", mend=True)
    whole = Aligner(resolver, system="cip").align("01.0101")
    assert asked.align("1.0101").matches == ()
    assert asked.align("1.0101").remark == "lost zeros; would become 01.0101 with --mend"
    assert mended.align("1.0101").matches == whole.matches
    assert mended.align("1.0101").remark == "put back one zero in front: 01.0101"
    assert mended.align("1").matches[0].code == "01.0000"
    assert "could also be 01.00, 01" in mended.align("1").remark


def test_a_code_that_may_be_short_of_zeros_is_taken_as_it_stands_without_consent(resolver: Resolver) -> None:
    plain = Aligner(resolver, system="cip").align("30.00")
    assert [match.code for match in plain.matches] == ["30.00"]
    assert kinds(Aligner(resolver, system="cip"), "30.00") == [Kind.LOST_ZEROS, Kind.NO_ALIGNMENT]
    mended = Aligner(resolver, system="cip", mend=True).align("30.00")
    assert [match.code for match in mended.matches if match.code] == ["30.0000"]


def test_groups_say_why_they_are_not_aligned(resolver: Resolver) -> None:
    assert "11.07: it is a group" in Aligner(resolver, system="cip").align("11.07").remark
    assert "11-0000: it is a group" in Aligner(resolver, system="soc").align("11-0000").remark


def test_what_is_not_found_names_what_is_near(resolver: Resolver) -> None:
    assert "near it: 15-1250" in Aligner(resolver, system="soc").align("15-1259").remark
    assert kinds(Aligner(resolver, system="soc"), "11.0701") == [Kind.NOT_FOUND]
    assert kinds(Aligner(resolver, system="soc"), "  ") == [Kind.NO_CODE]


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        (["11.0701", "1.01", "junk"], "code", "cip"),
        (["151252", "11-1021"], "code", "soc"),
        (["541511", "5415.0"], "code", "naics"),
        (["junk"], "CIPCODE", "cip"),
        (["11", "51"], "NAICS", "naics"),
        (["11", "51"], "cip family", "cip"),
    ],
)
def test_the_system_is_guessed(resolver: Resolver, values: list[str], column: str, expected: str) -> None:
    assert guess_system(resolver, values, column) == expected


@pytest.mark.parametrize("values", [["11", "51"], ["junk"], []])
def test_what_cannot_be_guessed_is_asked(resolver: Resolver, values: list[str]) -> None:
    with pytest.raises(AmbiguousSystem):
        guess_system(resolver, values, "code")


@pytest.fixture(scope="module")
def aligners(resolver: Resolver) -> dict[tuple[str, bool], Aligner]:
    return {(s, mend): Aligner(resolver, system=s, mend=mend) for s in SYSTEMS for mend in (False, True)}


@settings(deadline=None)
@given(
    text=st.one_of(st.text(max_size=30), st.text("0123456789.-", max_size=8), st.floats(0, 99).map(str)),
    system=st.sampled_from(SYSTEMS),
    mend=st.booleans(),
)
def test_any_text_has_an_outcome_and_no_zeros_are_put_back_without_consent(
    resolver: Resolver, aligners: dict[tuple[str, bool], Aligner], text: str, system: str, mend: bool
) -> None:
    outcome = aligners[system, mend].align(text)
    assert outcome.matches or outcome.findings
    assert outcome.aligned or outcome.remark
    readings = [r for r in resolver.resolve(text, (system,)) if mend or r.mend is None]
    assert {m.code for m in outcome.matches} <= {code.code for r in readings for code in r.today}
    assert all((match.id == "") == (match.via == "") for match in outcome.matches)


def test_every_system_has_a_default_target() -> None:
    assert {default_target(system) for system in SYSTEMS} <= set(TARGETS)
