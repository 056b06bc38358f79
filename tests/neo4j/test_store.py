"""The Neo4j store, against a real server: the way in, limits, errors."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path as FilePath

import pytest
from neo4j import Driver

from queries.neo4j_address import Neo4jAddress
from queries.neo4j_errors import (
    BadAddress,
    ConnectionClosed,
    ForeignData,
    LoginRefused,
    NoBuildThere,
    ServerAbsent,
    ServerFailed,
)
from queries.neo4j_store import Neo4jStore
from queries.store import (
    MissingParameter,
    Parameter,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    Result,
    Value,
)
from tests.neo4j.attempts import RUNAWAY
from tests.neo4j.server import PASSWORD, free_port


def ask(store: Neo4jStore, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Neo4jStore, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    ((value,),) = ask(store, cypher, parameters).rows
    return value


# The way in


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://localhost", "no Neo4j address"),
        ("localhost:7687", "no Neo4j address"),
        ("bolt://", "no Neo4j address"),
        ("bolt://neo4j:secret@localhost", "give them apart"),
    ],
)
def test_an_address_that_cannot_be_right(url: str, says: str) -> None:
    with pytest.raises(BadAddress, match=says) as caught:
        Neo4jAddress(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("url", "says"), [("bolt+s://localhost", "goes with"), ("bolt://localhost", "no certif")])
def test_a_certificate_that_cannot_be_right(url: str, says: str, tmp_path: FilePath) -> None:
    with pytest.raises(BadAddress, match=says):
        Neo4jAddress(url, certificate=tmp_path / "nothing.crt")


def test_an_address_keeps_its_password_to_itself() -> None:
    address = Neo4jAddress("bolt+s://example.org", password="secret", database="careers")
    assert "secret" not in repr(address) + str(address)
    assert str(address) == "bolt+s://example.org, database careers"


def test_no_server() -> None:
    with pytest.raises(ServerAbsent, match=r"No Neo4j server answers at bolt://127.*refused$"):
        Neo4jStore.open(Neo4jAddress(f"bolt://127.0.0.1:{free_port()}", password=PASSWORD))


def test_an_encrypted_way_to_a_server_without_encryption(address: Neo4jAddress) -> None:
    with pytest.raises(ServerAbsent):
        Neo4jStore.open(replace(address, url=address.url.replace("bolt", "bolt+s")))


@pytest.mark.parametrize("wrong", [{"password": "secret-guess"}, {"user": "nobody"}])
def test_wrong_login(address: Neo4jAddress, wrong: dict[str, str]) -> None:
    with pytest.raises(LoginRefused, match="refuses the login of") as caught:
        Neo4jStore.open(replace(address, **wrong))  # type: ignore[arg-type]
    assert "secret" not in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_a_database_that_is_not_there(address: Neo4jAddress) -> None:
    with pytest.raises(ServerFailed, match="nowhere"):
        Neo4jStore.open(replace(address, database="nowhere"))


def test_an_empty_database(empty: Neo4jAddress) -> None:
    with pytest.raises(NoBuildThere, match="careergraph load"):
        Neo4jStore.open(empty)


def test_a_database_of_another_program(empty: Neo4jAddress, driver: Driver) -> None:
    driver.execute_query("CREATE (:Note {text: 'mine'})")
    with pytest.raises(ForeignData, match="another program"):
        Neo4jStore.open(empty)


def test_closed(small: Neo4jStore, address: Neo4jAddress) -> None:
    store = Neo4jStore.open(address)
    store.close()
    store.close()
    with pytest.raises(ConnectionClosed):
        ask(store, "RETURN 1")
    assert one(small, "RETURN 1") == 1


# Limits


@pytest.mark.parametrize(
    ("limit", "rows", "truncated"), [(None, 51, False), (51, 51, False), (50, 50, True), (0, 0, True)]
)
def test_row_limit(small: Neo4jStore, limit: int | None, rows: int, truncated: bool) -> None:
    cypher = "MATCH (n) WHERE NOT n:CareerGraphBuild RETURN n.id"
    result = small.query(cypher, timeout=20, limit=limit)
    assert (len(result.rows), result.truncated) == (rows, truncated)


def test_rows_beyond_the_limit_are_not_made(small: Neo4jStore) -> None:
    result = small.query("UNWIND range(1, 300000000) AS x RETURN x", timeout=20, limit=1000)
    assert [row[0] for row in result.rows] == list(range(1, 1001))
    assert result.truncated


def test_runaway_ends_at_its_limit(small: Neo4jStore, driver: Driver) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeout, match="1 second") as caught:
        small.query(RUNAWAY, timeout=1, limit=10)
    assert 0.9 < time.monotonic() - began < 4.5
    assert caught.value.seconds == 1
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'f.id < g.id' RETURN *"
    assert len(driver.execute_query(running).records) == 1, "the query goes on at the server"


def test_a_function_that_never_looks_at_the_clock(small: Neo4jStore) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeout):
        small.query("RETURN reduce(s = 0, x IN range(1, 400000000) | s + x)", timeout=0.2, limit=1)
    assert time.monotonic() - began < 4


def test_each_call_has_its_own_time_limit(small: Neo4jStore) -> None:
    with ThreadPoolExecutor(2) as pool:
        short = pool.submit(small.query, RUNAWAY, timeout=0.5, limit=1)
        unlimited = pool.submit(small.query, "MATCH (n:Skill) RETURN count(n)", timeout=None, limit=1)
        assert unlimited.result().rows == [(1,)]
        with pytest.raises(QueryTimeout, match=r"0\.5"):
            short.result()


# Errors


@pytest.mark.parametrize(
    ("cypher", "line", "column", "shown"),
    [
        ("MATCH (n)\n  RETRN n", 2, 3, "\n    RETRN n\n    ^"),
        ("MATCH (n RETURN n", 1, 10, "\n  MATCH (n RETURN n\n           ^"),
        ("PROFILE RETURN m", 1, 16, "\n  PROFILE RETURN m\n                 ^"),
    ],
)
def test_syntax_error_points_at_its_place(
    small: Neo4jStore, cypher: str, line: int, column: int, shown: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(small, cypher)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).endswith(shown)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "cypher",
    ["MATCH (n) RETURN m", "RETURN nope(1)", "RETURN 1 AS a, 2 AS a", "RETURN 'a' +", "RETURN 1; RETURN 2"],
)
def test_syntax_errors(small: Neo4jStore, cypher: str) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(small, cypher)


def test_missing_parameters_are_named(small: Neo4jStore) -> None:
    with pytest.raises(MissingParameter, match=r"\$code"):
        ask(small, "MATCH (n {code: $code}) RETURN n")


@pytest.mark.parametrize("cypher", ["", "RETURN 1/0", "RETURN date('x')", "UNWIND [0, 1] AS x RETURN 1 / x"])
def test_failing_queries(small: Neo4jStore, cypher: str) -> None:
    with pytest.raises(QueryFailed):
        ask(small, cypher)


def test_a_query_that_needs_too_much_memory(small: Neo4jStore) -> None:
    with pytest.raises(QueryFailed, match="more memory"):
        ask(small, "UNWIND range(1, 30000000) AS x WITH collect(x) AS xs RETURN size(xs)")
