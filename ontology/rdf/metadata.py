"""What the edition says of itself: sources, publishers, rights, methods of ours, and the catalogue of its data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding, Source
from ontology.rdf import iris as forms
from ontology.rdf.catalog import PROJECT, catalog_lines
from ontology.rdf.concepts import node_lines
from ontology.rdf.fields import agent, method, rights
from ontology.rdf.iris import Iris
from ontology.rdf.tally import Tally, tally
from ontology.rdf.written import dcterms, foaf, prov, rdf, rdfs, skos

Tallies = Mapping[str, Tally]


def metadata_lines(graph: CareerGraph, iris: Iris, tallies: Tallies) -> list[str]:
    """The metadata graph, sorted; `tallies` are those of the other named graphs. It counts itself, too."""
    own = Tally()
    while True:
        lines = sorted(set(_lines(graph, iris, {**tallies, "metadata": own})))
        if (counted := tally(lines)) == own:
            return lines
        own = counted


def description_lines(metadata: Iterable[str], base: str) -> Iterator[str]:
    """The metadata graph's lines without those on methods: DCAT, VoID, sources and rights."""
    methods = f"<{base}id/method/"
    return (line for line in metadata if not line.startswith(methods))


def _lines(graph: CareerGraph, iris: Iris, tallies: Tallies) -> Iterator[str]:
    for source in graph.of_kind(Source):
        yield from _source_lines(source, iris)
    for name in sorted(_methods(graph)):
        yield from _method_lines(name, iris)
    yield from catalog_lines(graph, iris, tallies)


def _methods(graph: CareerGraph) -> set[str]:
    links = {r.method for r in graph.relationships if isinstance(r, Derived)}
    return links | {finding.method for finding in graph.of_kind(Finding)}


@cache
def _meanings() -> Mapping[str, str]:
    return tomllib.loads((files("ontology.rdf") / "methods.toml").read_text(encoding="utf-8"))


def _method_lines(name: str, iris: Iris) -> Iterator[str]:
    subject = method(name, iris)
    yield f"{subject} {rdf.type} {prov.Activity} ."
    yield f"{subject} {skos.prefLabel} {forms.english(name)} ."
    yield f"{subject} {prov.wasAssociatedWith} {agent(PROJECT, iris)} ."
    if name in _meanings():
        yield f"{subject} {skos.definition} {forms.english(_meanings()[name])} ."


def _source_lines(source: Source, iris: Iris) -> Iterator[str]:
    subject, publisher = iris.thing(source.id), agent(source.publisher, iris)
    yield from node_lines(source, iris, ())
    yield f"{subject} {dcterms.title} {forms.english(source.title)} ."
    yield f"{publisher} {rdf.type} {foaf.Agent} ."
    yield f"{publisher} {foaf.name} {forms.text(source.publisher)} ."
    yield f"{rights(subject)} {rdf.type} {dcterms.RightsStatement} ."
    yield f"{rights(subject)} {rdfs.label} {forms.english(source.rights)} ."
