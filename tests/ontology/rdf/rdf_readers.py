"""Three readers of RDF that know nothing of our writers, and what they read, in terms of one of them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from unittest import mock

import pyoxigraph as ox
import rdflib
from pyld import jsonld  # type: ignore[import-untyped]
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import XSD

from ontology.identifiers import BASE
from ontology.rdf.formats import FORMATS
from ontology.rdf.triples import Lines

Quads = frozenset[ox.Quad]
Reader = Callable[[bytes, str], Quads]

_NAMES = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
"""Formats that rdflib calls otherwise."""


def expected(graphs: Mapping[str, Lines], name: str, base: str = BASE) -> Quads:
    """What a file of these graphs says: in named graphs, or in one where the format has none."""
    apart = FORMATS[name].named_graphs and (name != "jsonld" or len(graphs) > 1)
    found = set()
    for graph, lines in graphs.items():
        place = ox.NamedNode(f"{base}graph/{graph}") if apart else ox.DefaultGraph()
        text = "\n".join(lines)
        for read in ox.parse(text, ox.RdfFormat.N_TRIPLES):
            found.add(ox.Quad(read.subject, read.predicate, read.object, place))
    return frozenset(found)


def by_pyoxigraph(data: bytes, name: str) -> Quads:
    media_type = ox.RdfFormat.from_media_type(FORMATS[name].media_type)
    return frozenset(ox.parse(data, media_type))


def by_rdflib(data: bytes, name: str) -> Quads:
    # As they are written: rdflib would make "true" of "1"^^xsd:boolean. Its Dataset warns of its own ways.
    with mock.patch.object(rdflib, "NORMALIZE_LITERALS", False), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        read = rdflib.Dataset() if FORMATS[name].named_graphs else rdflib.Graph()
        read.parse(data=data, format=_NAMES.get(name, name))
        quads = read.quads() if isinstance(read, rdflib.Dataset) else ((*triple, None) for triple in read)
        return frozenset(_quad(*quad) for quad in quads)


def by_pyld(data: bytes, name: str) -> Quads:
    assert name == "jsonld"
    quads = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads", "documentLoader": offline})
    return frozenset(ox.parse(quads, ox.RdfFormat.N_QUADS))


def offline(url: str, _: object) -> dict[str, object]:
    """A loader of documents that loads none."""
    raise AssertionError(f"nothing should be fetched, but {url} was")


def readers(name: str) -> Iterable[Reader]:
    """Those that read a format."""
    return (by_pyoxigraph, by_rdflib, *((by_pyld,) if name == "jsonld" else ()))


def _quad(s: rdflib.term.Node, p: rdflib.term.Node, o: rdflib.term.Node, g: rdflib.term.Node | None) -> ox.Quad:
    place = ox.DefaultGraph() if g in (None, DATASET_DEFAULT_GRAPH_ID) else ox.NamedNode(str(g))
    return ox.Quad(ox.NamedNode(str(s)), ox.NamedNode(str(p)), _object(o), place)


def _object(term: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, rdflib.Literal):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))
