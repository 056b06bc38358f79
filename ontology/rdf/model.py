"""How records become triples, as tables: which carrier each type has, which standard terms it goes by."""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, SKOS

from ontology import derived as d
from ontology import relationships as r
from ontology.records import Record
from ontology.vocabulary import RELATIONSHIP_TYPES

DCAT_VERSION = URIRef(f"{DCAT}version")
"""DCAT 3; rdflib knows DCAT 2."""

HIERARCHY: dict[type[r.Relationship], bool] = {
    r.HasCluster: True,
    r.HasSubCluster: True,
    r.HasPathway: True,
    r.Broader: False,
}
"""Types that are skos:broader and the like; True where they point downwards. The lower end carries the source."""

ROLES = (r.InSubCluster, r.OfOccupation, r.ViaProgram)
"""The three roles of a crosswalk row. The row carries the source."""

CELLS = {r.EmployedIn: "employed-in", r.EmployedInGroup: "employed-in-group"}
"""Types that are observations of a data cube, and the name of the data set that carries the source."""

STATEMENTS = tuple(t for t in RELATIONSHIP_TYPES.values() if t not in {*HIERARCHY, *ROLES, *CELLS})
"""Types whose every relationship is a resource of its own, with a direct triple beside it."""

SUPER_PROPERTIES: dict[type[r.Relationship], tuple[URIRef, ...]] = {
    r.CoversIndustry: (SKOS.relatedMatch,),
    r.CoversOccupation: (SKOS.relatedMatch,),
    r.CoversProgram: (SKOS.relatedMatch,),
    r.PreparesFor: (SKOS.relatedMatch,),
    r.IncludedOccupation: (SKOS.relatedMatch,),
    r.SucceededBy: (SKOS.relatedMatch,),
    r.ReplacedBy: (SKOS.relatedMatch, DCTERMS.isReplacedBy),
    r.MovedTo: (DCTERMS.isReplacedBy,),
    r.Combines: (SKOS.narrowMatch,),
    r.RelatedTo: (SKOS.related,),
    r.CrossCuts: (SKOS.related,),
    r.AppliedIn: (SKOS.related,),
    r.Advised: (SKOS.relatedMatch,),
    r.Represents: (SKOS.relatedMatch,),
    r.SeeksSkill: (SKOS.relatedMatch,),
    r.HasSampleOccupation: (SKOS.relatedMatch,),
    r.WorksAt: (SKOS.relatedMatch,),
    r.AlsoIn: (SKOS.relatedMatch,),
    d.LikelySucceededBy: (SKOS.relatedMatch,),
    d.ConcentratedIn: (SKOS.relatedMatch,),
    d.PredictedIn: (SKOS.relatedMatch,),
    d.ClassifiedAs: (SKOS.relatedMatch,),
    d.PresentIn: (SKOS.related,),
    d.InterdisciplinaryWith: (SKOS.related,),
    d.Concerns: (),
}
"""What each statement's own property is a sub-property of: written out too, since stores do not infer."""

CLOSE = "renamed or reorganized"
"""The change after which what is of 2002 is a skos:closeMatch of what is of 2024. No derived link is one."""

INVERSE = {
    SKOS.relatedMatch: SKOS.relatedMatch,
    SKOS.closeMatch: SKOS.closeMatch,
    SKOS.related: SKOS.related,
    SKOS.narrowMatch: SKOS.broadMatch,
    DCTERMS.isReplacedBy: DCTERMS.replaces,
}
"""The same, read from the other end: written out, too."""

DISCRIMINATORS: dict[type[Record], tuple[str, ...]] = {
    d.PredictedIn: ("witness",),
    d.ConcentratedIn: ("witness",),
    r.SeeksSkill: ("kind", "position"),
    r.HasSampleOccupation: ("emerging", "position"),
    r.WorksAt: ("position",),
}
"""Fields that tell apart statements of one type about the same two things; they stand in the IRI."""

STANDARD: dict[str, URIRef] = {
    "title": SKOS.prefLabel,
    "alt_titles": SKOS.altLabel,
    "note": SKOS.note,
    "code": SKOS.notation,
    "retired": OWL.deprecated,
    "version": OWL.versionInfo,
    "issued": DCTERMS.issued,
    "publisher": DCTERMS.publisher,
    "rights": DCTERMS.rights,
    "url": DCAT.landingPage,
    "release": DCAT_VERSION,
    "citation": DCTERMS.bibliographicCitation,
    "derived_from": PROV.wasDerivedFrom,
}
"""Field of a record → the standard property that it is; any other field is a property of our own."""

ENGLISH = frozenset(
    {
        "title",
        "alt_titles",
        "note",
        "caption",
        "milestones",
        "applications",
        "sample_job_title",
        "direct_match_titles",
        "illustrative_examples",
        "alternate_titles",
        "index_terms",
        "reason",
    }
)
"""Fields whose texts are words of English; any other text is a plain literal."""


def lower_first(name: str) -> str:
    """CoversOccupation → coversOccupation"""
    return name[0].lower() + name[1:]
