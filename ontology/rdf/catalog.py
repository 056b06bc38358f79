"""The edition as a catalogue of data sets: DCAT for who looks for data, VoID for who queries them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib.namespace import DCAT

from ontology.exports.about import citation
from ontology.exports.about import edition as edition_name
from ontology.graph import CareerGraph
from ontology.rdf import iris as forms
from ontology.rdf.fields import agent, rights
from ontology.rdf.formats import FORMATS
from ontology.rdf.iris import Iris
from ontology.rdf.model import CELLS, DCAT_VERSION
from ontology.rdf.prefixes import VOCABULARIES
from ontology.rdf.schemes import scheme_of
from ontology.rdf.tally import Tally
from ontology.rdf.written import dcat, dcterms, foaf, rdf, void

PROJECT = "the careergraph project"
"""Who publishes the edition."""

LICENSE = "https://spdx.org/licenses/MIT"
"""Licence of what the project itself writes: the ontology, and the edition's account of itself."""

WHOLE = "careergraph"
"""Name of the data set that is the whole edition."""

_W3C_FORMATS = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""Name of a format → its name at the W3C."""

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# DCAT 3; rdflib knows DCAT 2.
_VERSION, _CURRENT, _VERSION_OF = f"<{DCAT_VERSION}>", f"<{DCAT}hasCurrentVersion>", f"<{DCAT}isVersionOf>"

Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: a named graph, or several of them as `parts`."""

    name: str
    title: str
    description: str
    parts: Sequence[str] = ()
    examples: Sequence[str] = ()
    sources: Sequence[str] = ()

    def iri(self, iris: Iris) -> str:
        """That of its named graph; of several graphs, one of its own."""
        return iris.thing(f"dataset/{self.name}") if self.parts else iris.graph(self.name)


@cache
def data_sets() -> Mapping[str, DataSet]:
    """Name → data set, as catalog.toml has them."""
    table = tomllib.loads((files("ontology.rdf") / "catalog.toml").read_text(encoding="utf-8"))
    return {name: DataSet(name, **entry) for name, entry in table.items()}


def edition_iri(graph: CareerGraph, base: str) -> str:
    """IRI of the edition of a graph; same software and same content, same edition."""
    return f"<{base}edition/{edition_name(graph)}>"


def catalog_lines(graph: CareerGraph, iris: Iris, tallies: Tallies) -> Iterator[str]:
    """The catalogue, its data sets with their counts (named graph → tally) and files, the edition's version."""
    catalog, project = iris.thing("catalog"), agent(PROJECT, iris)
    yield f"{project} {rdf.type} {foaf.Agent} ."
    yield f"{project} {foaf.name} {forms.text(PROJECT)} ."
    yield f"{catalog} {rdf.type} {dcat.Catalog} ."
    yield f"{iris.graph('metadata')} {rdf.type} {void.DatasetDescription} ."
    yield f"{iris.graph('metadata')} {foaf.primaryTopic} {data_sets()[WHOLE].iri(iris)} ."
    yield f"{iris.graph('metadata')} {dcterms.license} <{LICENSE}> ."
    yield from _described(catalog, "careergraph: the data sets", data_sets()[WHOLE].description, iris)
    for found in data_sets().values():
        yield f"{catalog} {dcat.dataset} {found.iri(iris)} ."
        yield from _data_set_lines(found, graph, iris, tallies)
    yield from _version_lines(graph, iris)


def _described(subject: str, title: str, description: str, iris: Iris) -> Iterator[str]:
    yield f"{subject} {dcterms.title} {forms.english(title)} ."
    yield f"{subject} {dcterms.description} {forms.english(description)} ."
    yield f"{subject} {dcterms.publisher} {agent(PROJECT, iris)} ."


def _data_set_lines(found: DataSet, graph: CareerGraph, iris: Iris, tallies: Tallies) -> Iterator[str]:
    subject = found.iri(iris)
    for kind in (dcat.Dataset, void.Dataset):
        yield f"{subject} {rdf.type} {kind} ."
    yield from _described(subject, found.title, found.description, iris)
    yield f"{subject} {_VERSION} {forms.text(edition_name(graph))} ."
    yield f"{subject} {void.uriSpace} {forms.text(f'{iris.base}id/')} ."
    for part in found.parts:
        yield f"{subject} {void.subset} {iris.graph(part)} ."
        yield f"{iris.graph(part)} {dcterms.isPartOf} {subject} ."
    for thing in _things_in(found.name, graph):
        yield f"{subject} {dcterms.hasPart} {iris.thing(thing)} ."
    for example in found.examples:
        if example in graph.nodes:
            yield f"{subject} {void.exampleResource} {iris.thing(example)} ."
    yield from _source_lines(found, graph, iris)
    yield from _file_lines(found, iris)
    yield from _count_lines(found, iris, tallies)


