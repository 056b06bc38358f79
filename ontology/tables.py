"""CareerGraph to and from tables: one a node kind, one a relationship type, as Arrow, Parquet or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, Node
from ontology.records import Record, Value, property_names, property_types
from ontology.relationships import Relationship
from ontology.vocabulary import RELATIONSHIP_TYPES

Tables = Mapping[str, pa.Table]
_ARROW = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    tuple: pa.list_(pa.string()),
}


class UnreadableTables(ValueError):
    """A folder does not hold the tables of a graph."""

    def __init__(self, place: Path, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place


def schema(record: type[Record]) -> pa.Schema:
    """Arrow schema of one record class; `start` and `end` are columns of a relationship table."""
    types = property_types(record)
    return pa.schema([(label, _ARROW[types[name]]) for name, label in property_names(record).items()])


def to_tables(graph: CareerGraph) -> dict[str, pa.Table]:
    """`nodes/<Kind>` and `relationships/<TYPE>` → Arrow table, rows in canonical order."""
    rows: dict[str, list[Record]] = {f"nodes/{kind}": [] for kind in NODE_KINDS}
    rows |= {f"relationships/{name}": [] for name in RELATIONSHIP_TYPES}
    for node in graph.nodes.values():
        rows[f"nodes/{node.kind}"].append(node)
    for relationship in graph.relationships:
        rows[f"relationships/{relationship.type}"].append(relationship)
    return {name: _table(_class_of(name), found) for name, found in rows.items()}


def from_tables(tables: Tables) -> CareerGraph:
    """The graph that the tables hold; what to_tables gives comes back equal."""
    records: list[Record] = []
    for name, table in tables.items():
        records.extend(_records(_class_of(name), table))
    return CareerGraph.from_records(records)


def write_parquet(graph: CareerGraph, folder: Path) -> None:
    """Writes one Parquet file a table below `folder`, and reads it back to be sure; same graph, same bytes.

    Raises UnreadableTables where a file does not hold what was written.
    """
    for name, table in to_tables(graph).items():
        path = _new_path(folder, name, "parquet")
        pa.parquet.write_table(table, path, compression="zstd")
        if not pa.parquet.read_table(path).equals(table):
            raise UnreadableTables(folder, f"{name}.parquet does not hold what was written")


def read_parquet(folder: Path) -> CareerGraph:
    """The graph that write_parquet wrote. Raises UnreadableTables where tables are missing."""
    return from_tables({n: pa.parquet.read_table(folder / f"{n}.parquet") for n in _names(folder, "parquet")})


def write_csv(graph: CareerGraph, folder: Path) -> None:
    """Writes one CSV file a table: texts in quotes, absent cells empty, lists as JSON."""
    for name, table in to_tables(graph).items():
        flat = table
        for index, field in enumerate(table.schema):
            if pa.types.is_list(field.type):
                cells = [
                    None if v is None else json.dumps(v, ensure_ascii=False) for v in table[index].to_pylist()
                ]
                flat = flat.set_column(index, field.name, pa.array(cells, pa.string()))
        pa.csv.write_csv(flat, _new_path(folder, name, "csv"))


def read_csv(folder: Path) -> CareerGraph:
    """The graph that write_csv wrote. Raises UnreadableTables where tables are missing."""
    return from_tables({name: _read_csv(folder / f"{name}.csv", name) for name in _names(folder, "csv")})


def _class_of(name: str) -> type[Node] | type[Relationship]:
    group, _, kind = name.partition("/")
    return NODE_KINDS[kind] if group == "nodes" else RELATIONSHIP_TYPES[kind]


def _table(record: type[Record], rows: Iterable[Record]) -> pa.Table:
    columns = {label: [getattr(row, name) for row in rows] for name, label in property_names(record).items()}
    return pa.table(columns, schema=schema(record))


def _records(record: type[Record], table: pa.Table) -> list[Record]:
    names = {label: name for name, label in property_names(record).items()}
    rows = table.select(list(names)).to_pylist()
    return [record(**{names[label]: _value(cell) for label, cell in row.items()}) for row in rows]


def _value(cell: object) -> Value | None:
    if isinstance(cell, list):
        return tuple(cell)
    assert cell is None or isinstance(cell, str | int | float | bool)
    return cell


def _new_path(folder: Path, name: str, ending: str) -> Path:
    path = folder / f"{name}.{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _names(folder: Path, ending: str) -> list[str]:
    names = [f"nodes/{kind}" for kind in NODE_KINDS] + [f"relationships/{name}" for name in RELATIONSHIP_TYPES]
    for name in names:
        if not (folder / f"{name}.{ending}").is_file():
            raise UnreadableTables(folder, f"{name}.{ending} is missing")
    return names


def _read_csv(path: Path, name: str) -> pa.Table:
    target = schema(_class_of(name))
    lists = {field.name for field in target if pa.types.is_list(field.type)}
    flat = {field.name: pa.string() if field.name in lists else field.type for field in target}
    table = pa.csv.read_csv(
        path,
        # A row must lie within two blocks; so the file is one.
        read_options=pa.csv.ReadOptions(block_size=max(path.stat().st_size, 1)),
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types=flat, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    for index, field in enumerate(target):
        if field.name in lists:
            cells = [None if v is None else json.loads(v) for v in table[index].to_pylist()]
            table = table.set_column(index, field.name, pa.array(cells, field.type))
    return table
