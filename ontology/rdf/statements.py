"""Relationships as triples: hierarchies, crosswalk rows, and statements that are resources of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib.namespace import SKOS

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.identifiers import slug
from ontology.nodes import Node
from ontology.rdf import iris as forms
from ontology.rdf.fields import lines
from ontology.rdf.iris import Iris
from ontology.rdf.model import CLOSE, DISCRIMINATORS, HIERARCHY, INVERSE, ROLES, SUPER_PROPERTIES
from ontology.rdf.schemes import scheme_of, schemes
from ontology.rdf.terms import predicate
from ontology.rdf.written import cg, prov, rdf, skos, xkos
from ontology.records import Record, once_a_class
from ontology.relationships import HasCluster, Relationship, SucceededBy, type_name


class NotWritable(ValueError):
    """A relationship says more than its place in the edition can hold."""

    def __init__(self, relationship: Relationship, why: str) -> None:
        super().__init__(f"{why}: {relationship!r}")
        self.relationship = relationship


def published(subject: str, source: str, locator: str | None, iris: Iris) -> Iterator[str]:
    """Where a publisher says so: prov:wasDerivedFrom the source, and the rest of its provenance."""
    yield f"{subject} {prov.wasDerivedFrom} {iris.thing(source)} ."
    yield from provenance(subject, source, locator, iris)


def provenance(subject: str, source: str, locator: str | None, iris: Iris) -> Iterator[str]:
    """Who says so and where: the source, and the locator in its three parts."""
    yield f"{subject} {cg.statedBy} {iris.thing(source)} ."
    if locator is not None:
        if locator.count("|") != 2:
            raise ValueError(f"{locator!r} is no locator; it should have three parts, such as 'file|sheet|row'")
        for name, part in zip((cg.file, cg.sheet, cg.row), locator.split("|"), strict=True):
            if part:
                yield f"{subject} {name} {forms.text(part)} ."


def hierarchy_lines(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    """skos:broader and narrower; the lower concept carries the source.

    Raises NotWritable for a note, a second place, or a cluster of another framework than its own.
    """
    placed: set[str] = set()
    for relation, downwards in HIERARCHY.items():
        for found in graph.of_type(relation):
            upper, lower = (found.start, found.end) if downwards else (found.end, found.start)
            if found.note or lower in placed:
                raise NotWritable(found, "a thing has one place in a hierarchy, without a note")
            if relation is HasCluster and scheme_of(graph.nodes[lower]) is not schemes().get(upper):
                raise NotWritable(found, "a cluster stands in the framework that its id names")
            placed.add(lower)
            if relation is not HasCluster:
                yield f"{iris.thing(lower)} {skos.broader} {iris.thing(upper)} ."
                yield f"{iris.thing(upper)} {skos.narrower} {iris.thing(lower)} ."
            yield from published(iris.thing(lower), found.source, found.locator, iris)


def narrower_ids(graph: CareerGraph) -> frozenset[str]:
    """Ids of the concepts that stand under another of their scheme."""
    return frozenset(
        found.end if downwards else found.start
        for relation, downwards in HIERARCHY.items()
        if relation is not HasCluster
        for found in graph.of_type(relation)
    )


def row_lines(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    """The crosswalk rows, each with its three roles. Raises NotWritable where the roles disagree on the source."""
    carried: dict[str, tuple[str, str | None]] = {}
    for relation in ROLES:
        end = xkos.sourceConcept if relation is ROLES[0] else xkos.targetConcept
        for found in graph.of_type(relation):
            subject, stands = iris.thing(found.start), (found.source, found.locator)
            if found.note or carried.setdefault(found.start, stands) != stands:
                raise NotWritable(found, "the roles of a crosswalk row should share one source and one row")
            yield f"{subject} <{predicate(relation)}> {iris.thing(found.end)} ."
            yield f"{subject} {end} {iris.thing(found.end)} ."
    for row, (source, locator) in carried.items():
        subject = iris.thing(row)
        yield f"{subject} {rdf.type} {xkos.ConceptAssociation} ."
        yield f"{iris.thing('correspondence/crosswalk-rows')} {xkos.madeOf} {subject} ."
        yield from published(subject, source, locator, iris)
    if carried:
        yield from _crosswalk(iris)


def _crosswalk(iris: Iris) -> Iterator[str]:
    subject = iris.thing("correspondence/crosswalk-rows")
    yield f"{subject} {rdf.type} {xkos.Correspondence} ."
    yield f"{subject} {skos.prefLabel} {forms.english('Crosswalk rows: sub-cluster, occupation, program')} ."
    for scheme in ("framework/2024", "soc/2018", "bls-combined", "cip/2020"):
        yield f"{subject} {xkos.compares} {iris.thing(scheme)} ."


@once_a_class
def _kind(relation: type[Record]) -> str:
    """`covers-occupation`, of CoversOccupation."""
    return slug(type_name(relation).replace("_", " "))


def statement_id(found: Relationship) -> str:
    """Id of the resource that a statement is: its type, its ends, and what tells it from others of that type."""
    kind = _kind(type(found))
    apart = [slug(str(getattr(found, name))) for name in DISCRIMINATORS.get(type(found), ())]
    return "/".join(["statement", kind, found.start, found.end, *apart])


def statement_lines(found: Iterable[Relationship], nodes: Mapping[str, Node], iris: Iris) -> Iterator[str]:
    """Statements as resources, and a direct triple for each that is asserted. Raises NotWritable for a twin."""
    seen: set[str] = set()
    for statement in found:
        name = statement_id(statement)
        if name in seen:
            raise NotWritable(statement, f"another statement has the id {name}")
        seen.add(name)
        yield from _resource(statement, iris.thing(name), nodes, iris)
        if not isinstance(statement, Derived) or statement.asserted:
            yield from _direct(statement, iris)


def _resource(statement: Relationship, subject: str, nodes: Mapping[str, Node], iris: Iris) -> Iterator[str]:
    start, end = iris.thing(statement.start), iris.thing(statement.end)
    yield f"{subject} {rdf.type} {cg[type(statement).__name__]} ."
    if correspondence := correspondence_id(statement, nodes):
        yield f"{subject} {rdf.type} {xkos.ConceptAssociation} ."
        yield f"{subject} {xkos.sourceConcept} {start} ."
        yield f"{subject} {xkos.targetConcept} {end} ."
        yield f"{iris.thing(correspondence)} {xkos.madeOf} {subject} ."
    else:
        yield f"{subject} {rdf.type} {rdf.Statement} ."
        yield f"{subject} {rdf.subject} {start} ."
        yield f"{subject} {rdf.predicate} <{predicate(type(statement))}> ."
        yield f"{subject} {rdf.object} {end} ."
    stated = provenance if isinstance(statement, Derived) else published
    yield from stated(subject, statement.source, statement.locator, iris)
    yield from lines(statement, subject, iris)


def _direct(statement: Relationship, iris: Iris) -> Iterator[str]:
    start, end = iris.thing(statement.start), iris.thing(statement.end)
    yield f"{start} <{predicate(type(statement))}> {end} ."
    supers = SUPER_PROPERTIES[type(statement)]
    if isinstance(statement, SucceededBy) and statement.change == CLOSE:
        supers = (*supers, SKOS.closeMatch)
    for upper in supers:
        yield f"{start} <{upper}> {end} ."
        yield f"{end} <{INVERSE[upper]}> {start} ."


def correspondence_id(statement: Relationship, nodes: Mapping[str, Node]) -> str | None:
    """Id of the correspondence that a statement belongs to: type and both schemes; None within one scheme."""
    start, end = scheme_of(nodes[statement.start]), scheme_of(nodes[statement.end])
    if start is None or end is None or start is end:
        return None
    return f"correspondence/{_kind(type(statement))}/{start.slug}/{end.slug}"


def correspondence_lines(found: Iterable[Relationship], nodes: Mapping[str, Node], iris: Iris) -> Iterator[str]:
    """The correspondences that statements belong to, from the former or first scheme to the other."""
    known = {}
    for statement in found:
        if name := correspondence_id(statement, nodes):
            known[name] = statement
    for name, statement in known.items():
        start, end = scheme_of(nodes[statement.start]), scheme_of(nodes[statement.end])
        assert start is not None
        assert end is not None
        subject, kind = iris.thing(name), statement.type.replace("_", " ").lower()
        yield f"{subject} {rdf.type} {xkos.Correspondence} ."
        title = f"{schemes()[start.id].title}: {kind}: {schemes()[end.id].title}"
        yield f"{subject} {skos.prefLabel} {forms.english(title)} ."
        for scheme in (start, end):
            yield f"{subject} {xkos.compares} {iris.thing(scheme.id)} ."
