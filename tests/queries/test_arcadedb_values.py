"""What the embedded store gives: nodes, relationships, paths, plain values, columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.store import (
    Node,
    Parameter,
    ParameterRefused,
    QueryFailed,
    Relationship,
    Result,
    Store,
    Value,
    plain,
)
from queries.store import Path as GraphPath


def ask(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    ((value,),) = ask(store, cypher, parameters).rows
    return value


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
