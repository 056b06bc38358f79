"""What two graphs differ in: nodes by what became of them, relationships by type, published and derived apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from ontology.records import Value
from queries.store import Plain

Before = Value | None
E = TypeVar("E", bound="Entry | Retitled | Moved | Changed")


@dataclass(frozen=True, slots=True)
class Named:
    """A node by its id, its kind (the most specific label) and its title."""

    id: str
    kind: str
    title: str

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {"id": self.id, "kind": self.kind, "title": self.title}


@dataclass(frozen=True, slots=True)
class Change:
    """A property before and after; None where it is absent. A `figure` is a count, an amount, or of a year."""

    name: str
    before: Before
    after: Before
    figure: bool

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        ends: dict[str, Plain] = {"from": _plain(self.before), "to": _plain(self.after)}
        return {"property": self.name, "figure": self.figure, **ends}


@dataclass(frozen=True, slots=True)
class Entry:
    """A node that came or went; `others` are what it comes from or goes on as, by MOVED_TO and REPLACED_BY."""

    node: Named
    others: tuple[Named, ...] = ()

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {**self.node.to_plain(), "others": [other.to_plain() for other in self.others]}


@dataclass(frozen=True, slots=True)
class Retitled:
    """A node with the title of the newer graph, and the title of before."""

    node: Named
    before: str

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {**self.node.to_plain(), "from": self.before, "to": self.node.title}


@dataclass(frozen=True, slots=True)
class Moved:
    """A node that stands under another one than before, by a relationship `type` of a hierarchy."""

    node: Named
    type: str
    before: tuple[Named, ...]
    after: tuple[Named, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        ends: dict[str, Plain] = {
            "from": [above.to_plain() for above in self.before],
            "to": [above.to_plain() for above in self.after],
        }
        return {**self.node.to_plain(), "type": self.type, **ends}


@dataclass(frozen=True, slots=True)
class Changed:
    """A node with other properties than before, its title and whether it is retired not counted."""

    node: Named
    changes: tuple[Change, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {**self.node.to_plain(), "changes": [change.to_plain() for change in self.changes]}


@dataclass(frozen=True, slots=True)
class NodeDifference:
    """Nodes that differ, by id. One node may stand in several lists, but not if it was added or removed.

    `retired` are there before and after, and retired only after; `reinstated` the other way round.
    """

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    retired: tuple[Entry, ...] = ()
    reinstated: tuple[Entry, ...] = ()
    retitled: tuple[Retitled, ...] = ()
    moved: tuple[Moved, ...] = ()
    changed: tuple[Changed, ...] = ()

    def of(self, kinds: Collection[str]) -> NodeDifference:
        """Only what concerns nodes of these kinds."""

        def kept(entries: tuple[E, ...]) -> tuple[E, ...]:
            return tuple(entry for entry in entries if entry.node.kind in kinds)

        return NodeDifference(**{part.name: kept(getattr(self, part.name)) for part in fields(self)})

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {part.name: [entry.to_plain() for entry in getattr(self, part.name)] for part in fields(self)}


@dataclass(frozen=True, slots=True)
class Statement:
    """A relationship that came or went; `with_end` where a node that it joins came or went, too."""

    start: Named
    end: Named
    properties: Mapping[str, Value]
    with_end: bool

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        properties: dict[str, Plain] = {name: _plain(value) for name, value in self.properties.items()}
        ends: dict[str, Plain] = {"start": self.start.to_plain(), "end": self.end.to_plain()}
        return {**ends, "properties": properties, "withEnd": self.with_end}


@dataclass(frozen=True, slots=True)
class ChangedStatement:
    """A relationship that says something else than before; `apart` tells it from parallel ones."""

    start: Named
    end: Named
    apart: Mapping[str, Value]
    changes: tuple[Change, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        apart: dict[str, Plain] = {name: _plain(value) for name, value in self.apart.items()}
        ends: dict[str, Plain] = {"start": self.start.to_plain(), "end": self.end.to_plain()}
        return {**ends, "apart": apart, "changes": [change.to_plain() for change in self.changes]}


@dataclass(frozen=True, slots=True)
class TypeDifference:
    """Relationships of one type that differ. `restated` counts those that say the same in another place.

    A place is a source and where in it: locators, and for a derived relationship the sources that it rests on.
    """

    type: str
    added: tuple[Statement, ...] = ()
    removed: tuple[Statement, ...] = ()
    changed: tuple[ChangedStatement, ...] = ()
    restated: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.restated)

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "type": self.type,
            "added": [statement.to_plain() for statement in self.added],
            "removed": [statement.to_plain() for statement in self.removed],
            "changed": [statement.to_plain() for statement in self.changed],
            "restated": self.restated,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """What differs of the published or of the derived part; only the types of relationships that do."""

    nodes: NodeDifference = field(default_factory=NodeDifference)
    relationships: tuple[TypeDifference, ...] = ()

    def __bool__(self) -> bool:
        return self != Part()

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "nodes": self.nodes.to_plain(),
            "relationships": [found.to_plain() for found in self.relationships],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two graphs; false where nothing does."""

    published: Part = field(default_factory=Part)
    derived: Part = field(default_factory=Part)

    def __bool__(self) -> bool:
        return bool(self.published or self.derived)

    def only(self, names: Collection[str]) -> Difference:
        """Only these kinds of nodes and types of relationships."""

        def kept(part: Part) -> Part:
            types = tuple(found for found in part.relationships if found.type in names)
            return replace(part, nodes=part.nodes.of(names), relationships=types)

        return Difference(kept(self.published), kept(self.derived))

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {"published": self.published.to_plain(), "derived": self.derived.to_plain()}


def _plain(value: Before) -> Plain:
    return list(value) if isinstance(value, tuple) else value
