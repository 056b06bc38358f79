"""Compares two graphs: what the newer one adds, drops, retires, moves, retitles and changes.

A node is the same where its id is. A relationship is the same where type and ends are, and what tells parallel
ones apart: the list that a skill or job title stands in, or the method and witness of a derived relationship.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from alignments.provenance import OWN
from ontology.derived import DERIVED_TYPES, Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding, FormerCode, Node
from ontology.records import Record, Value, meanings, once_a_class, property_names, property_types
from ontology.relationships import (
    PUBLISHED_TYPES,
    Broader,
    HasCluster,
    HasPathway,
    HasSampleOccupation,
    HasSubCluster,
    MovedTo,
    Relationship,
    ReplacedBy,
    SeeksSkill,
    type_name,
)
from queries.difference import (
    Change,
    Changed,
    ChangedStatement,
    Difference,
    Entry,
    Moved,
    Named,
    NodeDifference,
    Part,
    Retitled,
    Statement,
    TypeDifference,
)

DOWNWARDS = (HasCluster, HasSubCluster, HasPathway)
SUCCESSION = (MovedTo, ReplacedBy)
APART: Mapping[type[Relationship], tuple[str, ...]] = {SeeksSkill: ("kind",), HasSampleOccupation: ("emerging",)}
APART_DERIVED = ("method", "witness")
PLACES = frozenset({"source", "locator", "locators", "derivedFrom"})
# Lists of their own have these.
_NOT_CHANGED = frozenset({"title", "retired"})
# Numbers that are no figures: a place in a list.
_ORDINALS = frozenset({"number", "position", "rank"})
T = TypeVar("T")


def compare(old: CareerGraph, new: CareerGraph) -> Difference:
    """What differs between two graphs; nodes by id, relationships in the order of the vocabulary and by ends."""
    own = _derived_nodes(old) | _derived_nodes(new)
    others = (old.nodes.keys() | new.nodes.keys()) - own
    return Difference(
        Part(_nodes(old, new, others), _types(old, new, PUBLISHED_TYPES.values())),
        Part(_nodes(old, new, own), _types(old, new, DERIVED_TYPES.values())),
    )


def _types(old: CareerGraph, new: CareerGraph, kinds: Iterable[type[Relationship]]) -> tuple[TypeDifference, ...]:
    found = (_relationships(old, new, kind) for kind in kinds)
    return tuple(difference for difference in found if difference)


def matched(
    old: Sequence[T], new: Sequence[T], form: Callable[[T], Hashable]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Pairs of one form, in the new order, those of the same form as they stand; what only `old`, only `new` has.

    Where one side has more of a form, its last ones are left over.
    """
    waiting: dict[Hashable, deque[int]] = {}
    for index, item in enumerate(old):
        waiting.setdefault(form(item), deque()).append(index)
    pairs, added = [], []
    for item in new:
        if queue := waiting.get(form(item)):
            pairs.append((old[queue.popleft()], item))
        else:
            added.append(item)
    left = sorted(index for queue in waiting.values() for index in queue)
    return pairs, [old[index] for index in left], added


def _derived_nodes(graph: CareerGraph) -> set[str]:
    """Ids of what careergraph itself says: its findings, and itself as a source."""
    return {OWN.id, *(node.id for node in graph.of_kind(Finding))}


def _nodes(old: CareerGraph, new: CareerGraph, ids: AbstractSet[str]) -> NodeDifference:
    both = [(old.nodes[i], node) for i, node in new.nodes.items() if i in ids and i in old.nodes]
    goes, comes = _succession(old) | _succession(new), _succession(new, backwards=True)
    lives = [(_is_retired(before), _is_retired(after), after) for before, after in both]
    return NodeDifference(
        added=_entries((n for i, n in new.nodes.items() if i in ids and i not in old.nodes), comes),
        removed=_entries((n for i, n in old.nodes.items() if i in ids and i not in new.nodes), goes),
        retired=_entries((node for before, after, node in lives if after and not before), goes),
        reinstated=_entries((node for before, after, node in lives if before and not after), {}),
        retitled=tuple(Retitled(_name(n), o.title) for o, n in both if o.title != n.title),
        moved=tuple(_moves(old, new, ids)),
        changed=tuple(Changed(_name(n), found) for o, n in both if (found := _node_changes(o, n))),
    )


def _name(node: Node) -> Named:
    return Named(node.id, node.kind, node.title)


def _entries(nodes: Iterable[Node], others: Mapping[str, list[Named]]) -> tuple[Entry, ...]:
    return tuple(Entry(_name(node), tuple(others.get(node.id, ()))) for node in nodes)


