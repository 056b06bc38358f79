"""The seal of a Neo4j database: one node that says which build it holds, and what careergraph wrote there.

A load announces its switch from one build to the next before it commits it, and ends it after. A commit shows
itself to readers piece by piece, so whoever finds the same seal before and after a query, and no switch under way,
has an answer out of one build.

The fingerprint stands for every node and relationship that careergraph wrote, with all its properties. A database
that does not match the fingerprint of its seal holds what someone else wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from neo4j import Session, Transaction

from queries.store import LoadableGraph

LABEL = "CareerGraphBuild"
EMPTY = f"{0:064x}"
_ID = "careergraph/build"
_READ = f"MATCH (b:{LABEL}) RETURN b.contentHash, b.fingerprint, b.switching, b.loadedAt"
_NODES = f"MATCH (n) WHERE NOT n:{LABEL} RETURN labels(n), properties(n)"
_RELATIONSHIPS = "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)"

Runner = Session | Transaction


@dataclass(frozen=True, slots=True)
class Seal:
    """Content hash ("" before the first load), fingerprint, whether a switch is under way, when the last began."""

    content_hash: str
    fingerprint: str
    switching: bool = False
    loaded_at: str = ""

    def properties(self) -> dict[str, str]:
        """Return the properties of the node that is the seal, without those of a switch."""
        return {"id": _ID, "contentHash": self.content_hash, "fingerprint": self.fingerprint}


def seal_of(graph: LoadableGraph) -> Seal:
    """Return the seal that a graph gets once it is loaded."""
    return Seal(graph.content_hash(), _sum(_records_of(graph)))


def read_seal(runner: Runner) -> Seal | None:
    """Return the seal of a database; None where there is none."""
    found = runner.run(_READ).values()
    if not found:
        return None
    content_hash, fingerprint, switching, loaded_at = found[0]
    return Seal(content_hash or "", fingerprint or EMPTY, bool(switching), loaded_at or "")


def fingerprint(runner: Runner) -> str:
    """Return the fingerprint of what a database holds now, the seal aside."""
    return _sum(_records_in(runner))


def begin_switch(runner: Runner) -> None:
    """Announce in the seal, which is made where there is none, that a build is about to be replaced."""
    now = "SET b.switching = true, b.loadedAt = toString(datetime())"
    runner.run(f"MERGE (b:{LABEL} {{id: $id}}) {now}", id=_ID).consume()


def write_seal(runner: Runner, seal: Seal) -> None:
    """Write what was loaded into the seal; the switch stays announced."""
    runner.run(f"MATCH (b:{LABEL}) SET b += $seal", seal=seal.properties()).consume()


def end_switch(runner: Runner) -> None:
    """Take the announcement back."""
    runner.run(f"MATCH (b:{LABEL}) REMOVE b.switching").consume()


def _records_of(graph: LoadableGraph) -> Iterator[object]:
    for node in graph.nodes.values():
        yield sorted(set(node.labels)), node.properties()
    for r in graph.relationships:
        yield r.type, r.start, r.end, r.properties()


def _records_in(runner: Runner) -> Iterator[object]:
    for labels, properties in runner.run(_NODES):
        yield sorted(labels), properties
    for record in runner.run(_RELATIONSHIPS):
        yield record.values()


def _sum(records: Iterable[object]) -> str:
    """A sum of hashes, so that the order does not count, but each of several equal relationships does."""
    total = 0
    for record in records:
        line = json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)
        total += int.from_bytes(hashlib.sha256(line.encode()).digest())
    return f"{total % 2**256:064x}"
