"""A pool of processes on one store: what it answers, what it ends, what stays when it is gone."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.cypher_pool import CypherAnswer, CypherPool
from queries.process_pool import PoolBusy, PoolClosed
from queries.sparql_results import AnswerTooLarge, QueryTooLarge
from queries.store import (
    MissingParameter,
    Parameter,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    StoreMissing,
    WriteRefused,
    plain,
)
from tests.queries.processes import gone, in_time, killed_amid
from tests.queries.test_arcadedb_processes import RUNAWAY

# Looks at no clock: nothing but the end of its process ends it.
DEAF = "RETURN reduce(n = 0, i IN range(1, 100000) | n + size([j IN range(1, 100000) WHERE j % 7 = i % 7])) AS n"
BROKEN = "'\\uD800 \\u00e9'"


@pytest.fixture(scope="module")
def pool(large_folder: Path) -> Iterator[CypherPool]:
    made = CypherPool(large_folder, heap_mb=128)
    yield made
    made.close()


@pytest.fixture
def own_pool(small_folder: Path) -> Iterator[CypherPool]:
    """A pool that a test may do harm to."""
    made = CypherPool(small_folder, size=1)
    yield made
    made.close()


def ask(
    pool: CypherPool, cypher: str, parameters: Mapping[str, Parameter] | None = None, *, limit: int = 1000
) -> CypherAnswer:
    return pool.query(cypher, parameters or {}, timeout=30, limit=limit)


def test_answers_are_those_of_the_store(own_pool: CypherPool, small: ArcadeDBStore) -> None:
    for cypher in (
        "MATCH (n) RETURN n, n.code AS code ORDER BY n.id",
        "MATCH p = (a)-[r:EMPLOYED_IN]->(b) RETURN p, a, r, b, r.jobs ORDER BY r.jobs",
        "RETURN 1 AS a, 2.5 AS b, true AS c, null AS d, [1, 'x'] AS e, {k: 'v'} AS f, 0.0 / 0 AS g, date() AS h",
        f"RETURN {BROKEN} AS broken",
        "MATCH (n:Skill) WHERE n.id = $id RETURN n.title",
        "MATCH (n:Skill {id: 'none'}) RETURN n.id, n.title AS t",
    ):
        parameters = {"id": "skill/python"}
        wanted = small.query(cypher, parameters, timeout=30, limit=1000)
        found = ask(own_pool, cypher, parameters)
        read = json.loads(found.body)
        assert read["columns"] == list(wanted.columns)
        assert read["rows"] == [[plain(cell) for cell in row] for row in wanted.rows]
        assert (read["truncated"], found.truncated, found.count) == (False, False, len(wanted.rows))
        assert read["seconds"] == pytest.approx(found.seconds, abs=0.001)


@pytest.mark.parametrize(("limit", "cut"), [(2999, True), (3000, False)])
def test_an_answer_is_cut_at_the_limit_and_says_so(pool: CypherPool, limit: int, cut: bool) -> None:
    found = ask(pool, "MATCH (n:Occupation) RETURN n.id", limit=limit)
    assert (len(json.loads(found.body)["rows"]), json.loads(found.body)["truncated"]) == (limit, cut)
    assert (found.count, found.truncated) == (limit, cut)


def test_errors_come_back_whole(pool: CypherPool) -> None:
    with pytest.raises(QuerySyntaxError) as wrong:
        ask(pool, "MATCH (n)\nRETRUN n")
    assert (wrong.value.line, wrong.value.column) == (2, 1)
    with pytest.raises(MissingParameter) as missing:
        ask(pool, "RETURN $nothing")
    assert missing.value.name == "nothing"
    with pytest.raises(WriteRefused):
        ask(pool, "CREATE (n:Skill)")


def test_an_answer_of_too_many_bytes_says_what_mends_it(pool: CypherPool) -> None:
    text = "UNWIND range(1, 1000) AS n RETURN reduce(t = 'x', i IN range(1, 16) | t + t) AS t"
    with pytest.raises(AnswerTooLarge, match=r"more than 32 MB: .* LIMIT"):
        ask(pool, text)


def test_a_query_that_fills_the_heap_is_ended_and_another_process_answers(pool: CypherPool) -> None:
    with pytest.raises(QueryTooLarge, match="128 MB"):
        ask(pool, "RETURN reduce(t = 'x', i IN range(1, 40) | t + t) AS t")
    assert ask(pool, "RETURN 1").count == 1
    assert in_time(lambda: len(pool.pids()) == 2)


def test_runaway_queries_end_while_others_wait(pool: CypherPool) -> None:
    assert ask(pool, "RETURN 1").count == 1

    def run_away(cypher: str) -> type[QueryFailed]:
        ended: type[QueryFailed] = PoolBusy
        while ended is PoolBusy:  # as long as a process that was ended before has no successor
            with pytest.raises(QueryFailed) as raised:
                pool.query(cypher, {}, timeout=3, limit=1)
            ended = raised.type
        return ended

    with ThreadPoolExecutor(2) as threads:
        ended = [threads.submit(run_away, cypher) for cypher in (RUNAWAY, DEAF)]
        assert in_time(lambda: _busy(pool))
        assert {one.result() for one in ended} == {QueryTimeout}
    assert ask(pool, "MATCH (n) RETURN count(n)").count == 1


def _busy(pool: CypherPool) -> bool:
    try:
        pool.query("RETURN 1", {}, timeout=0.05, limit=1)
    except PoolBusy:
        return True
    except QueryTimeout:
        return False
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_process_that_was_killed_is_replaced(own_pool: CypherPool) -> None:
    assert ask(own_pool, "RETURN 1").count == 1
    [process] = own_pool.pids()
    os.kill(process, signal.SIGKILL)
    assert gone([process])
    assert ask(own_pool, "RETURN 1").count == 1
    assert own_pool.pids() != [process]


def test_closing_ends_every_process_and_whoever_waits(own_pool: CypherPool) -> None:
    assert ask(own_pool, "RETURN 1").count == 1
    assert own_pool.ready()
    processes = own_pool.pids()
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(ask, own_pool, DEAF)
        assert in_time(lambda: _busy(own_pool))
        own_pool.close()
        with pytest.raises(PoolClosed):
            waiting.result(60)
    assert gone(processes)
    with pytest.raises(PoolClosed):
        ask(own_pool, "RETURN 1")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_no_process_outlives_a_server_that_was_killed(small_folder: Path) -> None:
    make = f"from queries.cypher_pool import *\npool = CypherPool(Path({str(small_folder)!r}), size=1)"
    found = killed_amid(make, f"pool.query({DEAF!r}, {{}}, timeout=600, limit=1)")
    assert len(found) == 1
    assert gone(found)


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    pool = CypherPool(tmp_path / "store", size=1)
    try:
        with pytest.raises(StoreMissing, match="careergraph build"):
            ask(pool, "RETURN 1")
        assert not pool.ready()
    finally:
        pool.close()
