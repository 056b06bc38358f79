"""One thing with all its relations, compared with the facts it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from loaders.pipeline import Loaded
from ontology.graph import CareerGraph
from queries.arcadedb_store import ArcadeDBStore
from queries.search import SearchIndex, build_index, entries
from queries.show import NothingFound, SeveralFound, Thing, resolve, show

OCCUPATION, PROGRAM, SUB_CLUSTER, UNMANNED = (
    "soc/2018/15-1252",
    "cip/2020/11.0701",
    "framework/2024/sub-cluster/web-cloud",
    "framework/2024/sub-cluster/unmanned-vehicle-technology",
)
SHOWN = {OCCUPATION, PROGRAM, SUB_CLUSTER, UNMANNED, "naics/2022/11", "cip/2020/11", "source/soc-2018"}


def around(graph: CareerGraph, seeds: set[str]) -> CareerGraph:
    """The seeds with all their relationships, their alignments with theirs, and what is above any of them."""
    rows = {r.start for r in graph.relationships if r.end in seeds and graph.nodes[r.start].kind == "Alignment"}
    kept = seeds & set(graph.nodes) | rows
    kept |= {end for r in graph.relationships if {r.start, r.end} & kept for end in (r.start, r.end)}
    above = {r.start: r.end for r in graph.relationships if r.type == "BROADER"}
    above |= {r.end: r.start for r in graph.relationships if r.type == "HAS_SUB_CLUSTER"}
    higher = kept
    while higher:
        higher = {above[node] for node in higher if node in above} - kept
        kept |= higher
    kept |= {node.id for node in graph.nodes.values() if node.kind == "Source"}
    ties = [r for r in graph.relationships if r.start in kept and r.end in kept]
    return CareerGraph([graph.nodes[node] for node in kept], ties)


@pytest.fixture(scope="module")
def part(graph: CareerGraph) -> CareerGraph:
    return around(graph, SHOWN)


@pytest.fixture(scope="module")
def store(part: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArcadeDBStore]:
    folder = tmp_path_factory.mktemp("show") / "store"
    ArcadeDBStore.create(folder, part)
    with ArcadeDBStore.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def index(graph: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    path = tmp_path_factory.mktemp("index") / "search"
    build_index(path, entries(graph))
    with SearchIndex.open(path) as opened:
        yield opened


def aligned(thing: Thing) -> set[tuple[str, str, str | None, str]]:
    return {
        (row.sub_cluster.id, row.occupation.id, row.program.id if row.program else None, row.locator)
        for row in thing.alignments
    }


def stated(loaded: Loaded, column: str, value: str) -> set[tuple[str, str, str | None, str]]:
    """The crosswalk rows of the facts with this value, in the same form."""
    return {
        (
            f"framework/2024/sub-cluster/{fact['sub_cluster']}",
            f"soc/2018/{fact['soc']}",
            f"cip/2020/{fact['cip']}" if fact["cip"] else None,
            f"Full_Framework_Crosswalk.xlsx|SOC - CIP - CC|{fact['row']}",
        )
        for fact in loaded.facts["crosswalk"]["alignments"]
        if fact[column] == value
    }


@pytest.mark.parametrize(
    ("shown", "column", "value"),
    [
        (OCCUPATION, "soc", "15-1252"),
        (PROGRAM, "cip", "11.0701"),
        (SUB_CLUSTER, "sub_cluster", "web-cloud"),
    ],
)
def test_the_crosswalk_rows_of_a_thing_are_those_of_the_workbook(
    store: ArcadeDBStore, shipped: Loaded, shown: str, column: str, value: str
) -> None:
    rows = stated(shipped, column, value)
    thing = show(store, shown)
    assert aligned(thing) == rows
    assert len(thing.alignments) == len(rows) > 1


@pytest.mark.parametrize("shown", sorted(SHOWN - {"source/soc-2018"}))
def test_all_relationships_of_a_thing_are_shown_with_their_source(
    store: ArcadeDBStore, part: CareerGraph, shown: str
) -> None:
    expected = sorted(
        (r.type, r.start, r.end)
        for r in part.relationships
        if shown in (r.start, r.end) and part.nodes[r.start].kind != "Alignment"
    )
    thing = show(store, shown)
    ties = [related.relationship for group in thing.groups for related in group.related]
    assert sorted((tie.type, tie.start, tie.end) for tie in ties) == expected
    assert all(str(tie.properties["source"]) in part.nodes for tie in ties)
    for group in thing.groups:
        for related in group.related:
            ends = (related.relationship.start, related.relationship.end)
            assert ends == ((shown, related.node.id) if group.outgoing else (related.node.id, shown))


def test_unmanned_vehicle_technology_is_there_with_a_note_and_no_rows(store: ArcadeDBStore) -> None:
    thing = show(store, UNMANNED)
    assert thing.alignments == ()
    assert "No row of the published workbooks" in str(thing.node.properties["note"])
    assert "APPLIED_IN" in {group.type for group in thing.groups}


@pytest.mark.parametrize("shown", sorted(SHOWN))
def test_a_thing_is_plain_json(store: ArcadeDBStore, part: CareerGraph, shown: str) -> None:
    if shown not in part.nodes:
        pytest.fail(f"{shown} is not in the graph")
    thing = show(store, shown)
    plain = json.loads(json.dumps(thing.to_plain()))
    assert plain["node"]["id"] == shown
    assert len(plain["relationships"]) == sum(len(group.related) for group in thing.groups)
    assert len(plain["alignments"]) == len(thing.alignments)


def test_an_alignment_can_be_shown_itself(store: ArcadeDBStore, part: CareerGraph) -> None:
    alignment = next(node for node in part.nodes.values() if node.kind == "Alignment")
    thing = show(store, alignment.id)
    assert {group.type for group in thing.groups} >= {"IN_SUB_CLUSTER", "OF_OCCUPATION"}


def test_an_unknown_id_is_named(store: ArcadeDBStore) -> None:
    with pytest.raises(NothingFound, match="soc/2018/99-9999"):
        show(store, "soc/2018/99-9999")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (OCCUPATION, OCCUPATION),
        ("15-1252", OCCUPATION),
        (" 15-1252 ", OCCUPATION),
        ("11.0701", PROGRAM),
        ("Web & Cloud", SUB_CLUSTER),
        ("Software developers", OCCUPATION),
    ],
)
def test_an_id_a_code_or_a_title_names_one_thing(index: SearchIndex, asked: str, meant: str) -> None:
    assert resolve(asked, index) == meant


def test_a_code_of_two_systems_names_both(index: SearchIndex) -> None:
    with pytest.raises(SeveralFound) as caught:
        resolve("11", index)
    assert {hit.id for hit in caught.value.hits} == {"naics/2022/11", "cip/2020/11"}


def test_near_misses_of_an_unknown_name_are_named(index: SearchIndex) -> None:
    with pytest.raises(NothingFound) as caught:
        resolve("15-1259", index)
    assert OCCUPATION in [hit.id for hit in caught.value.near]
    assert OCCUPATION in str(caught.value)


def test_the_id_of_every_node_names_it(index: SearchIndex, part: CareerGraph) -> None:
    missing = [
        node for node in part.nodes if part.nodes[node].kind != "Alignment" and resolve(node, index) != node
    ]
    assert missing == []
