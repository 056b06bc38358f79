"""The formats of answers to SPARQL, and which of them a client wants; settled before a query runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.web.negotiation import chosen
from server.web.problems import Problem

HTML = "text/html"

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    HTML: "json",
}
"""Media type → format of queries.sparql_output, for what SELECT and ASK give. The page is made of the format."""

TRIPLES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    HTML: "turtle",
}
"""The same for what CONSTRUCT and DESCRIBE give."""

_OFFERED_ROWS, _OFFERED_TRIPLES = tuple(ROWS), tuple(TRIPLES)
_JSON, _XML, _CSV, _TSV = _OFFERED_ROWS[:4]
_TURTLE, _N_TRIPLES, _JSON_LD, _RDF_XML = _OFFERED_TRIPLES[:4]

# Also the names that other servers have, and that clients send.
_NAMES: Mapping[str, tuple[str | None, str | None]] = {
    "json": (_JSON, _JSON_LD),
    "xml": (_XML, _RDF_XML),
    "csv": (_CSV, None),
    "tsv": (_TSV, None),
    "turtle": (None, _TURTLE),
    "ttl": (None, _TURTLE),
    "n3": (None, _TURTLE),
    "ntriples": (None, _N_TRIPLES),
    "nt": (None, _N_TRIPLES),
    "jsonld": (None, _JSON_LD),
    "json-ld": (None, _JSON_LD),
    "rdfxml": (None, _RDF_XML),
    "rdf+xml": (None, _RDF_XML),
    "rdf": (None, _RDF_XML),
    "html": (HTML, HTML),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The media types for rows and for triples; None where the client takes none that holds them."""

    rows: str | None
    triples: str | None

    @property
    def page(self) -> bool:
        """Whether the client reads pages."""
        return HTML in (self.rows, self.triples)


def wanted(accept: str | None, named: Sequence[str]) -> Wanted:
    """What a client wants: by `named`, the values of its parameter format, or else by Accept. Raises Problem."""
    for name in named:
        if "/" in name:
            return _negotiated(name)
        if name.lower() in _NAMES:
            return Wanted(*_NAMES[name.lower()])
    if named:
        raise Problem(400, f"There is no format {named[0]}; there are {', '.join(_NAMES)}, and media types.")
    return _negotiated(accept)


def _negotiated(accept: str | None) -> Wanted:
    found = Wanted(chosen(accept, _OFFERED_ROWS), chosen(accept, _OFFERED_TRIPLES))
    if found.rows is None and found.triples is None:
        raise not_acceptable()
    return found


def not_acceptable(kind: str = "") -> Problem:
    """The problem of an answer, of rows or of triples, that no accepted format holds."""
    offers = {"rows": _OFFERED_ROWS, "triples": _OFFERED_TRIPLES}
    known = ", ".join(offers.get(kind) or dict.fromkeys((*_OFFERED_ROWS, *_OFFERED_TRIPLES)))
    what = f"The query gives {kind}; there" if kind else "There"
    return Problem(406, f"{what} is no format for it among those that you accept. There are: {known}")
