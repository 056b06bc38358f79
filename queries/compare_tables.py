"""Compares the tables of two releases of a source: rows added, removed and changed under their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from queries.compare import matched
from queries.store import Plain

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

# Table → the columns that tell its rows apart; the rows of other tables are all key.
KEYS: Mapping[str, tuple[str, ...]] = {
    "cells": ("industry", "occupation"),
    "codes": ("code",),
    "direct_match_titles": ("code", "title"),
    "employment": ("industry", "occupation"),
    "industries": ("code",),
    "interdisciplinary": ("system", "code"),
    "job_zones": ("soc",),
    "moves": ("code",),
    "occupations": ("code",),
    "pairs": ("old", "new"),
    "pathway_occupations": ("legacy_cluster", "pathway", "code"),
    "related": ("soc", "related_soc"),
}
# Columns that only tell where in a file a row stands.
PLACES = frozenset({"row", "repeated_in_rows", "file"})
SUMMED = ("added", "removed", "moved", "retitled", "retired", "changed")
_SORTS = {"parent": "moved", "title": "retitled"}


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell before and after, by its column."""

    column: str
    before: str
    after: str

    @property
    def sort(self) -> str:
        """What this makes of the row: moved, retitled, retired, changed."""
        retired = self.column == "retired" and self.after == "true"
        return "retired" if retired else _SORTS.get(self.column, "changed")

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {"column": self.column, "from": self.before, "to": self.after}


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row, without its place; what changed in it, if it was there before; what its code goes on as."""

    row: Row
    changes: tuple[CellChange, ...] = ()
    goes_on_as: str = ""

    @property
    def sorts(self) -> frozenset[str]:
        """What became of the row: moved, retitled, retired, changed, or several of them."""
        return frozenset(change.sort for change in self.changes)

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        found: dict[str, Plain] = {"row": dict(self.row)}
        if self.changes:
            found["changes"] = [change.to_plain() for change in self.changes]
        if self.goes_on_as:
            found["goesOnAs"] = self.goes_on_as
        return found


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What differs in one table; `before` and `after` are numbers of rows."""

    table: str
    key: tuple[str, ...]
    before: int
    after: int
    added: tuple[RowDifference, ...] = ()
    removed: tuple[RowDifference, ...] = ()
    changed: tuple[RowDifference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def counts(self) -> dict[str, int]:
        """Number of rows by what became of them; a row may count as retitled and as moved."""
        sorts = Counter(sort for row in self.changed for sort in row.sorts)
        return {"added": len(self.added), "removed": len(self.removed), **{s: sorts[s] for s in SUMMED[2:]}}

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        counts: dict[str, Plain] = dict(self.counts())
        return {
            "table": self.table,
            "key": list(self.key),
            "rowsBefore": self.before,
            "rowsAfter": self.after,
            "counts": counts,
            "added": [row.to_plain() for row in self.added],
            "removed": [row.to_plain() for row in self.removed],
            "changed": [row.to_plain() for row in self.changed],
        }


def compare_tables(old: Tables, new: Tables) -> list[TableDifference]:
    """What differs, table by table, those without a difference, too."""
    names = dict.fromkeys((*old, *new))
    found = [_compare(name, old.get(name, ()), new.get(name, ())) for name in names]
    successors = {row["code"]: row["successor"] for tables in (old, new) for row in tables.get("moves", ())}
    return [_with_successors(table, successors) if table.table == "codes" else table for table in found]


def _with_successors(table: TableDifference, successors: Mapping[str, str]) -> TableDifference:
    """With what each code that is gone or newly retired goes on as."""

    def told(row: RowDifference) -> RowDifference:
        gone = not row.changes or "retired" in row.sorts
        return replace(row, goes_on_as=successors.get(row.row["code"], "")) if gone else row

    return replace(table, removed=tuple(map(told, table.removed)), changed=tuple(map(told, table.changed)))


def _compare(name: str, old: Sequence[Row], new: Sequence[Row]) -> TableDifference:
    columns = tuple(name for name in dict.fromkeys((*_header(old), *_header(new))) if name not in PLACES)
    key = KEYS.get(name, columns)
    key = key if set(key) <= set(columns) else columns
    _, removed, added = matched(old, new, lambda row: _cells(row, columns))
    pairs, removed, added = matched(removed, added, lambda row: _cells(row, key))

    def rows(found: Sequence[Row]) -> tuple[RowDifference, ...]:
        return tuple(RowDifference(_without_place(row, columns)) for row in found)

    changed = [RowDifference(_without_place(b, columns), _changes(a, b, columns)) for a, b in pairs]
    return TableDifference(name, key, len(old), len(new), rows(added), rows(removed), tuple(changed))


def _header(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(rows[0]) if rows else ()


def _without_place(row: Row, columns: Sequence[str]) -> Row:
    return dict(zip(columns, _cells(row, columns), strict=True))


def _cells(row: Row, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in columns)


def _changes(before: Row, after: Row, columns: Sequence[str]) -> tuple[CellChange, ...]:
    cells = zip(columns, _cells(before, columns), _cells(after, columns), strict=True)
    return tuple(CellChange(*cell) for cell in cells if cell[1] != cell[2])
