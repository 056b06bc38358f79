"""The engine's rows as Python values.

Rows cross from Java as JSON text, because one text is some ten times quicker than its values one by one. What
JSON cannot carry is marked with a tag: a date or a big number as text, anything else (nodes, relationships, paths,
times) as a place in a list of Java objects that comes with the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from arcadedb_embedded.type_conversion import convert_python_to_java

from queries.arcadedb_jvm import java_class
from queries.parameters import check_parameters
from queries.store import Node, Parameter, Path, Relationship, Value

_TAG = "\u0001"
_TEXTS: dict[str, Callable[[str], Value]] = {
    "n": float,
    "i": int,
    "D": date.fromisoformat,
    "T": datetime.fromisoformat,
    "Z": datetime.fromisoformat,
}
_TIMES: dict[str, Callable[[str], Value]] = {
    "CypherDate": date.fromisoformat,
    "CypherDateTime": datetime.fromisoformat,
    "CypherLocalDateTime": datetime.fromisoformat,
    "CypherLocalTime": time.fromisoformat,
    "CypherTime": time.fromisoformat,
}


def java_parameters(parameters: Mapping[str, Parameter]) -> Any:
    """Return the parameters as the engine takes them; raises ParameterRefused where it could not hold one."""
    check_parameters(parameters)
    return convert_python_to_java(dict(parameters))


class Reader:
    """Turns one store's rows into Python values; remembers labels and ids, for the store never changes."""

    def __init__(self) -> None:
        self._labels: dict[str, tuple[str, ...]] = {}
        self._ids: dict[str, str] = {}

    def rows(self, text: str, objects: Any) -> list[dict[str, Value]]:
        """Return the rows of one batch, each by column name."""

        def untagged(found: dict[str, Any]) -> Any:
            tagged = found.get(_TAG)
            return found if tagged is None else self._untag(tagged[0], tagged[1], objects)

        rows: list[dict[str, Value]] = json.loads(text, object_hook=untagged)
        return rows

    def _untag(self, kind: str, content: Any, objects: Any) -> Value | dict[str, Value]:
        if kind == "x":
            return self.value(objects[content])
        if kind == "r":
            names, values = objects[content]
            return {str(name): self.value(item) for name, item in zip(names, values, strict=True)}
        if kind == "s":
            return list(content)
        return _TEXTS[kind](content)

    def value(self, found: Any) -> Value:
        """Return the Python value of a Java object; one that has none (a duration, say) becomes its text."""
        if found is None or isinstance(found, bool | int | float | str):
            return _scalar(found)
        if isinstance(found, java_class("com.arcadedb.graph.Vertex")):
            return self.node(found)
        if isinstance(found, java_class("com.arcadedb.graph.Edge")):
            return self.relationship(found)
        if isinstance(found, java_class("com.arcadedb.query.opencypher.traversal.TraversalPath")):
            return self._path(found)
        return self._collection(found)

    def _collection(self, found: Any) -> Value:
        if isinstance(found, java_class("java.util.Map")):
            return {str(entry.getKey()): self.value(entry.getValue()) for entry in found.entrySet()}
        if isinstance(found, java_class("java.util.Collection")):
            return [self.value(item) for item in found]
        if isinstance(found, java_class("com.arcadedb.query.sql.executor.Result")):
            return {str(name): self.value(found.getProperty(name)) for name in found.getPropertyNames()}
        if isinstance(found, java_class("com.arcadedb.database.RID")):
            return self.value(found.getRecord())  # procedures give a node's place only
        return _time_or_text(found)

    def node(self, vertex: Any) -> Node:
        """Return a vertex as a node."""
        properties = _properties(vertex)
        return Node(str(properties.get("id", "")), self._labels_of(vertex), properties)

    def relationship(self, edge: Any) -> Relationship:
        """Return an edge as a relationship between our ids."""
        start, end = self._id_of(edge.getOut()), self._id_of(edge.getIn())
        return Relationship(_number(edge), str(edge.getTypeName()), start, end, _properties(edge))

    def _path(self, path: Any) -> Path:
        nodes = tuple(self.node(vertex) for vertex in path.getVertices())
        return Path(nodes, tuple(self.relationship(edge) for edge in path.getEdges()))

    def _labels_of(self, vertex: Any) -> tuple[str, ...]:
        name = str(vertex.getTypeName())
        if name not in self._labels:
            found = java_class("com.arcadedb.query.opencypher.Labels").getLabels(vertex)
            self._labels[name] = tuple(str(label) for label in found)
        return self._labels[name]

    def _id_of(self, rid: Any) -> str:
        key = str(rid)
        if key not in self._ids:
            self._ids[key] = str(rid.asVertex().getString("id"))
        return self._ids[key]


def _properties(record: Any) -> dict[str, Value]:
    found: dict[str, Value] = json.loads(str(record.toJSON(False).toString()))
    return found


def _number(edge: Any) -> str:
    return str(edge.getIdentity()).removeprefix("#")


def _scalar(found: Any) -> Value:
    for kind in (bool, int, float, str):
        if isinstance(found, kind):
            return kind(found)
    return None


def _time_or_text(found: Any) -> Value:
    text = str(found.toString())
    read = _TIMES.get(str(found.getClass().getSimpleName()))
    if read is None:
        return text
    try:
        return read(text)
    except ValueError:  # a year beyond 9999, a named time zone: Python has no such value
        return text
