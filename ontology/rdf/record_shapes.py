"""shapes/records.ttl, made from the record classes: which values each class has, how many, and of what type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from functools import cache

from ontology.derived import Derived
from ontology.nodes import NODE_KINDS, Framework, Node
from ontology.rdf.fields import Field, fields_of
from ontology.rdf.model import ENGLISH, HIERARCHY
from ontology.rdf.own_terms import summary
from ontology.rdf.schemes import schemes
from ontology.rdf.shacl_text import curie, node_shape, property_shape
from ontology.rdf.terms import classes
from ontology.records import Means, Record, camel_case, meanings, property_types, required_fields
from ontology.relationships import Employment, HasCluster, Kinds, Relationship

Properties = Iterator[tuple[str, str]]
"""Name of a property shape within its node shape, and what is said of it."""

MAY_FALL = frozenset({"employment_change_2024_to_2034", "employment_growth_2024_to_2034"})
"""Figures that may be below zero."""

LABELS = frozenset({"title", "alt_titles", "code", "issued"})
"""Fields of concepts and frameworks that skos.ttl and xkos.ttl have rules for; and so they have for every note."""

TYPES = {
    str: ("sh:datatype xsd:string", "a plain text"),
    int: ("sh:datatype xsd:integer", "a whole number"),
    float: ("sh:datatype xsd:decimal", "a decimal number"),
    bool: ("sh:datatype xsd:boolean", "true or false"),
    tuple: ("sh:datatype xsd:string", "a plain text"),
}
ENGLISH_TEXT = ('sh:datatype rdf:langString ; sh:languageIn ( "en" )', "a text in English")
RESOURCES = {
    "evidence": ("sh:nodeKind sh:IRI", "the IRI of a thing"),
    "derived_from": ("sh:class cg:Source", "a source that the data describe"),
    "publisher": ("sh:class foaf:Agent", "an agent that the data describe"),
    "rights": ("sh:class dcterms:RightsStatement", "a rights statement that the data describe"),
    "url": ("sh:nodeKind sh:IRI", "an address"),
    "method": ("sh:class prov:Activity", "a method that the data describe"),
}
"""Fields whose values are resources, and `method` of what is derived."""


def node_shapes() -> Iterator[str]:
    """A shape for each class of nodes."""
    for name, kind in classes().items():
        if issubclass(kind, Node):
            own = dict([*_place(name, kind), *own_fields(kind)])
            yield node_shape(name, [f"cg:{name}"], summary(kind), own)


def observation_shape() -> str:
    """The shape of a cell of employment."""
    return node_shape("Observation", ["qb:Observation"], summary(Employment), dict(own_fields(Employment)))


def own_fields(record: type[Record]) -> Properties:
    """Property shapes of the fields that no shape of a more general class has."""
    inherited = {f.name for base in record.__mro__[1:] if _has_shape(base) for f in dataclass_fields(base)}
    elsewhere = {"note", *(LABELS if record is Framework or _is_concept(record) else ())}
    for field in fields_of(record):
        if field.name not in inherited | elsewhere:
            yield camel_case(field.name), _field(record, field)


def _has_shape(cls: type) -> bool:
    return cls.__name__ in classes() or cls in (Relationship, Derived, Employment)


def _is_concept(record: type[Record]) -> bool:
    kinds = {name for name, kind in NODE_KINDS.items() if issubclass(kind, record)}
    return bool(kinds) and kinds <= set(scheme_of_kind())


def _field(record: type[Record], field: Field) -> str:
    constraint, words = _type(record, field.name)
    means = meanings(record).get(camel_case(field.name), Means(""))
    bounds, limits = _bounds(record, field.name, means)
    path, needed = curie(field.property), field.name in required_fields(record) and field.default is MISSING
    if property_types(record)[field.name] is tuple:
        return property_shape(path, [constraint], f"Each {path} should be {words}", _description(means))
    says = f"{'Exactly' if needed else 'At most'} one {path} is expected, {words}{limits}"
    counts = ["sh:minCount 1"] if needed else []
    return property_shape(path, [*counts, "sh:maxCount 1", constraint, *bounds], says, _description(means))


def _type(record: type[Record], name: str) -> tuple[str, str]:
    of_a_publisher = issubclass(record, Relationship) and record is not Derived
    if name in RESOURCES and not (name == "method" and of_a_publisher):
        return RESOURCES[name]
    return ENGLISH_TEXT if name in ENGLISH else TYPES[property_types(record)[name]]


def _bounds(record: type[Record], name: str, means: Means) -> tuple[list[str], str]:
    kind = property_types(record)[name]
    if kind not in (int, float) or name in MAY_FALL:
        return [], ""
    zero, one = ("0.0", "1.0") if kind is float else ("0", "1")
    if means.unit == "0 to 1":
        return [f"sh:minInclusive {zero}", f"sh:maxInclusive {one}"], " from 0 to 1"
    return [f"sh:minInclusive {zero}"], " not below 0"


def _description(means: Means) -> str:
    parts = (means.meaning, means.unit, means.year, f"absent: {means.absent}" if means.absent else "")
    return "; ".join(part for part in parts if part)


def _place(name: str, kind: type[Node]) -> Properties:
    """Classes that go with the kind of a node, its scheme, and what stands above it."""
    also = [f"cg:{base.__name__}" for base in kind.__mro__[1:] if issubclass(base, Node)]
    also = [base for base in also if base not in ("cg:Node", "cg:Code")]
    if scheme := scheme_of_kind().get(name):
        also.append("skos:Concept")
        says = f"Every {name} stands in the scheme {scheme}"
        yield "inScheme", property_shape("skos:inScheme", [f'sh:pattern "/id/{scheme}$"'], says)
    if also:
        says = f"Every {name} is of these classes, too: {', '.join(also)}"
        yield "classes", property_shape("rdf:type", [f"sh:hasValue {' , '.join(also)}"], says)
    for relation, downwards in HIERARCHY.items():
        if downwards and relation is not HasCluster and kind in relation.END:
            says = f"Every {name} stands under exactly one {names(relation.START)}"
            yield "broader", property_shape("skos:broader", exactly_one(relation.START), says)


@cache
def scheme_of_kind() -> dict[str, str]:
    """Kind of a concept → id of its scheme."""
    return {level.kind: scheme.id for scheme in schemes().values() for level in scheme.levels}


def exactly_one(kinds: Kinds) -> list[str]:
    """Constraints: one value, of one of these kinds."""
    found = [f"sh:class {name}" for name in names(kinds).split(" or ")]
    kind = found[0] if len(found) == 1 else f"sh:or ( {' '.join(f'[ {one} ]' for one in found)} )"
    return ["sh:minCount 1", "sh:maxCount 1", kind]


def names(kinds: Kinds) -> str:
    """`cg:Subsector or cg:Government`"""
    return " or ".join(f"cg:{kind.__name__}" for kind in kinds)
