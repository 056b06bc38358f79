"""Cypher for many at once: processes that hold the store open, each of which can be ended."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from queries.cypher_results import CypherAnswer, CypherAsked
from queries.process_pool import ProcessPool
from queries.sparql_results import QueryTooLarge
from queries.store import Parameter
from queries.worker_process import start

__all__ = ["CypherAnswer", "CypherPool"]

# The engine ends most queries at their limit by itself; what overstays it for so many seconds is ended from here.
_GRACE = 1.0


class CypherPool:
    """So many processes on one store, started in the background. Threads may share it.

    Each has a Java machine with a heap of `heap_mb`, and ends where a query fills it.
    """

    def __init__(self, folder: Path, *, size: int = 2, heap_mb: int = 384) -> None:
        self.size = size
        make = partial(start, "queries.cypher_worker", str(folder), str(heap_mb))
        self._processes = ProcessPool(size, make, too_large=partial(QueryTooLarge, heap_mb), grace=_GRACE)

    def query(
        self, cypher: str, parameters: Mapping[str, Parameter], *, timeout: float, limit: int
    ) -> CypherAnswer:
        """The answer, of at most `limit` rows, within `timeout` seconds from when a process is free.

        Raises a QueryFailed as Store.query does, or QueryTooLarge, AnswerTooLarge, or PoolBusy where no process is
        free within that time; StoreMissing, StoreDamaged.
        """
        asked = CypherAsked(cypher, dict(parameters), timeout, limit)
        answer = self._processes.ask(asked, timeout)
        assert isinstance(answer, CypherAnswer)
        return answer

    def ready(self) -> bool:
        """Whether the store is open."""
        return self._processes.ready()

    def pids(self) -> list[int]:
        """Ids of the processes."""
        return self._processes.pids()

    def close(self) -> None:
        """Ends the processes."""
        self._processes.close()
