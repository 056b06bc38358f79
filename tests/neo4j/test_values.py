"""What the Neo4j store gives: nodes, relationships, paths, plain values, columns, schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock

import pytest

from queries.neo4j_store import Neo4jStore
from queries.store import (
    Node,
    Parameter,
    ParameterRefused,
    Path,
    QueryFailed,
    Relationship,
    Result,
    Value,
    plain,
)
from tests.queries.conftest import FakeGraph


def ask(store: Neo4jStore, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Neo4jStore, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    ((value,),) = ask(store, cypher, parameters).rows
    return value


def test_a_node_brings_its_labels_and_properties(small: Neo4jStore) -> None:
    found = one(small, "MATCH (n:Occupation {code: '15-1252'}) RETURN n")
    assert found == Node(
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
    assert isinstance(found, Node)
    kinds = [type(found.properties[name]) for name in ("medianWage2025", "share", "crossCutting")]
    assert kinds == [int, float, bool]


def test_labels_come_in_alphabetical_order(small: Neo4jStore) -> None:
    found = ask(small, "MATCH (n) WHERE NOT n:CareerGraphBuild RETURN DISTINCT labels(n)").rows
    assert [row[0] for row in found if row[0] != sorted(row[0])] == []  # type: ignore[type-var, arg-type]


def test_parallel_relationships_know_their_ends(small: Neo4jStore) -> None:
    rows = ask(small, "MATCH (f)<-[r:EMPLOYED_IN]-() RETURN r, [r] AS list, {r: r} AS map ORDER BY r.jobs").rows
    first, second = rows[0][0], rows[1][0]
    assert isinstance(first, Relationship)
    assert isinstance(second, Relationship)
    assert first.properties == {"source": "source/test", "jobs": 10, "locator": "a|b|1"}
    assert first.id != second.id
    assert {(r.type, r.start, r.end) for r in (first, second)} == {("EMPLOYED_IN", "occupation/1", "framework/0")}
    assert rows[0][1:] == ([first], {"r": first})


def test_a_path_in_walking_order(small: Neo4jStore) -> None:
    path = one(small, "MATCH p = (:Occupation {id: 'occupation/1'})<-[:PREPARES_FOR]-({id: 'program/2'}) RETURN p")
    assert isinstance(path, Path)
    assert [node.id for node in path.nodes] == ["occupation/1", "program/2"]
    assert [(r.start, r.end) for r in path.relationships] == [("program/2", "occupation/1")]
    assert json.dumps(plain(path), allow_nan=False)


def test_times_become_python_values(small: Neo4jStore) -> None:
    cypher = (
        "RETURN date('2020-01-02'), datetime('2020-01-02T03:04:05.5+02:00'), "
        "localdatetime('2020-01-02T03:04:05'), "
        "localtime('10:30'), duration('P1M2DT3H'), [date('2020-01-02')], datetime('2020-01-02T03:04:05Z'), "
        "datetime('2020-01-02T03:04:05[Europe/Berlin]')"
    )
    utc, zone = timezone(timedelta(0)), timezone(timedelta(hours=2))
    assert ask(small, cypher).rows[0] == (
        date(2020, 1, 2),
        datetime(2020, 1, 2, 3, 4, 5, 500_000, zone),
        datetime(2020, 1, 2, 3, 4, 5),
        clock(10, 30),
        "P1M2DT3H",
        [date(2020, 1, 2)],
        datetime(2020, 1, 2, 3, 4, 5, tzinfo=utc),
        "2020-01-02T03:04:05.000000000+01:00[Europe/Berlin]",
    )


def test_a_value_that_python_lacks(small: Neo4jStore) -> None:
    with pytest.raises(QueryFailed, match="toString"):
        ask(small, "RETURN date('+99999-01-02')")


@pytest.mark.parametrize(
    "value",
    ["text", "", 7, 2**63 - 1, 1.5, True, False, None, [1, "a", None], {"k": [1.5, {"deep": True}]}, []],
)
def test_parameters_come_back(small: Neo4jStore, value: Parameter) -> None:
    found = one(small, "RETURN $value", {"value": value})
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("value", [2**63, {1: 2}, [object()], b"bytes"])
def test_parameter_that_cypher_lacks(small: Neo4jStore, value: Parameter) -> None:
    with pytest.raises(ParameterRefused, match=r"\$value"):
        one(small, "RETURN $value", {"value": value})


def test_columns_without_rows(small: Neo4jStore) -> None:
    result = ask(small, "MATCH (n:Nothing) RETURN n.title, n.code AS code, 1 + 2")
    assert (result.columns, result.rows) == (("n.title", "code", "1 + 2"), [])


def test_explain_gives_the_plan_and_profile_the_rows(small: Neo4jStore) -> None:
    result = ask(small, "// why\nEXPLAIN MATCH (n:Occupation {code: '0007'}) RETURN n.title")
    assert result.columns == ("executionPlanAsString",)
    assert "NodeIndexSeek" in str(result.rows[0][0])
    assert one(small, "PROFILE MATCH (n:Skill) RETURN n.id") == "skill/python"


def test_schema_leaves_out_the_seal(small: Neo4jStore, small_graph: FakeGraph) -> None:
    schema = small.schema()
    assert sum(schema.relationship_types.values()) == len(small_graph.relationships)
    assert "CareerGraphBuild" not in schema.labels
    assert schema.labels["Occupation"] == 24
    assert schema.type_properties["EMPLOYED_IN"] == ("jobs", "locator", "source")
