"""The statements' part of shapes/records.ttl; run as a program, it prints the whole file."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.derived import Derived
from ontology.nodes import NODE_KINDS
from ontology.rdf.model import STATEMENTS, SUPER_PROPERTIES, lower_first
from ontology.rdf.own_terms import summary
from ontology.rdf.record_shapes import (
    Properties,
    exactly_one,
    names,
    node_shapes,
    observation_shape,
    own_fields,
    scheme_of_kind,
)
from ontology.rdf.shacl_text import curie, head, node_shape, property_shape, rule
from ontology.relationships import Relationship

NOTE = (
    "# Made by `python -m ontology.rdf.statement_shapes` from the record classes: change those, not this file.\n"
)


def records_ttl() -> str:
    """shapes/records.ttl: the shapes of nodes, statements and cells."""
    return "\n".join([NOTE + head(), *node_shapes(), *_families(), *_statement_shapes(), observation_shape()])


def _families() -> Iterator[str]:
    derived = [f"cg:{s.__name__}" for s in STATEMENTS if issubclass(s, Derived)]
    published = [f"cg:{s.__name__}" for s in STATEMENTS if not issubclass(s, Derived)]
    yield node_shape("Published", published, "What a publisher says of two things; see provenance.ttl", {})
    yield node_shape("Derived", derived, summary(Derived), dict(own_fields(Derived)))


def _statement_shapes() -> Iterator[str]:
    for relation in STATEMENTS:
        parts = dict([*_ends(relation), *own_fields(relation)])
        yield node_shape(relation.__name__, [f"cg:{relation.__name__}"], summary(relation), parts)
        yield from _direct_rules(relation)


def terms_of_ends(relation: type[Relationship]) -> tuple[str, str]:
    """Properties that lead from a statement to what it joins: an association's, or those of an rdf:Statement.

    An association joins concepts of two schemes; see statements.correspondence_id.
    """
    start, end = (
        {scheme_of_kind().get(name) for name, kind in NODE_KINDS.items() if issubclass(kind, kinds)}
        for kinds in (relation.START, relation.END)
    )
    if start == end or None in start:
        return "rdf:subject", "rdf:object"
    assert not start & end, f"{relation.__name__} is within one scheme here, and across two there"
    return "xkos:sourceConcept", "xkos:targetConcept"


def _ends(relation: type[Relationship]) -> Properties:
    name, link, ends = relation.__name__, _link(relation), terms_of_ends(relation)
    form = "xkos:ConceptAssociation" if ends[0].startswith("xkos:") else "rdf:Statement"
    yield (
        "classes",
        property_shape("rdf:type", [f"sh:hasValue {form}"], f"Every {name} is of this class, too: {form}"),
    )
    if form == "rdf:Statement":
        constraints = ["sh:minCount 1", "sh:maxCount 1", f"sh:in ( {link} )"]
        yield (
            "predicate",
            property_shape("rdf:predicate", constraints, f"The one rdf:predicate of a {name} is {link}"),
        )
    for part, path, kinds in zip(("start", "end"), ends, (relation.START, relation.END), strict=True):
        says = f"Exactly one {path} is expected, a {names(kinds)} that the data describe"
        yield part, property_shape(path, exactly_one(kinds), says)


def _direct_rules(relation: type[Relationship]) -> Iterator[str]:
    """A statement that holds has a direct triple, which stands for no other reason and implies others."""
    name, link, (start, end) = relation.__name__, _link(relation), terms_of_ends(relation)
    holds = " ; cg:asserted true" if issubclass(relation, Derived) else ""
    yield rule(
        f"{name}-direct",
        f"sh:targetClass cg:{name}",
        f"$this {start} ?from ; {end} ?value{holds} . FILTER NOT EXISTS {{ ?from {link} ?value }}",
        f"A {name} that holds has a direct triple beside it: add {link} from its {start}",
    )
    yield rule(
        f"{name}-stated",
        f"sh:targetSubjectsOf {link}",
        f"$this {link} ?value .\n"
        f"            OPTIONAL {{ ?statement {start} $this ; {end} ?value ; a cg:{name}{holds} }}\n"
        "            FILTER (!BOUND(?statement))",
        f"No {name} that holds says this: add the statement, or take away the direct triple {link}",
    )
    for term in map(curie, SUPER_PROPERTIES[relation]):
        yield rule(
            f"{name}-implies-{term.replace(':', '-')}",
            f"sh:targetSubjectsOf {link}",
            f"$this {link} ?value . FILTER NOT EXISTS {{ $this {term} ?value }}",
            f"{link} is a kind of {term}, which should be written out, too: stores do not infer",
        )


def _link(relation: type[Relationship]) -> str:
    return f"cg:{lower_first(relation.__name__)}"


if __name__ == "__main__":
    print(records_ttl(), end="")
