"""Loading into Neo4j: all or nothing, twice the same, never over what someone else wrote."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from neo4j import Driver

from queries.neo4j_address import Neo4jAddress
from queries.neo4j_errors import BuildReplaced, ForeignData, LoadRefused, LoadUnfinished, NoBuildThere
from queries.neo4j_load import Changes, load
from queries.neo4j_store import Neo4jStore
from queries.store import LoadableGraph, StoreError
from tests.queries.conftest import FakeGraph, FakeNode, flawed_graphs

__all__ = ["flawed_graphs"]


@dataclass(frozen=True)
class NextGraph(FakeGraph):
    """Another graph than the small one, of other skills."""

    def content_hash(self) -> str:
        return "the-next-build"


@pytest.fixture(scope="module")
def next_graph(small_graph: FakeGraph) -> NextGraph:
    kept = {node.id: node for node in small_graph.nodes.values() if node.id != "skill/python"}
    new = [FakeNode(f"skill/{i}", ("Skill",), {}) for i in range(300)]
    return NextGraph({**kept, **{node.id: node for node in new}}, small_graph.relationships[:4])


@pytest.fixture
def loaded(empty: Neo4jAddress, small_graph: FakeGraph) -> Neo4jAddress:
    """A database that holds the small graph."""
    load(empty, small_graph)
    return empty


def contents(driver: Driver) -> tuple[int, int, int, int]:
    """Nodes, relationships, properties of both; the seal is one node of three properties."""
    nodes = "MATCH (n) RETURN count(n), sum(size(keys(n)))"
    relationships = "MATCH ()-[r]->() RETURN count(r), sum(size(keys(r)))"
    (count, properties), (edges, more) = (driver.execute_query(q).records[0] for q in (nodes, relationships))
    return count, edges, properties, more


def test_what_is_loaded_and_told(empty: Neo4jAddress, small_graph: FakeGraph, driver: Driver) -> None:
    told: list[tuple[str, int, int]] = []
    changes = load(empty, small_graph, lambda *step: told.append(step))
    assert (changes.nodes_created, changes.relationships_created) == (51, 6)
    assert (changes.nodes_deleted, changes.relationships_deleted) == (0, 0)
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["indexes", "nodes", "relationships", "switch"]
    assert {("nodes", 51, 51), ("relationships", 6, 6), ("switch", 1, 1)} <= set(told)
    assert contents(driver)[:2] == (52, 6)
    with Neo4jStore.open(empty) as store:
        assert store.content_hash == small_graph.content_hash()


def test_a_second_load_changes_nothing(loaded: Neo4jAddress, small_graph: FakeGraph, driver: Driver) -> None:
    before = contents(driver)
    assert load(loaded, small_graph) == Changes()
    assert contents(driver) == before


def test_the_next_build_takes_the_place(loaded: Neo4jAddress, next_graph: NextGraph, driver: Driver) -> None:
    with Neo4jStore.open(loaded) as reader, Neo4jStore.open(loaded) as writer:
        writer.load(next_graph)
        assert writer.query("MATCH (n:Skill) RETURN count(n)", timeout=9, limit=1).rows == [(300,)]
        with pytest.raises(BuildReplaced, match="the-next"):
            reader.query("MATCH (n:Skill) RETURN count(n)", timeout=9, limit=1)
    assert contents(driver)[:2] == (len(next_graph.nodes) + 1, 4)


def test_a_reader_sees_the_old_build_or_the_new_one(
    loaded: Neo4jAddress, small_graph: FakeGraph, next_graph: NextGraph
) -> None:
    over, answers, troubles = threading.Event(), set(), set()

    def read() -> None:
        while not over.is_set():
            try:
                with Neo4jStore.open(loaded) as store:
                    counted = "MATCH (n:Skill) WITH count(n.title) AS n MATCH ()-[r]->() RETURN n, count(r.source)"
                    answers.add((store.content_hash, *store.query(counted, timeout=20, limit=1).rows[0]))
            except StoreError as error:
                troubles.add(type(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for graph in (next_graph, small_graph) * 3:
        load(loaded, graph)
    over.set()
    for reader in readers:
        reader.join()
    assert answers == {(small_graph.content_hash(), 1, 6), (next_graph.content_hash(), 300, 4)}
    assert troubles <= {LoadUnfinished, BuildReplaced}


# What someone else wrote


@pytest.mark.parametrize(
    "act",
    [
        "CREATE (:Note {text: 'mine'})",
        "CREATE (:Skill {id: 'skill/mine', title: 'Mine'})",
        "MATCH (a:Skill), (b:Framework) CREATE (a)-[:MINE]->(b)",
        "MATCH (n:Skill) SET n.note = 'mine'",
        "MATCH (n:Skill) SET n:Mine",
        "MATCH (n:Skill) SET n.id = 'skill/mine'",
        "MATCH (b:CareerGraphBuild), (n:Skill) CREATE (b)-[:MINE]->(n)",
        "MATCH (b:CareerGraphBuild) DELETE b",
    ],
)
def test_what_someone_else_wrote_stays(
    loaded: Neo4jAddress, driver: Driver, small_graph: FakeGraph, next_graph: NextGraph, act: str
) -> None:
    driver.execute_query(act)  # type: ignore[arg-type, unused-ignore]
    before = contents(driver)
    for graph in (small_graph, next_graph):
        with pytest.raises(ForeignData, match="careergraph deletes only what it wrote"):
            load(loaded, graph)
    assert contents(driver) == before


def test_a_database_of_another_program(empty: Neo4jAddress, driver: Driver, small_graph: FakeGraph) -> None:
    driver.execute_query("CREATE (:Note {at: date()})-[:ABOUT]->(:Note)")
    with pytest.raises(ForeignData, match="another program"):
        load(empty, small_graph)
    assert contents(driver) == (2, 1, 1, 0)


# Loads that fail


@pytest.mark.parametrize(("flaw", "why"), [("dangling", "gone"), ("duplicate", "already exists")])
def test_a_failed_load_leaves_what_was(
    loaded: Neo4jAddress,
    driver: Driver,
    small_graph: FakeGraph,
    flawed_graphs: dict[str, LoadableGraph],
    flaw: str,
    why: str,
) -> None:
    before = contents(driver)
    with pytest.raises(LoadRefused, match=why):
        load(loaded, flawed_graphs[flaw])
    assert contents(driver) == before
    with Neo4jStore.open(loaded) as store:
        assert store.content_hash == small_graph.content_hash()


@pytest.mark.parametrize("stage", ["indexes", "nodes", "relationships", "switch"])
def test_an_interrupted_load_leaves_what_was(
    loaded: Neo4jAddress, driver: Driver, small_graph: FakeGraph, next_graph: NextGraph, stage: str
) -> None:
    def interrupt(at: str, _done: int, _total: int) -> None:
        if at == stage:
            raise KeyboardInterrupt

    before = contents(driver)
    with pytest.raises(KeyboardInterrupt):
        load(loaded, next_graph, interrupt)
    assert contents(driver) == before
    with Neo4jStore.open(loaded) as store:
        assert store.content_hash == small_graph.content_hash()


def test_an_interrupted_first_load_leaves_no_build(empty: Neo4jAddress, small_graph: FakeGraph) -> None:
    def interrupt(at: str, _done: int, _total: int) -> None:
        if at == "switch":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(empty, small_graph, interrupt)
    with pytest.raises(NoBuildThere):
        Neo4jStore.open(empty)
    assert load(empty, small_graph).nodes_created == 51


@pytest.fixture
def killed(loaded: Neo4jAddress) -> Neo4jAddress:
    """A database whose next build was about to come when the loading process died."""
    body = """
