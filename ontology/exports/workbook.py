"""Sheets to a workbook (Office Open XML), in the same bytes each time. Texts, codes among them, are text cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ontology.exports import workbook_parts as parts
from ontology.exports.workbook_parts import HEADERS, Sheet, Style, Value

MOST_ROWS = 1_048_576
"""Rows of a sheet; Excel ends there."""
LONGEST = 32_767
"""Characters of a cell; Excel ends there."""
JOINT = " | "
"""Parts the items of a list in a cell."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A cell that is formatted as text shows a longer one as #####, at least in older versions of Excel.
_SHOWN_AS_TEXT = 255
_LINE, _HIGHEST = 15, 409  # points; Excel knows no higher row
_TOGETHER = 500  # rows that are compressed at once


class TooManyRows(ValueError):
    """A sheet cannot hold all rows."""

    def __init__(self, sheet: str, rows: int) -> None:
        super().__init__(
            f"{sheet} would have {rows:,} rows, and Excel ends at {MOST_ROWS:,}. Export as parquet or csvw instead"
        )
        self.sheet, self.rows = sheet, rows


def write_workbook(path: Path | IO[bytes], title: str, sheets: Sequence[Sheet]) -> None:
    """Writes the sheets with frozen headers, filters and colours. Raises TooManyRows.

    A list too long for a cell ends in the number of items that are left out.
    """
    # Not through openpyxl: it stamps the time, and its bytes depend on whether lxml is at hand.
    for sheet in sheets:
        if len(sheet.rows) >= MOST_ROWS:
            raise TooManyRows(sheet.name, len(sheet.rows) + 1)
    texts: dict[str, int] = {}
    with ZipFile(path, "w") as out:
        for name, content in parts.frame(title, sheets).items():
            out.writestr(_entry(name), content)
        for number, sheet in enumerate(sheets, 1):
            with out.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                part.write(parts.before_rows(sheet).encode())
                for chunk in _chunks(_rows(sheet, texts)):
                    part.write(chunk)
                part.write(parts.after_rows(sheet).encode())
        out.writestr(_entry("xl/sharedStrings.xml"), parts.shared_strings(texts))


def _entry(name: str) -> ZipInfo:
    made = ZipInfo(name)  # its time is the first that a zip file knows, 1980
    made.compress_type, made.create_system = ZIP_DEFLATED, 3
    return made


def _chunks(rows: Iterator[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _TOGETHER:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()


def _rows(sheet: Sheet, texts: dict[str, int]) -> Iterator[str]:
    for number, row in enumerate([sheet.header, *sheet.rows], 1):
        fixed = HEADERS[sheet.origin] if number == 1 or number in sheet.headings else None
        cells = [_cell(value, sheet.wrapped, texts, fixed) for value in row]
        if number in sheet.links:
            cells[0] = _text(str(row[0]), Style.LINK, texts)
        yield f"<row{_height(row, sheet)}>{''.join(cells)}</row>"


def _height(row: Sequence[Value], sheet: Sheet) -> str:
    """Room for the lines of a wrapped row, which not all programs make by themselves."""
    if not sheet.wrapped:
        return ""
    lines = [len(str(value)) // width + 1 for value, width in zip(row, sheet.widths, strict=False)]
    return f' ht="{min(_LINE * max(lines, default=1), _HIGHEST)}" customHeight="1"'


def _cell(value: Value, wrapped: bool, texts: dict[str, int], fixed: Style | None) -> str:
    if value is None or value == ():
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, int):
        return f'<c s="{Style.WHOLE}"><v>{value}</v></c>'
    if isinstance(value, float):
        return f"<c><v>{value!r}</v></c>"
    text = joined(value) if isinstance(value, tuple) else value[:LONGEST]
    style = Style.WRAPPED if wrapped else Style.TEXT if len(text) <= _SHOWN_AS_TEXT else Style.GENERAL
    return _text(text, style if fixed is None else fixed, texts)


def _text(text: str, style: Style, texts: dict[str, int]) -> str:
    number = texts.setdefault(escape(_NOT_IN_XML.sub("\ufffd", text)), len(texts))
    return f'<c t="s" s="{style}"><v>{number}</v></c>'


def joined(items: Sequence[str]) -> str:
    """The items of a list as one text; where they are too long for a cell, the last ones are counted instead."""
    text = JOINT.join(items)
    if len(text) <= LONGEST:
        return text
    kept = list(items)
    while True:
        kept.pop()
        text = JOINT.join([*kept, f"(and {len(items) - len(kept):,} more)"])
        if len(text) <= LONGEST:
            return text
