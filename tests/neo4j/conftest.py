"""A Neo4j server for the whole run, and the small graph on both engines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from queries.arcadedb_store import ArcadeDBStore
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from queries.neo4j_store import Neo4jStore
from tests.neo4j.server import PASSWORD, NoServer, free_port, jars, make_home, running
from tests.queries.conftest import FakeGraph, small_folder, small_graph

__all__ = ["small_folder", "small_graph"]


@pytest.fixture(scope="session")
def neo4j_jars() -> Path:
    """The jars of Neo4j; without them a test is skipped, but fails where CI runs."""
    try:
        return jars()
    except NoServer as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def address(neo4j_jars: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAddress]:
    """The address of a running server, whose database may hold anything."""
    assert neo4j_jars.is_dir()
    port = free_port()
    home = make_home(tmp_path_factory.mktemp("neo4j") / "home", port)
    with running(home, port) as url:
        yield Neo4jAddress(url, password=PASSWORD)


@pytest.fixture(scope="session")
def driver(address: Neo4jAddress) -> Iterator[Driver]:
    """The way of someone who does not go through careergraph."""
    with GraphDatabase.driver(address.url, auth=(address.user, address.password)) as driver:
        yield driver


@pytest.fixture
def empty(address: Neo4jAddress, driver: Driver) -> Neo4jAddress:
    """A database without nodes."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    return address


@pytest.fixture(scope="module")
def small(address: Neo4jAddress, driver: Driver, small_graph: FakeGraph) -> Iterator[Neo4jStore]:
    """The small graph on Neo4j."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(address, small_graph)
    with Neo4jStore.open(address) as store:
        yield store


@pytest.fixture(scope="session")
def embedded(small_folder: Path) -> Iterator[ArcadeDBStore]:
    """The small graph on the embedded engine."""
    with ArcadeDBStore.open(small_folder) as store:
        yield store
