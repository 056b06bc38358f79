from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import nodes as n
from ontology import relationships as r
from ontology.graph import CareerGraph
from ontology.integrity import (
    BrokenHierarchy,
    DanglingEnd,
    DuplicateId,
    DuplicateRelationship,
    ForbiddenRelation,
    IntegrityError,
    NotASource,
    OrphanSubCluster,
    WrongCode,
    WrongCount,
    check_counts,
)
from ontology.records import Record

SOURCE = n.Source(
    id="source/report",
    title="Report",
    publisher="Advance CTE",
    rights="All rights reserved",
    url="https://example.org/",
    release="2024",
    citation="Report. 2024.",
)
FRAMEWORK = n.Framework(id="framework/2024", title="Framework", issued="2024-10")
CLUSTER = n.CareerCluster(id="cluster/a", title="A", caption="About A", cross_cutting=False)
OTHER = n.CareerCluster(id="cluster/b", title="B", caption="About B", cross_cutting=True)
SUB_CLUSTER = n.SubCluster(id="sub-cluster/s", title="S")
IN_CLUSTER = r.HasSubCluster(start=CLUSTER.id, end=SUB_CLUSTER.id, source=SOURCE.id)
MAJOR = n.MajorGroup(id="soc/2018/15-0000", title="Computer", code="15-0000")
MINOR = n.MinorGroup(id="soc/2018/15-1200", title="Computer", code="15-1200")
BROAD = n.BroadOccupation(id="soc/2018/15-1250", title="Software", code="15-1250")
MINOR_UP = r.Broader(start=MINOR.id, end=MAJOR.id, source=SOURCE.id)
BROAD_UP = r.Broader(start=BROAD.id, end=MINOR.id, source=SOURCE.id)
SPARE = n.Skill(id="skill/python", title="Python")

NODES = (SOURCE, FRAMEWORK, CLUSTER, OTHER, SUB_CLUSTER, MAJOR, MINOR, BROAD, SPARE)
RELATIONSHIPS = (
    IN_CLUSTER,
    MINOR_UP,
    BROAD_UP,
    r.HasCluster(start=FRAMEWORK.id, end=CLUSTER.id, source=SOURCE.id),
    r.HasCluster(start=FRAMEWORK.id, end=OTHER.id, source=SOURCE.id),
    r.CrossCuts(start=OTHER.id, end=CLUSTER.id, source=SOURCE.id),
    r.CoversOccupation(start=SUB_CLUSTER.id, end=BROAD.id, source=SOURCE.id, locator="file|sheet|2"),
    r.CoversOccupation(start=SUB_CLUSTER.id, end=BROAD.id, source=SOURCE.id, locator="file|sheet|3"),
)


def test_the_small_graph_is_valid_and_parallel_statements_may_stand_in_it() -> None:
    graph = CareerGraph(NODES, RELATIONSHIPS)
    assert graph.type_counts()["COVERS_OCCUPATION"] == 2
    assert graph.label_counts()["Occupation"] == 3


def test_an_empty_graph_is_valid() -> None:
    assert CareerGraph((), ()).label_counts() == {}


def test_two_nodes_with_one_id_are_refused() -> None:
    twin = dataclasses.replace(SPARE, title="Snake")
    with pytest.raises(DuplicateId, match="two nodes have the id skill/python") as caught:
        CareerGraph([SPARE, twin], [])
    assert (caught.value.first, caught.value.second) == (SPARE, twin)


def test_a_statement_that_stands_twice_to_the_letter_is_refused() -> None:
    with pytest.raises(DuplicateRelationship, match="stated twice: HasSubCluster") as caught:
        CareerGraph([SOURCE, CLUSTER, SUB_CLUSTER], [IN_CLUSTER, dataclasses.replace(IN_CLUSTER)])
    assert caught.value.relationship == IN_CLUSTER


@pytest.mark.parametrize("missing", [CLUSTER, SUB_CLUSTER, SOURCE])
def test_a_relationship_to_or_from_nowhere_is_refused(missing: n.Node) -> None:
    with pytest.raises(DanglingEnd, match=f"there is no node '{missing.id}', which is named by") as caught:
        CareerGraph({SOURCE, CLUSTER, SUB_CLUSTER} - {missing}, [IN_CLUSTER])
    assert (caught.value.relationship, caught.value.missing) == (IN_CLUSTER, missing.id)


