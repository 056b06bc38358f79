"""What the document about a thing says: the triples about it, about its links, and the names of what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, FOAF, PROV, QB, RDF, RDFS, SKOS, XSD

from ontology.rdf import iris as forms
from ontology.rdf.catalog import WHOLE, data_sets
from ontology.rdf.edition import GRAPHS
from ontology.rdf.iris import Iris
from ontology.rdf.model import ROLES
from ontology.rdf.terms import CG, XKOS, links, predicate
from ontology.rdf.written import dcterms, foaf, rdf, void

Quads = set[ox.Quad]

_ENDS = [
    ox.NamedNode(term)
    for term in (
        *(XKOS.sourceConcept, XKOS.targetConcept, RDF.subject, RDF.object),
        *map(predicate, ROLES),
        *(CG.occupation, CG.industry),
    )
]
"""How statements, crosswalk rows and observations name the things that they join."""
_LINKS = [ox.NamedNode(CG[name]) for name in links()]
_DATA_SET = ox.NamedNode(QB.dataSet)
_SOURCES = [ox.NamedNode(term) for term in (CG.statedBy, DCTERMS.source, PROV.wasDerivedFrom)]
_RIGHTS = ox.NamedNode(DCTERMS.rights)
_NAMES = [
    ox.NamedNode(term) for term in (RDF.type, SKOS.prefLabel, SKOS.notation, DCTERMS.title, FOAF.name, RDFS.label)
]
_POSITIVE = [ox.NamedNode(XKOS[name]) for name in ("depth", "numberOfLevels")]
_STRING = str(XSD.string)


def description(store: ox.Store, iri: str, base: str) -> dict[str, list[str]]:
    """Name of each named graph → its part of the document about a thing, as sorted lines of the edition.

    All that is said of the thing; the links that lead to it; the statements, crosswalk rows and observations
    that join it to others, whole; type, title and code of every thing that these name. The metadata graph also
    says what the document itself is, and whose rights hold for it. All are empty where the edition says nothing
    of the thing.
    """
    found: dict[str, list[str]] = {name: [] for name in GRAPHS}
    try:
        thing = ox.NamedNode(iri)
    except ValueError:  # no IRI at all: it holds a space, perhaps
        return found
    about = set(store.quads_for_pattern(thing, None, None, None))
    if not about:
        return found
    about.update(_links_to(store, thing))
    about.update(_data_sets(store, about))
    rights = _rights(store, about)
    about.update(_named(store, {*about, *rights}, f"{base}id/"))
    for quad in about:
        # Beside the named graphs, a store may hold copies in its default graph.
        if isinstance(quad.graph_name, ox.NamedNode):
            found[quad.graph_name.value.removeprefix(f"{base}graph/")].append(_line(quad))
    found["metadata"] += _document_lines(iri, rights, base)
    return {name: sorted(lines) for name, lines in found.items()}


def _links_to(store: ox.Store, thing: ox.NamedNode) -> Iterator[ox.Quad]:
    """Links that end at a thing, and all that is said of the carriers of its links."""
    for link in _LINKS:
        yield from store.quads_for_pattern(None, link, thing, None)
    for end in _ENDS:
        for carrier in {quad.subject for quad in store.quads_for_pattern(None, end, thing, None)}:
            yield from store.quads_for_pattern(carrier, None, None, None)


def _data_sets(store: ox.Store, about: Quads) -> Iterator[ox.Quad]:
    """What is said of the data sets of observations: it holds for each of them."""
    for data_set in {quad.object for quad in about if quad.predicate == _DATA_SET}:
        assert isinstance(data_set, ox.NamedNode)
        yield from store.quads_for_pattern(data_set, None, None, None)


def _rights(store: ox.Store, about: Quads) -> Quads:
    """The triples that name the rights of the sources."""
    found: Quads = set()
    for source in {quad.object for quad in about if quad.predicate in _SOURCES}:
        assert isinstance(source, ox.NamedNode)
        found.update(store.quads_for_pattern(source, _RIGHTS, None, None))
    return found


def _named(store: ox.Store, about: Iterable[ox.Quad], ids: str) -> Iterator[ox.Quad]:
    """What the things of ours in these triples are called."""
    for named in {term for quad in about for term in (quad.subject, quad.object) if _is_ours(term, ids)}:
        assert isinstance(named, ox.NamedNode)
        for name in _NAMES:
            yield from store.quads_for_pattern(named, name, None, None)


def _is_ours(term: object, ids: str) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(ids)


def _document_lines(iri: str, rights: Quads, base: str) -> Iterator[str]:
    document = f"<{base}doc/{iri.removeprefix(f'{base}id/')}>"
    yield f"{document} {rdf.type} {foaf.Document} ."
    yield f"{document} {foaf.primaryTopic} <{iri}> ."
    yield f"{document} {void.inDataset} {data_sets()[WHOLE].iri(Iris(base))} ."
    for held in {_object(quad) for quad in rights}:
        yield f"{document} {dcterms.rights} {held} ."


def _line(quad: ox.Quad) -> str:
    assert isinstance(quad.subject, ox.NamedNode)
    return f"<{quad.subject.value}> <{quad.predicate.value}> {_object(quad)} ."


def _object(quad: ox.Quad) -> str:
    """An object as the edition writes it."""
    term = quad.object
    if isinstance(term, ox.NamedNode):
        return forms.term(term.value)
    assert isinstance(term, ox.Literal)
    value, datatype = term.value, term.datatype.value
    if term.language:
        return f"{forms.text(value)}@{term.language}"
    # The store makes each whole number an xsd:integer, and leaves out zeros after the point.
    if quad.predicate in _POSITIVE:
        datatype = str(XSD.positiveInteger)
    elif datatype == str(XSD.decimal) and "." not in value:
        value = f"{value}.0"
    return forms.text(value) if datatype == _STRING else f'"{value}"^^<{datatype}>'
