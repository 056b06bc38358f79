"""What the expected answers of the catalogue are recomputed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from loaders.shipped import Facts
from loaders.sources import SourceSpec
from ontology.graph import CareerGraph
from ontology.nodes import Node
from ontology.relationships import Relationship

R = TypeVar("R", bound=Relationship)
Row = dict[str, object]


@dataclass(frozen=True)
class World:
    """The shipped tables by source and name, the sources, and what the methods derived."""

    facts: Mapping[str, Facts]
    sources: Mapping[str, SourceSpec]
    graph: CareerGraph

    def derived(self, kind: type[R]) -> Sequence[R]:
        """The derived records of a type."""
        return self.graph.of_type(kind)

    def node(self, node_id: str) -> Node:
        """A node as the graph has it: for its title, code and figures."""
        return self.graph.nodes[node_id]

    def title(self, node_id: str) -> str:
        """Its preferred title."""
        return self.graph.nodes[node_id].title

    def code(self, node_id: str) -> str:
        """Its code. Raises AttributeError for what has none."""
        return str(self.graph.nodes[node_id].code)  # type: ignore[attr-defined]
