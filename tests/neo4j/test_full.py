"""The shipped graph on Neo4j: loaded over Bolt, and imported from CSV into a server of its own."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from neo4j import Driver

from ontology.graph import CareerGraph
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_csv import MixedProperty, write_csv
from queries.neo4j_load import Changes, load
from queries.neo4j_store import Neo4jStore
from tests.neo4j.server import PASSWORD, admin, free_port, make_home, running
from tests.queries.conftest import FakeGraph, FakeNode

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def changes(address: Neo4jAddress, driver: Driver, run: Run) -> Changes:
    """What `careergraph load` changed in an empty database."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    loaded = run("load", "--to", address.url, "--json")
    assert loaded.returncode == 0, loaded.stderr
    return Changes(**json.loads(loaded.stdout))


@pytest.fixture(scope="module")
def store(address: Neo4jAddress, changes: Changes) -> Iterator[Neo4jStore]:
    assert changes.nodes_created
    with Neo4jStore.open(address) as found:
        yield found


@pytest.fixture(scope="module")
def imported(exported: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAddress]:
    """A server that has imported the CSV files by the line that the export tells first."""
    told, folder = exported
    program, *arguments = shlex.split(told.splitlines()[0])
    assert program == "neo4j-admin"
    port = free_port()
    home = make_home(tmp_path_factory.mktemp("import") / "home", port)
    assert "IMPORT DONE" in admin(home, *arguments, cwd=folder)
    with running(home, port) as url:
        yield Neo4jAddress(url, password=PASSWORD)


def test_all_of_it_is_there(store: Neo4jStore, changes: Changes, derived_graph: CareerGraph) -> None:
    assert changes.nodes_created == len(derived_graph.nodes)
    assert changes.relationships_created == len(derived_graph.relationships)
    schema = store.schema()
    assert schema.labels == derived_graph.label_counts()
    assert schema.relationship_types == derived_graph.type_counts()
    assert store.content_hash == derived_graph.content_hash()


def test_a_second_load_of_all_changes_nothing(
    store: Neo4jStore, address: Neo4jAddress, derived_graph: CareerGraph
) -> None:
    assert load(address, derived_graph) == Changes()
    assert store.query("RETURN 1", timeout=9, limit=1).rows == [(1,)]


@pytest.mark.parametrize("pattern", ["(n:Occupation {id: 'x'})", "(n:DetailedOccupation {code: 'x'})"])
def test_look_ups_use_their_index(store: Neo4jStore, pattern: str) -> None:
    ((plan,),) = store.query(f"EXPLAIN MATCH {pattern} RETURN n.title", timeout=9, limit=1).rows
    assert "Index" in str(plan)
    assert "Scan" not in str(plan)


def test_titles_are_found_by_their_words(store: Neo4jStore) -> None:
    found = "CALL db.index.fulltext.queryNodes('careergraph_titles', $words) YIELD node RETURN node.title LIMIT 1"
    for words in ("software developers", "python developer"):
        rows = store.query(found, {"words": words}, timeout=9, limit=1).rows
        assert "Developer" in str(rows[0][0]), words


def test_an_import_is_the_same_graph(
    imported: Neo4jAddress, store: Neo4jStore, derived_graph: CareerGraph
) -> None:
    with Neo4jStore.open(imported) as other:
        assert other.content_hash == derived_graph.content_hash()
        assert other.schema() == store.schema()
        sample = "MATCH (n) WHERE n.id IN $ids RETURN n ORDER BY n.id"
        ids = list(derived_graph.nodes)[::97]
        asked = [found.query(sample, {"ids": ids}, timeout=9, limit=None).rows for found in (other, store)]
        assert asked[0] == asked[1]
        assert len(asked[0]) == len(ids)
    # The load compares every node and relationship with all its properties, and adds what an import cannot.
    changes = load(imported, derived_graph)
    assert (changes.nodes_created, changes.nodes_deleted, changes.properties_set) == (0, 0, 0)
    assert changes.constraints_added > 30


def test_a_property_of_two_types_is_no_column(tmp_path: Path) -> None:
    nodes = [FakeNode("skill/a", ("Skill",), {"rank": 1}), FakeNode("skill/b", ("Skill",), {"rank": "first"})]
    with pytest.raises(MixedProperty, match=r"nodes/Skill\.csv: rank"):
        write_csv(FakeGraph({node.id: node for node in nodes}, []), tmp_path)
