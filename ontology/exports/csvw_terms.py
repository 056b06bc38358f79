"""What the columns of a table are in linked data: the terms of the RDF edition, where a cell can say the same."""

from __future__ import annotations

from typing import Any

from rdflib import URIRef
from rdflib.namespace import RDF, SKOS

from ontology import relationships as r
from ontology.exports.described import Column, Table
from ontology.nodes import Node
from ontology.rdf.fields import fields_of
from ontology.rdf.model import CELLS
from ontology.rdf.terms import CG, predicate
from ontology.records import Record

_DOWNWARDS = {
    r.HasCluster: SKOS.hasTopConcept,
    r.HasSubCluster: SKOS.narrower,
    r.HasPathway: SKOS.narrower,
    r.Broader: SKOS.broader,
}
_THINGS = frozenset({"publisher", "rights", "method", "evidence", "derived_from"})
"""Fields that name things of their own in the RDF edition, with IRIs that no template makes of their cells."""


def column_terms(column: Column, table: Table, base: str) -> dict[str, str]:
    """`propertyUrl` and `valueUrl` of a column, where the RDF edition has a property for it."""
    record = table.record
    if record is None:
        return {}
    if column.refers_to:
        return {"propertyUrl": str(_end(record, column.field)), "valueUrl": _thing(column.name, base)}
    known = {field.name: str(field.property) for field in fields_of(record) if field.name not in _THINGS}
    link = {"valueUrl": "{+url}"} if column.field == "url" else {}
    return {"propertyUrl": known[column.field], **link} if column.field in known else {}


def virtual_columns(table: Table, base: str) -> list[dict[str, Any]]:
    """What each row says beyond its cells: a node's class; a relationship's predicate and, if published, triple.

    A derived one is only described: below its method's floor it is not asserted.
    """
    record = table.record
    if record is None or record in CELLS:
        return []
    if issubclass(record, Node):
        return [_virtual("class", RDF.type, str(CG[table.title]))]
    assert issubclass(record, r.Relationship)
    link = _DOWNWARDS.get(record) or predicate(record)
    stated = _virtual("statement", link, _thing("end", base)) | {"aboutUrl": _thing("start", base)}
    return [_virtual("predicate", RDF.predicate, str(link)), *([stated] if table.origin == "published" else [])]


def _virtual(name: str, term: URIRef, value: str) -> dict[str, Any]:
    return {"name": name, "virtual": True, "propertyUrl": str(term), "valueUrl": value}


def _thing(column: str, base: str) -> str:
    return f"{base}id/{{+{column}}}"


def _end(record: type[Record], field: str) -> URIRef:
    if field == "source":
        return URIRef(CG.statedBy)
    start, end = (CG.occupation, CG.industry) if record in CELLS else (RDF.subject, RDF.object)
    return URIRef(start if field == "start" else end)
