"""Routes between two things: against brute force on small graphs, and on the shipped graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alignments.provenance import OWN, derived
from ontology import identifiers
from ontology.derived import Derived, LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, LegacyCluster, LegacyPathway, Skill, Source, SubCluster
from ontology.records import Record
from ontology.relationships import HasPathway, HasSubCluster, SeeksSkill, SucceededBy
from queries.routes import MOST_HOPS, MOST_ROUTES, Routes, carries_evidence
from queries.statements import Chain, Statements

SOURCE = Source(
    id="source/test", title="Test", publisher="Test", rights="none", url="none", release="1", citation="Test"
)
PATHWAY, SUB_CLUSTER = identifiers.pathway("p"), identifiers.sub_cluster("s")
TO_JUDICIAL = (identifiers.pathway("legal-services"), identifiers.sub_cluster("judicial-systems"))


def cluster(name: str) -> CareerCluster:
    return CareerCluster(id=identifiers.cluster(name), title=name, caption="caption", cross_cutting=False)


def seeks(one: str, skill: str, locator: str | None = "file|sheet|1") -> SeeksSkill:
    ends = {"start": identifiers.cluster(one), "end": identifiers.skill(skill)}
    return SeeksSkill(**ends, source=SOURCE.id, locator=locator, position=1, printed=skill, kind="software")


def sought(skills: Mapping[str, Iterable[str]]) -> CareerGraph:
    """Skills and the clusters that seek them."""
    clusters = {name for names in skills.values() for name in names}
    nodes = [SOURCE, *map(cluster, clusters), *(Skill(id=identifiers.skill(s), title=s) for s in skills)]
    return CareerGraph(nodes, [seeks(name, skill) for skill, names in skills.items() for name in names])


def routes(graph: CareerGraph, a: str, b: str) -> tuple[Chain, ...]:
    return Routes(Statements(graph)).between(a, b)


def stops(chain: Chain) -> list[str]:
    return [node.id for node in chain.nodes]


@pytest.fixture(scope="module")
def shipped_routes(graph: CareerGraph) -> Routes:
    return Routes(Statements(graph))


def test_a_route_goes_over_what_few_share_and_not_over_a_hub() -> None:
    everybody = [f"c{i}" for i in range(14)]
    found = routes(
        sought({"common": everybody, "rare": ["c3", "c7"]}), identifiers.cluster("c3"), identifiers.cluster("c7")
    )
    assert [stops(route)[1] for route in found] == [identifiers.skill("rare"), identifiers.skill("common")]


def test_routes_over_alike_things_go_by_id() -> None:
    found = routes(
        sought({"b": ["x", "y"], "a": ["x", "y"], "d": ["x", "y"], "c": ["x", "y"]}),
        identifiers.cluster("y"),
        identifiers.cluster("x"),
    )
    assert [stops(route)[1] for route in found] == [identifiers.skill(name) for name in "abc"]


def test_a_route_of_more_than_five_hops_is_none() -> None:
    line = {f"s{i}": [f"c{i}", f"c{i + 1}"] for i in range(4)}
    start = identifiers.cluster("c0")
    assert len(routes(sought(line), start, identifiers.skill("s2"))[0].statements) == MOST_HOPS
    assert routes(sought(line), start, identifiers.cluster("c3")) == ()


def test_a_statement_without_evidence_is_no_way() -> None:
    nodes = [SOURCE, cluster("x"), cluster("y"), Skill(id=identifiers.skill("s"), title="s")]
    graph = CareerGraph(nodes, [seeks("x", "s"), seeks("y", "s", locator=None)])
    assert routes(graph, identifiers.cluster("x"), identifiers.cluster("y")) == ()


def succession(*likely: Record) -> CareerGraph:
    """A pathway and a sub-cluster, joined by what the report says of their clusters, and by what is given."""
    old, new = identifiers.legacy_cluster("l"), identifiers.cluster("c")
    said = {"source": SOURCE.id, "locator": "report|section|"}
    return CareerGraph.from_records(
        [
            *(SOURCE, OWN, cluster("c"), LegacyCluster(id=old, title="l"), LegacyPathway(id=PATHWAY, title="p")),
            SubCluster(id=SUB_CLUSTER, title="s"),
            HasPathway(start=old, end=PATHWAY, **said),
            HasSubCluster(start=new, end=SUB_CLUSTER, **said),
            SucceededBy(start=old, end=new, change="combined", **said),
            *likely,
        ]
    )


def likely(*, asserted: bool, evidence: tuple[str, ...] = (PATHWAY,)) -> LikelySucceededBy:
    common = derived("test", confidence=0.9, asserted=asserted, evidence=evidence, sources=[SOURCE.id])
    return LikelySucceededBy(
        start=PATHWAY, end=SUB_CLUSTER, shared_occupations=1, share_of_occupations=1.0, **common
    )


def test_a_derived_link_is_a_way_beside_the_published_one() -> None:
    found = routes(succession(likely(asserted=True)), PATHWAY, SUB_CLUSTER)
    assert [route.derived for route in found] == [True, False]
    assert [len(route.statements) for route in found] == [1, 3]


@pytest.mark.parametrize("link", [likely(asserted=False), likely(asserted=True, evidence=())])
def test_what_is_not_asserted_or_rests_on_nothing_is_no_way(link: LikelySucceededBy) -> None:
    assert [route.derived for route in routes(succession(link), PATHWAY, SUB_CLUSTER)] == [False]


def test_of_two_ways_alike_the_published_one_comes_first() -> None:
    said = SucceededBy(start=PATHWAY, end=SUB_CLUSTER, source=SOURCE.id, locator="report|section|", change="moved")
    found = routes(succession(likely(asserted=True), said), PATHWAY, SUB_CLUSTER)
    assert [step for step, _ in found[0].steps] == ["SUCCEEDED_BY"]


def price(graph: CareerGraph, ids: Iterable[str]) -> int:
    """What a route over SEEKS_SKILL costs, by the rule of queries.routes."""
    degree = {node: sum(node in (r.start, r.end) for r in graph.relationships) for node in graph.nodes}
    return sum(round(100 * (1 + math.log10(degree[a] * degree[b]))) for a, b in pairwise(ids))


wanted = st.sets(st.sampled_from("abcdef"), min_size=1)


@given(st.dictionaries(st.sampled_from("stuvwxyz"), wanted, min_size=2), st.data())
def test_the_first_route_is_as_cheap_as_any_and_all_keep_the_rules(
    skills: dict[str, set[str]], data: st.DataObject
) -> None:
    graph = sought(skills)
    things = [node for node in sorted(graph.nodes) if node != SOURCE.id]
    a, b = data.draw(st.sampled_from(things)), data.draw(st.sampled_from(things))
    assume(a != b)
    network = nx.Graph([(r.start, r.end) for r in graph.relationships])
    every = [price(graph, path) for path in nx.all_simple_paths(network, a, b, cutoff=MOST_HOPS)]
    found = routes(graph, a, b)
    assert [price(graph, stops(route)) for route in found[:1]] == sorted(every)[:1]
    assert len(found) <= min(MOST_ROUTES, len(every))
    keeps_the_rules(found, a, b)
    assert routes(graph, b, a) == tuple(Chain(route.nodes[::-1], route.statements[::-1]) for route in found)


def keeps_the_rules(found: Iterable[Chain], a: str, b: str) -> None:
    """From a to b in at most five hops that carry evidence, nothing twice on the way or on two ways."""
    between: list[str] = []
    for route in found:
        assert (stops(route)[0], stops(route)[-1]) == (a, b)
        assert 1 <= len(route.statements) == len(route.nodes) - 1 <= MOST_HOPS
        for statement, ends in zip(route.statements, pairwise(stops(route)), strict=True):
            assert {statement.start.id, statement.end.id} == set(ends)
            assert carries_evidence(statement.relationship)
        between += stops(route)[1:-1]
    assert len(between) == len(set(between))


def test_a_pathway_meets_its_successor_in_an_occupation(shipped_routes: Routes) -> None:
    first = shipped_routes.between(*TO_JUDICIAL)[0]
    assert first.steps == (("INCLUDED_OCCUPATION", True), ("COVERS_OCCUPATION", False))
    assert [statement.relationship.locator is not None for statement in first.statements] == [True, True]


PAIRS = [
    TO_JUDICIAL,
    ("soc/2018/15-1252", "cip/2020/11.0701"),
    ("skill/python", "naics/2022/541"),
    ("framework/2002/pathway/construction", "soc/2018/29-1141"),
    ("workplace/self-employed-entrepreneur", "cip/2020/60.0602"),
    ("framework/2024/cluster/agriculture", "framework/2024/cluster/digital-technology"),
    ("soc/2018/21-1011", "framework/2024/cluster/healthcare-human-services"),
    ("soc/2018/11-1021", "soc/2018/29-1141"),
    ("naics/2022/111", "naics/2022/113"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_routes_of_the_shipped_graph_keep_the_rules(shipped_routes: Routes, a: str, b: str) -> None:
    found = shipped_routes.between(a, b)
    keeps_the_rules(found, a, b)
    assert [stops(r)[::-1] for r in shipped_routes.between(b, a)] == [stops(r) for r in found]
    assert not any(isinstance(s.relationship, Derived) for route in found for s in route.statements)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_what_joins_nearly_all_to_all_is_no_shortcut(shipped_routes: Routes, a: str, b: str) -> None:
    for route in shipped_routes.between(a, b):
        kinds = [kind for kind, _ in route.steps]
        assert not {"CROSS_CUTS", "APPLIED_IN", "HAS_CLUSTER", "EMPLOYED_IN_GROUP"} & set(kinds)
        assert not {"EMPLOYED_IN", "RELATED_TO"} & set(kinds[1:-1])
        assert len(kinds) != 2 or not set(kinds) <= {"EMPLOYED_IN", "RELATED_TO"}
        assert (("BROADER", True), ("BROADER", False)) not in pairwise(route.steps)
        assert not {"Framework", "Source", "Finding", "Alignment"} & {node.kind for node in route.nodes}


def test_two_codes_of_one_sector_are_not_linked_by_that(shipped_routes: Routes) -> None:
    assert shipped_routes.between("naics/2022/111", "naics/2022/112") == ()
