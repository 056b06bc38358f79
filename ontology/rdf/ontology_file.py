"""careergraph.ttl, the ontology: every class and property of our own, as Turtle that people can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDFS, SDO, SKOS, VANN

from ontology.identifiers import BASE
from ontology.rdf.catalog import LICENSE, PROJECT
from ontology.rdf.own_fields import own_fields
from ontology.rdf.own_terms import Term, own_classes, own_joints, own_links
from ontology.rdf.prefixes import VOCABULARIES
from ontology.rdf.terms import CG, ONTOLOGY

VERSION = "1"
"""Version of the ontology. A term that goes or changes its meaning makes another."""

PREFIXES = VOCABULARIES | {"schema": str(SDO), "vann": str(VANN)}
ABOUT = (
    "Terms of the careergraph edition that no standard vocabulary has: career clusters and what they are aligned "
    "to, every link as a statement with its source, and national figures of jobs and wages. Links that publishers "
    "state and links that careergraph derives have different terms. No publisher endorses it."
)

Says = dict[URIRef, list[str]]
"""Predicate → objects, as Turtle writes them."""


def turtle() -> str:
    """The ontology in Turtle; the same record classes give the same text."""
    heads = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))
    properties = sorted([*own_links(), *own_fields(), *own_joints()], key=lambda term: term.name)
    return "\n".join([heads, *_header(), *map(_block, own_classes()), *map(_block, properties)])


def _header() -> Iterator[str]:
    agent = f"<{BASE}id/agent/the-careergraph-project>"
    about: Says = {
        DCTERMS.title: [_english("The careergraph ontology")],
        DCTERMS.description: [_english(ABOUT)],
        DCTERMS.license: [f"<{LICENSE}>"],
        DCTERMS.publisher: [agent],
        OWL.versionInfo: [_quoted(VERSION)],
        OWL.versionIRI: [f"<{ONTOLOGY}/{VERSION}>"],
        VANN.preferredNamespacePrefix: [_quoted("cg")],
        VANN.preferredNamespaceUri: [_quoted(str(CG))],
    }
    yield _statements(f"<{ONTOLOGY}>", [OWL.Ontology], about)
    yield _statements(agent, [FOAF.Agent], {FOAF.name: [_quoted(PROJECT)]})


def _block(term: Term) -> str:
    several = {RDFS.domain: SDO.domainIncludes, RDFS.range: SDO.rangeIncludes}
    above = RDFS.subClassOf if OWL.Class in term.types else RDFS.subPropertyOf
    says: Says = {
        RDFS.label: [_english(term.label)],
        RDFS.comment: [_english(comment) for comment in term.comments],
        SKOS.scopeNote: [_english(note) for note in term.notes],
        SDO.unitText: [_quoted(term.unit)] if term.unit else [],
        above: _names(term.above),
    }
    for one, named in ((RDFS.domain, term.domain), (RDFS.range, term.range)):
        says[one if len(named) == 1 else several[one]] = _names(named)
    says[RDFS.seeAlso] = _names([term.see_also] if term.see_also else [])
    says[RDFS.isDefinedBy] = [f"<{ONTOLOGY}>"]
    return _statements(f"cg:{term.name}", term.types, says)


def _statements(subject: str, types: Iterable[URIRef], says: Says) -> str:
    lines = [f"{subject} a {', '.join(_names(types))}"]
    for predicate, objects in says.items():
        if objects:
            lines.append(f"    {curie(predicate)} " + (",\n        ".join(objects)))
    return " ;\n".join(lines) + " .\n"


def _names(terms: Iterable[URIRef]) -> list[str]:
    return [curie(term) for term in terms]


def curie(term: str) -> str:
    """The short name of a term: `skos:broader`. Raises StopIteration for one of no vocabulary of ours."""
    prefix = next(prefix for prefix, namespace in PREFIXES.items() if term.startswith(namespace))
    return f"{prefix}:{term.removeprefix(PREFIXES[prefix])}"


def _english(text: str) -> str:
    return f"{_quoted(text)}@en"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
