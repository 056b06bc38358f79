"""What schema.org is told of the whole: the data set, its sources, their rights, the figures it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ontology.exports import about
from ontology.exports.sssom_model import license_of, rights_statement
from ontology.graph import CareerGraph
from ontology.nodes import Occupation, Source
from ontology.rdf.fields import FIGURES
from ontology.records import meanings, property_names

Thing = dict[str, Any]

CREATOR = {"@type": "Organization", "name": "the careergraph project"}


def dataset(graph: CareerGraph, base: str, parts: Sequence[str]) -> Thing:
    """The whole as a schema:Dataset. It has no licence of its own: each source states its rights."""
    return {
        "@id": f"{base}id/dataset/careergraph",
        "@type": "Dataset",
        "name": about.TITLE,
        "description": " ".join([*about.NOTES, "This file holds what publishers state, nothing derived."]),
        "version": about.edition(graph),
        "creator": CREATOR,
        "creditText": about.citation(graph),
        "usageInfo": [rights_statement(source, base) for source in about.sources(graph)],
        "isBasedOn": [f"{base}id/{source.id}" for source in about.sources(graph)],
        "spatialCoverage": {"@type": "Country", "name": "United States"},
        "variableMeasured": list(_variables()),
        "hasPart": list(parts),
    }


def sources(graph: CareerGraph, base: str) -> Iterator[Thing]:
    """Each source: who published it, which release was read, how to credit it, what its rights are."""
    for source in about.sources(graph):
        yield {
            "@id": f"{base}id/{source.id}",
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "version": source.release,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "creditText": source.citation,
            "copyrightNotice": source.rights,
            "usageInfo": rights_statement(source, base),
            **_license(source, base),
        }


def _license(source: Source, base: str) -> Thing:
    address = license_of(source, base)
    return {} if address == rights_statement(source, base) else {"license": address}


def _variables() -> Iterator[Thing]:
    """The national figures of an occupation, each with its meaning, unit and year."""
    names = property_names(Occupation)
    for field, name in names.items():
        if field in FIGURES:
            means = meanings(Occupation)[name]
            described = {"description": f"{means.meaning}; {means.year}" if means.year else means.meaning}
            unit = {"unitText": means.unit} if means.unit else {}
            yield {"@type": "PropertyValue", "name": name, **described, **unit}
