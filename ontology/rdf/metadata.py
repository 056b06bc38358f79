"""What the edition says of itself: its sources, who published them, with what rights, and the methods of ours."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding, Source
from ontology.rdf import iris as forms
from ontology.rdf.concepts import node_lines
from ontology.rdf.fields import agent, method, rights
from ontology.rdf.iris import Iris


def metadata_lines(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    """Sources, publishers, rights statements and methods."""
    for source in graph.of_kind(Source):
        yield from _source_lines(source, iris)
    for name in sorted(_methods(graph)):
        yield f"{method(name, iris)} <{RDF.type}> <{PROV.Activity}> ."
        yield f"{method(name, iris)} <{SKOS.prefLabel}> {forms.english(name)} ."


def _methods(graph: CareerGraph) -> set[str]:
    links = {r.method for r in graph.relationships if isinstance(r, Derived)}
    return links | {finding.method for finding in graph.of_kind(Finding)}


def _source_lines(source: Source, iris: Iris) -> Iterator[str]:
    subject, publisher = iris.thing(source.id), agent(source.publisher, iris)
    yield from node_lines(source, iris, ())
    yield f"{subject} <{DCTERMS.title}> {forms.english(source.title)} ."
    yield f"{publisher} <{RDF.type}> <{FOAF.Agent}> ."
    yield f"{publisher} <{FOAF.name}> {forms.text(source.publisher)} ."
    yield f"{rights(subject)} <{RDF.type}> <{DCTERMS.RightsStatement}> ."
    yield f"{rights(subject)} <{RDFS.label}> {forms.english(source.rights)} ."
