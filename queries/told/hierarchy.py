"""Where a thing stands in its hierarchy: what is above it, and what is directly below it."""

from __future__ import annotations

from ontology.relationships import Combines, HasCluster, Relationship
from queries.statements import MEMBERSHIPS, Statements, far_end


def wholes(statements: Statements, node_id: str) -> list[str]:
    """Ids of what a thing is part of in its scheme, the nearest first."""
    found: list[str] = []
    above = _next(statements, node_id, down=False)
    while above:
        found.append(above[0])
        above = _next(statements, above[0], down=False)
    return found


def parts(statements: Statements, node_id: str) -> list[str]:
    """Ids of what is directly below a thing in its scheme."""
    return _next(statements, node_id, down=True)


def _next(statements: Statements, node_id: str, *, down: bool) -> list[str]:
    return [far_end(r, node_id) for r in statements.around(node_id) if _leads(type(r), r.start == node_id, down)]


def _leads(kind: type[Relationship], outgoing: bool, down: bool) -> bool:
    """Whether a relationship is a step down (or up) within a scheme; frameworks are schemes themselves."""
    if kind in (Combines, HasCluster) or kind not in MEMBERSHIPS:
        return False
    return (MEMBERSHIPS[kind] == outgoing) == down
