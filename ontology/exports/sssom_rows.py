"""Statements of the graph as mappings of SSSOM: the rows of its tables."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ontology.derived import ClassifiedAs, Derived
from ontology.exports.sssom_model import DERIVED, METHODS, PAIRS, PUBLISHED, Pair, predicate_of
from ontology.exports.sssom_text import Row
from ontology.graph import CareerGraph
from ontology.identifiers import slug
from ontology.nodes import Node
from ontology.rdf.schemes import Scheme, scheme_of
from ontology.rdf.statements import statement_id
from ontology.records import Value
from ontology.relationships import CoversIndustry, Relationship

_IN_SLOTS = frozenset({"source", "locator", "locators", "note", "confidence", "asserted", "matchedTitle"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """Two concepts of two schemes, and what in the graph joins them; `resource` is its id in the RDF edition."""

    name: str
    meaning: str
    subject: Node
    object: Node
    predicate: str
    predicate_label: str
    justification: str
    statement: Relationship
    resource: str

    @property
    def schemes(self) -> tuple[Scheme, Scheme]:
        """Scheme of the subject and scheme of the object."""
        start, end = scheme_of(self.subject), scheme_of(self.object)
        assert start is not None
        assert end is not None
        return start, end

    @property
    def correspondence(self) -> tuple[str, str, str]:
        """What names the mapping set that it belongs to."""
        start, end = self.schemes
        return self.name, slug(start.id), slug(end.id)


def mappings(graph: CareerGraph) -> Iterator[Mapping]:
    """All mappings, those that their method does not assert included."""
    kinds: tuple[type[Relationship], ...] = (*PUBLISHED, *DERIVED)
    for kind in kinds:
        for statement in graph.of_type(kind):
            yield _of_statement(graph, statement)
    for pair in PAIRS:
        yield from _of_rows(graph, pair)


def _of_statement(graph: CareerGraph, statement: Relationship) -> Mapping:
    label = statement.type.replace("_", " ").lower()
    return Mapping(
        name=slug(label),
        meaning=inspect.cleandoc(type(statement).__doc__ or ""),
        subject=graph.nodes[statement.start],
        object=graph.nodes[statement.end],
        predicate=predicate_of(type(statement)),
        predicate_label=label,
        justification=METHODS[statement.method] if isinstance(statement, Derived) else PUBLISHED[type(statement)],
        statement=statement,
        resource=statement_id(statement),
    )


def _of_rows(graph: CareerGraph, pair: Pair) -> Iterator[Mapping]:
    subjects = {role.start: role.end for role in graph.of_type(pair.subject)}
    for role in graph.of_type(pair.object):
        yield Mapping(
            name=pair.name,
            meaning=pair.meaning,
            subject=graph.nodes[subjects[role.start]],
            object=graph.nodes[role.end],
            predicate=pair.predicate,
            predicate_label=pair.predicate_label,
            justification=pair.justification,
            statement=role,
            resource=role.start,
        )


def row(mapping: Mapping, base: str) -> Row:
    """The slots of a mapping: slot → text."""
    statement = mapping.statement
    start, end = mapping.schemes
    found = {
        "subject_id": curie(mapping.subject, start),
        "subject_label": mapping.subject.title,
        "subject_category": f"cg:{mapping.subject.kind}",
        "predicate_id": mapping.predicate,
        "predicate_label": mapping.predicate_label,
        "object_id": curie(mapping.object, end),
        "object_label": mapping.object.title,
        "object_category": f"cg:{mapping.object.kind}",
        "mapping_justification": f"semapv:{mapping.justification}",
        "see_also": f"{base}id/{mapping.resource}",
        "other": "|".join(f"{key}={value}" for key, value in _other(statement)),
        "comment": statement.note or "",
    }
    if isinstance(statement, Derived):
        found["confidence"] = rounded(statement.confidence)
    if isinstance(statement, ClassifiedAs):
        found["match_string"] = statement.matched_title
    return found


def curie(node: Node, scheme: Scheme) -> str:
    """`soc/2018/15-1252` → `soc-2018:15-1252`: the prefix is the scheme."""
    return f"{slug(scheme.id)}:{node.id.removeprefix(f'{scheme.id}/')}"


def rounded(share: float) -> str:
    """A number as canonical SSSOM has it: at most three decimals, halves up."""
    return f"{Decimal(repr(share)).quantize(Decimal('0.001'), ROUND_HALF_UP).normalize():f}"


def _other(statement: Relationship) -> Iterator[tuple[str, str]]:
    """Where the source says so, part by part, and what else the statement carries, by its names in the graph."""
    locators = statement.locators if isinstance(statement, CoversIndustry) else ()
    for locator in locators or filter(None, [statement.locator]):
        places = zip(("file", "sheet", "row"), locator.split("|"), strict=True)
        yield from ((name, part) for name, part in places if part)
    for name, value in statement.properties().items():
        if name not in _IN_SLOTS:
            yield name, _text(value)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, tuple) else str(value)
