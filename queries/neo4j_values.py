"""What Neo4j answers, as the store's own values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo

from neo4j import graph as neo
from neo4j.time import Date, DateTime, Time

from queries.store import Node, Path, Property, Relationship, Value


def values(
    rows: Iterable[Iterable[object]], ids: Callable[[list[str]], Mapping[str, str]]
) -> list[tuple[Value, ...]]:
    """Return the rows as the store's values.

    `ids` tells the graph's own ids of nodes that Neo4j names by its element ids only: the ends of relationships.
    """
    found = [list(row) for row in rows]
    ends = {end for row in found for value in row for end in _ends(value)}
    known = ids(sorted(ends)) if ends else {}
    return [tuple(_value(value, known) for value in row) for row in found]


def stored(properties: Mapping[str, Property]) -> dict[str, str | int | float | list[str]]:
    """Return the properties of a node or relationship as Neo4j takes them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _ends(value: object) -> Iterator[str]:
    if isinstance(value, neo.Relationship):
        yield from (node.element_id for node in value.nodes if node is not None)
    elif isinstance(value, neo.Path):
        yield from (node.element_id for node in value.nodes)
    elif isinstance(value, list | Mapping):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _ends(item)


def _value(value: object, ids: Mapping[str, str]) -> Value:
    """The store's value; what has none in Python (a duration, a point, a named time zone) becomes its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, neo.Node):
        return _node(value, ids)
    if isinstance(value, neo.Relationship):
        return _relationship(value, ids)
    if isinstance(value, neo.Path):
        nodes = tuple(_node(node, ids) for node in value.nodes)
        return Path(nodes, tuple(_relationship(step, ids) for step in value.relationships))
    if isinstance(value, Mapping):
        return {str(key): _value(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [_value(item, ids) for item in value]
    return _time_or_text(value)


def _node(node: neo.Node, ids: Mapping[str, str]) -> Node:
    properties = _properties(node, ids)
    return Node(str(properties.get("id", "")), tuple(sorted(node.labels)), properties)


def _relationship(found: neo.Relationship, ids: Mapping[str, str]) -> Relationship:
    start, end = ("" if node is None else ids.get(node.element_id, "") for node in found.nodes)
    return Relationship(found.element_id, found.type, start, end, _properties(found, ids))


def _properties(found: neo.Entity, ids: Mapping[str, str]) -> dict[str, Value]:
    return {name: _value(item, ids) for name, item in found.items()}


def _time_or_text(value: object) -> Value:
    if isinstance(value, DateTime | Time):
        zone = _zone_name(value.tzinfo)
        return f"{value.iso_format()}[{zone}]" if zone else value.to_native()
    return value.to_native() if isinstance(value, Date) else str(value)


def _zone_name(zone: tzinfo | None) -> str:
    """The name of a time zone that has one, such as Europe/Berlin; UTC is but an offset."""
    name = getattr(zone, "zone", None)
    return "" if name in (None, "UTC") else str(name)
