"""Neo4j in docker-compose.yml: there is no Docker here, but a Neo4j that starts with the same settings."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import Neo4jError

from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from tests.conftest import ROOT
from tests.neo4j.server import PASSWORD, free_port, make_home, running
from tests.queries.conftest import FakeGraph

TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
REFUSED = {
    "LOAD CSV FROM $address AS x RETURN x": "blocked",
    "LOAD CSV FROM $file AS x RETURN x": "allow_csv_import_from_file_urls",
    "RETURN reach.text($address)": "Unknown function",
    "CALL reach.texts($address)": "no procedure",
}


def settings() -> dict[str, str]:
    """The settings as Neo4j names them: the image takes `_` for a point and `__` for an underscore."""
    found = re.findall(r'^ +NEO4J_([a-z]\w+): "(.*)"$', TEXT, re.MULTILINE)
    return {re.sub("_+", lambda _: "." if _[0] == "_" else "_", name): value for name, value in found}


@pytest.fixture(scope="module")
def server(neo4j_jars: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAddress]:
    """A server with the settings of the file; one that does not know a setting would not start."""
    assert neo4j_jars.is_dir()
    port = free_port()
    home = make_home(tmp_path_factory.mktemp("compose") / "home", port)
    conf = home / "conf" / "neo4j.conf"
    there = conf.read_text()
    more = [f"{name}={value}\n" for name, value in settings().items() if name not in there]
    conf.write_text(there + "".join(more))
    with running(home, port) as url:
        yield Neo4jAddress(url, password=PASSWORD)


@pytest.fixture(scope="module")
def bare(server: Neo4jAddress) -> Iterator[Driver]:
    """The way of someone who has the password and does not go through careergraph."""
    with GraphDatabase.driver(server.url, auth=(server.user, server.password)) as driver:
        yield driver


def test_its_settings_are_those_that_the_decision_names() -> None:
    named = (ROOT / "docs" / "decisions" / "0006-neo4j.md").read_text(encoding="utf-8")
    shut = dict(re.findall(r"^    ([a-z_.]+)=(.+)$", named, re.MULTILINE))
    assert len(shut) == 4
    assert settings().items() >= shut.items()


def test_a_server_with_these_settings_takes_a_build(server: Neo4jAddress, small_graph: FakeGraph) -> None:
    assert load(server, small_graph).nodes_created == len(small_graph.nodes)


@pytest.mark.parametrize(("cypher", "why"), REFUSED.items())
def test_a_server_with_these_settings_reaches_nothing(cypher: str, why: str, bare: Driver, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.01)
        reached = {
            "address": f"http://127.0.0.1:{listener.getsockname()[1]}/x.csv",
            "file": (tmp_path / "secret.csv").as_uri(),
        }
        with pytest.raises(Neo4jError, match=why):
            bare.execute_query(cypher, reached)
        with pytest.raises(TimeoutError):
            listener.accept()
