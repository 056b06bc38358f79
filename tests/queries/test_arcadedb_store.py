"""The embedded store, against the real engine."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock
from pathlib import Path
from typing import TypeAlias

import jpype
import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.store import (
    FeatureRefused,
    LoadableGraph,
    LoadFailed,
    MissingParameter,
    Node,
    Parameter,
    ParameterRefused,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    Relationship,
    Result,
    Store,
    StoreClosed,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    Value,
    WriteRefused,
    plain,
)
from queries.store import Path as GraphPath

Start: TypeAlias = Callable[..., "subprocess.Popen[str]"]

# Compares every three nodes with each other: 27 thousand million comparisons.
RUNAWAY = "MATCH (a), (b), (c) WHERE a.title < b.title AND b.title < c.title RETURN count(*) AS n"


def ask(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    result = ask(store, cypher, parameters)
    assert len(result.rows) == 1
    assert len(result.rows[0]) == 1
    return result.rows[0][0]


# Labels, properties, relationships


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("(n)", 51),
        ("(n:Occupation)", 24),
        ("(n:DetailedOccupation)", 21),
        ("(n:Occupation:MajorGroup)", 3),
        ("(n:Program)", 24),
        ("(n:InstructionalProgram)", 20),
        ("(n:Retired)", 5),
        ("(n:Program:Retired)", 5),
        ("(n:InstructionalProgram&!Retired)", 15),
        ("(n:Program|Skill)", 25),
        ("(n:Framework)", 2),
        ("(n:Framework:Program)", 0),
        ("(n:Nothing)", 0),
    ],
)
def test_every_label_finds_its_nodes(small: ArcadeDBStore, pattern: str, count: int) -> None:
    assert one(small, f"MATCH {pattern} RETURN count(n)") == count
    assert len(ask(small, f"MATCH {pattern} RETURN n").rows) == count


@pytest.mark.parametrize(
    ("node", "labels"),
    [
        ("skill/python", ["Skill"]),
        ("occupation/3", ["DetailedOccupation", "Occupation"]),
        ("retired/2", ["InstructionalProgram", "Program", "Retired"]),
    ],
)
def test_labels_are_told_in_full(small: ArcadeDBStore, node: str, labels: list[str]) -> None:
    assert one(small, "MATCH (n {id: $id}) RETURN labels(n)", {"id": node}) == labels
    found = one(small, "MATCH (n {id: $id}) RETURN n", {"id": node})
    assert isinstance(found, Node)
    assert (found.id, list(found.labels)) == (node, labels)


def test_node_brings_its_properties(small: ArcadeDBStore) -> None:
    assert one(small, "MATCH (n:Occupation {code: '15-1252'}) RETURN n") == Node(
        "soc/2018/15-1252",
        ("DetailedOccupation", "Occupation"),
        {
            "id": "soc/2018/15-1252",
            "title": "Title of soc/2018/15-1252",
            "code": "15-1252",
            "altTitles": ["Coder", "Über-Programmer"],
            "medianWage2025": 130_000,
            "share": 3.0,
            "crossCutting": True,
        },
    )


def test_property_kinds_are_kept(small: ArcadeDBStore) -> None:
    result = ask(
        small, "MATCH (n:Occupation {code: '15-1252'}) RETURN n.medianWage2025, n.share, n.crossCutting, n.note"
    )
    assert [type(value) for value in result.rows[0]] == [int, float, bool, type(None)]


def test_parallel_relationships_are_kept(small: ArcadeDBStore) -> None:
    result = ask(small, "MATCH (:Occupation)-[r:EMPLOYED_IN]->(:Framework) RETURN r ORDER BY r.jobs")
    first, second = (row[0] for row in result.rows)
    assert isinstance(first, Relationship)
    assert isinstance(second, Relationship)
    assert first.properties == {"source": "source/test", "jobs": 10, "locator": "a|b|1"}
    assert second.properties["jobs"] == 20
    assert first.id != second.id
    assert {(r.type, r.start, r.end) for r in (first, second)} == {("EMPLOYED_IN", "occupation/1", "framework/0")}


def test_relationship_ends_do_not_follow_the_reading_direction(small: ArcadeDBStore) -> None:
    found = one(small, "MATCH (:Occupation)<-[r:PREPARES_FOR]-(:Retired) RETURN r")
    assert isinstance(found, Relationship)
    assert (found.start, found.end) == ("retired/2", "occupation/2")
    assert found.properties["evidence"] == ["occupation/2", "program/2"]


def test_path_and_nested_results(small: ArcadeDBStore) -> None:
    cypher = (
        "MATCH p = (:Program {id: 'program/1'})-[r]->(o) "
        "RETURN p, [r, {inner: o}] AS nested, {nodes: nodes(p)} AS map"
    )
    path, nested, mapped = ask(small, cypher).rows[0]
    assert isinstance(path, GraphPath)
    assert [node.id for node in path.nodes] == ["program/1", "occupation/1"]
    assert [r.type for r in path.relationships] == ["PREPARES_FOR"]
    assert nested == [path.relationships[0], {"inner": path.nodes[1]}]
    assert mapped == {"nodes": list(path.nodes)}


def test_procedure_that_gives_nodes(small: ArcadeDBStore) -> None:
    result = ask(small, "CALL algo.pagerank() YIELD node, score RETURN node, score")
    assert result.rows
    assert all(isinstance(row[0], Node) and row[0].id for row in result.rows)


# Plain values


def test_times_become_python_values(small: ArcadeDBStore) -> None:
    cypher = (
        "RETURN date('2020-01-02'), datetime('2020-01-02T03:04:05.5+02:00'), "
        "localdatetime('2020-01-02T03:04:05'), localtime('10:30'), "
        "duration('P1M2DT3H'), [date('2020-01-02')], date('+99999-01-02')"
    )
    zone = timezone(timedelta(hours=2))
    assert ask(small, cypher).rows[0] == (
        date(2020, 1, 2),
        datetime(2020, 1, 2, 3, 4, 5, 500_000, zone),
        datetime(2020, 1, 2, 3, 4, 5),
        clock(10, 30),
        "P1M2DT3H",
        [date(2020, 1, 2)],
        "+99999-01-02",
    )


def test_text_is_never_taken_for_a_tag(small: ArcadeDBStore) -> None:
    odd: dict[str, Parameter] = {"\u0001": ["x", 0], "quote": '"\\\n', "wide": "\U0001f393"}
    assert one(small, "RETURN $odd", {"odd": odd}) == odd


def test_plain_is_json(small: ArcadeDBStore) -> None:
    cypher = (
        "MATCH p = (o:Occupation {id: 'occupation/3'})-->() RETURN p, o, date('2020-01-02'), 1.0/0, [0.0/0], null"
    )
    row = [plain(value) for value in ask(small, cypher).rows[0]]
    assert json.loads(json.dumps(row, allow_nan=False)) == row
    node = {
        "id": "occupation/3",
        "labels": ["DetailedOccupation", "Occupation"],
        "properties": {"id": "occupation/3", "title": "Title of occupation/3", "code": "0003"},
    }
    assert row[1:] == [node, "2020-01-02", "Infinity", ["NaN"], None]
    path = row[0]
    assert isinstance(path, dict)
    assert path["nodes"] == [node, node]
    relationships = path["relationships"]
    assert isinstance(relationships, list)
    relationship = relationships[0]
    assert isinstance(relationship, dict)
    assert list(relationship) == ["id", "type", "start", "end", "properties"]


@pytest.mark.parametrize(
    "value",
    ["text", "", 7, 2**63 - 1, 1.5, True, False, None, [1, "a", None], {"k": [1.5, {"deep": True}]}, []],
)
def test_parameters_come_back(small: ArcadeDBStore, value: Parameter) -> None:
    found = one(small, "RETURN $value", {"value": value})
    assert found == value
    assert type(found) is type(value)


def test_parameter_as_rows(small: ArcadeDBStore) -> None:
    wanted = ["occupation/1", "occupation/2"]
    result = ask(small, "UNWIND $ids AS id MATCH (n:Occupation {id: id}) RETURN n.id", {"ids": wanted})
    assert [row[0] for row in result.rows] == wanted


@pytest.mark.parametrize("value", [2**63, {1: 2}, [object()], b"bytes"])
def test_parameter_that_cypher_lacks(small: ArcadeDBStore, value: Parameter) -> None:
    with pytest.raises(ParameterRefused, match=r"\$value"):
        one(small, "RETURN $value", {"value": value})


# Columns


@pytest.mark.parametrize(
    ("cypher", "columns"),
    [
        (
            "MATCH (n:Nothing) RETURN n.title, n.code AS code, 1 + 2, n {.id}",
            ("n.title", "code", "1 + 2", "n {.id}"),
        ),
        ("MATCH (n:Nothing) RETURN DISTINCT n.b AS `b b`, n.a AS a ORDER BY a", ("b b", "a")),
        ("MATCH (n:Nothing) RETURN n.id AS x UNION ALL MATCH (m:Nothing) RETURN m.code AS x", ("x",)),
        ("MATCH (a:Nothing)-[r]->(b) WITH b, a RETURN *", ("b", "a")),
        ("MATCH p = (a:Nothing)-[r]->(b) UNWIND [1] AS u RETURN *", ("p", "a", "b", "r", "u")),
        ("UNWIND [] AS x CALL { WITH x RETURN x AS y } RETURN *", ("x", "y")),
        ("CALL db.labels() YIELD label AS l WITH l WHERE false RETURN l", ("l",)),
        ("CALL db.labels() YIELD label WHERE label = 'none'", ("label",)),
        ("PROFILE MATCH (n:Nothing) RETURN n.id AS i", ("i",)),
        ("// why\nMATCH (n:Nothing)\nRETURN n.id AS i", ("i",)),
    ],
)
def test_columns_without_rows(small: ArcadeDBStore, cypher: str, columns: tuple[str, ...]) -> None:
    result = ask(small, cypher)
    assert result.rows == []
    assert result.columns == columns


@pytest.mark.parametrize(
    ("cypher", "columns", "row"),
    [
        ("RETURN 1 AS z, 2 AS a, null AS m", ("z", "a", "m"), (1, 2, None)),
        ("UNWIND [1] AS z WITH z, 2 AS a RETURN *", ("z", "a"), (1, 2)),
        ("RETURN 1 AS x UNION RETURN 1 AS x", ("x",), (1,)),
        ("WHEN false THEN RETURN 1 AS a ELSE RETURN 2 AS a", ("a",), (2,)),
    ],
)
def test_columns_with_rows(
    small: ArcadeDBStore, cypher: str, columns: tuple[str, ...], row: tuple[Value, ...]
) -> None:
    result = ask(small, cypher)
    assert (result.columns, result.rows) == (columns, [row])


@pytest.mark.parametrize(
    ("cypher", "hint"),
    [
        ("MATCH (:Program)-[:PREPARES_FOR]->(o:Occupation) RETURN o {.id, n: count(*)}", "WITH"),
        ("MATCH (p)-[:PREPARES_FOR]->(o) RETURN o.id AS id, o {.code, n: 1 + count(p)}", "WITH"),
        ("MATCH (p)-[:PREPARES_FOR]->(o) WITH o {.code, n: collect(p)} AS o RETURN o", "WITH"),
        ("MATCH (o:Nothing) RETURN 1 AS o UNION MATCH (o:Nothing) RETURN o {n: count(*)} AS o", "WITH"),
        ("CALL { MATCH (o:Skill) RETURN o {n: count(*)} AS m } RETURN m", "WITH"),
        ("MATCH (n:Skill) RETURN *, 5 AS five", "name every column"),
    ],
)
def test_shapes_that_the_engine_answers_wrongly_are_refused(small: ArcadeDBStore, cypher: str, hint: str) -> None:
    with pytest.raises(QueryFailed, match=hint):
        ask(small, cypher)


def test_aggregates_beside_a_map_are_fine(small: ArcadeDBStore) -> None:
    cypher = "MATCH (p:Program)-[:PREPARES_FOR]->(o) WITH o, count(p) AS n RETURN o {.code, n: n} AS m ORDER BY n"
    assert [row[0] for row in ask(small, cypher).rows] == [{"code": "0002", "n": 1}, {"code": "0001", "n": 2}]
    assert one(small, "MATCH (o:Occupation {id: 'occupation/1'}) RETURN count(o {.code})") == 1


def test_explain_tells_the_plan(small: ArcadeDBStore) -> None:
    result = ask(small, "EXPLAIN MATCH (n:Skill) RETURN n")
    assert "Skill" in str(result.rows[0][result.columns.index("executionPlanAsString")])


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


# Opening, sharing, closing


def test_what_is_in_a_store(small: ArcadeDBStore, small_graph: LoadableGraph) -> None:
    assert small.content_hash == small_graph.content_hash()
    schema = small.schema()
    assert schema.labels == {
        "DetailedOccupation": 21,
        "Framework": 2,
        "InstructionalProgram": 20,
        "MajorGroup": 3,
        "Occupation": 24,
        "Program": 24,
        "ProgramFamily": 4,
        "Retired": 5,
        "Skill": 1,
    }
    assert schema.relationship_types == {"EMPLOYED_IN": 2, "PREPARES_FOR": 3, "RELATED_TO": 1}
    assert schema.label_properties["Skill"] == ("id", "title")
    assert "medianWage2025" in schema.label_properties["DetailedOccupation"]
    assert schema.type_properties["EMPLOYED_IN"] == ("jobs", "locator", "source")


def test_nothing_of_ours_is_in_the_graph(small: ArcadeDBStore) -> None:
    labels = {row[0] for row in ask(small, "CALL db.labels()").rows}
    assert labels == set(small.schema().labels)


def test_loading_into_an_open_store_is_refused(small: ArcadeDBStore, small_graph: LoadableGraph) -> None:
    with pytest.raises(WriteRefused):
        small.load(small_graph)


def test_one_folder_opened_twice(small_folder: Path) -> None:
    first = ArcadeDBStore.open(small_folder)
    second = ArcadeDBStore.open(small_folder)
    first.close()
    first.close()
    assert one(second, "RETURN 1") == 1
    with pytest.raises(StoreClosed):
        ask(first, "RETURN 1")
    with pytest.raises(StoreClosed):
        first.schema()
    second.close()


def test_folder_is_opened_anew_after_the_last_close(small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_folder, folder)
    for _ in range(2):
        with ArcadeDBStore.open(folder) as store:
            assert one(store, "MATCH (n) RETURN count(n)") == 51


def test_threads_share_a_folder(small_folder: Path) -> None:
    def look_up(number: int) -> Value:
        with ArcadeDBStore.open(small_folder) as store:
            return one(store, "MATCH (n:Occupation {id: $id}) RETURN n.code", {"id": f"occupation/{number % 20}"})

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(look_up, range(200)))
    assert found == [f"{number % 20:04d}" for number in range(200)]


def test_short_lived_threads_leave_nothing_behind(small: ArcadeDBStore) -> None:
    def ask_from_new_threads() -> int:
        for _ in range(50):
            thread = threading.Thread(target=_ask_and_fail, args=(small,))
            thread.start()
            thread.join()
        return len(list(jpype.JClass("java.lang.Thread").getAllStackTraces()))

    first = ask_from_new_threads()
    assert ask_from_new_threads() - first < 5


def _ask_and_fail(store: ArcadeDBStore) -> None:
    assert one(store, "RETURN 1") == 1
    assert store.schema().labels
    for cypher in ("RETURN 1/0", "RETURN *, 1 AS x", "CREATE (n)", "CALL no.such()", "RETRN"):
        with pytest.raises(QueryFailed):
            ask(store, cypher)


def test_folder_may_be_moved(small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "building" / "store")
    (tmp_path / "building").replace(tmp_path / "live")
    with ArcadeDBStore.open(tmp_path / "live" / "store") as store:
        assert one(store, "MATCH (n:Occupation {code: '15-1252'}) RETURN n.id") == "soc/2018/15-1252"


def _blank(*files: Path) -> None:
    for file in files:
        file.write_bytes(b" " * file.stat().st_size)


def test_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="careergraph build"):
        ArcadeDBStore.open(tmp_path / "none")


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda folder: (folder / "careergraph.json").unlink(), "never finished"),
        (lambda folder: (folder / "careergraph.json").write_text("{"), "never finished"),
        (lambda folder: next(folder.glob("Skill_0.*.bucket")).unlink(), "missing"),
        (lambda folder: next(folder.glob("Skill_0.*.bucket")).write_bytes(b"x"), "1 bytes, not"),
        (lambda folder: (folder / "schema.json").write_text("{}"), "2 bytes, not"),
        (lambda folder: (folder / "database.lck").touch(), "needs recovery"),
        (lambda folder: _blank(*folder.glob("schema*.json")), "cannot be read"),
    ],
)
def test_damaged_store(small_folder: Path, tmp_path: Path, harm: object, why: str) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_folder, folder)
    assert callable(harm)
    harm(folder)
    with pytest.raises(StoreDamaged, match=why) as caught:
        ArcadeDBStore.open(folder)
    assert "careergraph build" in str(caught.value)


# Loading


def test_progress_is_told(tmp_path: Path, small_graph: LoadableGraph) -> None:
    told: list[tuple[str, int, int]] = []
    ArcadeDBStore.create(tmp_path / "store", small_graph, progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["nodes", "relationships", "indexes"]
    assert ("nodes", 51, 51) in told
    assert ("relationships", 6, 6) in told
    assert told[-1][1] == told[-1][2] > 0


def test_existing_folder_is_left_alone(tmp_path: Path, small_graph: LoadableGraph) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(StoreExists):
        ArcadeDBStore.create(tmp_path, small_graph)
    assert (tmp_path / "note").read_text() == "mine"


@pytest.mark.parametrize(
    ("flaw", "why"),
    [("dangling", "gone"), ("duplicate", "[Dd]uplicate"), ("shared", "share the name Skill")],
)
def test_failed_load_leaves_nothing(
    tmp_path: Path, flawed_graphs: dict[str, LoadableGraph], flaw: str, why: str
) -> None:
    with pytest.raises(LoadFailed, match=why):
        ArcadeDBStore.create(tmp_path / "store", flawed_graphs[flaw])
    assert not (tmp_path / "store").exists()


def test_interrupted_load_leaves_nothing(tmp_path: Path, small_graph: LoadableGraph) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt(stage, done, total)

    with pytest.raises(KeyboardInterrupt):
        ArcadeDBStore.create(tmp_path / "store", small_graph, progress=interrupt)
    assert not (tmp_path / "store").exists()


def test_look_ups_use_their_index(large: ArcadeDBStore) -> None:
    for pattern in ("(n:Occupation {id: 'many/7'})", "(n:DetailedOccupation {code: '0007'})"):
        plan = str(ask(large, f"EXPLAIN MATCH {pattern} RETURN n.title").rows[0])
        assert "Index" in plan
        assert one(large, f"MATCH {pattern} RETURN n.title") == "Title of many/7"


# Whole processes


def test_quiet_and_tidy(small_folder: Path, tmp_path: Path, start: Start) -> None:
    body = "store.query('MATCH (n) RETURN n', timeout=5, limit=5)"
    process = start(small_folder, body, cwd=tmp_path)
    assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_several_processes_read_at_once(small_folder: Path, small: ArcadeDBStore, start: Start) -> None:
    body = (
        "print('open', flush=True); sys.stdin.readline();"
        "print(store.query('MATCH (n) RETURN count(n)', timeout=9, limit=5).rows)"
    )
    processes = [start(small_folder, body) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    assert one(small, "MATCH (n) RETURN count(n)") == 51
    for process in processes:
        assert process.communicate("go\n", timeout=30) == ("[(51,)]\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(("number", "said"), [(signal.SIGINT, "KeyboardInterrupt"), (signal.SIGTERM, "")])
def test_signals_end_a_running_query(large_folder: Path, start: Start, number: signal.Signals, said: str) -> None:
    process = start(large_folder, f"print('open', flush=True)\nstore.query({RUNAWAY!r}, timeout=None, limit=5)")
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(1)
    process.send_signal(number)
    began = time.monotonic()
    _, error = process.communicate(timeout=20)
    assert time.monotonic() - began < 3
    assert process.returncode == -number
    assert error.strip().endswith(said)


def test_store_works_after_ctrl_c(large_folder: Path, start: Start) -> None:
    body = f"""
import _thread, threading
threading.Timer(0.7, _thread.interrupt_main).start()
try:
    store.query({RUNAWAY!r}, timeout=None, limit=5)
except KeyboardInterrupt:
    time.sleep(0.5)
    busy = time.process_time()
    time.sleep(1)
    print(time.process_time() - busy < 0.3, store.query('RETURN 1', timeout=5, limit=5).rows)
"""
    assert start(large_folder, body).communicate(timeout=30) == ("True [(1,)]\n", "")
