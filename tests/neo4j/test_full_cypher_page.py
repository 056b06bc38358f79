"""The queries of docs/cypher.md on a real Neo4j: both engines give the same answer, as the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.neo4j_store import Neo4jStore
from queries.store import Store, plain
from tests.built import Built
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "cypher.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def embedded_whole(built: Built) -> Iterator[ArcadeDBStore]:
    with ArcadeDBStore.open(built.folder / "store") as store:
        yield store


def answer(store: Store, cypher: str) -> tuple[tuple[str, ...], list[list[object]]]:
    found = store.query(cypher, timeout=30, limit=1000)
    return found.columns, [[plain(value) for value in row] for row in found.rows]


@pytest.mark.parametrize(
    "cypher", re.findall(r"```cypher\n(.*?)```", TEXT, re.DOTALL), ids=lambda text: text.split("\n")[0][:60]
)
def test_a_query_of_the_page_has_the_same_answer_on_both_engines(
    cypher: str, whole: Neo4jStore, embedded_whole: ArcadeDBStore
) -> None:
    columns, rows = answer(whole, cypher)
    assert rows
    assert (columns, rows) == answer(embedded_whole, cypher)
