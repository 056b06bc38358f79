"""What the labels, relationship types and properties of a store mean: the schema for readers."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ontology import nodes
from ontology.derived import DERIVED_TYPES
from ontology.nodes import NODE_KINDS, Finding
from ontology.records import Means, Record, camel_case, meanings, required_fields
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.store import StoreSchema

RETIRED = "A code that its publisher has retired; it stands beside the other labels."


@dataclass(frozen=True, slots=True)
class PropertyEntry:
    """A property: its meaning, its unit and year where it has them, and what its absence means."""

    name: str
    meaning: str
    unit: str
    year: str
    absent: str


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """A label or relationship type: how many there are, what it means, what it joins, its properties.

    `derived`: whether careergraph derives it, and no publisher states it.
    """

    name: str
    count: int
    derived: bool
    meaning: str
    joins: tuple[tuple[str, ...], tuple[str, ...]] | None
    properties: tuple[PropertyEntry, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All labels and relationship types of a store."""

    labels: tuple[SchemaEntry, ...]
    relationship_types: tuple[SchemaEntry, ...]

    def to_plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return asdict(self)


def dictionary(schema: StoreSchema) -> Dictionary:
    """What a store holds, explained; properties that nothing in the store has are left out."""
    return Dictionary(
        labels=tuple(
            SchemaEntry(
                name, count, name == Finding.__name__, _label_meaning(name), None, _label_properties(name, schema)
            )
            for name, count in sorted(schema.labels.items())
        ),
        relationship_types=tuple(
            _relationship_entry(name, count, schema) for name, count in sorted(schema.relationship_types.items())
        ),
    )


def property_meanings(labels: Sequence[str]) -> dict[str, Means]:
    """Property name → what it means, for a node with these labels."""
    classes = [found for found in map(_label_class, labels) if found]
    return {name: means for found in classes for name, means in meanings(found).items()}


def _label_class(label: str) -> type[Record] | None:
    found = NODE_KINDS.get(label) or getattr(nodes, label, None)
    return found if inspect.isclass(found) and issubclass(found, nodes.Node) else None


def _label_meaning(label: str) -> str:
    found = _label_class(label)
    return inspect.getdoc(found) or "" if found else RETIRED if label == "Retired" else ""


def _label_properties(label: str, schema: StoreSchema) -> tuple[PropertyEntry, ...]:
    return _entries(_label_class(label) or nodes.Program, schema.label_properties.get(label, ()))


def _relationship_entry(name: str, count: int, schema: StoreSchema) -> SchemaEntry:
    found = RELATIONSHIP_TYPES[name]
    joins = tuple(k.__name__ for k in found.START), tuple(k.__name__ for k in found.END)
    properties = _entries(found, schema.type_properties.get(name, ()))
    return SchemaEntry(name, count, name in DERIVED_TYPES, inspect.getdoc(found) or "", joins, properties)


def _entries(record: type[Record], present: tuple[str, ...]) -> tuple[PropertyEntry, ...]:
    always = {camel_case(name) for name in required_fields(record)}
    return tuple(
        PropertyEntry(name, means.meaning, means.unit, means.year, _absence(means, name in always))
        for name, means in meanings(record).items()
        if name in present
    )


def _absence(means: Means, always: bool) -> str:
    return means.absent or ("never absent" if always else "not stated by the source")
