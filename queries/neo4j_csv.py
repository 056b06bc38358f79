"""A graph as CSV files for `neo4j-admin database import full`, for graphs too large to send over Bolt.

The tool writes a new database while the server is stopped: no node of it is sent. The seal goes with the nodes, so
the database holds a finished build; `careergraph load` then adds the constraints and indexes, and nothing else.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from queries.neo4j_seal import LABEL, seal_of
from queries.store import LoadableGraph, Property

ARGUMENTS = "import-arguments.txt"
_BETWEEN = "\u001f"
_SETTINGS = ("--array-delimiter=U+001F", "--id-type=string")
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", tuple: "string[]"}
Row = Mapping[str, Property]


class MixedProperty(ValueError):
    """A property holds values of two types under one label or relationship type."""

    def __init__(self, file: str, name: str) -> None:
        super().__init__(f"{file}: {name} holds values of more than one type")


def write_csv(graph: LoadableGraph, folder: Path, database: str = "neo4j") -> str:
    """Write `nodes/` and `relationships/` into the folder, a file for each set of labels and each type.

    Gives the command that imports them into a new database, to be run in that folder on the stopped server. Its
    arguments stand in `import-arguments.txt`. Raises MixedProperty.
    """
    arguments = [*_SETTINGS, *_write_nodes(graph, folder), *_write_relationships(graph, folder)]
    (folder / ARGUMENTS).write_text("\n".join(arguments) + "\n", encoding="utf-8")
    return f'neo4j-admin database import full {database} "@{ARGUMENTS}"'


def _write_nodes(graph: LoadableGraph, folder: Path) -> list[str]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for node in graph.nodes.values():
        groups[tuple(sorted(set(node.labels)))].append(node.properties())
    groups[LABEL,] = [seal_of(graph).properties()]
    return [_write(folder, "nodes", labels, rows, {"id": "id:ID"}) for labels, rows in sorted(groups.items())]


def _write_relationships(graph: LoadableGraph, folder: Path) -> list[str]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for r in graph.relationships:
        groups[r.type].append({":START_ID": r.start, ":END_ID": r.end, **r.properties()})
    ends = {":START_ID": ":START_ID", ":END_ID": ":END_ID"}
    return [_write(folder, "relationships", (kind,), rows, ends) for kind, rows in sorted(groups.items())]


def _write(folder: Path, kind: str, names: Sequence[str], rows: Sequence[Row], special: Mapping[str, str]) -> str:
    """Writes one file; gives the argument that names it."""
    file = f"{kind}/{'.'.join(names)}.csv"
    types = _types(file, rows)
    (folder / kind).mkdir(parents=True, exist_ok=True)
    with (folder / file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(special.get(name, f"{name}:{_TYPES[kind]}") for name, kind in types.items())
        writer.writerows([_cell(row.get(name)) for name in types] for row in rows)
    return f"--{kind}={':'.join(names)}={file}"


def _types(file: str, rows: Iterable[Row]) -> dict[str, type]:
    found: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            if found.setdefault(name, type(value)) is not type(value):
                raise MixedProperty(file, name)
    return found


def _cell(value: Property | None) -> str | int | float | None:
    if isinstance(value, bool):
        return str(value).lower()
    return _BETWEEN.join(value) if isinstance(value, tuple) else value
