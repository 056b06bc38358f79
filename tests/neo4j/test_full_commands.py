"""The commands that reach a Neo4j server: load, query and ask with --store, export."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from queries.neo4j_address import Neo4jAddress
from tests.neo4j.server import free_port

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.usefixtures("whole")
def test_a_build_that_is_loaded_is_asked_and_not_loaded_again(run: Run, address: Neo4jAddress) -> None:
    again = run("load", "--to", address.url)
    assert "holds this build already; nothing was changed" in again.stdout
    cypher = "MATCH (c:CareerCluster) RETURN count(c) AS clusters"
    there = run("query", "--store", address.url, cypher, "--format", "json")
    assert json.loads(there.stdout)["rows"] == [[14]]
    question = ["ask", "occupations-of-a-sub-cluster", "--sub-cluster", "Web & Cloud", "--json"]
    rows = [json.loads(run(*question, *store).stdout)["rows"] for store in ([], ["--store", address.url])]
    assert rows[0] == rows[1] != []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["query", "RETURN 1", "--store", "bolt://127.0.0.1:{free}"], "No Neo4j server answers"),
        (["query", "RETURN 1", "--store", "http://127.0.0.1"], "is no Neo4j address"),
        (["query", "CREATE (n) RETURN n", "--store", "{url}"], "Only reading is allowed"),
    ],
)
def test_what_goes_wrong_is_told_in_one_message(
    run: Run, address: Neo4jAddress, arguments: list[str], told: str
) -> None:
    done = run(*(a.format(free=free_port(), url=address.url) for a in arguments))
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_password_is_told_and_never_shown(run: Run, address: Neo4jAddress) -> None:
    done = run("load", "--to", address.url, password="not-the-one")
    assert done.returncode == 1
    assert "password" in done.stderr
    assert "not-the-one" not in done.stdout + done.stderr


def test_an_export_tells_the_line_that_imports_it(run: Run, exported: tuple[str, Path]) -> None:
    told, folder = exported
    assert told.startswith("neo4j-admin database import full neo4j ")
    assert (folder / "nodes").is_dir()
    again = run("export", "--format", "neo4j-csv", "--output", str(folder))
    assert again.returncode == 2
    assert "not empty" in again.stderr
