"""Cypher for many at once: processes that hold the store open, each of which can be ended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from queries.arcadedb_store import ArcadeDBStore
from queries.store import Parameter, Result


class CypherPool:
    """So many processes on one store. Threads may share it; at most `size` should ask at once."""

    def __init__(self, folder: Path, *, size: int = 2, heap_mb: int = 384) -> None:
        self.size = size
        self._folder, self._heap_mb = folder, heap_mb
        self._store: ArcadeDBStore | None = None

    def query(self, cypher: str, parameters: Mapping[str, Parameter], *, timeout: float, limit: int) -> Result:
        """The answer within `timeout` seconds, or a QueryFailed as Store.query raises it."""
        self._store = self._store or ArcadeDBStore.open(self._folder, heap_mb=self._heap_mb)
        return self._store.query(cypher, parameters, timeout=timeout, limit=limit)

    def close(self) -> None:
        """Ends the processes."""
        if self._store:
            self._store.close()
