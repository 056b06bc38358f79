"""Every term and prefix that the edition uses; in each namespace of ours a mistyped term is an error."""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

from ontology.nodes import NODE_KINDS, Code, Node
from ontology.rdf.model import CELLS, ROLES, STANDARD, STATEMENTS, lower_first
from ontology.records import camel_case, property_names
from ontology.relationships import Relationship

ONTOLOGY = "https://w3id.org/careergraph/ontology"
"""IRI of the ontology. It stays the same wherever the data are served from."""

JOINTS = {
    "statedBy": "The source that makes this statement",
    "file": "File or document of the source in which the statement stands",
    "sheet": "Sheet of that file, or section of that document",
    "row": "Row of that sheet, or position in that section, as its publisher counts",
    "occupation": "The occupation whose jobs an observation counts",
    "industry": "The industry whose jobs an observation counts",
}
"""Properties of our own that are no field of a record: name → meaning."""


XKOS_TERMS = [
    "ClassificationLevel",
    "ConceptAssociation",
    "Correspondence",
    "compares",
    "depth",
    "levels",
    "madeOf",
    "notationPattern",
    "numberOfLevels",
    "sourceConcept",
    "supersedes",
    "targetConcept",
]


def classes() -> dict[str, type]:
    """Name of each class of our own → the record class that it stands for."""
    kinds = {k.__name__: k for kind in NODE_KINDS.values() for k in kind.__mro__ if _is_kind(k)}
    return {**kinds, **{relation.__name__: relation for relation in STATEMENTS}}


def _is_kind(cls: type) -> bool:
    return issubclass(cls, Node) and cls not in (Node, Code)


def links() -> dict[str, type[Relationship]]:
    """Name of each property of our own that joins things → the relationship class that it stands for."""
    return {lower_first(relation.__name__): relation for relation in (*STATEMENTS, *ROLES)}


def fields() -> set[str]:
    """Names of the properties of our own that are fields of a record."""
    records = (*NODE_KINDS.values(), *STATEMENTS, *CELLS)
    names = {name for record in records for name in property_names(record)}
    return {camel_case(name) for name in names - set(STANDARD) - {"id", "start", "end", "source", "locator"}}


class CG(DefinedNamespace):
    """Terms of our own: classes and properties of the graph, and a few that join them to a source."""

    _NS = Namespace(f"{ONTOLOGY}#")
    _fail = True
    _extras = sorted({*classes(), "Retired", *links(), *fields(), *JOINTS})


class XKOS(DefinedNamespace):
    """XKOS, the SKOS extension for statistical classifications: the terms that we use."""

    _NS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
    _fail = True

    _extras = XKOS_TERMS


def predicate(relation: type[Relationship]) -> URIRef:
    """The property that a relationship class stands for: CoversOccupation → cg:coversOccupation."""
    return CG[lower_first(relation.__name__)]
