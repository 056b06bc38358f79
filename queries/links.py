"""Which statements link a thing, or two things: directly, through parts and wholes, through what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from ontology.derived import Concerns
from ontology.nodes import DetailedOccupation, Framework, Industry, Occupation
from ontology.relationships import (
    CoversIndustry,
    CoversOccupation,
    EmployedInGroup,
    HasPathway,
    HasSubCluster,
    Relationship,
    SucceededBy,
)
from queries.routes import EVERYWHERE, ROWS, VAGUE, carries_evidence
from queries.statements import MEMBERSHIPS, Statements, Walk, far_end

# What these types say of a whole holds for its parts: a pathway goes where its cluster goes.
_HOLDS_FOR_PARTS = (SucceededBy, CoversOccupation, CoversIndustry)
_MEMBERSHIPS = tuple(MEMBERSHIPS)
_TOLD_APART = (*ROWS, Concerns)

Near = Mapping[str, Walk]
Reached = Mapping[tuple[type[Relationship], bool], Near]


def alone(statements: Statements, a: str) -> Iterator[Walk]:
    """Every relationship of a thing, and those of what it is part of that hold for it, too."""
    for whole, up in statements.wholes(a).items():
        for relationship in statements.around(whole):
            own = whole == a and not isinstance(relationship, _TOLD_APART)
            if own or isinstance(relationship, _HOLDS_FOR_PARTS):
                yield (*up, relationship)


def between(statements: Statements, a: str, b: str) -> Iterator[Walk]:
    """Every way from a to another thing b over one statement, or over two that meet in a third thing.

    A statement counts for the parts and wholes of its ends. Two that meet must carry evidence and may not both be
    vague; an occupation or industry that one names as a group meets the parts that the other names.
    """
    near_a, near_b, common = _near_both(statements, a, b)
    yield from common.values()
    if b in common:
        yield from _over_one(statements, {a: ()}, {b: ()}, (a, b))
    else:
        yield from _over_one(statements, near_a, near_b, (a, b))
        yield from _over_two(statements, near_a, near_b, (a, b))


def rows(statements: Statements, a: str, b: str | None = None) -> list[str]:
    """Ids of the crosswalk rows that hold a, and b: by themselves, by their parts, or by a group they stand in."""
    if b is None:
        return sorted(_rows(statements, statements.wholes(a)))
    near_a, near_b, _ = _near_both(statements, a, b)
    return sorted(_rows(statements, near_a) & _rows(statements, near_b))


def _rows(statements: Statements, nodes: Iterable[str]) -> set[str]:
    return {r.start for node in nodes for r in statements.around(node) if isinstance(r, ROWS) and r.end == node}


def _near_both(statements: Statements, a: str, b: str) -> tuple[Near, Near, Near]:
    """Parts and wholes of a and of b that are not the other's, too; and the walks from a to b over those of both.

    Of the wholes of both only the nearest tells anything, and the framework does not.
    """
    up, down = statements.wholes(a), statements.parts(a)
    other_up, other_down = statements.wholes(b), statements.parts(b)
    near_a, near_b = up | down, other_up | other_down
    both = near_a.keys() & near_b.keys()
    wholes = [n for n in up if n in other_up and not isinstance(statements.nodes[n], Framework)]
    told = [b] if b in both else [*wholes[:1], *(n for n in down if n in other_down)]
    common = {n: near_a[n] + near_b[n][::-1] for n in told}
    return _without(near_a, both), _without(near_b, both), common


def _without(near: Near, both: Container[str]) -> Near:
    return {node: walk for node, walk in near.items() if node not in both}


def _over_one(statements: Statements, near_a: Near, near_b: Near, asked: Container[str]) -> Iterator[Walk]:
    for node, walk in near_a.items():
        for relationship in statements.around(node):
            other = far_end(relationship, node)
            if other in near_b and _links(relationship, asked):
                yield (*walk, relationship, *near_b[other][::-1])


def _links(relationship: Relationship, asked: Container[str]) -> bool:
    """Whether it says more than a membership; the finer figures count only for an industry group asked for."""
    if isinstance(relationship, EmployedInGroup):
        return relationship.end in asked
    return not isinstance(relationship, (*_MEMBERSHIPS, *_TOLD_APART))


def _over_two(statements: Statements, near_a: Near, near_b: Near, asked: Container[str]) -> Iterator[Walk]:
    reached_b = _reached(statements, near_b, asked)
    for (kind, _), from_a in _reached(statements, near_a, asked).items():
        for (other_kind, _), from_b in reached_b.items():
            if issubclass(kind, VAGUE) and issubclass(other_kind, VAGUE):
                continue
            for middle in (from_a.keys() & from_b.keys()) - near_a.keys() - near_b.keys():
                walk, other = from_a[middle], from_b[middle]
                # Where both were led down from groups, these met before, in the smaller one.
                if not (isinstance(walk[-1], _MEMBERSHIPS) and isinstance(other[-1], _MEMBERSHIPS)):
                    yield walk + other[::-1]


def _reached(statements: Statements, near: Near, asked: Container[str]) -> Reached:
    """Type and direction → thing → the shortest walk to it over one such statement, and down from a group."""
    found: dict[tuple[type[Relationship], bool], dict[str, Walk]] = defaultdict(dict)
    for node, walk in near.items():
        for relationship in () if _is_above(node, walk) else statements.around(node):
            if not _meets(relationship, asked):
                continue
            reached = found[type(relationship), relationship.start == node]
            for end, down in _members(statements, far_end(relationship, node)).items():
                way = (*walk, relationship, *down)
                if end not in reached or len(way) < len(reached[end]):
                    reached[end] = way
    return found


def _is_above(node: str, walk: Walk) -> bool:
    """Whether it was reached as a cluster of something: what two clusters share, their parts need not share."""
    return bool(walk) and isinstance(walk[-1], HasSubCluster | HasPathway) and walk[-1].start == node


def _meets(relationship: Relationship, asked: Container[str]) -> bool:
    everywhere = isinstance(relationship, EVERYWHERE)
    return not everywhere and carries_evidence(relationship) and _links(relationship, asked)


def _members(statements: Statements, node_id: str) -> Near:
    """The thing itself; of a group of occupations or industries its parts, too."""
    node = statements.nodes[node_id]
    group = isinstance(node, Occupation | Industry) and not isinstance(node, DetailedOccupation)
    return statements.parts(node_id) if group else {node_id: ()}
