"""Things as pages name them."""

from __future__ import annotations

from typing import NamedTuple

from ontology import nodes as n
from queries.store import Node


class Name(NamedTuple):
    """A thing: its id, its code (or nothing), its title, whether its publisher has retired it."""

    id: str
    code: str
    title: str
    retired: bool


def name_of(node: n.Node) -> Name:
    """The name of a node of the graph."""
    former = isinstance(node, n.FormerCode)
    return Name(node.id, getattr(node, "code", ""), node.title, former or getattr(node, "retired", False))


def name_of_found(node: Node) -> Name:
    """The name of a node of an answer."""
    told = node.properties
    retired = "Retired" in node.labels or "FormerCode" in node.labels
    return Name(node.id, str(told.get("code", "")), str(told["title"]), retired)