def _is_retired(node: Node) -> bool:
    return isinstance(node, FormerCode) or bool(getattr(node, "retired", False))


def _succession(graph: CareerGraph, *, backwards: bool = False) -> dict[str, list[Named]]:
    """Id of an old code → what it goes on as; or of a code → the old ones that it goes on for."""
    found: dict[str, list[Named]] = {}
    for kind in SUCCESSION:
        for relationship in graph.of_type(kind):
            ends = relationship.start, relationship.end
            here, there = reversed(ends) if backwards else ends
            found.setdefault(here, []).append(_name(graph.nodes[there]))
    return found


def _moves(old: CareerGraph, new: CareerGraph, ids: AbstractSet[str]) -> Iterable[Moved]:
    before, after = _above(old), _above(new)
    for node, kind in sorted(before.keys() | after.keys()):
        found = before.get((node, kind), []), after.get((node, kind), [])
        if node in ids and node in old.nodes and node in new.nodes and found[0] != found[1]:
            above = [tuple(_name(g.nodes[i]) for i in f) for g, f in zip((old, new), found, strict=True)]
            yield Moved(_name(new.nodes[node]), kind, *above)


def _above(graph: CareerGraph) -> dict[tuple[str, str], list[str]]:
    """Id of a node and type of a hierarchy → ids of what it stands under."""
    found: dict[tuple[str, str], set[str]] = {}
    for broader in graph.of_type(Broader):
        found.setdefault((broader.start, broader.type), set()).add(broader.end)
    for kind in DOWNWARDS:
        for relationship in graph.of_type(kind):
            found.setdefault((relationship.end, relationship.type), set()).add(relationship.start)
    return {key: sorted(ids) for key, ids in found.items()}


def _node_changes(old: Node, new: Node) -> tuple[Change, ...]:
    changes = _changes(old, new, _NOT_CHANGED)
    return changes if old.kind == new.kind else (Change("kind", old.kind, new.kind, False), *changes)


def _changes(old: Record, new: Record, aside: AbstractSet[str]) -> tuple[Change, ...]:
    """The properties that differ, by name."""
    before, after = old.properties(), new.properties()
    names = sorted((before.keys() | after.keys()) - aside)
    figures = _figures(type(old)) | _figures(type(new))
    return tuple(
        Change(name, before.get(name), after.get(name), name in figures)
        for name in names
        if before.get(name) != after.get(name)
    )


@once_a_class
def _figures(record: type[Record]) -> frozenset[str]:
    """Names of the properties that are counts or amounts, or belong to a year."""
    types, names = property_types(record), property_names(record)
    numbers = {label for name, label in names.items() if types[name] in (int, float)}
    return frozenset((numbers - _ORDINALS) | {label for label, means in meanings(record).items() if means.year})


def _relationships(old: CareerGraph, new: CareerGraph, kind: type[Relationship]) -> TypeDifference:
    """What differs of one type. The same to the letter goes first, then the same in another place."""
    _, removed, added = matched(old.of_type(kind), new.of_type(kind), lambda relationship: relationship)
    restated, removed, added = matched(removed, added, _substance)
    changed, removed, added = matched(removed, added, lambda r: (r.start, r.end, *_apart(r).items()))
    return TypeDifference(
        type_name(kind),
        tuple(_statement(r, new, old) for r in added),
        tuple(_statement(r, old, new) for r in removed),
        tuple(_changed_statement(before, after, new) for before, after in changed),
        len(restated),
    )


def _substance(relationship: Relationship) -> Hashable:
    said = frozenset(item for item in relationship.properties().items() if item[0] not in PLACES)
    return relationship.start, relationship.end, said


def _apart(relationship: Relationship) -> dict[str, Value]:
    derived = isinstance(relationship, Derived)
    names = APART_DERIVED if derived else APART.get(type(relationship), ())
    properties = relationship.properties()
    return {name: properties[name] for name in names if name in properties}


def _statement(relationship: Relationship, own: CareerGraph, other: CareerGraph) -> Statement:
    with_end = relationship.start not in other.nodes or relationship.end not in other.nodes
    start, end = _name(own.nodes[relationship.start]), _name(own.nodes[relationship.end])
    return Statement(start, end, relationship.properties(), with_end)


def _changed_statement(old: Relationship, new: Relationship, graph: CareerGraph) -> ChangedStatement:
    start, end = _name(graph.nodes[new.start]), _name(graph.nodes[new.end])
    return ChangedStatement(start, end, _apart(new), _changes(old, new, PLACES))
