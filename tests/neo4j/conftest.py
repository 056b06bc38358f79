"""A Neo4j server for the whole run, the console script beside it, and the small graph on both engines."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from neo4j import Driver, GraphDatabase

from ontology.graph import CareerGraph
from queries.arcadedb_store import ArcadeDBStore
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from queries.neo4j_store import Neo4jStore
from queries.store import StoreError
from tests.built import Built
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


@pytest.fixture(scope="session")
def run(built: Built, script: str, address: Neo4jAddress) -> Callable[..., CompletedProcess[str]]:
    """Runs the console script on the build of the shipped facts, with the login in the environment."""

    def started(*arguments: str, password: str = address.password) -> CompletedProcess[str]:
        settings = {"CAREERGRAPH_HOME": str(built.home), "CAREERGRAPH_NEO4J_PASSWORD": password, "COLUMNS": "200"}
        return subprocess.run(
            [script, *arguments], env=settings, capture_output=True, text=True, timeout=300, check=False
        )

    return started


@pytest.fixture(scope="session")
def exported(
    run: Callable[..., CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """What the export of the shipped graph as CSV files tells, and the folder of the files."""
    folder = tmp_path_factory.mktemp("export") / "csv"
    done = run("export", "--format", "neo4j-csv", "--output", str(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout, folder


@pytest.fixture(scope="module")
def whole(address: Neo4jAddress, driver: Driver, derived_graph: CareerGraph) -> Iterator[Neo4jStore]:
    """The shipped graph on Neo4j, loaded if no module before has left it there."""
    if not _holds(address, derived_graph):
        driver.execute_query("MATCH (n) DETACH DELETE n")
        load(address, derived_graph)
    with Neo4jStore.open(address) as store:
        yield store


def _holds(address: Neo4jAddress, graph: CareerGraph) -> bool:
    with suppress(StoreError), Neo4jStore.open(address) as store:
        return store.content_hash == graph.content_hash()
    return False


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
