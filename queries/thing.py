"""One thing with all its relations, out of the graph in memory: what `queries.show.show` gives from a store."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ontology import nodes as n
from ontology.records import Record
from ontology.relationships import InSubCluster, OfOccupation, ViaProgram
from ontology.relationships import Relationship as Stated
from queries.show import AlignmentRow, NothingFound, Related, Thing, grouped
from queries.statements import Statements, far_end
from queries.store import Node, Relationship, Value

Nodes = Callable[[str], Node]


def thing(statements: Statements, node_id: str) -> Thing:
    """The node with this id and all that it is joined to, as and in the order that a store gives it.

    A relationship's id, a store's own, is empty here. Raises NothingFound.
    """
    if node_id not in statements.nodes:
        raise NothingFound(node_id, ())
    named = cache(lambda found: as_node(statements.nodes[found]))
    related, rows = [], []
    for relationship in statements.around(node_id):
        other = statements.nodes[far_end(relationship, node_id)]
        if isinstance(other, n.Alignment):
            rows.append(_row(statements, other, named))
        else:
            related.append(Related(named(other.id), as_relationship(relationship)))
    node = named(node_id)
    return Thing(
        node=node,
        groups=grouped(node, sorted(related, key=lambda one: _place(one.node, "code", "title", "id"))),
        alignments=tuple(sorted(rows, key=_row_place)),
    )


def as_node(node: n.Node) -> Node:
    """A node as a store gives it."""
    return Node(node.id, tuple(sorted(node.labels)), _properties(node))


def as_relationship(stated: Stated) -> Relationship:
    """A relationship as a store gives it, but for the store's own id."""
    return Relationship("", stated.type, stated.start, stated.end, _properties(stated))


def _properties(record: Record) -> dict[str, Value]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in record.properties().items()
    }


def _row(statements: Statements, alignment: n.Alignment, named: Nodes) -> AlignmentRow:
    ends = {type(stated): stated for stated in statements.around(alignment.id)}
    program = ends.get(ViaProgram)
    return AlignmentRow(
        sub_cluster=named(ends[InSubCluster].end),
        occupation=named(ends[OfOccupation].end),
        program=named(program.end) if program else None,
        locator=str(ends[InSubCluster].locator),
        note=alignment.note,
    )


def _row_place(row: AlignmentRow) -> tuple[tuple[bool, str], ...]:
    program = _place(row.program, "code") if row.program else ((True, ""),)
    return *_place(row.sub_cluster, "title"), *_place(row.occupation, "code"), *program


def _place(node: Node, *names: str) -> tuple[tuple[bool, str], ...]:
    """Sorts by these properties, what lacks one behind the others, as Cypher does."""
    return tuple((name not in node.properties, str(node.properties.get(name, ""))) for name in names)
