"""Communities of occupations, bridges between clusters, similar programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.nodes import Alignment, CareerCluster, InstructionalProgram, Node
from ontology.relationships import (
    Broader,
    CoversOccupation,
    HasSubCluster,
    InSubCluster,
    OfOccupation,
    PreparesFor,
    RelatedTo,
    Relationship,
    ViaProgram,
)
from queries.algorithms import Bridge, Communities, Community, bridges, communities, related_network
from queries.similar_programs import NotAProgram, similar_programs

Part = tuple[list[Node], list[Relationship]]
NURSES = [identifiers.soc(code) for code in ("29-1141", "29-1151", "29-1161", "29-1171", "29-2061")]
TEACHER = identifiers.soc("25-1072")
COMPUTER_SCIENCE = identifiers.cip("11.0701")


@pytest.fixture(scope="module")
def found(graph: CareerGraph) -> Communities:
    return communities(graph)


@pytest.fixture(scope="module")
def ranked(graph: CareerGraph) -> tuple[Bridge, ...]:
    return bridges(graph)


def community_of(found: Communities, occupation: str) -> Community:
    [only] = [c for c in found.communities if occupation in [o.id for o in c.occupations]]
    return only


# The shipped graph


def test_related_occupations_weigh_by_rank_in_both_directions(graph: CareerGraph) -> None:
    network = related_network(graph)
    rank = {(r.start, r.end): r.rank for r in graph.of_type(RelatedTo)}
    for one, other, link in network.edges(data=True):
        given_ = [21 - rank[pair] for pair in ((one, other), (other, one)) if pair in rank]
        assert link["weight"] == sum(given_) > 0
    assert network.number_of_edges() == len({frozenset(pair) for pair in rank})


def test_every_occupation_of_the_network_is_in_one_community(graph: CareerGraph, found: Communities) -> None:
    members = [o.id for c in found.communities for o in c.occupations]
    assert sorted(members) == sorted(related_network(graph))
    sizes = [len(c.occupations) for c in found.communities]
    assert sizes == sorted(sizes, reverse=True)
    assert [c.number for c in found.communities] == list(range(1, len(sizes) + 1))


def test_nurses_are_together_in_health_and_apart_from_welders(found: Communities) -> None:
    health = community_of(found, NURSES[0])
    assert {community_of(found, nurse).number for nurse in NURSES} == {health.number}
    assert health.clusters[0].cluster.title == "Healthcare & Human Services"
    assert health.clusters[0].share > 0.8
    welders = community_of(found, identifiers.soc("51-4121"))
    assert welders.number != health.number


def test_communities_match_clusters_far_better_than_chance_and_yet_not_fully(found: Communities) -> None:
    assert 0.6 < found.modularity < 0.8
    assert 0.4 < found.match < 0.6
    assert found.match_by_chance < 0.05


def test_teaching_is_a_firm_community_and_a_mixed_one_is_looser(found: Communities) -> None:
    teaching = community_of(found, TEACHER)
    assert teaching.clusters[0].cluster.title == "Education"
    assert teaching.stability > 0.9
    assert min(c.stability for c in found.communities) < 0.7


def test_what_is_typical_is_more_than_usual(found: Communities) -> None:
    for community in found.communities:
        assert community.clusters
        for typical in community.clusters:
            assert typical.lift > 1
            assert 0 < typical.share <= 1
            assert typical.occupations == pytest.approx(typical.share * len(community.occupations), abs=0.01)


def test_supervisors_bridge_more_than_surgeons(ranked: Sequence[Bridge]) -> None:
    place = {bridge.occupation.code: place for place, bridge in enumerate(ranked)}
    assert [b.participation for b in ranked] == sorted((b.participation for b in ranked), reverse=True)
    assert "First-Line Supervisors" in ranked[0].occupation.title
    assert place["39-1022"] < 10
    assert place["29-1243"] > 500


def test_a_bridge_accounts_for_all_its_links(graph: CareerGraph, ranked: Sequence[Bridge]) -> None:
    network = related_network(graph)
    assert len(ranked) == len(network)
    for bridge in ranked:
        shares = [share for _, share in bridge.reached]
        assert bridge.at_home + sum(shares) == pytest.approx(1, abs=0.01)
        assert shares == sorted(shares, reverse=True)
        assert not {cluster.id for cluster, _ in bridge.reached} & {cluster.id for cluster in bridge.clusters}
        assert bridge.links == network.degree(bridge.occupation.id)
        assert bridge.participation == pytest.approx(
            1 - sum(share**2 for share in [bridge.at_home, *shares]), abs=0.001
        )


def test_a_limit_cuts_the_rest(graph: CareerGraph, ranked: Sequence[Bridge]) -> None:
    assert bridges(graph, limit=3) == ranked[:3]
    everything = similar_programs(graph, COMPUTER_SCIENCE, limit=None)
    assert len(everything) > 10
    assert similar_programs(graph, COMPUTER_SCIENCE) == everything[:10]


def test_computing_programs_are_like_computer_science_and_say_why(graph: CareerGraph) -> None:
    near = similar_programs(graph, COMPUTER_SCIENCE)
    assert {one.program.code for one in near[:5]} == {"11.0101", "11.0103", "11.0104", "11.0201", "11.0401"}
    both = {r.end for r in graph.of_type(PreparesFor) if r.start == COMPUTER_SCIENCE} & {
        r.end for r in graph.of_type(PreparesFor) if r.start == near[0].program.id
    }
    assert set(near[0].shared_occupations) == both
    assert near[0].score == pytest.approx((near[0].occupations + near[0].sub_clusters) / 2, abs=2e-4)


def test_teachers_name_a_field_but_put_no_program_into_education(graph: CareerGraph) -> None:
    philosophy = similar_programs(graph, identifiers.cip("38.0101"))
    assert {one.program.code[:2] for one in philosophy} == {"38"}
    assert {one.sub_clusters for one in philosophy} == {0.0}


def test_a_program_without_occupations_has_no_similar_one_and_a_group_is_refused(graph: CareerGraph) -> None:
    assert similar_programs(graph, identifiers.cip("01.0309")) == ()
    with pytest.raises(NotAProgram, match=r"cip/2020/11\.07"):
        similar_programs(graph, identifiers.cip("11.07"))
    with pytest.raises(NotAProgram):
        similar_programs(graph, "nothing")


# Tiny graphs: six real occupations, three programs and three sub-clusters of three clusters, related at random.
OCCUPATIONS = [identifiers.soc(c) for c in ("29-1141", "29-2061", "31-1131", "47-2111", "47-2152", "25-1072")]
PROGRAMS = [identifiers.cip(code) for code in ("51.3801", "51.3901", "46.0302")]
SUB_CLUSTERS = [identifiers.sub_cluster(name) for name in ("physical-health", "skilled-trades", "web-cloud")]


@pytest.fixture(scope="module")
def tiny(graph: CareerGraph) -> Part:
    """The chosen nodes with all that stands above them, and the relationships that put them there."""
    above: dict[str, Relationship] = {r.start: r for r in graph.of_type(Broader)}
    within = {r.end: r for r in graph.of_type(HasSubCluster)}
    kept, hangs = set(), []
    waiting = [*OCCUPATIONS, *PROGRAMS, *SUB_CLUSTERS]
    while waiting:
        node = waiting.pop()
        link = above.get(node) or within.get(node)
        if node not in kept and link:
            hangs.append(link)
            waiting.append(link.start if isinstance(link, HasSubCluster) else link.end)
        kept.add(node)
    nodes = [graph.nodes[node] for node in sorted(kept | {link.source for link in hangs})]
    assert len({node.id for node in nodes if isinstance(node, CareerCluster)}) == 3
    return nodes, hangs


def related(part: Part, *listed: tuple[int, int, int]) -> list[Relationship]:
    source = part[1][0].source
    return [
        RelatedTo(start=OCCUPATIONS[a], end=OCCUPATIONS[b], source=source, rank=rank, tier="Supplemental")
        for a, b, rank in listed
    ]


def covers(part: Part, *placed: tuple[int, int]) -> list[Relationship]:
    source = part[1][0].source
    return [CoversOccupation(start=SUB_CLUSTERS[s], end=OCCUPATIONS[o], source=source) for s, o in placed]


def aligned(part: Part, *rows: tuple[int, int, int]) -> tuple[list[Node], list[Relationship]]:
    """Crosswalk rows: sub-cluster, occupation, program."""
    source = part[1][0].source
    nodes: list[Node] = []
    links: list[Relationship] = []
    for s, o, p in rows:
        row = Alignment(id=f"alignment/{s}/{o}/{p}", title="a row")
        nodes.append(row)
        links.append(InSubCluster(start=row.id, end=SUB_CLUSTERS[s], source=source))
        links.append(OfOccupation(start=row.id, end=OCCUPATIONS[o], source=source))
        links.append(ViaProgram(start=row.id, end=PROGRAMS[p], source=source))
    return nodes, links


def pairs(starts: int, ends: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.integers(0, starts - 1), st.integers(0, ends - 1)), unique=True)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    """Who is related to whom by which rank, and which sub-cluster has which occupation."""
    ends = [(a, b) for a, b in draw(pairs(6, 6)) if a != b]
    return [(a, b, draw(st.integers(1, 20))) for a, b in ends], draw(pairs(3, 6))


def graph_of(part: Part, rows: Sequence[Relationship], nodes: Sequence[Node] = ()) -> CareerGraph:
    return CareerGraph([*part[0], *nodes], [*part[1], *rows])


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=networks(), data=st.data())
def test_the_order_of_rows_is_nothing_and_bounds_hold(
    tiny: Part, drawn: tuple[list[tuple[int, int, int]], list[tuple[int, int]]], data: st.DataObject
) -> None:
    rows = related(tiny, *drawn[0]) + covers(tiny, *drawn[1])
    graph, shuffled = graph_of(tiny, rows), graph_of(tiny, data.draw(st.permutations(rows)))
    found = communities(graph)
    assert communities(shuffled) == found
    assert bridges(shuffled) == bridges(graph)
    assert -0.5 <= found.modularity <= 1
    assert 0 <= found.match <= 1
    assert 0 <= found.match_by_chance <= 1
    listed = {OCCUPATIONS[end] for a, b, _ in drawn[0] for end in (a, b)}
    assert sorted(o.id for c in found.communities for o in c.occupations) == sorted(listed)
    assert all(0 <= c.stability <= 1 for c in found.communities)
    for bridge in bridges(graph):
        assert 0 <= bridge.participation < 1
        assert (bridge.participation > 0) == (len(bridge.reached) + (bridge.at_home > 0) > 1)


@given(prepared=pairs(3, 6), rows=st.lists(st.tuples(*map(st.integers, (0, 0, 0), (2, 5, 2))), unique=True))
def test_similarity_of_programs_is_symmetric_and_bounded(
    tiny: Part, prepared: list[tuple[int, int]], rows: list[tuple[int, int, int]]
) -> None:
    source = tiny[1][0].source
    prepares = [PreparesFor(start=PROGRAMS[p], end=OCCUPATIONS[o], source=source) for p, o in prepared]
    nodes, links = aligned(tiny, *rows)
    graph = graph_of(tiny, [*prepares, *links], nodes)
    scores = {(p, one.program.id): one for p in PROGRAMS for one in similar_programs(graph, p)}
    shuffled = graph_of(tiny, [*reversed(links), *reversed(prepares)], nodes[::-1])
    for one, other in combinations(PROGRAMS, 2):
        assert ((one, other) in scores) == ((other, one) in scores)
    for (asked, near), found in scores.items():
        assert replace(scores[near, asked], program=found.program) == found
        assert 0 < found.score <= 1
        assert found.shared_occupations
        assert found in similar_programs(shuffled, asked)


def test_two_groups_that_hardly_touch_are_two_communities(tiny: Part) -> None:
    rows = related(tiny, (0, 1, 1), (1, 2, 1), (2, 0, 1), (3, 4, 1), (4, 5, 1), (5, 3, 1), (2, 3, 20))
    places = covers(tiny, (0, 0), (0, 1), (0, 2), (1, 3), (1, 4), (1, 5))
    found = communities(graph_of(tiny, rows + places))
    groups = [{o.id for o in c.occupations} for c in found.communities]
    assert sorted(map(sorted, groups)) == sorted([sorted(OCCUPATIONS[:3]), sorted(OCCUPATIONS[3:])])
    assert (found.match, {c.stability for c in found.communities}) == (1.0, {1.0})
    assert [[(t.share, t.lift) for t in c.clusters] for c in found.communities] == [[(1.0, 2.0)]] * 2


def test_without_related_occupations_there_is_no_community_and_no_bridge(tiny: Part) -> None:
    assert communities(graph_of(tiny, [])) == Communities((), 0.0, 0.0, 0.0)
    assert bridges(graph_of(tiny, [])) == ()


def test_an_occupation_in_several_clusters_is_no_bridge_for_that_alone(tiny: Part) -> None:
    rows = related(tiny, (0, 1, 1), (0, 3, 1))
    places = covers(tiny, (0, 0), (1, 0), (0, 1), (1, 3))
    [first] = [b for b in bridges(graph_of(tiny, rows + places)) if b.occupation.id == OCCUPATIONS[0]]
    assert (first.participation, first.at_home, len(first.clusters)) == (0.0, 1.0, 2)
    apart = covers(tiny, (2, 0), (0, 1), (1, 3))
    [first] = [b for b in bridges(graph_of(tiny, rows + apart)) if b.occupation.id == OCCUPATIONS[0]]
    assert (first.participation, first.at_home, [s for _, s in first.reached]) == (0.5, 0.0, [0.5, 0.5])


def test_a_shared_sub_cluster_alone_makes_no_programs_similar(tiny: Part) -> None:
    nodes, links = aligned(tiny, (0, 0, 0), (0, 0, 1))
    assert similar_programs(graph_of(tiny, links, nodes), PROGRAMS[0]) == ()
    source = tiny[1][0].source
    prepares = [PreparesFor(start=p, end=OCCUPATIONS[0], source=source) for p in PROGRAMS[:2]]
    [near] = similar_programs(graph_of(tiny, [*links, *prepares], nodes), PROGRAMS[0])
    assert isinstance(near.program, InstructionalProgram)
    assert (near.program.id, near.score, near.shared_sub_clusters) == (PROGRAMS[1], 1.0, (SUB_CLUSTERS[0],))


def test_rows_of_postsecondary_teachers_put_no_program_into_a_sub_cluster(tiny: Part) -> None:
    nodes, links = aligned(tiny, (0, 5, 0), (0, 5, 1))
    source = tiny[1][0].source
    prepares = [PreparesFor(start=p, end=TEACHER, source=source) for p in PROGRAMS[:2]]
    [near] = similar_programs(graph_of(tiny, [*links, *prepares], nodes), PROGRAMS[0])
    assert (near.occupations, near.sub_clusters, near.score) == (1.0, 0.0, 0.5)
