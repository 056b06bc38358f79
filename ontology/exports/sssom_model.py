"""What becomes a mapping set of SSSOM, as tables: the types, how each came about, which rights hold."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib.namespace import SKOS

from ontology import derived as d
from ontology import relationships as r
from ontology.nodes import Source
from ontology.rdf.model import SUPER_PROPERTIES, lower_first

PUBLISHED: dict[type[r.Relationship], str] = {
    r.CoversIndustry: "ManualMappingCuration",
    r.CoversOccupation: "CompositeMatching",
    r.CoversProgram: "MappingChaining",
    r.PreparesFor: "ManualMappingCuration",
    r.SucceededBy: "ManualMappingCuration",
    r.ReplacedBy: "ManualMappingCuration",
    r.Combines: "ManualMappingCuration",
    r.IncludedOccupation: "UnspecifiedMatching",
}
"""Published types that join concepts of two schemes → their justification; docs/sssom.md gives the reasons."""

DERIVED = (d.LikelySucceededBy, d.ConcentratedIn, d.PredictedIn, d.ClassifiedAs)
"""Derived types that join concepts of two schemes; the method of each link says its justification."""

METHODS = {
    "succession": "InstanceBasedMatching",
    "succession-by-titles": "LexicalSimilarityThresholdMatching",
    "concentration": "CompositeMatching",
    "prediction": "CompositeMatching",
    "classification": "LexicalMatching",
}
"""Method of ours → the justification of what it asserts."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two roles of a crosswalk row, which the row puts side by side."""

    name: str
    meaning: str
    subject: type[r.Relationship]
    object: type[r.Relationship]
    predicate: str
    predicate_label: str
    justification: str


PAIRS = (
    Pair(
        name="crosswalk-rows-sub-cluster-occupation",
        meaning="A row of the full crosswalk has this sub-cluster and this occupation.",
        subject=r.InSubCluster,
        object=r.OfOccupation,
        predicate="cg:coversOccupation",
        predicate_label="covers occupation",
        justification="CompositeMatching",
    ),
    Pair(
        name="crosswalk-rows-sub-cluster-program",
        meaning="A row of the full crosswalk has this sub-cluster and this program.",
        subject=r.InSubCluster,
        object=r.ViaProgram,
        predicate="cg:coversProgram",
        predicate_label="covers program",
        justification="MappingChaining",
    ),
    Pair(
        name="crosswalk-rows-occupation-program",
        meaning="A row of the full crosswalk has this occupation and this program.",
        subject=r.OfOccupation,
        object=r.ViaProgram,
        predicate="skos:relatedMatch",
        predicate_label="has related match",
        justification="BackgroundKnowledgeBasedMatching",
    ),
)
"""The three binary mappings that a crosswalk row is written as; all lead back to the row."""

LICENSES = {
    "US Government work, public domain": "https://creativecommons.org/publicdomain/mark/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
}
"""How the rights of a source begin → the address that the world knows them by."""


def license_of(source: Source, base: str) -> str:
    """Address of the licence of a source; where it has none, of our statement of its rights."""
    known = (address for rights, address in LICENSES.items() if source.rights.startswith(rights))
    return next(known, rights_statement(source, base))


def rights_statement(source: Source, base: str) -> str:
    """Address of the RDF edition's statement of a source's rights."""
    return f"{base}id/{source.id}/rights"


def broader_predicates(predicate: str) -> list[str]:
    """What of SKOS a predicate of ours is a sub-property of: `cg:coversOccupation` → `skos:relatedMatch`."""
    supers = (known for kind, known in SUPER_PROPERTIES.items() if predicate_of(kind) == predicate)
    return [f"skos:{one.fragment}" for known in supers for one in known if one in SKOS]


def predicate_of(kind: type[r.Relationship]) -> str:
    """The property of our own that a type of relationship is: CoversOccupation → `cg:coversOccupation`."""
    return f"cg:{lower_first(kind.__name__)}"
