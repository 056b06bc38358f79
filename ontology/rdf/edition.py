"""The RDF edition of a graph: four named graphs of triples, in canonical order."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import Finding, Occupation, Source
from ontology.rdf.cells import cell_lines
from ontology.rdf.concepts import figure_lines, node_lines
from ontology.rdf.iris import Iris
from ontology.rdf.metadata import metadata_lines
from ontology.rdf.model import STATEMENTS
from ontology.rdf.schemes import lines as scheme_lines
from ontology.rdf.statements import (
    correspondence_lines,
    hierarchy_lines,
    narrower_ids,
    row_lines,
    statement_lines,
)
from ontology.rdf.tally import tally
from ontology.relationships import Relationship

GRAPHS = ("published", "derived", "labour", "metadata")
"""Names of the named graphs; `core` is published and metadata: what a publisher states, without figures."""

_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Edition:
    """The triples of each named graph: lines of N-Triples, sorted, none twice."""

    base: str
    graphs: Mapping[str, list[str]]

    def __len__(self) -> int:
        return sum(map(len, self.graphs.values()))


def make_edition(graph: CareerGraph, base: str = BASE) -> Edition:
    """All that a graph says, as triples. Same graph and base, same triples in the same order.

    Raises ValueError for a bad base, or NotWritable for a relationship that has no place in the edition.
    """
    return Edition(base, dict(named_graphs(graph, base)))


def named_graphs(graph: CareerGraph, base: str = BASE) -> Iterator[tuple[str, list[str]]]:
    """What make_edition gives, one named graph after the other, so that not all need be held at once."""
    iris = Iris(base)
    tallies = {}
    for name, make in {"published": _published, "derived": _derived, "labour": _labour}.items():
        lines = _in_order(make(graph, iris))
        tallies[name] = tally(lines)
        yield name, lines
        del lines
    yield "metadata", metadata_lines(graph, iris, tallies)


def _in_order(lines: Iterable[str]) -> list[str]:
    """Sorted, none twice. Subjects are put in order, and the few lines of each: faster than all lines at once."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[line[: line.index(" ")]].append(line)
    return [line for subject in sorted(found) for line in sorted(set(found[subject]))]


def _published(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    narrower = narrower_ids(graph)
    for node in graph.nodes.values():
        if not isinstance(node, Source | Finding):
            yield from node_lines(node, iris, narrower)
    yield from scheme_lines(graph, iris)
    yield from hierarchy_lines(graph, iris)
    yield from row_lines(graph, iris)
    yield from _statements(graph, _of(graph, derived=False), iris)


def _derived(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    for finding in graph.of_kind(Finding):
        yield from node_lines(finding, iris, ())
    yield from _statements(graph, _of(graph, derived=True), iris)


def _labour(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    for occupation in graph.of_kind(Occupation):
        yield from figure_lines(occupation, iris)
    yield from cell_lines(graph, iris)


def _of(graph: CareerGraph, *, derived: bool) -> list[Relationship]:
    types = [t for t in STATEMENTS if issubclass(t, Derived) is derived]
    return [found for kind in types for found in graph.of_type(kind)]


def _statements(graph: CareerGraph, found: Iterable[Relationship], iris: Iris) -> Iterator[str]:
    yield from statement_lines(found, graph.nodes, iris)
    yield from correspondence_lines(found, graph.nodes, iris)


def write_edition(graphs: Iterable[tuple[str, list[str]]], folder: Path) -> dict[str, int]:
    """Writes one compressed file of N-Triples a named graph; gives how many triples each has."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, lines in graphs:
        counts[name] = len(lines)
        with pa.output_stream(_path(folder, name), compression="zstd") as out:
            for start in range(0, len(lines), _CHUNK):
                out.write("".join(f"{line}\n" for line in lines[start : start + _CHUNK]).encode())
    return counts


def read_triples(folder: Path, name: str) -> bytes:
    """N-Triples of one named graph that write_edition wrote, as UTF-8. Raises FileNotFoundError."""
    with pa.input_stream(_path(folder, name), compression="zstd") as source:
        return bytes(source.read())


def read_lines(folder: Path, name: str) -> Iterator[str]:
    """The lines of one named graph that write_edition wrote, one after the other. Raises FileNotFoundError."""
    with pa.input_stream(_path(folder, name), compression="zstd") as source:
        for line in io.TextIOWrapper(source, encoding="utf-8", newline="\n"):
            yield line.removesuffix("\n")


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.nt.zst"
