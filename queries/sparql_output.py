"""Answers to SPARQL in the standard formats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import XSD

from queries.sparql_results import Solutions, SparqlAnswer, Term, Triples, Truth
from queries.sparql_text import known_prefixes

RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""Formats of what SELECT and ASK give."""

_STRING = str(XSD.string)
GRAPHS: Mapping[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""Formats of what CONSTRUCT and DESCRIBE give."""


def formats(answer: SparqlAnswer) -> Mapping[str, object]:
    """Name → format, of those that can hold an answer."""
    return GRAPHS if isinstance(answer, Triples) else RESULTS


def serialized(answer: SparqlAnswer, form: str, base: str) -> bytes:
    """The answer in one of its `formats`."""
    if isinstance(answer, Triples):
        return ox.serialize(answer.triples, format=GRAPHS[form], prefixes=_used(answer, base)) or b""
    found = json.dumps(_json(answer), ensure_ascii=False, indent=2)
    if form == "json":
        return f"{found}\n".encode()
    return ox.parse_query_results(found, ox.QueryResultsFormat.JSON).serialize(format=RESULTS[form]) or b""


def _json(answer: Solutions | Truth) -> dict[str, Any]:
    """SPARQL 1.1 Query Results JSON."""
    if isinstance(answer, Truth):
        return {"head": {}, "boolean": answer.value}
    rows = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": rows}}


def _json_term(term: Term) -> dict[str, Any]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal() if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        case ox.Literal() if term.datatype.value == _STRING:
            return {"type": "literal", "value": term.value}
        case ox.Literal():
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    ends = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(end) for name, end in ends.items()}}


def _used(answer: Triples, base: str) -> dict[str, str]:
    """The prefixes that an answer's triples need."""
    text = "\n".join(map(str, answer.triples))
    return {prefix: iri for prefix, iri in known_prefixes(base).items() if f"<{iri}" in text}
