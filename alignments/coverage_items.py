"""One thing that is missing or in conflict, and how its detail is worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.graph import CareerGraph
from ontology.nodes import Code, Node


@dataclass(frozen=True, slots=True)
class Item:
    """A thing: id and title of its node, and what there is to say of it; "" where its title says all."""

    id: str
    title: str
    detail: str


def item(node: Node, detail: str = "") -> Item:
    """A node with its detail."""
    return Item(node.id, node.title, detail)


def named(node: Node) -> str:
    """A node as a detail names it: code and title, or the title alone."""
    return f"{node.code} {node.title}" if isinstance(node, Code) else node.title


def names(graph: CareerGraph, ids: Iterable[str]) -> str:
    """Several nodes as a detail names them, in the order of their ids; `nothing` where there are none."""
    return "; ".join(named(graph.nodes[node_id]) for node_id in sorted(set(ids))) or "nothing"