def _things_in(name: str, graph: CareerGraph) -> list[str]:
    """Ids of the data sets of their own that stand in a named graph: concept schemes, and cubes of figures."""
    if name == "published":
        return sorted({scheme.id for node in graph.nodes.values() if (scheme := scheme_of(node))})
    if name == "labour":
        return [f"dataset/{cube}" for kind, cube in CELLS.items() if graph.of_type(kind)]
    return []


def _source_lines(found: DataSet, graph: CareerGraph, iris: Iris) -> Iterator[str]:
    named = {*found.sources, *(source for part in found.parts for source in data_sets()[part].sources)}
    for source in sorted(named & set(graph.nodes)):
        yield f"{found.iri(iris)} {dcterms.source} {iris.thing(source)} ."
        yield f"{found.iri(iris)} {dcterms.rights} {rights(iris.thing(source))} ."


def files_of(found: DataSet) -> dict[str, str]:
    """Name of a format → name of the data set's file: quads of several graphs, triples of what is read as one."""
    quads = {"nquads", "trig"}
    chosen = quads if found.name == WHOLE else set(FORMATS) if found.parts else set(FORMATS) - quads
    return {name: f"{found.name}{form.ending}.gz" for name, form in FORMATS.items() if name in chosen}


def _file_lines(found: DataSet, iris: Iris) -> Iterator[str]:
    subject = found.iri(iris)
    for name, file in files_of(found).items():
        address, distribution = f"<{iris.base}data/{file}>", iris.thing(f"distribution/{file}")
        yield f"{subject} {dcat.distribution} {distribution} ."
        yield f"{subject} {void.dataDump} {address} ."
        yield f"{subject} {void.feature} <http://www.w3.org/ns/formats/{_W3C_FORMATS[name]}> ."
        yield f"{distribution} {rdf.type} {dcat.Distribution} ."
        yield f"{distribution} {dcterms.title} {forms.english(file)} ."
        yield f"{distribution} {dcat.downloadURL} {address} ."
        yield f"{distribution} {dcat.mediaType} <{_MEDIA_TYPES}{FORMATS[name].media_type}> ."
        yield f"{distribution} {dcat.compressFormat} <{_MEDIA_TYPES}application/gzip> ."


def _count_lines(found: DataSet, iris: Iris, tallies: Tallies) -> Iterator[str]:
    subject, parts = found.iri(iris), [tallies[name] for name in found.parts or (found.name,)]
    yield _count(subject, void.triples, sum(part.triples for part in parts))
    used = {_prefix(term) for part in parts for term in (*part.classes, *part.properties)}
    for prefix in sorted(used):
        yield f"{subject} {void.vocabulary} <{VOCABULARIES[prefix]}> ."
    if not found.parts:
        yield from _partition_lines(found.name, subject, parts[0], iris)


def _partition_lines(name: str, subject: str, tally: Tally, iris: Iris) -> Iterator[str]:
    yield _count(subject, void.entities, tally.entities)
    yield _count(subject, void.classes, len(tally.classes))
    yield _count(subject, void.properties, len(tally.properties))
    for term, count in tally.classes.items():
        part = iris.thing(f"partition/{name}/class/{_path(term)}")
        yield f"{subject} {void.classPartition} {part} ."
        yield f"{part} {void['class']} {term} ."
        yield _count(part, void.entities, count)
    for term, count in tally.properties.items():
        part = iris.thing(f"partition/{name}/property/{_path(term)}")
        yield f"{subject} {void.propertyPartition} {part} ."
        yield f"{part} {void.property} {term} ."
        yield _count(part, void.triples, count)


def _count(subject: str, term: str, number: int) -> str:
    return f"{subject} {term} {forms.literal(number)} ."


def _prefix(term: str) -> str:
    return next(prefix for prefix, space in VOCABULARIES.items() if term.startswith(f"<{space}"))


def _path(term: str) -> str:
    """`<http://…core#Concept>` → `skos/Concept`"""
    prefix = _prefix(term)
    return f"{prefix}/{term[1 + len(VOCABULARIES[prefix]) : -1]}"


def _version_lines(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    whole, name = data_sets()[WHOLE], edition_name(graph)
    subject, version = whole.iri(iris), edition_iri(graph, iris.base)
    yield f"{subject} {_CURRENT} {version} ."
    yield f"{subject} {dcterms.bibliographicCitation} {forms.text(citation(graph))} ."
    yield f"{version} {rdf.type} {dcat.Dataset} ."
    yield f"{version} {_VERSION_OF} {subject} ."
    yield f"{version} {_VERSION} {forms.text(name)} ."
    yield from _described(version, f"{whole.title}, edition {name}", whole.description, iris)
