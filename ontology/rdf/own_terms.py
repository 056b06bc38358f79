"""What each class and each link of our own means, what it is a kind of, what it joins: from the record classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from rdflib import URIRef
from rdflib.namespace import DCAT, OWL, PROV, QB, RDF, SKOS, XSD

from ontology.derived import Derived
from ontology.nodes import NODE_KINDS, Alignment, Finding, Framework, Source
from ontology.rdf.model import ROLES, SUPER_PROPERTIES
from ontology.rdf.schemes import schemes
from ontology.rdf.terms import CG, JOINTS, XKOS, classes, links, predicate
from ontology.records import Record
from ontology.relationships import Combines, Kinds, Relationship

PUBLISHED = "Stated by a publisher."
DERIVED = "Derived by careergraph; no publisher states it."
CARRIER = "The statement as a thing of its own, with its source; the property to see says it directly."
MARKS: dict[type[Record], str] = {
    Combines: "Found by elimination, not stated: its publisher names the union, not its parts.",
    Source: "Our account of a publication.",
}
"""What else a record is than published or derived."""

CUBE = {
    "occupation": QB.DimensionProperty,
    "industry": QB.DimensionProperty,
    "jobs": QB.MeasureProperty,
    "meanWage": QB.MeasureProperty,
    "medianWage": QB.MeasureProperty,
    "suppressed": QB.AttributeProperty,
    "wageNote": QB.AttributeProperty,
    "row": QB.AttributeProperty,
}
"""Property → its part in the observations of the data cube."""

_JOINT_RANGES = {"statedBy": CG.Source, "occupation": CG.Occupation, "industry": CG.Industry}
_STANDARD = {
    Framework: (SKOS.ConceptScheme, DCAT.Dataset),
    Alignment: (XKOS.ConceptAssociation,),
    Source: (PROV.Entity,),
    Finding: (PROV.Entity,),
}
"""Kinds of nodes that are no concepts → what they are in the standard vocabularies."""

_SPELLINGS = {
    "cross c": "cross-c",
    "jaccard": "Jaccard",
    "naics": "NAICS",
    "self employed": "self-employed",
    "sub cluster": "sub-cluster",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property: what it means, its unit, what it is a kind of (`above`), what it is said of and gives.

    Where `domain` or `range` names one class, it is true of every use; where several, one of them is.
    """

    name: str
    types: tuple[URIRef, ...]
    comments: tuple[str, ...]
    notes: tuple[str, ...] = ()
    unit: str = ""
    above: tuple[URIRef, ...] = ()
    domain: tuple[URIRef, ...] = ()
    range: tuple[URIRef, ...] = ()
    see_also: URIRef | None = None

    @property
    def label(self) -> str:
        """Its name in words: `coversOccupation` → `covers occupation`, `SubCluster` → `Sub-cluster`."""
        text = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])", " ", self.name).lower()
        for plain, spelled in _SPELLINGS.items():
            text = text.replace(plain, spelled)
        return text[0].upper() + text[1:] if self.name[0].isupper() else text


_RETIRED = Term(
    name="Retired",
    types=(OWL.Class,),
    comments=("A code that its publisher has retired.",),
    notes=(PUBLISHED,),
    above=(SKOS.Concept,),
)


def own_classes() -> list[Term]:
    """Every class of our own, by name."""
    return sorted([_RETIRED, *map(_class, classes().values())], key=lambda term: term.name)


def own_links() -> list[Term]:
    """Every property of our own that joins things as a relationship does, by name."""
    return [_link(relation) for _, relation in sorted(links().items())]


def own_joints() -> list[Term]:
    """The properties of our own that join things to their source, and observations to what they count, by name."""
    return [_joint(name) for name in sorted(JOINTS)]


def said_by(record: type[Record]) -> str:
    """Whether what a record class says is published or derived."""
    return MARKS.get(record) or (DERIVED if issubclass(record, Derived | Finding) else PUBLISHED)


def property_types(name: str, kind: URIRef) -> tuple[URIRef, ...]:
    """The types of a property: its kind, and its part in the data cube if it has one."""
    return (kind, CUBE[name]) if name in CUBE else (kind,)


def _class(record: type[Record]) -> Term:
    if issubclass(record, Relationship):
        return _statement(record)
    return Term(
        name=record.__name__,
        types=(OWL.Class,),
        comments=(summary(record),),
        notes=(said_by(record),),
        above=_general(record),
    )


def _statement(relation: type[Relationship]) -> Term:
    return Term(
        name=relation.__name__,
        types=(OWL.Class,),
        comments=(summary(relation),),
        notes=(CARRIER, said_by(relation)),
        above=_carrier(relation),
        see_also=predicate(relation),
    )


def summary(record: type[Record]) -> str:
    """What a record class is, in a line."""
    return (record.__doc__ or "").splitlines()[0]


def _general(kind: type[Record]) -> tuple[URIRef, ...]:
    """The next class of our own above a kind of nodes, else the standard classes that it is of."""
    general = next((above for above in kind.__mro__[1:] if above.__name__ in classes()), None)
    return (CG[general.__name__],) if general else _STANDARD.get(kind, (SKOS.Concept,))


def _carrier(relation: type[Relationship]) -> tuple[URIRef, ...]:
    """What a statement is: an association across two schemes, or a plain statement; none where that varies."""
    ends = product(_schemes(relation.START), _schemes(relation.END))
    across = {start is not None and end is not None and start != end for start, end in ends}
    return (XKOS.ConceptAssociation if across == {True} else RDF.Statement,) if len(across) == 1 else ()


def _schemes(kinds: Kinds) -> set[str | None]:
    of_kind = {level.kind: scheme.id for scheme in schemes().values() for level in scheme.levels}
    return {of_kind.get(name) for name, kind in NODE_KINDS.items() if issubclass(kind, kinds)}


def _link(relation: type[Relationship]) -> Term:
    if relation in ROLES:
        above: tuple[URIRef, ...] = (XKOS.sourceConcept if relation is ROLES[0] else XKOS.targetConcept,)
        see_also = None
    else:
        above, see_also = SUPER_PROPERTIES[relation], CG[relation.__name__]
    asserted = ("Said only where the method stands by it.",) if issubclass(relation, Derived) else ()
    return Term(
        name=predicate(relation).fragment,
        types=(OWL.ObjectProperty,),
        comments=(summary(relation),),
        notes=(*asserted, said_by(relation)),
        above=above,
        domain=tuple(CG[kind.__name__] for kind in relation.START),
        range=tuple(CG[kind.__name__] for kind in relation.END),
        see_also=see_also,
    )


def _joint(name: str) -> Term:
    thing = _JOINT_RANGES.get(name)
    return Term(
        name=name,
        types=property_types(name, OWL.ObjectProperty if thing else OWL.DatatypeProperty),
        comments=(f"{JOINTS[name]}.",),
        domain=(QB.Observation,) if CUBE.get(name) == QB.DimensionProperty else (),
        range=(thing or XSD.string,),
    )
