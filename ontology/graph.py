"""CareerGraph: the whole of the records, checked."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar

from ontology import integrity
from ontology.derived import Derived
from ontology.nodes import Finding, Node
from ontology.records import Record
from ontology.relationships import Relationship

R = TypeVar("R", bound=Relationship)
N = TypeVar("N", bound=Node)


class CareerGraph:
    """Nodes by id and relationships, in canonical order. It cannot be changed; methods give new records.

    Raises an IntegrityError where a rule of `ontology.integrity` is broken.
    """

    def __init__(self, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
        found = integrity.unique_nodes(nodes)
        self.nodes: Mapping[str, Node] = MappingProxyType(dict(sorted(found.items())))
        self.relationships = _in_order(relationships)
        integrity.check_ends(self.nodes, self.relationships)
        integrity.check_hierarchy(self.nodes, self.relationships)
        integrity.check_sub_clusters(self.nodes, self.relationships)
        integrity.check_derived(self.nodes, self.relationships)

    def of_type(self, kind: type[R]) -> tuple[R, ...]:
        """All relationships of one type, in canonical order; none of its sub-classes."""
        return tuple(r for r in self._by_type.get(kind, ()) if isinstance(r, kind))

    def of_kind(self, kind: type[N]) -> tuple[N, ...]:
        """All nodes of a kind or of its sub-classes (Occupation: those of every level), by id."""
        return tuple(node for node in self.nodes.values() if isinstance(node, kind))

    @cached_property
    def _by_type(self) -> dict[type[Relationship], list[Relationship]]:
        found: dict[type[Relationship], list[Relationship]] = {}
        for relationship in self.relationships:
            found.setdefault(type(relationship), []).append(relationship)
        return found

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

    def extended(self, records: Iterable[Record]) -> CareerGraph:
        """This graph with more nodes and relationships, as checked as any."""
        return CareerGraph.from_records([*self.nodes.values(), *self.relationships, *records])

    def published(self) -> CareerGraph:
        """This graph without what careergraph derived."""
        kept = [r for r in self.relationships if not isinstance(r, Derived)]
        own = {r.source for r in self.relationships if isinstance(r, Derived)}
        nodes = [n for n in self.nodes.values() if not isinstance(n, Finding) and n.id not in own]
        return self if len(kept) == len(self.relationships) else CareerGraph(nodes, kept)

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


def _in_order(relationships: Iterable[Relationship]) -> tuple[Relationship, ...]:
    """By type and ends; parallel ones, which are few, by their properties."""
    runs = groupby(sorted(relationships, key=_ends), _ends)
    return tuple(r for _, run in runs for r in sorted(run, key=lambda r: _line(r.properties())))


def _ends(relationship: Relationship) -> tuple[str, str, str]:
    return relationship.type, relationship.start, relationship.end


def _line(parts: object) -> bytes:
    return json.dumps(parts, sort_keys=True, ensure_ascii=False).encode() + b"\n"
