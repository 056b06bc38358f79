"""One Cypher query to a Neo4j server, from its text to its rows."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from neo4j import Driver, Transaction
from neo4j.exceptions import BrokenRecordError, Neo4jError

from queries.neo4j_address import Neo4jAddress
from queries.neo4j_errors import BuildReplaced, LoadUnfinished, NoBuildThere, query_error
from queries.neo4j_guard import prefix, refuse_by_plan, refuse_by_text
from queries.neo4j_seal import Seal, read_seal
from queries.neo4j_values import values
from queries.parameters import check_parameters
from queries.store import Parameter, QueryFailed, Result, Value

_BATCH = 1_000
_PLAN = ("executionPlanAsString",)
_IDS = "MATCH (n) WHERE elementId(n) IN $nodes RETURN elementId(n), n.id"

Rows = tuple[tuple[str, ...], list[tuple[Value, ...]], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, its parameters and its limits; `build` is the content hash of the build it is meant for."""

    address: Neo4jAddress
    build: str
    cypher: str
    parameters: Mapping[str, Parameter]
    timeout: float | None
    limit: int | None

    def run(self, driver: Driver) -> Result:
        """Return the answer; raises the store's error for whatever is wrong with the query or the build."""
        check_parameters(self.parameters)
        refuse_by_text(self.cypher)
        began = time.monotonic()
        fetch = _BATCH if self.limit is None else min(_BATCH, self.limit + 1)
        try:
            with (
                self.address.reading(driver, fetch) as session,
                session.begin_transaction(timeout=self.timeout) as transaction,
            ):
                columns, rows, truncated = self._checked_answer(transaction)
        except Neo4jError as error:
            raise query_error(error, self.cypher, self.timeout) from error
        except BrokenRecordError as error:
            raise QueryFailed("Python has no room for a value of the answer: use toString() on it.") from error
        return Result(columns, rows, truncated, time.monotonic() - began)

    def _checked_answer(self, transaction: Transaction) -> Rows:
        """The answer to a query whose plan only reads; to EXPLAIN, the plan."""
        word, cypher = prefix(self.cypher)
        plan = self._checked_plan(transaction, cypher)
        if word == "EXPLAIN":
            return _PLAN, [(plan,)], False
        before = read_seal(transaction)
        answer = self._answer(transaction)
        self._check_build(before, read_seal(transaction))
        return answer

    def _checked_plan(self, transaction: Transaction, cypher: str) -> str:
        """The plan as text, of a query that only reads."""
        try:
            summary = transaction.run(f"EXPLAIN\n{cypher}").consume()
        except Neo4jError as error:
            raise query_error(error, self.cypher, self.timeout, lines_before=1) from error
        plan = summary.plan or {"operatorType": ""}
        refuse_by_plan(self.cypher, summary.query_type or "", plan, summary.database or "")
        return str(plan.get("args", {}).get("string-representation", ""))

    def _answer(self, transaction: Transaction) -> Rows:
        def ids(nodes: list[str]) -> dict[str, str]:
            return {node: str(found) for node, found in transaction.run(_IDS, nodes=nodes).values()}

        found = transaction.run(self.cypher, dict(self.parameters))
        columns = tuple(found.keys())
        rows = [row.values() for row in (found if self.limit is None else found.fetch(self.limit + 1))]
        truncated = self.limit is not None and len(rows) > self.limit
        return columns, values(rows[: self.limit], ids), truncated

    def _check_build(self, before: Seal | None, after: Seal | None) -> None:
        """Refuse an answer that may hold some of one build and some of another."""
        place = str(self.address)
        if before is None or after is None:
            raise NoBuildThere(place)
        if after.switching or before != after:
            raise LoadUnfinished(place)
        if after.content_hash != self.build:
            raise BuildReplaced(place, after.content_hash)
