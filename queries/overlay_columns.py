"""Which column of a local framework is which, by the names in `overlay/columns.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openpyxl.utils import get_column_letter

from queries.align_columns import UnreadableTable
from queries.overlay_rows import one_line

HERE = Path(__file__).parent / "overlay"
NAMING = ("cluster", "pathway", "title")
PLACING = ("soc", "cip", "sub_cluster")
FIELDS = (*NAMING, *PLACING)
LABELS: Mapping[str, str] = {
    "cluster": "local cluster",
    "pathway": "local pathway",
    "title": "title",
    "soc": "SOC",
    "cip": "CIP",
    "sub_cluster": "sub-cluster",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood: what it means, and the names that it may have."""

    field: str
    means: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header row is among the rows, the column of each field, and the columns of the file's own."""

    at: int
    names: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def others(self) -> tuple[int, ...]:
        """Columns that have a name and no meaning here."""
        known = set(self.columns.values())
        return tuple(i for i, name in enumerate(self.names) if name and i not in known)


@cache
def columns() -> tuple[Column, ...]:
    """The columns that are understood, in the order of the template."""
    return tuple(Column(field, _table()[field]["means"], tuple(_table()[field]["names"])) for field in FIELDS)


@cache
def nothing() -> frozenset[str]:
    """What a cell says where it says nothing, in lower case."""
    return frozenset(_table()["nothing"])


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((HERE / "columns.toml").read_text(encoding="utf-8"))


@cache
def _fields() -> Mapping[str, str]:
    return {_form(name): column.field for column in columns() for name in column.names}


def field_of(name: str) -> str | None:
    """The field that a column of this name holds."""
    return _fields().get(_form(name))


def _form(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """The first row that names a program and places it; raises UnreadableTable, which says what is missing."""
    found = [_fields_in(row) for row in rows]
    for at, fields in enumerate(found):
        if _missing(fields):
            continue
        if double := {field: places for field, places in fields.items() if len(places) > 1}:
            raise UnreadableTable(_doubled(rows[at], double))
        names = tuple(map(one_line, rows[at]))
        return Header(at, names, {field: places[0] for field, places in fields.items()})
    raise UnreadableTable(_not_found(rows, found))


def _fields_in(row: Sequence[str]) -> dict[str, list[int]]:
    fields: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(row):
        if field := field_of(name):
            fields[field].append(index)
    return fields


def _missing(fields: Mapping[str, object]) -> list[str]:
    wanted = {"one that names the program": NAMING, "one that places it": PLACING}
    return [
        f"{what} ({', '.join(LABELS[field] for field in group[:-1])} or {LABELS[group[-1]]})"
        for what, group in wanted.items()
        if not any(field in fields for field in group)
    ]


def _doubled(row: Sequence[str], double: Mapping[str, Sequence[int]]) -> str:
    said = "; ".join(
        f"{' and '.join(_called(row, index) for index in places)} are both read as {LABELS[field]}"
        for field, places in double.items()
    )
    return f"{said}. Rename all but one: a column under any other name is kept as it is"


def _not_found(rows: Sequence[Sequence[str]], found: Sequence[Mapping[str, Sequence[int]]]) -> str:
    best = max(range(len(rows)), key=lambda at: (len(found[at]), any(rows[at]), -at), default=None)
    if best is None or not any(rows[best]):
        return "the file is empty"
    listed = ", ".join(_called(rows[best], i) + _read_as(name) for i, name in enumerate(rows[best]) if name)
    return (
        f"the table lacks a column: {' and '.join(_missing(found[best]))}. Row {best + 1} has: {listed[:500]}. "
        "careergraph overlay --template prints a header that is understood"
    )


def _called(row: Sequence[str], index: int) -> str:
    return f"{get_column_letter(index + 1)} {one_line(row[index])[:60]}"


def _read_as(name: str) -> str:
    field = field_of(name)
    return f" (read as {LABELS[field]})" if field else ""
