"""The RDF edition of a graph: four named graphs of triples, in canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding, Occupation, Source
from ontology.rdf.cells import cell_lines
from ontology.rdf.concepts import figure_lines, node_lines
from ontology.rdf.iris import BASE, Iris
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
from ontology.relationships import Relationship

GRAPHS = ("published", "derived", "labour", "metadata")
"""Names of the named graphs; `core` is published and metadata: what a publisher states, without figures."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The triples of each named graph: lines of N-Triples, sorted, none twice."""

    base: str
    graphs: Mapping[str, list[str]]

    def __len__(self) -> int:
        return sum(map(len, self.graphs.values()))


def make_edition(graph: CareerGraph, base: str = BASE) -> Edition:
    """All that a graph says, as triples. Same graph and base, same triples in the same order.

    Raises BadBase, or NotWritable for a relationship that has no place in the edition.
    """
    iris = Iris(base)
    made = {
        "published": _published(graph, iris),
        "derived": _derived(graph, iris),
        "labour": _labour(graph, iris),
        "metadata": metadata_lines(graph, iris),
    }
    return Edition(base, {name: sorted(set(lines)) for name, lines in made.items()})


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


def write_edition(edition: Edition, folder: Path) -> None:
    """Writes one compressed file of N-Triples a named graph."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in edition.graphs.items():
        with pa.output_stream(_path(folder, name), compression="zstd") as out:
            out.write("".join(f"{line}\n" for line in lines).encode())


def read_triples(folder: Path, name: str) -> bytes:
    """N-Triples of one named graph that write_edition wrote, as UTF-8. Raises FileNotFoundError."""
    with pa.input_stream(_path(folder, name), compression="zstd") as source:
        return bytes(source.read())


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.nt.zst"
