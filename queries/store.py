"""What every store can do, what it answers with, and how it says no. Knows no engine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path as FilePath
from types import TracebackType
from typing import ClassVar, Protocol, Self, TypeAlias

Property: TypeAlias = str | int | float | bool | tuple[str, ...]


class LoadableNode(Protocol):
    """A node as the graph gives it; its properties include `id` and `title`."""

    @property
    def id(self) -> str:
        """The graph's own id, e.g. `soc/2018/15-1252`."""
        ...

    @property
    def labels(self) -> tuple[str, ...]:
        """One to three labels."""
        ...

    def properties(self) -> Mapping[str, Property]:
        """Return the properties by name; one without a value is absent."""
        ...


class LoadableRelationship(Protocol):
    """A relationship as the graph gives it; two may join the same nodes with the same type."""

    @property
    def type(self) -> str:
        """The relationship type, e.g. `PREPARES_FOR`."""
        ...

    @property
    def start(self) -> str:
        """The id of the node it leaves."""
        ...

    @property
    def end(self) -> str:
        """The id of the node it reaches."""
        ...

    def properties(self) -> Mapping[str, Property]:
        """Return the properties by name; one without a value is absent."""
        ...


class LoadableGraph(Protocol):
    """A graph that a store can load: nodes by id, relationships, and a hash of its content."""

    @property
    def nodes(self) -> Mapping[str, LoadableNode]:
        """The nodes by id."""
        ...

    @property
    def relationships(self) -> Sequence[LoadableRelationship]:
        """The relationships, whose ends are among the nodes."""
        ...

    def content_hash(self) -> str:
        """Return a hash that changes when anything in the graph does."""
        ...


@dataclass(frozen=True, slots=True)
class Node:
    """A node of an answer; `id` is the graph's own, e.g. `soc/2018/15-1252`."""

    id: str
    labels: tuple[str, ...]
    properties: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of an answer; `start` and `end` are the graph's ids of its nodes, `id` is the store's."""

    id: str
    type: str
    start: str
    end: str
    properties: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Path:
    """A path of an answer: n relationships between n + 1 nodes, in walking order."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


Value: TypeAlias = (
    "bool | int | float | str | date | datetime | time"
    " | Node | Relationship | Path | list[Value] | dict[str, Value] | None"
)
Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
Parameter: TypeAlias = "bool | int | float | str | Sequence[Parameter] | Mapping[str, Parameter] | None"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one query: `truncated` when the row limit cut it, `seconds` of wall-clock time."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    truncated: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class StoreSchema:
    """What a store holds: number of nodes by label, of relationships by type, and the properties each carries."""

    labels: dict[str, int]
    relationship_types: dict[str, int]
    label_properties: dict[str, tuple[str, ...]]
    type_properties: dict[str, tuple[str, ...]]


class Store(Protocol):
    """A place that holds one graph and answers Cypher, read-only."""

    @property
    def content_hash(self) -> str:
        """The content hash of the graph that the store holds."""
        ...

    def load(self, graph: LoadableGraph) -> None:
        """Put the graph in the place of what the store holds; raises WriteRefused where the store is read-only."""
        ...

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        timeout: float | None,
        limit: int | None,
    ) -> Result:
        """Return the answer, of at most `limit` rows, or raise QueryTimeout after `timeout` seconds.

        Whatever else is wrong with the query is a QueryFailed, too.
        """
        ...

    def schema(self) -> StoreSchema:
        """Return what the store holds, with counts."""
        ...

    def close(self) -> None:
        """Give back what the store holds on to; closing twice is fine."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def plain(value: Value) -> Plain:
    """Return the value as JSON can carry it.

    Nodes, relationships and paths become maps, times ISO 8601 text, and the three floats that JSON lacks the
    words `NaN`, `Infinity` and `-Infinity`.
    """
    if isinstance(value, Node | Relationship | Path):
        return _plain_part(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return _finite(value) if isinstance(value, float) else value


def _plain_part(part: Node | Relationship | Path) -> Plain:
    if isinstance(part, Path):
        return {
            "nodes": [plain(node) for node in part.nodes],
            "relationships": [plain(relationship) for relationship in part.relationships],
        }
    named: dict[str, Plain] = {"id": part.id}
    if isinstance(part, Node):
        named["labels"] = list(part.labels)
    else:
        named |= {"type": part.type, "start": part.start, "end": part.end}
    return named | {"properties": plain(part.properties)}


def _finite(number: float) -> float | str:
    if math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else ("Infinity" if number > 0 else "-Infinity")


class StoreError(Exception):
    """Something a store could not or would not do; its text is fit to show to the user."""


class StoreMissing(StoreError):
    """There is no store in this folder."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        super().__init__(f"No Cypher store at {path}. Run: careergraph build")


class StoreExists(StoreError):
    """A store can only be made in a folder that does not exist yet."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        super().__init__(f"Cannot make a Cypher store at {path}: something is there already.")


class StoreDamaged(StoreError):
    """The folder holds a store that cannot be opened."""

    def __init__(self, path: FilePath, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"The Cypher store at {path} is damaged: {why}. To make it anew, run: careergraph build")


class StoreClosed(StoreError):
    """The store was closed before this call."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        super().__init__(f"The Cypher store at {path} is closed.")


class LoadFailed(StoreError):
    """The graph could not be loaded; nothing of it is left in the folder."""

    def __init__(self, path: FilePath, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"The graph could not be loaded into {path}: {why}")


class QueryFailed(StoreError):
    """The query was understood but could not be answered."""


class ParameterRefused(QueryFailed):
    """A parameter holds something Cypher has no value for."""

    def __init__(self, name: str, why: str) -> None:
        self.name, self.why = name, why
        super().__init__(f"The parameter ${name} cannot be passed: {why}.")


class QuerySyntaxError(QueryFailed):
    """The query is not Cypher; `line` and `column` count from 1, and are None where the engine names no place."""

    LANGUAGE: ClassVar[str] = "Cypher"

    def __init__(self, line: int | None, column: int | None, message: str, query: str = "") -> None:
        self.line, self.column, self.message, self.query = line, column, message, query
        super().__init__(self._text())

    def _text(self) -> str:
        if self.line is None or self.column is None:
            return f"{self.LANGUAGE} error: {self.message}"
        lines = [text.replace("\t", " ") for text in self.query.split("\n")]
        shown = lines[self.line - 1] if self.line <= len(lines) else ""
        caret = " " * (self.column - 1) + "^"
        place = f"line {self.line}, column {self.column}"
        return f"{self.LANGUAGE} error in {place}: {self.message}\n  {shown}\n  {caret}"


class WriteRefused(QueryFailed):
    """User text may only read."""

    def __init__(self, query: str) -> None:
        self.query = query
        super().__init__("Only reading is allowed: this would write to, or administer, the store.")


class FeatureRefused(QueryFailed):
    """The query asks for something that reaches outside the graph."""

    def __init__(self, feature: str) -> None:
        self.feature = feature
        super().__init__(f"{feature} is switched off: queries may read the graph, no files and no addresses.")


class MissingParameter(QueryFailed):
    """The query names a parameter (or several, comma-separated) that was not given."""

    def __init__(self, name: str) -> None:
        self.name = name
        dollars = ", ".join(f"${part.strip()}" for part in name.split(","))
        super().__init__(f"The query needs a value for {dollars}.")


class QueryTimeout(QueryFailed):
    """The query was ended at its time limit."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"The query was ended after its time limit of {seconds:g} seconds.")
