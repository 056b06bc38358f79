"""A graph written into a new ArcadeDB folder, in bulk."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import jpype
from arcadedb_embedded import ArcadeDBError, Database

from queries.arcadedb_errors import java_text
from queries.arcadedb_jvm import java_class
from queries.arcadedb_seal import Seal, write_seal
from queries.store import LoadableGraph, LoadableNode, LoadableRelationship, LoadFailed, Property, StoreExists

Progress: TypeAlias = Callable[[str, int, int], None]

_BATCH = 10_000
_DEFERRED = 1_000_000  # what a heap of 512 MB can hold, whatever the size of the graph
_LOOKED_UP = ("id", "code")


def load(path: Path, graph: LoadableGraph, progress: Progress | None) -> None:
    """Write the graph into a new folder; on failure (LoadFailed) the folder is gone again.

    Progress is told the stage ("nodes", "relationships", "indexes"), how many are done, and how many there are.
    """
    if path.exists():
        raise StoreExists(path)
    try:
        _refuse_shared_names(graph)
        with Database(java_class("com.arcadedb.database.DatabaseFactory")(str(path)).create()) as database:
            _Loading(database, graph, progress or (lambda *_: None)).run()
        write_seal(path, Seal(graph.content_hash(), _label_properties(graph), _type_properties(graph)))
    except BaseException as error:
        shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, ArcadeDBError | jpype.JException | LookupError | ValueError):
            raise LoadFailed(path, _why(error)) from error
        raise


def _why(error: BaseException) -> str:
    return java_text(error) if isinstance(error, jpype.JException) else str(error)


def _refuse_shared_names(graph: LoadableGraph) -> None:
    labels = {label for node in graph.nodes.values() for label in node.labels}
    shared = labels & {relationship.type for relationship in graph.relationships}
    if shared:
        raise ValueError(f"a label and a relationship type share the name {', '.join(sorted(shared))}")


class _Loading:
    def __init__(self, database: Database, graph: LoadableGraph, progress: Progress) -> None:
        self._database, self._graph, self._progress = database, graph, progress
        self._records: dict[str, str] = {}

    def run(self) -> None:
        # All types before the batch: the engine waits a minute, then gives up, when the schema changes under one.
        types = self._make_types()
        batch = self._database.graph_batch(max_deferred_incoming_edges=_DEFERRED)
        self._write_nodes(batch, types)
        self._write_relationships(batch)
        batch.close()  # not after an error, which it would hide
        self._index()

    def _make_types(self) -> dict[tuple[str, ...], str]:
        schema = self._database.get_java_database().getSchema()
        for kind in sorted({relationship.type for relationship in self._graph.relationships}):
            schema.createEdgeType(kind)
        groups = dict.fromkeys(_label_group(node) for node in self._graph.nodes.values())
        return {labels: self._vertex_type(labels) for labels in groups}

    def _vertex_type(self, labels: tuple[str, ...]) -> str:
        schema = self._database.get_java_database().getSchema()
        if len(labels) == 1:
            return str(schema.getOrCreateVertexType(labels[0]).getName())
        listed = java_class("java.util.ArrayList")(list(labels))
        return str(java_class("com.arcadedb.query.opencypher.Labels").ensureCompositeType(schema, listed))

    def _write_nodes(self, batch: Any, types: dict[tuple[str, ...], str]) -> None:
        groups: dict[tuple[str, ...], list[LoadableNode]] = defaultdict(list)
        for node in self._graph.nodes.values():
            groups[_label_group(node)].append(node)
        for labels, nodes in groups.items():
            for some in _batches(nodes):
                rids = batch.create_vertices(types[labels], [_stored(node.properties()) for node in some])
                self._records.update(zip((node.id for node in some), rids, strict=True))
                self._progress("nodes", len(self._records), len(self._graph.nodes))

    def _write_relationships(self, batch: Any) -> None:
        # The engine's quick way takes no lists, and one of them sends its whole batch the slow way.
        groups: dict[tuple[str, bool], list[LoadableRelationship]] = defaultdict(list)
        for relationship in self._graph.relationships:
            has_list = tuple in map(type, relationship.properties().values())
            groups[relationship.type, has_list].append(relationship)
        done = 0
        for (kind, _), relationships in groups.items():
            for some in _batches(relationships):
                self._write_batch(batch, kind, some)
                done += len(some)
                self._progress("relationships", done, len(self._graph.relationships))

    def _write_batch(self, batch: Any, kind: str, some: list[LoadableRelationship]) -> None:
        starts = [self._record(relationship.start, relationship) for relationship in some]
        ends = [self._record(relationship.end, relationship) for relationship in some]
        batch.new_edges(starts, kind, ends, [_stored(relationship.properties()) for relationship in some])

    def _record(self, node: str, relationship: LoadableRelationship) -> str:
        if node not in self._records:
            named = f"{relationship.start} {relationship.type} {relationship.end}"
            raise ValueError(f"the relationship {named} names {node}, which is no node of the graph")
        return self._records[node]

    def _index(self) -> None:
        wanted = [(label, name) for label, names in _label_properties(self._graph).items() for name in names]
        wanted = [(label, name) for label, name in wanted if name in _LOOKED_UP]
        for done, (label, name) in enumerate(wanted, start=1):
            kind = "UNIQUE" if name == "id" else "NOTUNIQUE"
            self._database.command("sql", f"CREATE PROPERTY `{label}`.`{name}` STRING")
            self._database.command("sql", f"CREATE INDEX ON `{label}` (`{name}`) {kind}")
            self._progress("indexes", done, len(wanted))


def _label_properties(graph: LoadableGraph) -> dict[str, list[str]]:
    return _names((label, node.properties()) for node in graph.nodes.values() for label in node.labels)


def _type_properties(graph: LoadableGraph) -> dict[str, list[str]]:
    return _names((relationship.type, relationship.properties()) for relationship in graph.relationships)


def _names(found: Iterable[tuple[str, Mapping[str, Property]]]) -> dict[str, list[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for group, properties in found:
        names[group].update(properties)
    return {group: sorted(names[group]) for group in sorted(names)}


def _label_group(node: LoadableNode) -> tuple[str, ...]:
    return tuple(sorted(set(node.labels)))


def _stored(properties: Mapping[str, Property]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _batches(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))
