"""A reader of CSV on the Web that goes by the metadata alone (W3C: Tabular Data Model, Metadata Vocabulary)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Cell = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Cell]

_FORMS = {
    "string": r".*",
    "boolean": r"true|false|1|0",
    "integer": r"[+-]?\d+",
    "double": r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?",
}
_INHERITED = ("aboutUrl", "propertyUrl", "valueUrl", "null", "required", "separator", "datatype")


class NotValid(AssertionError):
    """A table is not what the metadata say of it."""


@dataclass(frozen=True)
class Column:
    """A column description with what it inherits."""

    name: str
    titles: str
    virtual: bool
    inherited: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A table by its description: columns, rows, keys, and the triples between things that its rows say."""

    url: str
    described: Mapping[str, Any]
    columns: list[Column]
    rows: list[Row]

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Subject, property, value; only where subject and value are IRIs of a template."""
        for column in self.columns:
            about, term, value = (column.inherited.get(n) for n in ("aboutUrl", "propertyUrl", "valueUrl"))
            if about and term and value:
                for row in self.rows:
                    yield expanded(about, row), expanded(term, row), expanded(value, row)


def read_csvw(folder: Path) -> dict[str, Table]:
    """Url → table. Raises NotValid where a header, cell, key or reference is not as the metadata say."""
    group = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {entry["url"]: _table(folder, entry, group) for entry in group["tables"]}
    for table in tables.values():
        _check_keys(table, tables)
    return tables


def expanded(template: str, row: Mapping[str, Cell]) -> str:
    """A URI template of RFC 6570, as far as we use it: literals and `{+name}`."""
    made = re.sub(r"\{\+(\w+)\}", lambda found: str(row[found[1]]), template)
    if "{" in made:
        raise NotValid(f"{template} is no template that this reader knows")
    return made


def _table(folder: Path, entry: Mapping[str, Any], group: Mapping[str, Any]) -> Table:
    columns = [_column(column, entry["tableSchema"], entry, group) for column in entry["tableSchema"]["columns"]]
    read = [column for column in columns if not column.virtual]
    with (folder / entry["url"]).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        if next(lines) != [column.titles for column in read]:
            raise NotValid(f"{entry['url']}: the header is not that of the metadata")
        rows = [
            {column.name: _value(text, column) for text, column in zip(line, read, strict=True)} for line in lines
        ]
    return Table(entry["url"], entry, columns, rows)


def _column(column: Mapping[str, Any], *above: Mapping[str, Any]) -> Column:
    inherited = {}
    for name in _INHERITED:
        said = [place[name] for place in (column, *above) if name in place]
        if said:
            inherited[name] = said[0]
    return Column(column["name"], column.get("titles", column["name"]), column.get("virtual", False), inherited)


def _value(text: str, column: Column) -> Cell:
    if separator := column.inherited.get("separator"):
        return tuple(_single(item, column) for item in text.split(separator)) if text else ()  # type: ignore[misc]
    if text == column.inherited.get("null", ""):
        if column.inherited.get("required"):
            raise NotValid(f"{column.name} is required, and empty")
        return None
    return _single(text, column)


def _single(text: str, column: Column) -> str | int | float | bool:
    datatype = column.inherited.get("datatype", "string")
    if not re.fullmatch(_FORMS[datatype], text, re.DOTALL | re.ASCII):
        raise NotValid(f"{column.name}: {text!r} is no {datatype}")
    if datatype == "boolean":
        return text in ("true", "1")
    return int(text) if datatype == "integer" else float(text) if datatype == "double" else text


def _check_keys(table: Table, tables: Mapping[str, Table]) -> None:
    schema = table.described["tableSchema"]
    if key := schema.get("primaryKey"):
        values = [row[key] for row in table.rows]
        if None in values or len(set(values)) != len(values):
            raise NotValid(f"{table.url}: {key} is no key")
    for foreign in schema.get("foreignKeys", ()):
        there = tables[foreign["reference"]["resource"]]
        known = {row[foreign["reference"]["columnReference"]] for row in there.rows}
        if missing := {row[foreign["columnReference"]] for row in table.rows} - known:
            raise NotValid(f"{table.url}: {sorted(map(str, missing))[:3]} are not in {there.url}")
