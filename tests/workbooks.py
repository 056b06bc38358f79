"""Workbooks written so that the same rows give the same bytes; for the scripts that make fixtures."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl

Cells = Sequence[object]


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Cells]]) -> None:
    """Writes a workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = datetime(2025, 1, 1)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    # openpyxl stamps the hour of writing into the archive and its properties; these must not change.
    with ZipFile(raw) as written, ZipFile(path, "w", ZIP_DEFLATED) as steady:
        for member in written.namelist():
            raw_content = written.read(member)
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-01-01T00:00:00Z", raw_content)
            steady.writestr(ZipInfo(member), content, ZIP_DEFLATED)
