"""The Cypher store for many users: a build in a Neo4j 5 database, read over Bolt.

Neo4j Community has no roles: whoever holds its password is its administrator. What is refused here is refused to
those who ask through careergraph, not to those who have the password.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from neo4j import Driver
from neo4j.exceptions import DriverError

from queries import neo4j_load
from queries.arcadedb_worker import run_apart
from queries.neo4j_address import Neo4jAddress, connect, in_words
from queries.neo4j_errors import ConnectionClosed, ForeignData, LoadUnfinished, NoBuildThere
from queries.neo4j_query import Query
from queries.neo4j_seal import LABEL, read_seal
from queries.store import LoadableGraph, Parameter, QueryTimeout, Result, StoreSchema

# The server looks at its clock every two seconds, and not inside every function.
_GRACE = 3.0
_BY_LABEL = f"MATCH (n) WHERE NOT n:{LABEL} UNWIND labels(n) AS label RETURN label, keys(n) AS names, count(*)"
_BY_TYPE = "MATCH ()-[r]->() RETURN type(r) AS type, keys(r) AS names, count(*)"
_ANY = "MATCH (n) RETURN count(n)"


class Neo4jStore:
    """One open store; made by `open`. May be used by many threads at once."""

    def __init__(self, address: Neo4jAddress, driver: Driver, content_hash: str) -> None:
        self._address, self._driver, self._content_hash = address, driver, content_hash
        self._closed = False

    @classmethod
    def open(cls, address: Neo4jAddress) -> Self:
        """Open the build that a database holds, for reading.

        Raises ServerAbsent, LoginRefused, ServerFailed, NoBuildThere, ForeignData or LoadUnfinished.
        """
        driver = connect(address)
        try:
            return cls(address, driver, _content_hash(address, driver))
        except BaseException:
            driver.close()
            raise

    @property
    def content_hash(self) -> str:
        """The content hash of the build that was there when the store was opened."""
        return self._content_hash

    def load(self, graph: LoadableGraph) -> None:
        """Put the graph in the place of what careergraph loaded before; see `neo4j_load.load`."""
        self._check_open()
        neo4j_load.load(self._address, graph)
        self._content_hash = graph.content_hash()

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        timeout: float | None,
        limit: int | None,
    ) -> Result:
        """Return the answer to a query, of at most `limit` rows; the server ends it after `timeout` seconds.

        Raises QuerySyntaxError, MissingParameter, WriteRefused, FeatureRefused, QueryTimeout, or QueryFailed for
        whatever else is wrong with it; BuildReplaced or LoadUnfinished where a load came between.
        """
        self._check_open()
        work = Query(self._address, self._content_hash, cypher, parameters or {}, timeout, limit)
        wait = None if timeout is None else timeout + _GRACE
        with in_words(self._address):
            try:
                return run_apart(lambda: work.run(self._driver), wait=wait, stop=lambda: None)
            except TimeoutError as error:
                raise QueryTimeout(timeout or 0) from error

    def schema(self) -> StoreSchema:
        """Return what the store holds, with counts; the node of the seal is left out."""
        self._check_open()
        with in_words(self._address), self._address.reading(self._driver) as session:
            of_labels, of_types = session.run(_BY_LABEL).values(), session.run(_BY_TYPE).values()
        labels, label_properties = _counted(of_labels)
        types, type_properties = _counted(of_types)
        return StoreSchema(labels, types, label_properties, type_properties)

    def close(self) -> None:
        """Give the connections back; closing twice is fine."""
        self._closed = True
        with suppress(DriverError, OSError):
            self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_open(self) -> None:
        if self._closed:
            raise ConnectionClosed(str(self._address))


def _content_hash(address: Neo4jAddress, driver: Driver) -> str:
    with in_words(address), address.reading(driver) as session:
        seal = read_seal(session)
        if seal is None and session.run(_ANY).single(strict=True)[0]:
            raise ForeignData(str(address), "holds data of another program")
    if seal is not None and seal.switching:
        raise LoadUnfinished(str(address))
    if seal is None or not seal.content_hash:
        raise NoBuildThere(str(address))
    return seal.content_hash


def _counted(found: Iterable[list[Any]]) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    counts: dict[str, int] = {}
    properties: dict[str, set[str]] = {}
    for name, names, count in found:
        counts[name] = counts.get(name, 0) + count
        properties.setdefault(name, set()).update(names)
    return dict(sorted(counts.items())), {name: tuple(sorted(properties[name])) for name in sorted(properties)}
