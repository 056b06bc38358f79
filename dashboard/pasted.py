"""A list of codes as people have it, pasted or in a file: its rows, and which column holds the codes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from dashboard.uploads import WORKBOOK, check, too_large
from queries.align_cells import Cell, shown
from queries.align_columns import UnreadableTable
from queries.align_tables import Row, Source, table_in
from queries.code_forms import forms
from queries.resolve import Resolver

MOST_ROWS = 20_000
MOST_COLUMNS = 200
_LOOKED_AT = 50
_BETWEEN = re.compile(r"[\s,;|]+")
_ONLY_CODE = re.compile(r"[\d.\-‐-―−]*\d[\d.\-‐-―−]*")
_HEADER = re.compile(r"[A-Za-z][A-Za-z*_ -]*(?:19|20)\d\d")  # CIP2020 would be a code of CIP, too
_NAMES = ("cip", "soc", "naics", "o*net", "onet", "code")
_EXAMPLES = "11-1011 (an occupation, SOC), 11.0701 (a program, CIP) or 522 (an industry, NAICS)"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a list as they stand, all of the same width. `sheets` are those of its workbook, `sheet` is this."""

    kind: str
    rows: list[list[Cell]]
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str | None = None


def pasted(text: str) -> Table:
    """The table that a person pasted; where there is nothing but codes, they are taken one by one.

    Raises UnreadableTable.
    """
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if parts and all(map(_ONLY_CODE.fullmatch, parts)):
        text = "\n".join(parts)
    return read(text.encode("utf-8", "replace"))


def read(data: bytes, sheet: str | None = None) -> Table:
    """The table in a file's bytes, CSV or XLSX. Raises UnreadableTable, whose text says what to do."""
    check(data)
    sheets = _sheets(data) if data.startswith(WORKBOOK) else ()
    with table_in(io.BytesIO(data), "1", sheet) as source:
        rows = [*source.before, source.header, *_cells(source.rows)]
        notes = tuple(note for note in source.notes if "sheets" not in note)
    while rows and not any(map(shown, rows[-1])):
        rows.pop()
    width = max(map(len, rows))
    if width > MOST_COLUMNS:
        raise too_large(f"{width:,} columns")
    return Table(source.kind, [[*row, *[None] * (width - len(row))] for row in rows], notes, sheets, sheet)


def _cells(rows: Iterable[Row]) -> Iterator[list[Cell]]:
    for count, row in enumerate(rows, start=2):
        if count > MOST_ROWS:
            raise too_large(f"more than {MOST_ROWS:,} rows")
        yield list(row.cells)


def _sheets(data: bytes) -> tuple[str, ...]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True)
    except Exception as error:  # openpyxl lets through what zip, XML and its own parts raise
        raise UnreadableTable("This workbook is broken. Save it again, or as CSV.") from error
    try:
        return tuple(sheet.title for sheet in book.worksheets)
    finally:
        book.close()


def column_of_codes(table: Table, resolver: Resolver) -> int:
    """Index of the column that is likeliest to hold the codes. Raises UnreadableTable where none does."""
    first = [[shown(cell) for cell in row] for row in table.rows[:_LOOKED_AT]]
    worth = [_worth([row[index] for row in first], resolver) for index in range(len(first[0]))]
    best = max(range(len(worth)), key=lambda index: worth[index])
    if worth[best] > 0:
        return best
    columns = ", ".join(column_names(table, 0))
    raise UnreadableTable(f"No column of it holds codes. Codes look like {_EXAMPLES}. The columns are: {columns}.")


def _worth(cells: Sequence[str], resolver: Resolver) -> float:
    """How much a column looks like codes; short numbers could be anything, such as a count."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    known = sum(min(len(cell), 6) for cell in filled if resolver.resolve(cell))
    alike = sum(0.1 for cell in filled if _is_like_a_code(cell) and len(cell) > 2)
    named = any(name in cell.lower() for cell in filled[:5] for name in _NAMES)
    return (known + alike) * (1.5 if named else 1.0)


def column_names(table: Table, column: int) -> list[str]:
    """What the columns are called, where codes stand in this one; by their letters where they have no name."""
    at = _begins(table, column)
    header = map(shown, table.rows[at - 1]) if at else [""] * len(table.rows[0])
    return [name.strip() or f"Column {get_column_letter(index)}" for index, name in enumerate(header, start=1)]


def source(table: Table, column: int) -> Source:
    """The table for aligning; what has no header gets one."""
    at = _begins(table, column)
    header = list(table.rows[at - 1]) if at else [*column_names(table, column)]
    if not at:
        header[column] = "Code"
    rows = (Row(number, cells, shown(cells[column])) for number, cells in enumerate(table.rows[at:], start=at + 1))
    return Source(table.kind, header, column, rows, [*table.rows[: max(at - 1, 0)]], [*table.notes])


def _begins(table: Table, column: int) -> int:
    """Index of the first row that holds a code, as the header has none."""
    cells = [shown(row[column]).strip() for row in table.rows[:_LOOKED_AT]]
    return next((at for at, cell in enumerate(cells) if _is_like_a_code(cell)), min(1, len(cells) - 1))


def _is_like_a_code(text: str) -> bool:
    return bool(_ONLY_CODE.fullmatch(text) or (forms(text) and not _HEADER.fullmatch(text)))
