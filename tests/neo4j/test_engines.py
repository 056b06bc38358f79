"""The same Cypher gives the same answer on both engines."""

from __future__ import annotations

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.neo4j_store import Neo4jStore
from queries.store import Parameter, Result, Store, plain

QUESTIONS: tuple[tuple[str, dict[str, Parameter]], ...] = (
    ("MATCH (o:Occupation {code: $code}) RETURN o", {"code": "15-1252"}),
    ("MATCH (o:Occupation {code: $code}) RETURN o", {"code": "none"}),
    ("MATCH (o:Occupation) WHERE o.code IN $c RETURN o.id, labels(o) ORDER BY o.id", {"c": ["0001", "0002"]}),
    ("MATCH (o:DetailedOccupation) RETURN o.medianWage2025 AS wage, count(*) AS n ORDER BY wage", {}),
    ("MATCH (p:Program)-[:PREPARES_FOR]->(o) WITH o, count(p) AS n RETURN o {.code, n: n} AS m ORDER BY n", {}),
    ("MATCH (p:Retired) OPTIONAL MATCH (p)-[r:PREPARES_FOR]->(o) RETURN p.id, o.id, r.evidence ORDER BY p.id", {}),
    ("MATCH (o:Occupation)-[r:EMPLOYED_IN]->(f) RETURN o.id, f.id, sum(r.jobs), max(r.locator)", {}),
    ("MATCH (a)-[:RELATED_TO]->(a) RETURN a.id", {}),
    ("MATCH p = shortestPath((:Program {id: 'program/1'})-[*..3]-({id: 'program/2'})) RETURN length(p)", {}),
    ("MATCH (n:InstructionalProgram&!Retired) RETURN count(n)", {}),
    ("MATCH (n:Program) RETURN n.id STARTS WITH 'retired' AS old, avg(size(n.code)) AS size ORDER BY old", {}),
    ("UNWIND $rows AS row RETURN row.a + 1 AS b, row.c", {"rows": [{"a": 1}, {"a": 2.5, "c": [True, None]}]}),
    ("RETURN 7 / 2, 7 / 2.0, 7 % 4, null + 1, 'a' + 'b', size('Über'), toUpper('ü'), [1, 2][-1]", {}),
    ("MATCH (n:Nothing) RETURN n.title, count(*) AS c", {}),
    ("MATCH (n:Skill) RETURN n.id AS id UNION MATCH (n:Framework) RETURN n.id AS id", {}),
    ("MATCH (n:Skill) RETURN exists { (n)--() } AS used, COUNT { (n)--() } AS uses", {}),
    ("MATCH (o:Occupation) RETURN percentileCont(toFloat(o.code), 0.5), toInteger(1e9 * stDev(size(o.id)))", {}),
)


def ask(store: Store, cypher: str, parameters: dict[str, Parameter]) -> tuple[Result, object]:
    result = store.query(cypher, parameters, timeout=20, limit=1000)
    return result, [[plain(value) for value in row] for row in result.rows]


@pytest.mark.parametrize(("cypher", "parameters"), QUESTIONS)
def test_equal_answers(
    small: Neo4jStore, embedded: ArcadeDBStore, cypher: str, parameters: dict[str, Parameter]
) -> None:
    found, rows = ask(small, cypher, parameters)
    wanted, wanted_rows = ask(embedded, cypher, parameters)
    assert found.columns == wanted.columns
    assert rows == wanted_rows
    kinds = [[type(value) for value in row] for row in found.rows]
    assert kinds == [[type(value) for value in row] for row in wanted.rows]


def test_equal_contents(small: Neo4jStore, embedded: ArcadeDBStore) -> None:
    assert small.content_hash == embedded.content_hash
    assert small.schema() == embedded.schema()
