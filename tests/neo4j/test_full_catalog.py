"""The catalogue on a real Neo4j: the answers that are recomputed without any engine."""

from __future__ import annotations

import pytest

from queries.catalog import Scalar, questions
from queries.neo4j_store import Neo4jStore
from tests.queries.catalog.cases import cases, expected
from tests.queries.catalog.world import World


@pytest.mark.parametrize(("name", "given"), cases(), ids=str)
def test_neo4j_answers_as_recomputed(name: str, given: dict[str, Scalar], world: World, whole: Neo4jStore) -> None:
    question = questions()[name]
    values = question.values(given)
    answer = whole.query(question.cypher, values, timeout=30, limit=None)
    wanted = expected(question, values, world)
    assert [dict(zip(answer.columns, row, strict=True)) for row in answer.rows] == wanted
