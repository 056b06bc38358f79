"""What the embedded store refuses and where it stops: limits, errors, the sandbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.store import (
    FeatureRefused,
    MissingParameter,
    Parameter,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    Result,
    Store,
    Value,
    WriteRefused,
)

# Compares every three nodes with each other: 27 thousand million comparisons.
RUNAWAY = "MATCH (a), (b), (c) WHERE a.title < b.title AND b.title < c.title RETURN count(*) AS n"


def ask(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    ((value,),) = ask(store, cypher, parameters).rows
    return value


# Limits


@pytest.mark.parametrize(
    ("limit", "rows", "truncated"), [(None, 51, False), (51, 51, False), (50, 50, True), (0, 0, True)]
)
def test_row_limit(small: ArcadeDBStore, limit: int | None, rows: int, truncated: bool) -> None:
    result = small.query("MATCH (n) RETURN n.id", timeout=20, limit=limit)
    assert (len(result.rows), result.truncated) == (rows, truncated)
    assert result.columns == ("n.id",)


def test_rows_beyond_the_limit_are_not_made(small: ArcadeDBStore, resident_megabytes: Callable[[], int]) -> None:
    cypher = "UNWIND range(1, 3000000) AS x RETURN x"
    before = resident_megabytes()
    result = small.query(cypher, timeout=20, limit=1000)
    assert [row[0] for row in result.rows] == list(range(1, 1001))
    assert result.truncated
    assert result.seconds < 2
    assert resident_megabytes() - before < 50


def test_a_range_that_would_fill_the_heap_is_refused(small: ArcadeDBStore) -> None:
    with pytest.raises(QueryFailed, match="range"):
        small.query("UNWIND range(1, 100000000) AS x RETURN x", timeout=20, limit=1000)
    assert one(small, "RETURN 1") == 1


def test_two_hundred_thousand_rows(small: ArcadeDBStore) -> None:
    result = small.query("UNWIND range(1, 200000) AS x RETURN x, 'name' AS n", timeout=20, limit=None)
    assert len(result.rows) == 200_000
    assert result.rows[-1] == (200_000, "name")
    assert result.seconds < 8


def test_runaway_ends_at_its_limit(large: ArcadeDBStore) -> None:
    ask(large, "MATCH (n) RETURN count(n)")
    began = time.monotonic()
    with pytest.raises(QueryTimeout, match="1 second") as caught:
        large.query(RUNAWAY, timeout=1, limit=10)
    assert 0.9 < time.monotonic() - began < 2.5
    assert caught.value.seconds == 1
    time.sleep(0.5)
    busy = time.process_time()
    time.sleep(2)
    assert time.process_time() - busy < 0.5
    assert one(large, "MATCH (n:Occupation) RETURN count(n)") == 3000


def test_each_call_has_its_own_time_limit(large: ArcadeDBStore) -> None:
    with ThreadPoolExecutor(3) as pool:
        short = pool.submit(large.query, RUNAWAY, timeout=0.5, limit=1)
        longer = pool.submit(large.query, RUNAWAY, timeout=1.5, limit=1)
        unlimited = pool.submit(large.query, "MATCH (n) RETURN count(n)", timeout=None, limit=1)
        assert unlimited.result().rows == [(3000,)]
        with pytest.raises(QueryTimeout, match=r"0\.5"):
            short.result()
        with pytest.raises(QueryTimeout, match=r"1\.5"):
            longer.result()


# Errors


@pytest.mark.parametrize(
    ("cypher", "line", "column", "shown"),
    [
        ("MATCH (n)\n  RETRN n", 2, 3, "\n    RETRN n\n    ^"),
        ("MATCH (n RETURN n", 1, 10, "\n  MATCH (n RETURN n\n           ^"),
        ("RETURN 1; RETURN 2", 1, 9, "\n  RETURN 1; RETURN 2\n          ^"),
    ],
)
def test_syntax_error_points_at_its_place(
    small: ArcadeDBStore, cypher: str, line: int, column: int, shown: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(small, cypher)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).endswith(shown)
    assert str(caught.value).count("\n") == 2


@pytest.mark.parametrize(
    "cypher", ["", "MATCH (n) RETURN m", "RETURN nope(1)", "RETURN 1 AS a, 2 AS a", "RETURN 'a' +"]
)
def test_syntax_errors(small: ArcadeDBStore, cypher: str) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(small, cypher)


def test_missing_parameters_are_named(small: ArcadeDBStore) -> None:
    with pytest.raises(MissingParameter, match=r"\$code") as caught:
        ask(small, "MATCH (n {code: $code}) RETURN n")
    assert caught.value.name == "code"


@pytest.mark.parametrize("cypher", ["RETURN 1/0", "RETURN date('x')"])
def test_failing_queries(small: ArcadeDBStore, cypher: str) -> None:
    with pytest.raises(QueryFailed) as caught:
        ask(small, cypher)
    assert type(caught.value) is QueryFailed


@pytest.mark.parametrize(
    ("cypher", "name"),
    [
        ("CALL no.such()", "no.such"),
        ("CALL apoc.load.json('file:///etc/hostname')", "apoc.load.json"),
        ("CALL apoc.export.csv.all('all.csv', {})", "apoc.export.csv.all"),
        ("CALL apoc.cypher.run('CREATE (n:X)', {})", "apoc.cypher.run"),
        ("CALL dbms.components()", "dbms.components"),
        ("CALL db.createLabel('X')", "db.createLabel"),
        ("RETURN util.sleep(10000)", "util.sleep"),
        ("RETURN apoc.util.sleep(10000)", "apoc.util.sleep"),
    ],
)
def test_unknown_calls_are_named(small: ArcadeDBStore, cypher: str, name: str) -> None:
    with pytest.raises(QueryFailed, match=f"no function or procedure {name}"):
        ask(small, cypher)


# The sandbox


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Skill {id: 'x'})",
        "INSERT (:Skill)",
        "MERGE (n:Skill {id: 'x'}) RETURN n",
        "MATCH (n) SET n.title = 'x'",
        "MATCH (n) SET n:Skill",
        "MATCH (n) REMOVE n.title",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) FOREACH (x IN [1] | SET n.a = x)",
        "UNWIND [1] AS x CALL { CREATE (n:X) RETURN n } RETURN n",
        "MATCH (n) CALL { WITH n SET n.y = 1 } IN TRANSACTIONS OF 10 ROWS",
        "MATCH (n) CALL { WITH n RETURN n.id AS i } IN TRANSACTIONS OF 10 ROWS RETURN count(i)",
        "PROFILE CREATE (n:X)",
        "CREATE INDEX FOR (n:Skill) ON (n.note)",
        "CREATE CONSTRAINT FOR (n:Skill) REQUIRE n.note IS UNIQUE",
        "DROP INDEX `Skill[id]`",
        "CREATE USER bob SET PASSWORD 'longpassword'",
        "SHOW USERS",
        "COMMIT",
        "CALL merge.node(['X'], {a: 1}, {}, {}) YIELD node RETURN node",
        "CALL apoc.merge.node(['X'], {a: 1}, {}, {}) YIELD node RETURN node",
        "CALL refactor.mergeNodes([])",
        "CALL db.migrateLegacyTemporals()",
        "CALL do.when(true, 'CREATE (n:X) RETURN n', '', {}) YIELD value RETURN value",
        "CALL apoc.do.when(true, 'CREATE (n:X) RETURN n', '', {}) YIELD value RETURN value",
    ],
)
def test_writing_is_refused(small: ArcadeDBStore, cypher: str) -> None:
    with pytest.raises(WriteRefused):
        ask(small, cypher)
    assert one(small, "MATCH (n) WHERE n.title STARTS WITH 'Title of ' RETURN count(n)") == 51
    assert one(small, "MATCH (n:Skill) RETURN count(n)") == 1


@pytest.mark.parametrize("form", ["file://{}", "{}", "http://127.0.0.1:9/x.csv", "https://example.org/x.csv"])
def test_load_csv_is_refused(small: ArcadeDBStore, tmp_path: Path, form: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n")
    read = f'LOAD CSV FROM "{form.format(secret)}" AS line RETURN line'
    with pytest.raises(FeatureRefused, match="LOAD CSV"):
        ask(small, read)
    for _ in range(3):
        with pytest.raises(WriteRefused):
            ask(small, f"CALL do.when(true, '{read}', '', {{}}) YIELD value RETURN value")


@pytest.mark.parametrize(
    "call",
    ["eval('1+1')", "sql('select 1')", "js('1')", "env('HOME')", "sysdate()", "promql('up')", "math_abs(-1)"],
)
def test_other_languages_cannot_be_called(small: ArcadeDBStore, call: str) -> None:
    with pytest.raises(QuerySyntaxError, match="Unknown function"):
        ask(small, f"RETURN {call}")


def test_a_query_sees_no_other_query(large: ArcadeDBStore) -> None:
    runaway = threading.Thread(target=_run_into_the_limit, args=(large, 1.5))
    runaway.start()
    time.sleep(0.5)
    assert len(ask(large, "SHOW TRANSACTIONS").rows) == 1
    runaway.join()


def _run_into_the_limit(store: ArcadeDBStore, seconds: float) -> None:
    with pytest.raises(QueryTimeout):
        store.query(RUNAWAY, timeout=seconds, limit=1)
