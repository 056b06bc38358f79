"""Copies of things, each with one fault in what a rule says of the values of one property."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.rdf.shacl import shapes_graph
from ontology.rdf.shacl_text import SHAPES

SINGLE = frozenset(
    {
        SH["class"],
        SH["in"],
        SH["or"],
        SH.datatype,
        SH.hasValue,
        SH.languageIn,
        SH.maxCount,
        SH.maxInclusive,
        SH.minCount,
        SH.minInclusive,
        SH.nodeKind,
        SH.pattern,
    }
)
"""Constraints that a copy can break alone, as they look along one property, from the thing on."""
TOLD = frozenset({RDF.type, RDFS.comment, SH.path, SH.message, SH.description})
TARGETS = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf})
NOWHERE = URIRef("urn:example:nowhere")
ANOTHER = URIRef("urn:example:another")
"""A thing of every class, for properties that have but one thing to lead to."""


@dataclass(frozen=True)
class Copies:
    """Triples, and in them copy → rule that it breaks and the property where it does; both by their names."""

    graph: Graph
    faults: dict[str, tuple[str, URIRef]]


@cache
def single_rules() -> dict[str, URIRef]:
    """Name of each rule whose constraints a copy can break → the property that it looks along."""
    shapes, found = shapes_graph(), {}
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        path = shapes.value(shape, SH.path)
        if isinstance(path, URIRef) and set(shapes.predicates(shape)) <= SINGLE | TOLD | TARGETS:
            found[str(shape).removeprefix(f"{SHAPES}#")] = path
    return found


def faulty_copies(graph: Graph) -> Copies:
    """One copy a constraint of each rule: what the rule is about, by the first thing that it is about."""
    made, faults = Graph() + graph, dict[str, tuple[str, URIRef]]()
    for kind in shapes_graph().objects(None, SH["class"]):
        made.add((ANOTHER, RDF.type, kind))
    for rule, path in single_rules().items():
        shape = URIRef(f"{SHAPES}#{rule}")
        thing = min(_things(graph, shape), key=str)
        for number, values in enumerate(_faulty_values(graph, shape, set(graph.objects(thing, path)))):
            copy = URIRef(f"{thing}/{rule}/{number}")
            faults[copy.n3()] = (rule, path)
            for term, value in graph.predicate_objects(thing):
                if term != path:
                    made.add((copy, term, value))
            for value in values:
                made.add((copy, path, value))
            for target in shapes_graph().objects(shape, SH.targetObjectsOf):
                made.add((NOWHERE, target, copy))
    return Copies(made, faults)


def _things(graph: Graph, shape: URIRef) -> Iterator[Node]:
    shapes = shapes_graph()
    for holder in (shape, *shapes.subjects(SH.property, shape)):
        for target in shapes.objects(holder, SH.targetClass):
            yield from graph.subjects(RDF.type, target)
        for target in shapes.objects(holder, SH.targetSubjectsOf):
            yield from graph.subjects(target)
        for target in shapes.objects(holder, SH.targetObjectsOf):
            yield from graph.objects(None, target)


def _faulty_values(graph: Graph, shape: URIRef, values: set[Node]) -> Iterator[set[Node]]:
    """Sets of values, each of which breaks one constraint of a shape."""
    for constraint, given in shapes_graph().predicate_objects(shape):
        if constraint == SH.minCount:
            yield set(sorted(values, key=str)[: int(str(given)) - 1])
        elif constraint == SH.maxCount:
            yield {*values, *_others(graph, shape, values)[: int(str(given)) + 1]}
        elif constraint == SH.hasValue:
            yield values - {given}
        elif constraint in (SH.minInclusive, SH.maxInclusive):
            assert isinstance(given, Literal)
            beyond = int(Decimal(str(given))) + (1 if constraint == SH.maxInclusive else -1)
            yield {Literal(str(beyond), datatype=given.datatype)}
        elif constraint in SINGLE:
            yield {NOWHERE if constraint in (SH["class"], SH.pattern) else Literal("wrong", datatype=XSD.anyURI)}


def _others(graph: Graph, shape: URIRef, values: set[Node]) -> list[Node]:
    """Values that the shape allows, none of those that are there."""
    shapes, path = shapes_graph(), single_rules()[str(shape).removeprefix(f"{SHAPES}#")]
    texts: list[Node] = [Literal("one", lang="en"), Literal("two", lang="en"), Literal("one"), Literal("two")]
    numbers: list[Node] = [Literal(Decimal("0.25")), Literal(Decimal("0.5")), Literal(1), Literal(2)]
    both: list[Node] = [Literal(True), Literal(False)]
    wanted = shapes.value(shape, SH.datatype)
    made = [value for value in (*texts, *numbers, *both) if _datatype(value) == wanted]
    if kind := shapes.value(shape, SH["class"]):
        made = [*sorted(graph.subjects(RDF.type, kind), key=str), ANOTHER]
    return [value for value in (*made, *sorted(set(graph.objects(None, path)), key=str)) if value not in values]


def _datatype(value: Node) -> Node | None:
    assert isinstance(value, Literal)
    return RDF.langString if value.language else value.datatype or XSD.string
