"""The embedded Cypher store: an ArcadeDB folder, opened so that the engine itself refuses every write."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import jpype

from queries import arcadedb_load
from queries.arcadedb_errors import java_text
from queries.arcadedb_jvm import java_class, start_jvm
from queries.arcadedb_query import Query
from queries.arcadedb_seal import Seal, read_seal
from queries.arcadedb_values import Reader
from queries.arcadedb_worker import Worker, in_peace, run_apart
from queries.store import (
    LoadableGraph,
    Parameter,
    QueryTimeout,
    Result,
    StoreClosed,
    StoreDamaged,
    StoreSchema,
    WriteRefused,
)

_HEAP_MB = 512

# How long a query may overstay its limit (seconds) before it is left to itself: the engine looks at the clock
# between rows, not inside every function.
_GRACE = 0.7
_LAST_WORDS = 2.0


@dataclass(slots=True)
class _Shared:
    """A folder open in this process: the engine opens one only once, so all stores on it share this."""

    database: Any
    seal: Seal
    reader: Reader = field(default_factory=Reader)
    users: int = 0

    def close(self) -> None:
        """Close the folder, once."""
        if self.database.isOpen():
            self.database.close()


_OPEN: dict[Path, _Shared] = {}
_OPENING = threading.Lock()


class ArcadeDBStore:
    """One open store; made by `open`. May be used by many threads at once."""

    def __init__(self, path: Path, shared: _Shared) -> None:
        self._path, self._shared = path, shared
        self._closed = False

    @staticmethod
    def create(path: Path, graph: LoadableGraph, *, progress: arcadedb_load.Progress | None = None) -> None:
        """Load the graph into a new folder, which may be moved afterwards.

        Progress is told the stage ("nodes", "relationships", "indexes"), how many are done, and of how many.
        Raises StoreExists, LoadFailed.
        """
        start_jvm(_HEAP_MB, _close_all, briefly=True)
        arcadedb_load.load(path, graph, progress)

    @classmethod
    def open(cls, path: Path, *, heap_mb: int = _HEAP_MB) -> Self:
        """Open a store for reading; other processes may have it open too.

        The heap (megabytes) counts for the first store of a process. Raises StoreMissing, StoreDamaged.
        """
        path = path.resolve()
        seal = read_seal(path)
        start_jvm(heap_mb, _close_all)
        with _OPENING:
            shared = _OPEN.get(path) or in_peace(lambda: _open_shared(path, seal))
            shared.users += 1
            _OPEN[path] = shared
        return cls(path, shared)

    @property
    def content_hash(self) -> str:
        """The content hash of the graph that was loaded."""
        return self._shared.seal.content_hash

    def load(self, graph: LoadableGraph) -> None:  # noqa: ARG002 - the protocol's parameter
        """Raise WriteRefused: an open store is read-only, `create` makes a new one."""
        raise WriteRefused("load")

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        timeout: float | None,
        limit: int | None,
    ) -> Result:
        """Return the answer to a query, of at most `limit` rows; the query is ended after `timeout` seconds.

        Raises QuerySyntaxError, MissingParameter, WriteRefused, FeatureRefused, QueryTimeout, or QueryFailed for
        whatever else the engine cannot do.
        """
        self._check_open()
        shared = self._shared
        work = Query(shared.database, shared.reader, cypher, parameters or {}, timeout, limit)
        try:
            return run_apart(work.run, wait=None if timeout is None else timeout + _GRACE, stop=work.stop)
        except TimeoutError as error:
            raise QueryTimeout(timeout or 0) from error

    def schema(self) -> StoreSchema:
        """Return what the store holds, with counts."""
        self._check_open()
        of_labels, of_types = self._shared.seal.label_properties, self._shared.seal.type_properties
        counts = in_peace(lambda: {name: self._count(name) for name in (*of_labels, *of_types)})
        return StoreSchema(
            labels={label: counts[label] for label in of_labels},
            relationship_types={kind: counts[kind] for kind in of_types},
            label_properties={label: tuple(names) for label, names in of_labels.items()},
            type_properties={kind: tuple(names) for kind, names in of_types.items()},
        )

    def close(self) -> None:
        """Give the folder back; the last store on it closes it. Closing twice is fine."""
        with _OPENING:
            if self._closed:
                return
            self._closed = True
            self._shared.users -= 1
            if self._shared.users == 0:
                _OPEN.pop(self._path, None)
                in_peace(self._shared.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreClosed(self._path)

    def _count(self, name: str) -> int:
        return int(self._shared.database.countType(name, True))


def _open_shared(path: Path, seal: Seal) -> _Shared:
    shared = _Shared(_open_database(path), seal)
    # The engine opens a folder whose schema it cannot read as an empty one.
    schema = shared.database.getSchema()
    lost = [name for name in (*seal.label_properties, *seal.type_properties) if not schema.existsType(name)]
    if lost:
        shared.close()
        raise StoreDamaged(path, f"{len(lost)} of its labels and types cannot be read, {lost[0]} the first")
    return shared


def _open_database(path: Path) -> Any:
    mode = java_class("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY
    try:
        database = java_class("com.arcadedb.database.DatabaseFactory")(str(path)).open(mode)
    except jpype.JException as error:
        raise StoreDamaged(path, java_text(error)) from error
    settings = java_class("com.arcadedb.GlobalConfiguration")
    for switch in (settings.OPENCYPHER_LOAD_CSV_ALLOW_FILE_URLS, settings.OPENCYPHER_LOAD_CSV_ALLOW_REMOTE_URLS):
        database.getConfiguration().setValue(switch, False)
    return database


def _close_all() -> None:
    # JPype aborts the process when it ends Java under a thread that is still inside it.
    Worker.rest(_LAST_WORDS)
    with _OPENING:
        for shared in _OPEN.values():
            shared.close()
        _OPEN.clear()