def test_a_relationship_between_kinds_that_its_type_does_not_join_is_refused() -> None:
    backwards = r.HasCluster(start=CLUSTER.id, end=FRAMEWORK.id, source=SOURCE.id)
    with pytest.raises(ForbiddenRelation) as caught:
        CareerGraph([SOURCE, CLUSTER, FRAMEWORK], [backwards])
    assert str(caught.value) == (
        "HAS_CLUSTER may join Framework to CareerCluster or LegacyCluster, "
        "not CareerCluster cluster/a to Framework framework/2024"
    )
    found = caught.value
    assert (found.relationship, found.start, found.end) == (backwards, CLUSTER, FRAMEWORK)


def test_a_statement_of_something_that_is_no_source_is_refused() -> None:
    stated = r.HasCluster(start=FRAMEWORK.id, end=CLUSTER.id, source=FRAMEWORK.id)
    with pytest.raises(NotASource) as caught:
        CareerGraph([FRAMEWORK, CLUSTER], [stated])
    assert str(caught.value) == f"Framework framework/2024 is not a Source, but it is named as one by {stated!r}"
    assert (caught.value.relationship, caught.value.named) == (stated, FRAMEWORK)


def test_a_code_without_the_code_above_it_is_refused() -> None:
    with pytest.raises(BrokenHierarchy) as caught:
        CareerGraph([MINOR], [])
    assert str(caught.value) == "soc/2018/15-1200 should stand under soc/2018/15-0000; it stands under nothing"
    assert (caught.value.node_id, caught.value.expected, caught.value.found) == (MINOR.id, MAJOR.id, ())


def test_a_code_under_another_code_than_its_own_is_refused() -> None:
    skipping = r.Broader(start=BROAD.id, end=MAJOR.id, source=SOURCE.id)
    with pytest.raises(BrokenHierarchy, match="should stand under soc/2018/15-1200") as caught:
        CareerGraph([SOURCE, MAJOR, MINOR, BROAD], [MINOR_UP, skipping])
    assert caught.value.found == (MAJOR.id,)


def test_a_code_under_two_codes_is_refused() -> None:
    second = r.Broader(start=BROAD.id, end=MAJOR.id, source=SOURCE.id)
    with pytest.raises(BrokenHierarchy) as caught:
        CareerGraph([SOURCE, MAJOR, MINOR, BROAD], [MINOR_UP, BROAD_UP, second])
    assert caught.value.found == (MAJOR.id, MINOR.id)


def test_a_top_code_under_another_code_is_refused() -> None:
    loop = r.Broader(start=MAJOR.id, end=MAJOR.id, source=SOURCE.id)
    with pytest.raises(BrokenHierarchy, match="should stand under nothing; it stands under soc/2018/15-0000"):
        CareerGraph([SOURCE, MAJOR], [loop])


def test_a_code_of_another_level_than_its_shape_says_is_refused() -> None:
    with pytest.raises(BrokenHierarchy) as caught:
        CareerGraph([n.Subsector(id="naics/2022/11", title="Farming", code="11")], [])
    assert caught.value.node_id == "naics/2022/11"


def test_an_id_that_does_not_end_in_its_code_is_refused() -> None:
    with pytest.raises(WrongCode, match="its id should end in it"):
        CareerGraph([n.Sector(id="naics/2022/11", title="Agriculture", code="21")], [])


def test_a_text_that_is_no_code_is_refused() -> None:
    with pytest.raises(WrongCode, match="naics/2022/31 has the code '31': '31' is not a NAICS code"):
        CareerGraph([n.Sector(id="naics/2022/31", title="Manufacturing", code="31")], [])


def test_a_combined_occupation_stands_under_nothing() -> None:
    combined = n.CombinedOccupation(id="bls-combined/21-1018", title="Counselors", code="21-1018")
    CareerGraph([combined], [])
    with pytest.raises(BrokenHierarchy):
        CareerGraph([SOURCE, combined, MAJOR], [r.Broader(start=combined.id, end=MAJOR.id, source=SOURCE.id)])


def test_a_sub_cluster_in_no_cluster_is_refused() -> None:
    with pytest.raises(OrphanSubCluster) as caught:
        CareerGraph([SUB_CLUSTER], [])
    assert str(caught.value) == "sub-cluster/s should stand in one cluster; it stands in none"
    assert (caught.value.node_id, caught.value.clusters) == (SUB_CLUSTER.id, ())


