"""The RDF edition of the current build: made, read, and written by us, by pyoxigraph and by rdflib.

Each has a process of its own, in which it holds the same triples when its time begins; writers take turns. Times
are seconds of processor time, so that other work on the machine counts little; memory is the most a process ever
had. With `--readers`, pyoxigraph, rdflib and pyld read all that we write instead, and tell whether it is the same.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib

import careergraph
from ontology.rdf.edition import GRAPHS, make_edition, read_lines, read_triples, write_edition
from ontology.rdf.formats import FORMATS, write
from ontology.rdf.prefixes import prefixes
from tests.ontology.rdf.rdf_readers import by_pyld, by_pyoxigraph, by_rdflib, expected

LIMIT_OVER_PYOXIGRAPH, LIMIT_OVER_RDFLIB = 3, 10
ROUNDS = 3
SPAWN = get_context("spawn")
COMPARED = ("turtle", "ntriples")

Write = Callable[[str, Path], object]


def ours(folder: Path) -> Write:
    """From lines in memory, as make_edition gives them."""
    graphs = {name: list(read_lines(folder, name)) for name in GRAPHS}

    def written(form: str, path: Path) -> None:
        with path.open("wb") as out:
            write(graphs, form, out)

    return written


def ours_from_disk(folder: Path) -> Write:
    """From the compressed files of a build, as an export does it."""

    def written(form: str, path: Path) -> None:
        with path.open("wb") as out:
            write({name: read_lines(folder, name) for name in GRAPHS}, form, out)

    return written


def by_store(folder: Path) -> Write:
    """pyoxigraph, with the same prefixes."""
    store, default, known = ox.Store(), ox.DefaultGraph(), prefixes()
    for name in GRAPHS:
        store.bulk_load(read_triples(folder, name), ox.RdfFormat.N_TRIPLES)
    forms = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
    return lambda form, path: store.dump(path, forms[form], from_graph=default, prefixes=known)


def by_graph(folder: Path) -> Write:
    """rdflib, with the same prefixes."""
    graph = rdflib.Graph(bind_namespaces="none")
    for name in GRAPHS:
        graph.parse(data=read_triples(folder, name), format="nt")
    for prefix, iri in prefixes().items():
        graph.bind(prefix, iri)
    forms = {"turtle": "turtle", "ntriples": "nt"}
    return lambda form, path: graph.serialize(path, format=forms[form], encoding="utf-8")


WRITERS: dict[str, tuple[Callable[[Path], Write], int]] = {
    "careergraph": (ours, ROUNDS),
    "careergraph, from disk": (ours_from_disk, ROUNDS),
    "pyoxigraph": (by_store, ROUNDS),
    "rdflib": (by_graph, 1),
}
"""Name → what prepares the writer, and how often it writes; the quickest counts."""


def work(name: str, folder: Path, asked: Connection) -> None:
    """The process of a writer: writes each format it is asked for and tells seconds; in the end, megabytes."""
    written = WRITERS[name][0](folder)
    gc.freeze()
    asked.send(0)
    while form := asked.recv():
        began = time.process_time()
        written(form, folder / f"{name}.{form}")
        asked.send(time.process_time() - began)
    asked.send(megabytes())


def megabytes() -> float:
    """The most memory that this process ever had."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def compare(folder: Path) -> None:
    """Prints seconds, memory and ratios of all writers."""
    pipes: dict[str, Connection] = {}
    for name in WRITERS:
        pipes[name], far = SPAWN.Pipe()
        SPAWN.Process(target=work, args=(name, folder, far), daemon=True).start()
        pipes[name].recv()
    seconds: dict[tuple[str, str], float] = {}
    for turn in range(ROUNDS):
        for form in COMPARED:
            for name in (name for name, (_, rounds) in WRITERS.items() if turn < rounds):
                pipes[name].send(form)
                seconds[name, form] = min(pipes[name].recv(), seconds.get((name, form), float("inf")))
    for name, pipe in pipes.items():
        pipe.send(None)
        times = ", ".join(f"{form} {seconds[name, form]:.2f} s" for form in COMPARED)
        print(f"{name}: {times}; {pipe.recv():,.0f} MB")
    for form in COMPARED:
        mine = seconds["careergraph", form]
        slower, faster = mine / seconds["pyoxigraph", form], seconds["rdflib", form] / mine
        print(
            f"{form}: {slower:.2f} times the seconds of pyoxigraph ({LIMIT_OVER_PYOXIGRAPH} allowed), "
            f"{faster:.0f} times faster than rdflib ({LIMIT_OVER_RDFLIB} wanted)"
        )


def check_readers(folder: Path) -> None:
    """Prints whether each reader reads the same triples in each format, of the whole edition or graph by graph."""
    whole = {name: list(read_lines(folder, name)) for name in GRAPHS}
    parts = [{name: lines} for name, lines in whole.items()]
    for form in FORMATS:
        for read, graphs in [(by_pyoxigraph, whole), *((by_rdflib, part) for part in parts)]:
            report(form, read, graphs, folder)
    for part in parts:
        report("jsonld", by_pyld, part, folder)


def report(form: str, read: Callable[[bytes, str], object], graphs: dict[str, list[str]], folder: Path) -> None:
    path = folder / f"read{FORMATS[form].ending}"
    with path.open("wb") as out:
        write(graphs, form, out)
    began = time.process_time()
    found = read(path.read_bytes(), form)
    seconds, wanted = time.process_time() - began, expected(graphs, form)
    verdict = "the same" if found == wanted else "NOT THE SAME"
    print(f"{form}, {'+'.join(graphs)}, {read.__name__}: {len(wanted):,}, {verdict}; {seconds:.0f} s", flush=True)


def make(folder: Path) -> None:
    """The process that makes the edition of the current build, writes it and reads it."""
    with careergraph.open() as base:
        graph = base.graph()
    graph.content_hash()  # which a build knows before it makes the edition
    gc.freeze()
    began = time.process_time()
    edition = make_edition(graph)
    made = time.process_time()
    write_edition(edition.graphs.items(), folder)
    written = time.process_time()
    triples = sum(1 for name in GRAPHS for _ in read_lines(folder, name))
    read = time.process_time()
    print(
        f"{triples:,} triples: made in {made - began:.2f} s, written compressed in {written - made:.2f} s, "
        f"read in {read - written:.2f} s; {megabytes():,.0f} MB with the graph",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", action="store_true", help="check what other programs read (about 20 minutes)")
    readers = parser.parse_args().readers
    with tempfile.TemporaryDirectory() as temporary:
        # Not in this process: what is started later would count its memory as its own.
        making = SPAWN.Process(target=make, args=(Path(temporary),))
        making.start()
        making.join()
        (check_readers if readers else compare)(Path(temporary))


if __name__ == "__main__":
    main()
