"""Similar occupations and stepping stones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments.stepping_stones import EDUCATION, REACH, Careers, NotDetailed, Similar, similar, stepping_stones
from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, DetailedOccupation, InstructionalProgram, Node, Occupation, SubCluster
from ontology.relationships import (
    Broader,
    CoversOccupation,
    HasSubCluster,
    PreparesFor,
    RelatedTo,
    Relationship,
)

NURSING_ASSISTANT = identifiers.soc("31-1131")
PRACTICAL_NURSE = identifiers.soc("29-2061")
REGISTERED_NURSE = identifiers.soc("29-1141")
HOME_HEALTH_AIDE = identifiers.soc("31-1121")
PERSONAL_CARE_AIDE = identifiers.soc("31-1122")
MUSICIAN = identifiers.soc("27-2042")
INFANTRY = identifiers.soc("55-3016")


@pytest.fixture(scope="module")
def careers(graph: CareerGraph) -> Careers:
    return Careers(graph)


@pytest.fixture(scope="module")
def everyone(graph: CareerGraph, careers: Careers) -> dict[str, tuple[Similar, ...]]:
    return {node.id: careers.similar(node.id) for node in graph.of_kind(DetailedOccupation)}


def test_from_nursing_assistant_one_steps_to_licensed_and_to_registered_nurse(careers: Careers) -> None:
    stones = careers.stepping_stones(NURSING_ASSISTANT)
    licensed, registered = (
        next(stone for stone in stones if stone.similar.occupation.id == wanted)
        for wanted in (PRACTICAL_NURSE, REGISTERED_NURSE)
    )
    assert stones[0] == licensed
    assert (licensed.education_now, licensed.education) == ("Postsecondary nondegree award",) * 2
    assert (licensed.wage_now, licensed.wage, licensed.wage_gain) == (42_260, 64_400, 22_140)
    assert (licensed.more_study, licensed.openings) == (0, 54_400)
    assert (registered.education, registered.more_study) == ("Bachelor's degree", 3)


def test_a_similarity_shows_what_it_rests_on(graph: CareerGraph, careers: Careers) -> None:
    licensed = careers.similar(NURSING_ASSISTANT)[0]
    assert licensed.occupation.id == PRACTICAL_NURSE
    assert {(r.start, r.end) for r in licensed.listings} <= {
        (NURSING_ASSISTANT, PRACTICAL_NURSE),
        (PRACTICAL_NURSE, NURSING_ASSISTANT),
    }
    assert licensed.related == (21 - min(r.rank for r in licensed.listings)) / 20
    assert licensed.shared_programs == (identifiers.cip("51.3999"),)
    assert [graph.nodes[s].title for s in licensed.shared_sub_clusters] == ["Physical Health"]
    assert [graph.nodes[c].title for c in licensed.shared_clusters] == ["Healthcare & Human Services"]
    assert licensed.score == pytest.approx(
        licensed.related / 2 + licensed.programs / 4 + licensed.sub_clusters / 4, abs=2e-4
    )


def test_within_and_across_clusters_make_up_all(
    everyone: dict[str, tuple[Similar, ...]], careers: Careers
) -> None:
    for occupation, found in list(everyone.items())[::40]:
        within, across = (careers.similar(occupation, across=side) for side in (False, True))
        assert sorted([*within, *across], key=found.index) == list(found)
        assert not any(one.shared_clusters for one in across)
        assert all(one.shared_clusters for one in within)
    assert careers.similar(identifiers.soc("43-9061"), across=True)


def test_similarity_is_bounded_symmetric_and_never_of_itself(everyone: dict[str, tuple[Similar, ...]]) -> None:
    scores = {(start, one.occupation.id): one for start, found in everyone.items() for one in found}
    assert len(scores) > 20_000
    for (start, end), one in scores.items():
        assert start != end
        assert 0 < one.score <= 1
        assert all(0 <= part <= 1 for part in (one.related, one.programs, one.sub_clusters))
        assert one.listings or one.shared_programs
        back = scores[end, start]
        assert replace(back, occupation=one.occupation) == one


def test_the_most_similar_come_first_and_a_limit_cuts_the_rest(careers: Careers) -> None:
    found = careers.similar(NURSING_ASSISTANT)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert careers.similar(NURSING_ASSISTANT, limit=3) == found[:3]
    stones = careers.stepping_stones(NURSING_ASSISTANT)
    assert careers.stepping_stones(NURSING_ASSISTANT, limit=3) == stones[:3]


def test_every_stepping_stone_pays_more_and_is_within_reach(graph: CareerGraph, careers: Careers) -> None:
    count = 0
    for node in graph.of_kind(DetailedOccupation):
        for stone in careers.stepping_stones(node.id):
            assert stone.wage_gain == stone.wage - stone.wage_now > 0
            assert 0 <= stone.more_study <= REACH
            assert EDUCATION[stone.education] - EDUCATION[stone.education_now] <= stone.more_study
            count += 1
    assert count > 5_000


def test_reach_lets_more_or_fewer_in(careers: Careers) -> None:
    near, usual, far = (careers.stepping_stones(NURSING_ASSISTANT, reach=years) for years in (0, REACH, 99))
    assert {s.similar.occupation.id for s in near} < {s.similar.occupation.id for s in usual}
    assert {s.similar.occupation.id for s in usual} < {s.similar.occupation.id for s in far}
    assert REGISTERED_NURSE not in {s.similar.occupation.id for s in near}
    assert any(s.education == "Doctoral or professional degree" for s in far)


def test_who_is_counted_within_a_group_has_the_figures_of_the_group(careers: Careers) -> None:
    assert careers.figures(HOME_HEALTH_AIDE).id == identifiers.soc("31-1120")
    assert careers.figures(identifiers.soc("25-9043")).id == identifiers.combined_occupation("25-9045")
    stones = careers.stepping_stones(HOME_HEALTH_AIDE)
    assert NURSING_ASSISTANT in {stone.similar.occupation.id for stone in stones}
    # The most similar one is counted within the same group: its wage is the same, not a higher one.
    assert careers.similar(HOME_HEALTH_AIDE)[0].occupation.id == PERSONAL_CARE_AIDE
    assert PERSONAL_CARE_AIDE not in {stone.similar.occupation.id for stone in stones}


def test_without_an_annual_wage_there_is_no_stepping_stone_from_or_to(careers: Careers) -> None:
    assert careers.similar(MUSICIAN)
    assert careers.stepping_stones(MUSICIAN) == careers.stepping_stones(INFANTRY) == ()
    assert careers.figures(MUSICIAN).figures_note_2025 == "There are hourly wages only."
    assert careers.figures(INFANTRY).figures_note_2025 == "OEWS does not cover the military."
    near = [one.occupation.id for one in careers.similar(MUSICIAN)]
    reached = {s.similar.occupation.id for other in near for s in careers.stepping_stones(other, reach=99)}
    assert MUSICIAN not in reached


def test_every_level_of_education_has_its_place(graph: CareerGraph) -> None:
    named = {node.entry_education_2024 for node in graph.of_kind(Occupation)} - {None}
    assert named == set(EDUCATION)
    assert list(EDUCATION.values()) == sorted(EDUCATION.values())


def test_only_detailed_occupations_are_compared(careers: Careers) -> None:
    with pytest.raises(NotDetailed, match="31-1121"):
        careers.similar(identifiers.soc("31-1120"))
    with pytest.raises(NotDetailed, match=r"99-9999 is no detailed occupation$"):
        careers.stepping_stones(identifiers.soc("99-9999"))


def test_the_functions_answer_as_the_indexed_graph_does(graph: CareerGraph, careers: Careers) -> None:
    assert similar(graph, MUSICIAN, across=True, limit=5) == careers.similar(MUSICIAN, across=True, limit=5)
    stones = careers.stepping_stones(NURSING_ASSISTANT, across=False, reach=1, limit=5)
    assert stepping_stones(graph, NURSING_ASSISTANT, across=False, reach=1, limit=5) == stones


# Tiny graphs: four real occupations, three programs and three sub-clusters, related at random.
OCCUPATIONS = [identifiers.soc(code) for code in ("31-1131", "31-1132", "29-2061", "29-1141")]
PROGRAMS = [identifiers.cip(code) for code in ("51.3801", "51.3901", "51.3902")]
SUB_CLUSTERS = ("physical-health", "behavioral-mental-health", "emergency-response")
Pairs = list[tuple[str, str]]


def pairs(starts: Collection[str], ends: Collection[str]) -> st.SearchStrategy[Pairs]:
    both = st.tuples(st.sampled_from(list(starts)), st.sampled_from(list(ends)))
    return st.lists(both.filter(lambda pair: pair[0] != pair[1]), unique=True)


def closed(graph: CareerGraph) -> tuple[list[Node], list[Relationship]]:
    """The chosen nodes of the shipped graph with all that stands above them, and the source of everything."""
    above = {r.start: r for r in graph.of_type(Broader)}
    within = {r.end: r for r in graph.of_type(HasSubCluster)}
    kept: set[str] = set()
    hangs: list[Relationship] = []
    waiting = [*OCCUPATIONS, *PROGRAMS, *(identifiers.sub_cluster(name) for name in SUB_CLUSTERS)]
    while waiting:
        node = waiting.pop()
        if node not in kept:
            kept.add(node)
            if link := above.get(node):
                hangs.append(link)
                waiting.append(link.end)
            elif has := within.get(node):
                hangs.append(has)
                waiting.append(has.start)
    kept |= {link.source for link in hangs}
    return [graph.nodes[node] for node in sorted(kept)], hangs


@given(data=st.data())
def test_whatever_is_related_the_measure_keeps_its_bounds_and_the_order_of_rows_is_nothing_to_it(
    data: st.DataObject, tiny: tuple[list[Node], list[Relationship]]
) -> None:
    nodes, hangs = tiny
    source = hangs[0].source
    subs = [node.id for node in nodes if isinstance(node, SubCluster)]
    related = data.draw(pairs(OCCUPATIONS, OCCUPATIONS))
    ranks = data.draw(st.lists(st.integers(1, 20), min_size=len(related), max_size=len(related)))
    rows: list[Relationship] = [
        RelatedTo(start=a, end=b, source=source, rank=rank, tier="Supplemental")
        for (a, b), rank in zip(related, ranks, strict=True)
    ]
    rows += [PreparesFor(start=a, end=b, source=source) for a, b in data.draw(pairs(PROGRAMS, OCCUPATIONS))]
    rows += [CoversOccupation(start=a, end=b, source=source) for a, b in data.draw(pairs(subs, OCCUPATIONS))]
    careers = Careers(CareerGraph(nodes, [*hangs, *rows]))
    shuffled = Careers(CareerGraph(data.draw(st.permutations(nodes)), [*data.draw(st.permutations(rows)), *hangs]))
    for one in OCCUPATIONS:
        found = careers.similar(one)
        assert found == shuffled.similar(one)
        assert careers.stepping_stones(one) == shuffled.stepping_stones(one)
        for other in found:
            assert 0 < other.score <= 1
            back = next(b for b in careers.similar(other.occupation.id) if b.occupation.id == one)
            assert back.score == other.score


@pytest.fixture(scope="module")
def tiny(graph: CareerGraph) -> tuple[list[Node], list[Relationship]]:
    nodes, hangs = closed(graph)
    kinds = {type(node) for node in nodes}
    assert {DetailedOccupation, InstructionalProgram, SubCluster, CareerCluster} <= kinds
    return nodes, hangs


def test_a_shared_sub_cluster_alone_makes_nothing_similar(tiny: tuple[list[Node], list[Relationship]]) -> None:
    nodes, hangs = tiny
    source, sub = hangs[0].source, next(node.id for node in nodes if isinstance(node, SubCluster))
    rows = [CoversOccupation(start=sub, end=one, source=source) for one in OCCUPATIONS]
    assert similar(CareerGraph(nodes, [*hangs, *rows]), OCCUPATIONS[0]) == ()


def test_a_higher_rank_counts_more_and_the_better_direction_counts(
    tiny: tuple[list[Node], list[Relationship]],
) -> None:
    nodes, hangs = tiny
    first, second, third, fourth = OCCUPATIONS
    rows = [
        RelatedTo(start=a, end=b, source=hangs[0].source, rank=rank, tier="Primary-Short")
        for a, b, rank in ((first, second, 20), (third, first, 2), (first, third, 9), (first, fourth, 1))
    ]
    found = similar(CareerGraph(nodes, [*hangs, *rows]), first)
    assert [(one.occupation.id, one.related) for one in found] == [(fourth, 1.0), (third, 0.95), (second, 0.05)]
