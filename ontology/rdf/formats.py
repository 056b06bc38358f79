"""The formats that the edition is written in: the same triples, and the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox

from ontology.identifiers import BASE
from ontology.rdf.iris import Iris
from ontology.rdf.jsonld import json_ld
from ontology.rdf.prefixes import VOCABULARIES
from ontology.rdf.triples import Lines, merged
from ontology.rdf.turtle import trig, turtle

Graphs = Mapping[str, Lines]
Progress = Callable[[int], None]

_CHUNK = 10_000
# Also an escaped carriage return, which XML would make a new line.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|(?<!\\)(?:\\\\)*\\r")


class NotInXml(ValueError):
    """A text with a character that XML has no way to write."""

    def __init__(self, line: str) -> None:
        super().__init__(f"RDF/XML cannot hold a control character of {line!r}; every other format can")
        self.line = line


class UnknownFormat(ValueError):
    """There is no format of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no RDF format {name!r}; there are {', '.join(FORMATS)}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Format:
    """A format: ending of its files, media type, whether it keeps named graphs apart, what writes it."""

    ending: str
    media_type: str
    named_graphs: bool
    write: Callable[[Graphs, str, BinaryIO], None]


def _turtle(graphs: Graphs, base: str, out: BinaryIO) -> None:
    _pour(turtle(merged(graphs.values()), base), out)


def _trig(graphs: Graphs, base: str, out: BinaryIO) -> None:
    _pour(trig(graphs, base), out)


def _ntriples(graphs: Graphs, _: str, out: BinaryIO) -> None:
    _pour((f"{line}\n" for line in merged(graphs.values())), out)


def _nquads(graphs: Graphs, _: str, out: BinaryIO) -> None:
    # A line ends in ` .`: the graph goes before the point.
    _pour((f"{line[:-1]}<{iri}> .\n" for iri, lines in graphs.items() for line in lines), out)


def _jsonld(graphs: Graphs, base: str, out: BinaryIO) -> None:
    _pour(json_ld(graphs, base), out)


def _rdfxml(graphs: Graphs, _: str, out: BinaryIO) -> None:
    ox.serialize(_for_xml(merged(graphs.values())), out, ox.RdfFormat.RDF_XML, prefixes=VOCABULARIES)


FORMATS: Mapping[str, Format] = {
    "turtle": Format(".ttl", "text/turtle", False, _turtle),
    "ntriples": Format(".nt", "application/n-triples", False, _ntriples),
    "nquads": Format(".nq", "application/n-quads", True, _nquads),
    "trig": Format(".trig", "application/trig", True, _trig),
    "jsonld": Format(".jsonld", "application/ld+json", True, _jsonld),
    "rdfxml": Format(".rdf", "application/rdf+xml", False, _rdfxml),
}
"""Name → format. A format without named graphs holds the triples of all that are asked for as one graph."""


def write(graphs: Graphs, name: str, out: BinaryIO, base: str = BASE, progress: Progress | None = None) -> None:
    """Writes named graphs (name, as in `Edition`, → sorted lines of N-Triples) in the format of this name.

    Lines are read once, and few are held at a time. N-Quads and TriG name each graph `{base}graph/{name}`; so does
    JSON-LD where there are several. `progress` is told from time to time how many triples have been read.
    Raises UnknownFormat, NotATriple, or NotInXml.
    """
    if name not in FORMATS:
        raise UnknownFormat(name)
    lines = _told(graphs, progress) if progress else graphs
    iris = Iris(base)
    FORMATS[name].write({iris.graph(graph)[1:-1]: found for graph, found in lines.items()}, base, out)


def _told(graphs: Graphs, progress: Progress) -> Graphs:
    read = 0

    def told(lines: Lines) -> Iterator[str]:
        nonlocal read
        for line in lines:
            yield line
            read += 1
            if read % _CHUNK == 0:
                progress(read)
        progress(read)

    return {name: told(lines) for name, lines in graphs.items()}


def _pour(parts: Iterable[str], out: BinaryIO) -> None:
    for chunk in _chunks(parts):
        out.write("".join(chunk).encode())


def _for_xml(lines: Lines) -> Iterator[ox.Triple]:
    for chunk in _chunks(lines):
        if _NOT_IN_XML.search("".join(chunk)):
            raise NotInXml(next(line for line in chunk if _NOT_IN_XML.search(line)))
        for quad in ox.parse("\n".join(chunk), ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def _chunks(parts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(parts)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
