"""Tables of people's own, CSV or XLSX, read row by row: header, the column of codes, rows as they are."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO, NamedTuple

from queries.align_cells import Cell, shown
from queries.align_columns import UnreadableTable, find_column

DELIMITERS = ",;\t|"
_LOOKED_AT = 50  # rows among which the header may be
_BLOCK = 1 << 16


class Row(NamedTuple):
    """A row with its number in the file (the first is 1) and its code as text."""

    number: int
    cells: Sequence[Cell]
    code: str


@dataclass(slots=True)
class Source:
    """A table that is being read. `before` are the rows above the header; `notes` what a reader should know."""

    kind: str
    header: list[Cell]
    column: int
    rows: Iterator[Row]
    before: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    delimiter: str = ","
    ragged: list[int] = field(default_factory=list)

    @property
    def column_name(self) -> str:
        """Title of the column of codes."""
        return shown(self.header[self.column])


@contextmanager
def table_in(file: IO[bytes], column: str, sheet: str | None = None) -> Iterator[Source]:
    """The table in an open file, whose codes stand in `column`: a name, letter or number.

    Raises UnreadableTable.
    """
    head = file.read(_BLOCK)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        with _workbook(file, column, sheet) as source:
            yield source
        return
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable("this is a workbook of Excel 97-2003 (.xls); save it as .xlsx or CSV first")
    if sheet is not None:
        raise UnreadableTable("only a workbook has sheets; this is a text file")
    with _csv(file, column) as source:
        yield source


@contextmanager
def _csv(file: IO[bytes], column: str) -> Iterator[Source]:
    encoding = _encoding(file)
    notes = [] if encoding.startswith("utf") else [f"the file is not UTF-8; it was read as {encoding}"]
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        sample = text.read(_BLOCK)
        text.seek(0)
        delimiter = _delimiter(sample, column)
        rows = enumerate(_parsed(csv.reader(text, delimiter=delimiter)), start=1)
        source = _source("csv", rows, column)
        source.notes, source.delimiter = notes, delimiter
        yield source
    finally:
        text.detach()


def _parsed(reader: Iterator[list[str]]) -> Iterator[list[Cell]]:
    number = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableTable(f"row {number + 1} cannot be read as CSV: {error}") from error
        number += 1
        yield list(row)


def _encoding(file: IO[bytes]) -> str:
    head = file.read(2)
    file.seek(0)
    if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    return next(name for name in ("utf-8-sig", "cp1252", "latin-1") if _decodes(file, name))


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _delimiter(sample: str, column: str) -> str:
    """The delimiter under which the column is found; else the one that parts the rows into most cells."""

    def worth(delimiter: str) -> tuple[bool, int]:
        rows: list[list[str]] = []
        try:
            rows += islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _LOOKED_AT)
            find_column(rows, column)
        except (csv.Error, UnreadableTable):
            return False, max(map(len, rows), default=0)
        return True, max(map(len, rows))

    return max(DELIMITERS, key=worth)


@contextmanager
def _workbook(file: IO[bytes], column: str, sheet: str | None) -> Iterator[Source]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets through what zip, XML and its own parts raise
        raise UnreadableTable(f"this workbook cannot be read: {error}") from error
    try:
        sheets = {made.title: made for made in book.worksheets}
        if not sheets or (sheet is not None and sheet not in sheets):
            raise UnreadableTable(f"there is no sheet {sheet or ''!r}; there are: {', '.join(sheets)}")
        chosen = sheets[sheet or next(iter(sheets))]
        chosen.reset_dimensions()  # what other programs write there is often wrong
        source = _source("xlsx", _cells(chosen.iter_rows()), column)
        if len(sheets) > 1:
            source.notes.append(f"of the workbook's {len(sheets)} sheets, {chosen.title} was read")
        yield source
    finally:
        book.close()


def _cells(rows: Iterator[Sequence[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception as error:  # as above
            raise UnreadableTable(f"row {number + 1} of the workbook cannot be read: {error}") from error
        number += 1
        yield number, list(cells)


def _source(kind: str, rows: Iterable[tuple[int, list[Cell]]], column: str) -> Source:
    numbered = iter(rows)
    first = list(islice(numbered, _LOOKED_AT))
    at, index = find_column([cells for _, cells in first], column)
    header = _trimmed(first[at][1])
    source = Source(kind, header, index, iter(()), [cells for _, cells in first[:at]])
    source.rows = _rows(chain(first[at + 1 :], numbered), source)
    return source


def _rows(numbered: Iterable[tuple[int, list[Cell]]], source: Source) -> Iterator[Row]:
    width, column = len(source.header), source.column
    for number, found in numbered:
        cells = found
        if len(cells) != width:
            cells = _trimmed(cells) if len(cells) > width else cells
            if len(cells) > width or (source.kind == "csv" and 0 < len(cells) < width):
                source.ragged.append(number)
            cells = [*cells, *[None] * (width - len(cells))]
        yield Row(number, cells, shown(cells[column]))


def _trimmed(cells: Sequence[Cell]) -> list[Cell]:
    """The cells without empty ones at the end."""
    last = next((i for i in range(len(cells), 0, -1) if shown(cells[i - 1])), 0)
    return list(cells[:last])
