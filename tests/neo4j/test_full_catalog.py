"""The catalogue on a real Neo4j: the answers that are recomputed without any engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ontology.graph import CareerGraph
from queries.catalog import Scalar, questions
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from queries.neo4j_store import Neo4jStore
from tests.queries.catalog.cases import cases, expected
from tests.queries.catalog.world import World


@pytest.fixture(scope="module")
def store(address: Neo4jAddress, derived_graph: CareerGraph) -> Iterator[Neo4jStore]:
    # After test_full.py this finds the graph there already.
    load(address, derived_graph)
    with Neo4jStore.open(address) as found:
        yield found


@pytest.mark.parametrize(("name", "given"), cases(), ids=str)
def test_neo4j_answers_as_recomputed(name: str, given: dict[str, Scalar], world: World, store: Neo4jStore) -> None:
    question = questions()[name]
    values = question.values(given)
    answer = store.query(question.cypher, values, timeout=30, limit=None)
    wanted = expected(question, values, world)
    assert [dict(zip(answer.columns, row, strict=True)) for row in answer.rows] == wanted
