"""What a thing of former times says on top: that it is no longer in force, and what replaced it."""

from __future__ import annotations

from dataclasses import dataclass

from ontology import nodes as n
from ontology.derived import Derived, LikelySucceededBy
from ontology.identifiers import FRAMEWORK_2002, FRAMEWORK_2024
from ontology.relationships import MovedTo, Relationship, ReplacedBy, SucceededBy
from queries.statements import Statements
from queries.told.hierarchy import wholes
from queries.told.names import Name, name_of


@dataclass(frozen=True, slots=True)
class Status:
    """Why a thing is of former times; what publishers say replaced it or its cluster; what careergraph derives."""

    words: str
    stated: list[Name]
    of_cluster: list[Name]
    derived: list[Name]


def status(statements: Statements, node: n.Node) -> Status | None:
    """The status of what is retired or former; None for what is in force."""
    words = _words(node)
    if not words:
        return None
    stated = _successors(statements, node.id, MovedTo, ReplacedBy, SucceededBy)
    if node.id == FRAMEWORK_2002:
        stated = [name_of(statements.nodes[FRAMEWORK_2024])]
    cluster = wholes(statements, node.id) if isinstance(node, n.LegacyPathway) and not stated else []
    return Status(
        words,
        stated,
        of_cluster=[name for above in cluster for name in _successors(statements, above, SucceededBy)],
        derived=_successors(statements, node.id, LikelySucceededBy),
    )


def _words(node: n.Node) -> str:
    if isinstance(node, n.FormerCode):
        system = node.id.partition("/")[0].upper()
        return f"A code of {system} {node.edition} that is no longer in force."
    if isinstance(node, n.Code) and node.retired:
        return "Retired: its publisher lists this code as one that is no longer in force."
    if node.id.startswith(FRAMEWORK_2002):
        return "Of the framework of 2002, which that of 2024 has superseded."
    return ""


def _successors(statements: Statements, node_id: str, *kinds: type[Relationship]) -> list[Name]:
    """Where relationships of these kinds lead, but for those that their method does not stand by."""
    found = (r for r in statements.around(node_id) if r.start == node_id and isinstance(r, kinds))
    return [name_of(statements.nodes[r.end]) for r in found if not isinstance(r, Derived) or r.asserted]
