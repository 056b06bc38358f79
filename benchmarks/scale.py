"""The graph with 1, 10 and 100 times its employment: time, disk, memory and latencies, and how they grow.

Each step is a process of its own, so that the memory it takes is its own. Two cores and 8 GB are enough.
"""

from __future__ import annotations

import gc
import hashlib
import math
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.catalogue import LIMIT_SECONDS, answer, median_ms, seconds
from benchmarks.enlarged import enlarged
from careergraph.derivation import with_derived
from loaders.pipeline import load_shipped, to_graph
from ontology.graph import CareerGraph
from queries.arcadedb_store import ArcadeDBStore
from queries.catalog import questions
from queries.neo4j_address import Neo4jAddress
from queries.neo4j_load import load
from queries.neo4j_store import Neo4jStore
from queries.store import QueryTimeout, Store
from tests.neo4j.server import PASSWORD, free_port, make_home, running

CASES = (("embedded", 1), ("embedded", 10), ("embedded", 100), ("Neo4j", 1), ("Neo4j", 10))
RUNS = 3
# A heap for the load of 10 times in one transaction; both of Java's compilers, as in a server that stays up.
JAVA = ("-Xmx3g", "-XX:TieredStopAtLevel=4")

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds of loading, and the most memory, in megabytes, of who loads and of the server."""

    relationships: int
    seconds: float
    memory: float
    server: float


@dataclass(frozen=True, slots=True)
class Answers:
    """Most memory of who answers, in megabytes; by question milliseconds (inf: too long) and a hash of rows."""

    memory: float
    times: dict[str, float]
    hashes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine at one size; megabytes on disk of the store and of Neo4j's transaction log."""

    load: Load
    answers: Answers
    disk: float
    log: float


def load_embedded(times: int, folder: Path) -> Load:
    graph = _graph(times)
    took = seconds(lambda: ArcadeDBStore.create(folder, graph))
    return Load(len(graph.relationships), took, _memory(resource.RUSAGE_SELF), 0)


def ask_embedded(folder: Path) -> Answers:
    with ArcadeDBStore.open(folder) as store:
        found = _ask(store)
    return Answers(_memory(resource.RUSAGE_SELF), *found)


def load_neo4j(times: int, home: Path, port: int) -> Load:
    with running(make_home(home, port), port, *JAVA, farewell=True) as url:
        address = Neo4jAddress(url, password=PASSWORD)
        graph = _graph(times)
        took = seconds(lambda: load(address, graph))
    memory, server = _memory(resource.RUSAGE_SELF), _memory(resource.RUSAGE_CHILDREN)
    return Load(len(graph.relationships), took, memory, server)


def ask_neo4j(home: Path, port: int) -> Answers:
    with running(home, port, *JAVA) as url, Neo4jStore.open(Neo4jAddress(url, password=PASSWORD)) as store:
        found = _ask(store)
    return Answers(_memory(resource.RUSAGE_CHILDREN), *found)


def _graph(times: int) -> CareerGraph:
    gc.disable()  # as a build does
    loaded = load_shipped()
    graph = enlarged(with_derived(to_graph(loaded), loaded), times)
    graph.content_hash()
    return graph


def _ask(store: Store) -> tuple[dict[str, float], dict[str, str]]:
    times, hashes = {}, {}
    for question in questions().values():
        try:
            rows = sorted(map(repr, answer(store, question).rows))  # an order may leave some rows equal
            hashes[question.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
            times[question.name] = median_ms(store, question, RUNS)
        except QueryTimeout:
            times[question.name] = math.inf
    return times, hashes


def _disk(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _memory(who: int) -> float:
    return resource.getrusage(who).ru_maxrss * (1024 if sys.platform != "darwin" else 1) / 1e6


def apart(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What the work gives, done in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments, **named).result()


def measure(engine: str, times: int) -> Measured:
    print(f"{datetime.now(UTC):%H:%M:%S} {engine} {times}×", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "store"
        if engine == "embedded":
            return Measured(apart(load_embedded, times, folder), apart(ask_embedded, folder), _disk(folder), 0)
        port = free_port()
        found = apart(load_neo4j, times, folder, port), apart(ask_neo4j, folder, port)
        store, log = (_disk(folder / "data" / part / "neo4j") for part in ("databases", "transactions"))
        return Measured(*found, store, log)


def figures(found: Measured) -> dict[str, float]:
    """The figures of one engine at one size, by what they are."""
    times = sorted(found.answers.times.values())
    return {
        "relationships": found.load.relationships,
        "load, s": found.load.seconds,
        "on disk, MB": found.disk,
        "its transaction log, MB": found.log,
        "memory to load, MB": found.load.memory,
        "memory of the server that loads, MB": found.load.server,
        "memory to answer, MB": found.answers.memory,
        "median question, ms": statistics.median(times),
        "90th percentile, ms": times[math.ceil(0.9 * len(times)) - 1],
    }


def slowest(all_times: Iterable[Mapping[str, float]]) -> set[str]:
    """The five slowest questions of each engine and size."""
    return {name for times in all_times for name in sorted(times, key=times.__getitem__)[-5:]}


def print_table(lines: Mapping[str, Mapping[tuple[str, int], float]]) -> None:
    """A line a figure, a column an engine and size; growth against the same engine's 1× stands behind."""
    heads = (f"{engine} {times}×" for engine, times in CASES)
    print(f"| {'':<46} | {' | '.join(f'{head:>18}' for head in heads)} |")
    print(f"|{'-' * 48}|{'|'.join('-' * 19 + ':' for _ in CASES)}|")
    for name, values in lines.items():
        cells = (cell(values[case], values[case[0], 1], case[1] > 1) for case in CASES)
        print(f"| {name:<46} | {' | '.join(f'{text:>18}' for text in cells)} |")


def cell(value: float, at_first: float, grown: bool) -> str:
    if math.isinf(value):
        return f"over {LIMIT_SECONDS} s"
    if not value:
        return ""
    text = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return f"{text} (×{value / at_first:.1f})" if grown else text


def machine() -> str:
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load average {load}"


def main() -> None:
    print(machine(), flush=True)
    found = {case: measure(*case) for case in CASES}
    print(machine())
    by_case = {case: figures(one) for case, one in found.items()}
    print_table({name: {case: by_case[case][name] for case in CASES} for name in by_case[CASES[0]]})
    times = {case: one.answers.times for case, one in found.items()}
    last = times["embedded", 100]
    names = sorted(slowest(times.values()), key=last.__getitem__, reverse=True)
    print_table({name: {case: times[case][name] for case in CASES} for name in names})
    for size in (1, 10):
        here, there = (found[engine, size].answers.hashes for engine in ("embedded", "Neo4j"))
        equal = sum(here.get(name) == there.get(name, "") for name in questions())
        print(f"{size}×: equal answers on both engines to {equal} of {len(questions())} questions")


if __name__ == "__main__":
    main()