import os, sys
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from tests.queries.conftest import FakeGraph, FakeNode
graph = FakeGraph({"skill/x": FakeNode("skill/x", ("Skill",), {})}, [])
address = Neo4jAddress(sys.argv[1], password=sys.argv[2])
load(address, graph, lambda at, *_: os._exit(9) if at == "switch" else None)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", body, loaded.url, loaded.password], cwd=root, check=False)
    assert done.returncode == 9
    return loaded


def test_a_killed_load_is_seen_and_mended(killed: Neo4jAddress, driver: Driver, small_graph: FakeGraph) -> None:
    with pytest.raises(LoadUnfinished, match="careergraph load"):
        Neo4jStore.open(killed)
    assert contents(driver)[:2] == (52, 6)
    load(killed, small_graph)
    with Neo4jStore.open(killed) as store:
        assert store.content_hash == small_graph.content_hash()
    assert contents(driver)[:2] == (52, 6)


def test_an_open_store_notices_a_killed_load(loaded: Neo4jAddress, driver: Driver) -> None:
    with Neo4jStore.open(loaded) as store:
        driver.execute_query("MATCH (b:CareerGraphBuild) SET b.switching = true")
        with pytest.raises(LoadUnfinished):
            store.query("RETURN 1", timeout=9, limit=1)


def test_a_wrong_password_loads_nothing(empty: Neo4jAddress, driver: Driver, small_graph: FakeGraph) -> None:
    with pytest.raises(StoreError, match="refuses the login"):
        load(replace(empty, password="wrong"), small_graph)
    assert contents(driver)[0] == 0
