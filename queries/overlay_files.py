"""The report on an overlay as a workbook or a page of Markdown. Texts, codes among them, stay texts."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from queries.overlay_report import COUNT, MONEY, SHARE, Cell, Line, Sheet

# Excel's own limits.
LONGEST = 32_767
MOST_ROWS = 1_048_576
_TEXT, _HEAD = "@", "head"
_WIDEST = 60
_LOOKED_AT = 200
_MARKS = re.compile(r"([\\`*_\[\]|#~!])")
_SHOWN = {COUNT: "{:,}", MONEY: "${:,}", SHARE: "{:.0%}"}
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
Styles = Mapping[str, int]


def workbook(sheets: Iterable[Sheet], most_rows: int = MOST_ROWS) -> bytes:
    """The tables as sheets of a workbook. Nothing in it is a formula; what is too long goes on in a further sheet.

    openpyxl makes everything but the sheets' rows, with which it would take several times as long.
    """
    parts = [part for sheet in sheets for part in _parts(sheet, most_rows)]
    book = Workbook(write_only=True)
    for part in parts:
        book.create_sheet(part.name)
    styles = _styles(book)
    raw, made = io.BytesIO(), io.BytesIO()
    book.save(raw)
    rows = {f"xl/worksheets/sheet{number}.xml": part for number, part in enumerate(parts, start=1)}
    with ZipFile(raw) as read, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as out:
        for name in read.namelist():
            out.writestr(name, "".join(_xml(rows[name], styles)) if name in rows else read.read(name))
    return made.getvalue()


def _parts(sheet: Sheet, most_rows: int) -> Iterator[Sheet]:
    size = most_rows - 1
    for number, start in enumerate(range(0, max(len(sheet.rows), 1), size), start=1):
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        yield replace(sheet, name=name, rows=sheet.rows[start : start + size])


def _styles(book: Workbook) -> Styles:
    """Number format → number of the style in the workbook."""
    any_sheet = book.worksheets[0]
    found = {}
    for form in (_TEXT, COUNT, MONEY, SHARE, _HEAD):
        cell = WriteOnlyCell(any_sheet)
        cell.number_format = _TEXT if form == _HEAD else form
        if form == _HEAD:
            cell.font = Font(bold=True)
        found[form] = int(cell.style_id)
    return found


def _xml(sheet: Sheet, styles: Styles) -> Iterator[str]:
    forms = [sheet.formats.get(name, _TEXT) for name in sheet.header]
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_NAMESPACE}">{_FROZEN}'
    yield f"<cols>{''.join(_width(sheet, index) for index in range(len(sheet.header)))}</cols><sheetData>"
    yield f"<row>{''.join(_cell(name, styles[_HEAD], styles[_HEAD]) for name in sheet.header)}</row>"
    numbers, text = [styles[form] for form in forms], styles[_TEXT]
    for row in sheet.rows:
        yield f"<row>{''.join(map(_cell, row, numbers, [text] * len(numbers)))}</row>"
    corner = f"{get_column_letter(len(sheet.header))}{len(sheet.rows) + 1}"
    yield f'</sheetData><autoFilter ref="A1:{corner}"/></worksheet>'


def _width(sheet: Sheet, index: int) -> str:
    cells = [str(row[index] or "") for row in sheet.rows[:_LOOKED_AT] if index < len(row)]
    width = min(max(map(len, [sheet.header[index], *cells])) + 2, _WIDEST)
    return f'<col min="{index + 1}" max="{index + 1}" width="{width}" customWidth="1"/>'


def _cell(value: Cell, number: int, text: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr" s="{text}"><is><t xml:space="preserve">{escape(value[:LONGEST])}</t></is></c>'
    return f'<c s="{number}"><v>{value!r}</v></c>'


def markdown(sheets: Iterable[Sheet], title: str) -> str:
    """The tables as a page of Markdown; what stands in cells is text, no markup."""
    return "\n".join([f"# {_plain(title)}", "", *(line for sheet in sheets for line in _page(sheet))])


def _page(sheet: Sheet) -> Iterator[str]:
    yield from (f"## {sheet.name}", "")
    if not sheet.rows:
        yield from ("Nothing.", "")
        return
    yield _line(sheet.header)
    yield "|".join(["", *("---:" if name in sheet.formats else "---" for name in sheet.header), ""])
    for row in sheet.rows:
        yield _line(shown_line(row, sheet))
    yield ""


def shown_line(row: Line, sheet: Sheet) -> list[str]:
    """A row as texts: numbers as their column shows them."""
    return [_shown(value, sheet.formats.get(name)) for name, value in zip(sheet.header, row, strict=False)]


def _shown(value: Cell, form: str | None) -> str:
    if value is None:
        return ""
    return _SHOWN[form].format(value) if form and not isinstance(value, str) else str(value)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))
