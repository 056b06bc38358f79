"""Median latency of every question of the catalogue, embedded and on a real Neo4j, in one run; and the load."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from careergraph.derivation import with_derived
from loaders.pipeline import load_shipped, to_graph
from queries.arcadedb_store import ArcadeDBStore
from queries.catalog import Question, questions
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from queries.neo4j_store import Neo4jStore
from queries.store import Result, Store
from tests.neo4j.server import PASSWORD, free_port, make_home, running

RUNS = 7
LIMIT_SECONDS = 60
LOAD_SECONDS = 60


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock time."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def answer(store: Store, question: Question) -> Result:
    """All rows, with the question's own parameters. Raises QueryTimeout after a minute."""
    return store.query(question.cypher, question.values({}), timeout=LIMIT_SECONDS, limit=None)


def median_ms(store: Store, question: Question, runs: int = RUNS) -> float:
    """Milliseconds, the first run left out."""
    answer(store, question)
    return 1000 * statistics.median(seconds(lambda: answer(store, question)) for _ in range(runs))


def main() -> None:
    loaded = load_shipped()
    graph = with_derived(to_graph(loaded), loaded)
    with tempfile.TemporaryDirectory() as scratch:
        folder, port = Path(scratch), free_port()
        embedded_load = seconds(lambda: ArcadeDBStore.create(folder / "store", graph))
        with running(make_home(folder / "neo4j", port), port) as url:
            address = Neo4jAddress(url, password=PASSWORD)
            first, second = (seconds(lambda: load(address, graph)) for _ in range(2))
            with ArcadeDBStore.open(folder / "store") as embedded, Neo4jStore.open(address) as server:
                rows = {q.name: (median_ms(embedded, q), median_ms(server, q)) for q in questions().values()}
    print(f"{'question':<55} embedded ms   Neo4j ms   ratio")
    for name, (here, there) in rows.items():
        print(f"{name:<55} {here:>11.1f} {there:>10.1f} {here / there:>7.1f}")
    here, there = (statistics.median(times) for times in zip(*rows.values(), strict=True))
    print(f"{'median of all':<55} {here:>11.1f} {there:>10.1f} {here / there:>7.1f}")
    print(f"load: embedded {embedded_load:.1f} s, Neo4j {first:.1f} s and, again, {second:.1f} s")
    print(f"allowed for the first load into Neo4j: {LOAD_SECONDS} s")


if __name__ == "__main__":
    main()
