"""What the endpoint says of itself, by SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib.namespace import RDF, VOID, XSD

from queries.sparql_output import GRAPHS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_TYPE = ox.NamedNode(str(RDF.type))


def description(endpoint: str, base: str, triples: Mapping[str, int], form: str) -> bytes:
    """The description of the endpoint at this address, in a format of GRAPHS (queries.sparql_output).

    `triples` counts each named graph of the edition with this base.
    """
    prefixes = {"sd": _SD, "void": str(VOID), "format": _FORMATS}
    found = list(_triples(endpoint, base, triples))
    return ox.serialize(found, format=GRAPHS[form], prefixes=prefixes) or b""


def _triples(endpoint: str, base: str, triples: Mapping[str, int]) -> Iterator[ox.Triple]:
    service, dataset, default = (ox.NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "default"))
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    # A query that names no graph asks all of them as one.
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(f"{_FORMATS}{name}"))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    for name in triples:
        yield ox.Triple(dataset, _sd("namedGraph"), ox.NamedNode(f"{endpoint}#{name}"))
    for name, count in triples.items():
        yield from _named_graph(ox.NamedNode(f"{endpoint}#{name}"), ox.NamedNode(f"{base}graph/{name}"), count)


def _named_graph(entry: ox.NamedNode, graph: ox.NamedNode, count: int) -> Iterator[ox.Triple]:
    yield ox.Triple(entry, _TYPE, _sd("NamedGraph"))
    yield ox.Triple(entry, _sd("name"), graph)
    yield ox.Triple(entry, _sd("graph"), graph)
    yield ox.Triple(graph, _TYPE, _sd("Graph"))
    number = ox.Literal(str(count), datatype=ox.NamedNode(str(XSD.integer)))
    yield ox.Triple(graph, ox.NamedNode(str(VOID.triples)), number)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_SD}{name}")
