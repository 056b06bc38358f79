"""CareerGraph: the whole of the records, checked."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from ontology import integrity
from ontology.nodes import Node
from ontology.records import Record
from ontology.relationships import Relationship


class CareerGraph:
    """Nodes by id and relationships, in canonical order. It cannot be changed; methods give new records.

    Raises an IntegrityError where a rule of `ontology.integrity` is broken.
    """

    def __init__(self, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
        found = integrity.unique_nodes(nodes)
        self.nodes: Mapping[str, Node] = MappingProxyType(dict(sorted(found.items())))
        self.relationships = tuple(sorted(relationships, key=_order))
        integrity.check_ends(self.nodes, self.relationships)
        integrity.check_hierarchy(self.nodes, self.relationships)
        integrity.check_sub_clusters(self.nodes, self.relationships)

    @classmethod
    def from_records(cls, records: Iterable[Record]) -> CareerGraph:
        """The graph of mixed records, nodes and relationships in any order."""
        nodes, relationships = [], []
        for record in records:
            if isinstance(record, Node):
                nodes.append(record)
            elif isinstance(record, Relationship):
                relationships.append(record)
            else:
                raise TypeError(f"neither a node nor a relationship: {record!r}")
        return cls(nodes, relationships)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CareerGraph):
            return NotImplemented
        return self.nodes == other.nodes and self.relationships == other.relationships

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<CareerGraph: {len(self.nodes):,} nodes, {len(self.relationships):,} relationships>"

    def label_counts(self) -> dict[str, int]:
        """Label → number of nodes that carry it (a node counts under each of its labels)."""
        return dict(sorted(integrity.count_labels(self.nodes.values()).items()))

    def type_counts(self) -> dict[str, int]:
        """Relationship type → number of relationships."""
        return dict(sorted(Counter(r.type for r in self.relationships).items()))

    @cached_property
    def _content_hash(self) -> str:
        digest = hashlib.sha256()
        for node in self.nodes.values():
            digest.update(_line([list(node.labels), node.properties()]))
        for relationship in self.relationships:
            ends = [relationship.type, relationship.start, relationship.end]
            digest.update(_line([*ends, relationship.properties()]))
        return digest.hexdigest()

    def content_hash(self) -> str:
        """SHA-256 over every record in canonical order, as 64 hexadecimal digits: same content, same hash."""
        return self._content_hash


def _order(relationship: Relationship) -> tuple[str, str, str, bytes]:
    return relationship.type, relationship.start, relationship.end, _line(relationship.properties())


def _line(parts: object) -> bytes:
    return json.dumps(parts, sort_keys=True, ensure_ascii=False).encode() + b"\n"