def test_a_sub_cluster_in_two_clusters_is_refused() -> None:
    second = r.HasSubCluster(start=OTHER.id, end=SUB_CLUSTER.id, source=SOURCE.id)
    with pytest.raises(OrphanSubCluster, match="it stands in cluster/a, cluster/b") as caught:
        CareerGraph([SOURCE, CLUSTER, OTHER, SUB_CLUSTER], [IN_CLUSTER, second])
    assert caught.value.clusters == (CLUSTER.id, OTHER.id)


@pytest.mark.parametrize("found", [{"Sector": 19}, {"Sector": 21}, {}])
def test_a_count_that_is_not_the_sources_is_refused(found: dict[str, int]) -> None:
    with pytest.raises(WrongCount, match="Sector: expected 20, found") as caught:
        check_counts(found, {"Sector": 20})
    wrong = caught.value
    assert (wrong.kind, wrong.expected, wrong.found) == ("Sector", 20, found.get("Sector", 0))


def test_the_graph_takes_nothing_but_records() -> None:
    with pytest.raises(TypeError, match="neither a node nor a relationship"):
        CareerGraph.from_records([Record()])


@given(st.sampled_from(NODES))
def test_a_graph_may_lose_a_node_only_where_nothing_names_it(lost: n.Node) -> None:
    left = [node for node in NODES if node is not lost]
    if lost is SPARE:
        CareerGraph(left, RELATIONSHIPS)
    else:
        with pytest.raises(DanglingEnd) as caught:
            CareerGraph(left, RELATIONSHIPS)
        assert caught.value.missing == lost.id


@given(st.sampled_from(RELATIONSHIPS))
def test_a_graph_may_lose_a_relationship_that_no_rule_asks_for(lost: r.Relationship) -> None:
    left = [relationship for relationship in RELATIONSHIPS if relationship is not lost]
    if isinstance(lost, r.HasSubCluster):
        with pytest.raises(OrphanSubCluster):
            CareerGraph(NODES, left)
    elif isinstance(lost, r.Broader):
        with pytest.raises(BrokenHierarchy):
            CareerGraph(NODES, left)
    else:
        assert len(CareerGraph(NODES, left).relationships) == len(RELATIONSHIPS) - 1


@given(
    st.sampled_from(NODES),
    st.sampled_from(NODES),
    st.sampled_from([r.HasCluster, r.CrossCuts, r.CoversOccupation]),
)
def test_a_further_relationship_is_taken_just_where_its_kinds_allow_it(
    start: n.Node, end: n.Node, relation: type[r.Relationship]
) -> None:
    further = relation(start=start.id, end=end.id, source=SOURCE.id, note="one more")
    if isinstance(start, relation.START) and isinstance(end, relation.END):
        assert further in CareerGraph(NODES, [*RELATIONSHIPS, further]).relationships
    else:
        with pytest.raises(ForbiddenRelation):
            CareerGraph(NODES, [*RELATIONSHIPS, further])


@given(st.permutations(NODES), st.permutations(RELATIONSHIPS))
def test_the_order_of_the_records_does_not_matter(
    nodes: list[n.Node], relationships: list[r.Relationship]
) -> None:
    graph, again = CareerGraph(NODES, RELATIONSHIPS), CareerGraph.from_records([*relationships, *nodes])
    assert again == graph
    assert again.content_hash() == graph.content_hash()
    assert again.relationships == graph.relationships


@given(st.sampled_from(NODES))
def test_a_changed_value_changes_the_content_hash(node: n.Node) -> None:
    changed = [dataclasses.replace(other, note="changed") if other is node else other for other in NODES]
    graph, other_graph = CareerGraph(NODES, RELATIONSHIPS), CareerGraph(changed, RELATIONSHIPS)
    assert other_graph != graph
    assert other_graph.content_hash() != graph.content_hash()


@given(st.sampled_from(RELATIONSHIPS))
def test_a_changed_statement_changes_the_content_hash(stated: r.Relationship) -> None:
    changed = [dataclasses.replace(other, note="changed") if other is stated else other for other in RELATIONSHIPS]
    graph, other_graph = CareerGraph(NODES, RELATIONSHIPS), CareerGraph(NODES, changed)
    assert other_graph != graph
    assert other_graph.content_hash() != graph.content_hash()


def test_every_rule_is_an_integrity_error() -> None:
    rules = (
        BrokenHierarchy,
        DanglingEnd,
        DuplicateId,
        DuplicateRelationship,
        ForbiddenRelation,
        NotASource,
        OrphanSubCluster,
        WrongCount,
    )
    assert all(issubclass(rule, IntegrityError) for rule in rules)
