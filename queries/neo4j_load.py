"""A graph written into a Neo4j database, all of it or nothing.

One transaction takes away the build of before and writes the new one, so a load that fails changes nothing; while
it is committed, the seal tells readers. `docs/decisions/0006-neo4j.md` says what was weighed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from neo4j import Driver, Result, Transaction
from neo4j.exceptions import ClientError, DatabaseError, DriverError, Neo4jError, TransientError

from queries.neo4j_address import Neo4jAddress, connect, in_words
from queries.neo4j_errors import ForeignData, LoadRefused
from queries.neo4j_schema import quoted, schema_statements, titles_index
from queries.neo4j_seal import (
    EMPTY,
    LABEL,
    Seal,
    begin_switch,
    end_switch,
    fingerprint,
    read_seal,
    seal_of,
    write_seal,
)
from queries.neo4j_values import stored
from queries.store import LoadableGraph

Progress = Callable[[str, int, int], None]
T = TypeVar("T")

_BATCH = 5_000
_TOO_LARGE = "the server lacks the memory for it in one piece; see: careergraph export --format neo4j-csv"
_DELETE = f"MATCH (n) WHERE NOT n:{LABEL} DETACH DELETE n"
_CREATE_NODES = "UNWIND $rows AS row CREATE (n{labels}) SET n = row RETURN n.id, elementId(n)"
_CREATE_RELATIONSHIPS = (
    "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1] "
    "CREATE (a)-[r{type}]->(b) SET r = row[2]"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a load changed in the database, by the server's own count; the seal does not count."""

    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    properties_set: int = 0
    constraints_added: int = 0
    indexes_added: int = 0


def load(address: Neo4jAddress, graph: LoadableGraph, progress: Progress | None = None) -> Changes:
    """Put the graph in the place of the build that the database holds; where it holds this one, change nothing.

    Progress is told the stage ("indexes", "nodes", "relationships", "switch"), how many are done, and of how many.
    Raises ForeignData where the database holds anything that careergraph did not write; ServerAbsent,
    LoginRefused, ServerFailed; LoadRefused where the server cannot take the graph.
    """
    with connect(address) as driver, in_words(address):
        try:
            return _Loading(driver, address, graph, progress or (lambda *_: None)).run()
        except (ClientError, DatabaseError, TransientError) as error:
            why = _TOO_LARGE if "OutOfMemory" in str(error.code) else str(error.message)
            raise LoadRefused(str(address), why) from error


class _Loading:
    def __init__(self, driver: Driver, address: Neo4jAddress, graph: LoadableGraph, progress: Progress) -> None:
        self._driver, self._address, self._graph, self._progress = driver, address, graph, progress
        self._counts: Counter[str] = Counter()

    def run(self) -> Changes:
        seal = self._own_seal()
        self._make_indexes()
        if seal is None or seal.switching or seal.content_hash != self._graph.content_hash():
            self._replace()
        return Changes(**self._counts)

    def _own_seal(self) -> Seal | None:
        """The seal of what is there, all of which careergraph wrote."""
        with self._address.reading(self._driver, _BATCH) as session:
            seal = read_seal(session)
            if fingerprint(session) != (EMPTY if seal is None else seal.fingerprint):
                what = "holds data of another program" if seal is None else "is not as careergraph left it"
                raise ForeignData(str(self._address), what)
        return seal

    def _make_indexes(self) -> None:
        with self._address.writing(self._driver) as session:
            statements = schema_statements(self._graph, titles_index(session))
            with session.begin_transaction() as transaction:
                for done, statement in enumerate(statements, start=1):
                    self._count(transaction.run(statement))
                    self._progress("indexes", done, len(statements))
                transaction.commit()
            session.run("CALL db.awaitIndexes(600)").consume()

    def _replace(self) -> None:
        seal = seal_of(self._graph)
        try:
            with self._address.writing(self._driver) as session, session.begin_transaction() as transaction:
                self._count(transaction.run(_DELETE))
                self._write_relationships(transaction, self._write_nodes(transaction))
                with self._address.writing(self._driver) as another:
                    begin_switch(another)
                self._progress("switch", 0, 1)
                write_seal(transaction, seal)
                transaction.commit()
        except BaseException:
            # What was there before still is; only a process that is killed leaves the announcement behind.
            with suppress(Neo4jError, DriverError):
                self._end_switch()
            raise
        self._end_switch()
        self._progress("switch", 1, 1)

    def _end_switch(self) -> None:
        with self._address.writing(self._driver) as session:
            end_switch(session)

    def _write_nodes(self, transaction: Transaction) -> dict[str, str]:
        """Neo4j's own ids of the nodes, by ours."""
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for node in self._graph.nodes.values():
            groups[quoted(*sorted(set(node.labels)))].append(stored(node.properties()))
        elements: dict[str, str] = {}
        for labels, rows in groups.items():
            for some in _batches(rows):
                created = transaction.run(_CREATE_NODES.format(labels=labels), rows=some)
                elements.update({str(ours): str(element) for ours, element in created.values()})
                self._count(created)
                self._progress("nodes", len(elements), len(self._graph.nodes))
        return elements

    def _write_relationships(self, transaction: Transaction, elements: Mapping[str, str]) -> None:
        groups: dict[str, list[list[Any]]] = defaultdict(list)
        for r in self._graph.relationships:
            lost = [end for end in (r.start, r.end) if end not in elements]
            if lost:
                named = f"{r.start} {r.type} {r.end} names {lost[0]}, which is no node of the graph"
                raise LoadRefused(str(self._address), f"the relationship {named}")
            groups[quoted(r.type)].append([elements[r.start], elements[r.end], stored(r.properties())])
        done = 0
        for kind, rows in groups.items():
            for some in _batches(rows):
                self._count(transaction.run(_CREATE_RELATIONSHIPS.format(type=kind), rows=some))
                done += len(some)
                self._progress("relationships", done, len(self._graph.relationships))

    def _count(self, result: Result) -> None:
        counters = result.consume().counters
        self._counts.update({field.name: getattr(counters, field.name) for field in fields(Changes)})


def _batches(rows: list[T]) -> Iterator[list[T]]:
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))
