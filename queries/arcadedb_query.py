"""One Cypher query, from its text to its rows, under a time limit and a row limit."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import jpype

from queries.arcadedb_columns import columns, statement
from queries.arcadedb_errors import store_error
from queries.arcadedb_guard import refuse_unsound, unknown_names
from queries.arcadedb_jvm import java_class
from queries.arcadedb_values import Reader, java_parameters
from queries.store import Parameter, QueryFailed, QueryTimeout, Result, StoreError, Value, WriteRefused

_BATCH = 1_000


class Query:
    """One query under way: `run` belongs to a worker's thread, `stop` to any."""

    def __init__(
        self,
        database: Any,
        reader: Reader,
        cypher: str,
        parameters: Mapping[str, Parameter],
        timeout: float | None,
        limit: int | None,
    ) -> None:
        self._database, self._reader = database, reader
        self._cypher, self._parameters = cypher, parameters
        self._timeout, self._limit = timeout, limit
        self._ticket: Any = None
        self._stopped = False

    def stop(self) -> None:
        """Ask the engine to end the query; it does so at its next row."""
        self._stopped = True
        ticket = self._ticket
        if ticket is not None:
            ticket.terminate("careergraph")

    def run(self) -> Result:
        """Return the answer, or raise the store's error for it."""
        answer = self._answer()
        if isinstance(answer, StoreError):
            raise answer
        return answer

    def _answer(self) -> Result | StoreError:
        # No error leaves with Java objects in its cause or its frames: they would be freed on the caller's thread,
        # and for every thread that touches Java, Java keeps one of its own.
        try:
            return self._result()
        except jpype.JException as error:
            return self._error(error)
        except StoreError as error:
            return error.with_traceback(None)

    def _result(self) -> Result:
        began = time.monotonic()
        tree = statement(self._database, self._cypher)
        refuse_unsound(tree, self._cypher)
        rows, truncated = self._timed_rows()
        named = columns(tree, rows[0] if rows else None)
        table = [tuple(row.get(name) for name in named) for row in rows]
        return Result(named, table, truncated, time.monotonic() - began)

    def _error(self, error: jpype.JException) -> StoreError:
        known = store_error(error, self._cypher, self._timeout)
        if isinstance(known, WriteRefused):
            unknown = unknown_names(statement(self._database, self._cypher), self._cypher)
            if unknown:
                return QueryFailed(f"There is no function or procedure {', '.join(unknown)}.")
        return known

    def _timed_rows(self) -> tuple[list[dict[str, Value]], bool]:
        limits = java_class("com.arcadedb.query.sql.executor.CommandTimeoutOverride")
        limits.set(0 if self._timeout is None else max(1, round(self._timeout * 1000)))
        bound = self._begin().bind()
        try:
            return self._cut_rows()
        finally:
            self._leave_transaction()
            bound.close()
            self._ticket.close()
            self._ticket = None
            limits.clear()

    def _begin(self) -> Any:
        client = java_class("com.arcadedb.query.RunningQuery$Client").NONE
        # A register of its own, so that no query can see or end another.
        register = java_class("com.arcadedb.query.RunningQueryRegistry")()
        self._ticket = register.open("careergraph", "reader", "embedded", None, None, client)
        if self._stopped:
            self.stop()
        return self._ticket

    def _leave_transaction(self) -> None:
        # A call that asks for a transaction is refused, but leaves one behind on its thread.
        if self._database.isTransactionActive():
            contexts = java_class("com.arcadedb.database.DatabaseContext").INSTANCE
            contexts.removeContext(self._database.getDatabasePath())

    def _cut_rows(self) -> tuple[list[dict[str, Value]], bool]:
        found = self._database.query("opencypher", self._cypher, java_parameters(self._parameters))
        rows: list[dict[str, Value]] = []
        try:
            for batch in self._batches(found):
                rows.extend(batch)
                if self._limit is not None and len(rows) > self._limit:
                    return rows[: self._limit], True
            return rows, False
        finally:
            found.close()

    def _batches(self, found: Any) -> Iterator[list[dict[str, Value]]]:
        size = _BATCH if self._limit is None else min(_BATCH, self._limit + 1)
        end = None if self._timeout is None else time.monotonic() + self._timeout
        last = False
        while not last:
            text, objects, last = java_class("com.arcadedb.python.TypedRows").nextRows(found, size)
            yield self._reader.rows(str(text), objects)
            if end is not None and not last and time.monotonic() > end:
                raise QueryTimeout(self._timeout or 0)
