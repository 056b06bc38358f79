"""The workbook that `careergraph align` writes: rows, report, sources. Texts, codes among them, are text cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import TracebackType
from typing import IO, Any, Self
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.datetime import to_excel

from queries.align_cells import Cell
from queries.align_report import Report
from queries.align_run import Added

# Excel ends there; further rows go to a further sheet. A cell holds no longer text, either.
MOST_ROWS = 1_048_576
LONGEST = 32_767
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
_TAIL = "</sheetData></worksheet>"
_TEXT = "@"
_TOGETHER = 200  # rows that are compressed at once


class XlsxWriter:
    """Rows of a workbook, written as they come. The file's own numbers and dates stay what they are.

    openpyxl makes everything but the sheets of rows: through it these would take three times as long.
    """

    def __init__(self, out: ZipFile, most_rows: int = MOST_ROWS) -> None:
        self._zip, self._most, self._rows, self._sheets = out, most_rows, 0, 0
        self._book = Workbook(write_only=True)
        self._any_sheet = self._book.create_sheet("Aligned")
        self._header: str | None = None
        self._text_style = self._style(_TEXT)
        self._style = lru_cache(None)(self._style)  # type: ignore[method-assign]
        self._text = lru_cache(20_000)(self._text)  # type: ignore[method-assign]
        self._added = lru_cache(20_000)(self._added)  # type: ignore[method-assign]
        self._entry: IO[bytes] | None = None
        self._waiting: list[str] = []
        self._begin()

    def before(self, cells: Sequence[Cell]) -> None:
        """A row above the header."""
        self._append(self._own(cells))

    def header(self, cells: Sequence[Cell], added: Added) -> None:
        """The header row, which each sheet begins with."""
        self._header = self._own(cells) + self._added(added)
        self._append(self._header)

    def rows(self, cells: Sequence[Cell], lines: Sequence[Added], beyond: Sequence[Cell] = ()) -> None:
        """A row as often as there are lines of added cells; cells beyond the header's last stand behind these."""
        own, rest = self._own(cells), self._own(beyond)
        for added in lines:
            self._append(f"{own}{self._added(added)}{rest}")

    def finish(self, report: Report, about: Iterable[Sequence[str]]) -> None:
        """Adds the report, rows that say what the build and its sources are, and what makes a workbook of it."""
        self._end()
        for number in range(2, self._sheets + 1):
            self._book.create_sheet(f"Aligned {number}")
        self._table("Report", report.table())
        self._table("About", about)
        made = io.BytesIO()
        self._book.save(made)
        streamed = {_sheet_name(number) for number in range(1, self._sheets + 1)}
        with ZipFile(made) as parts:
            for name in parts.namelist():
                if name not in streamed:
                    self._zip.writestr(name, parts.read(name))

    def _append(self, cells: str) -> None:
        if self._rows >= self._most:
            self._end()
            self._begin()
            if self._header is not None:
                self._append(self._header)
        self._waiting.append(f"<row>{cells}</row>")
        self._rows += 1
        if len(self._waiting) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        assert self._entry is not None
        self._entry.write("".join(self._waiting).encode())
        self._waiting.clear()

    def _begin(self) -> None:
        self._sheets, self._rows = self._sheets + 1, 0
        self._entry = self._zip.open(_sheet_name(self._sheets), "w", force_zip64=True)
        self._entry.write(_HEAD.encode())

    def _end(self) -> None:
        self._waiting.append(_TAIL)
        self._flush()
        assert self._entry is not None
        self._entry.close()
        self._entry = None

    def close(self) -> None:
        """Closes the sheet that is being written, where something went wrong."""
        if self._entry is not None:
            self._entry.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _table(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        sheet = self._book.create_sheet(name)
        for row in rows:
            cells = [WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)) for text in row]
            for cell in cells:
                cell.data_type, cell.number_format = "s", _TEXT
            sheet.append(cells)

    def _style(self, number_format: str) -> int:
        cell = WriteOnlyCell(self._any_sheet)
        cell.number_format = number_format
        return int(cell.style_id)

    def _own(self, cells: Sequence[Cell]) -> str:
        return "".join([self._text(cell) if isinstance(cell, str) else self._cell(cell) for cell in cells])

    def _added(self, added: Added) -> str:
        return "".join(map(self._text, added))

    def _cell(self, cell: Any) -> str:
        value = getattr(cell, "value", cell)
        if value is None:
            return "<c/>"
        if isinstance(value, str):
            return self._text(value)
        number_format = getattr(cell, "number_format", None) or "General"
        style = "" if number_format == "General" else f' s="{self._style(number_format)}"'
        if isinstance(value, bool):
            return f'<c t="b"{style}><v>{value:d}</v></c>'
        if isinstance(value, datetime | date | time | timedelta):
            value = to_excel(value)  # type: ignore[no-untyped-call]
        return f"<c{style}><v>{value!r}</v></c>" if isinstance(value, int | float) else self._text(str(value))

    def _text(self, text: str) -> str:
        if not text:
            return "<c/>"
        safe = escape(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text[:LONGEST]))
        return f'<c t="inlineStr" s="{self._text_style}"><is><t xml:space="preserve">{safe}</t></is></c>'


def _sheet_name(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"
