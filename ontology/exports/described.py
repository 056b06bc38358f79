"""The tables of an export, each with what it and its columns mean. Published and derived ones stand apart."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, Finding, Node, Source
from ontology.records import Means, Record, meanings, property_names, property_types, required_fields
from ontology.relationships import Kinds, Relationship, type_name
from ontology.tables import to_tables
from ontology.vocabulary import RELATIONSHIP_TYPES

INDEX = "nodes"
"""Path of the table that lists all nodes and names the table of each."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the record's field it comes from, its type, whether each row has it, what it means.

    `refers_to` is the path of the table whose `id` it names, if it names one.
    """

    name: str
    field: str
    type: type
    required: bool
    means: Means
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its path without ending, the records it holds (None: the index), its columns and rows."""

    path: str
    record: type[Record] | None
    meaning: str
    columns: tuple[Column, ...]
    rows: Any

    @property
    def title(self) -> str:
        """Name of its kind of nodes or type of relationships."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def origin(self) -> str:
        """`published`, or `derived` for what careergraph derives and no publisher states; empty for the index."""
        return "" if self.record is None else "derived" if is_derived(self.record) else "published"

    @property
    def has_ids(self) -> bool:
        """Whether its rows are nodes; relationships have no key, some stand side by side."""
        return self.columns[0].name == "id"

    @property
    def sources(self) -> list[str]:
        """Ids of the sources that its rows name; none for nodes, which rest on several."""
        found: set[str] = set()
        for name in {"source", "derivedFrom"} & {column.name for column in self.columns}:
            cells = self.rows[name].to_pylist()
            found.update(cells if name == "source" else (one for cell in cells for one in cell))
        return sorted(found)


def is_derived(record: type[Record]) -> bool:
    """Whether careergraph derives such records."""
    return issubclass(record, Derived | Finding)


def described(graph: CareerGraph) -> list[Table]:
    """The index, then nodes, relationships and what is derived; kinds and types that have no row are left out."""
    tables = [_table(name, rows) for name, rows in to_tables(graph).items() if rows.num_rows]
    return [_index(graph), *sorted(tables, key=lambda table: table.origin == "derived")]


def path_of(record: type[Record]) -> str:
    """`nodes/<Kind>` or `relationships/<TYPE>`, but `derived/…` for what careergraph derives."""
    group, name = ("nodes", record.__name__) if issubclass(record, Node) else ("relationships", type_name(record))
    return f"{'derived' if is_derived(record) else group}/{name}"


def _table(name: str, rows: Any) -> Table:
    group, _, kind = name.partition("/")
    record: type[Record] = NODE_KINDS[kind] if group == "nodes" else RELATIONSHIP_TYPES[kind]
    return Table(path_of(record), record, inspect.getdoc(record) or "", tuple(_columns(record)), rows)


def _columns(record: type[Record]) -> Iterator[Column]:
    types, required, means = property_types(record), required_fields(record), meanings(record)
    for field, name in property_names(record).items():
        always = field in required and types[field] is not tuple
        means_it = means.get(name) or _means_end(record, field)
        yield Column(name, field, types[field], always, means_it, _refers_to(record, field))


def _means_end(record: type[Record], field: str) -> Means:
    assert issubclass(record, Relationship)
    kinds = record.START if field == "start" else record.END
    whence = "starts from" if field == "start" else "leads to"
    return Means(f"Id of the {' or '.join(kind.__name__ for kind in kinds)} that it {whence}")


def _refers_to(record: type[Record], field: str) -> str | None:
    if not issubclass(record, Relationship) or field not in ("start", "end", "source"):
        return None
    joined: dict[str, Kinds] = {"start": record.START, "end": record.END, "source": (Source,)}
    kinds = [kind for kind in NODE_KINDS.values() if issubclass(kind, joined[field])]
    return path_of(kinds[0]) if len(kinds) == 1 else INDEX


def _index(graph: CareerGraph) -> Table:
    nodes = list(graph.nodes.values())
    found = {
        "id": pa.array([node.id for node in nodes], pa.string()),
        "kind": pa.array([node.kind for node in nodes], pa.string()),
        "labels": pa.array([node.labels for node in nodes], pa.list_(pa.string())),
        "title": pa.array([node.title for node in nodes], pa.string()),
    }
    means = meanings(Node)
    columns = (
        Column("id", "id", str, True, means["id"]),
        Column("kind", "kind", str, True, Means("The most specific label: the table that holds the node")),
        Column("labels", "labels", tuple, False, Means("All its labels, the general one first")),
        Column("title", "title", str, True, means["title"]),
    )
    return Table(INDEX, None, "Every node, and the table that holds it", columns, pa.table(found))
